"""The index of all files for programs, `api/index.json`, and the schemas of files.

Beside those of the index and of a paper there is that of the file that a reader's desk exports.

    {"title": "…", "site": "https://…", "papers": 444, "schema": "schema/index.json",
     "data": {"schema": "schema/paper.json",
              "files": [{"path": "papers/2025-03.jsonl.gz", "papers": 261}, …]},
     "citations": [{"format": "BibTeX",
                    "files": [{"path": "bibtex/2025.bib.gz", "papers": 444}, …]}, …],
     "feeds": [{"title": "…", "atom": "../feed.xml", "json": "../feed.json"}, …],
     "tags": [{"id": "physics", "title": "Physics", "means": "…"}, …]}

Addresses are relative to the index, so they also work on a disk. Feeds are listed if the site has
an address.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.exports import citation_files as citations
from paper_archive.exports import papers
from paper_archive.exports.atom import SUFFIX as XML
from paper_archive.exports.export import Export, ReadFile
from paper_archive.exports.json_feed import SUFFIX as JSON
from paper_archive.store.periods import months, years

SCHEMAS = Path(__file__).parent / "schemas"


def exports(catalog: Catalog) -> Iterator[Export]:
    """Yield the index and the schemas."""
    yield Export.of(urls.DATA_INDEX, lambda _: index(catalog))
    for schema in ("index", "paper", "desk"):
        yield Export.of(f"api/schema/{schema}.json", partial(_schema, schema), once=True)


def _schema(name: str, _: ReadFile) -> bytes:
    return (SCHEMAS / f"{name}.json").read_bytes()


def index(catalog: Catalog) -> bytes:
    """Return the index; it depends on the number of papers by month, and on the vocabulary."""
    value = {
        "title": catalog.site_name,
        **({"site": catalog.site_url} if catalog.site_url else {}),
        "papers": catalog.outline.papers,
        "schema": "schema/index.json",
        "data": {
            "schema": "schema/paper.json",
            "files": [
                _file(papers.path(period), len(period)) for period in months(catalog.archive)
            ],
        },
        "citations": [_citations(form, catalog) for form in citations.FORMATS],
        "feeds": list(_feeds(catalog)),
        "tags": [
            {"id": tag.id, "title": tag.title, "means": tag.means} for tag in catalog.taxonomy.tags
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _citations(form: citations.Format, catalog: Catalog) -> dict[str, Any]:
    of_years = [_file(form.path(period.name), len(period)) for period in years(catalog.archive)]
    everything = _file(form.path(urls.ALL), catalog.outline.papers)
    return {"format": form.title, "files": [*of_years, everything]}


def _feeds(catalog: Catalog) -> Iterator[dict[str, str]]:
    if not catalog.site_url:
        return
    titles = {urls.FEED: "The newest papers", urls.DAYS_FEED: "A day is one entry"}
    titles[urls.WEEKS_FEED] = "A week is one entry"
    titles |= {urls.tag_feed(tag.id): tag.title for tag in catalog.taxonomy.tags}
    titles |= {urls.topic_feed(topic.id): topic.name for topic in catalog.topics}
    titles |= {urls.list_feed(shared.id): shared.title for shared in catalog.lists}
    for path, title in titles.items():
        yield {"title": title, "atom": f"../{path}.{XML}", "json": f"../{path}.{JSON}"}


def _file(path: str, count: int) -> dict[str, Any]:
    return {"path": path.removeprefix("api/"), "papers": count}
