"""Topics of tests: catalogs with the topics of a `topics.yml`."""

from __future__ import annotations

from dataclasses import replace

from paper_archive.catalog import Catalog
from paper_archive.model import Source
from paper_archive.resources import resource
from paper_archive.search.topics_file import load_topics
from paper_archive.store.outline import Outline
from paper_archive.store.topics import update_topics
from paper_archive.store.update import Changes


def load(text: str, tags: dict[str, str] | None = None):
    """The topics of a file and their queries."""
    return load_topics(Source("topics.yml", text.encode()), (resource("theme"),), tags)


def with_topics(catalog: Catalog, text: str) -> Catalog:
    """A catalog with topics, matched anew."""
    topics, queries = load(text)
    changes = Changes(True, 0, 0, Outline(), catalog.outline)
    changes = update_topics(catalog.archive.store, changes, topics, queries.keys, queries.matching)
    return replace(catalog, topics=topics, outline=changes.after)


def topic(query: str, id: str = "birds", name: str = "Birds", text: str = "") -> str:
    """A file of one topic."""
    quoted = query.replace("'", "''")
    return f"topics:\n- id: {id}\n  name: '{name}'\n  query: '{quoted}'\n" + (
        f"  text: '{text}'\n" if text else ""
    )
