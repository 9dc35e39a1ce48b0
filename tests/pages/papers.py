"""Papers and days for tests of pages, from few words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from paper_archive.archive.occurrence import Occurrence
from paper_archive.catalog import Catalog
from paper_archive.model import Entry, Listing, Paper, Source
from paper_archive.store.outline import store_outline
from paper_archive.store.rows import Row
from paper_archive.store.store import Store
from paper_archive.store.stored_archive import StoredArchive
from paper_archive.store.update import Changes
from paper_archive.tags import Taxonomy, load_taxonomy
from paper_archive.text.gist import find_gist
from paper_archive.trends import record

TAGS = Path(__file__).parents[2] / "site_src" / "tags.yml"
TAXONOMY = load_taxonomy(Source(TAGS.name, TAGS.read_bytes()))


def paper(slug: str, day: str | None = "2025-03-14", **fields: Any) -> Paper:
    values: dict[str, Any] = {
        "slug": slug,
        "title": slug.replace("-", " ").title(),
        "abstract": "Birds find their way by the stars.",
        "raw_title": slug,
        "raw_abstract": "",
        "days": (date.fromisoformat(day),) if day else (),
        "undated": day is None,
        "sources": ("a.txt:1",),
    }
    values |= fields
    return Paper(gist=find_gist(values["title"], values["abstract"]), **values)


def catalog(papers: Iterable[Paper], taxonomy: Taxonomy = TAXONOMY) -> Catalog:
    """The catalog of papers, each on line after line of one listing a day."""
    store = Store.open()
    rows, days = [], set()
    for line, each in enumerate(papers, 1):
        occurrences = []
        for day in each.days or (None,):
            listing = Listing("a.txt", "", day, ())
            occurrences.append(
                Occurrence.of(listing, Entry(each.raw_title, each.raw_abstract, line), line)
            )
            days.add(day)
        rows.append(Row(each, occurrences, ()))
    store.put(rows)
    entries = (Entry("Birds", "", 1),)
    store.put_listings(Listing("a.txt", "", day, entries) for day in days)
    outline = store_outline(store)
    record(store, Changes(True, 0, 0, outline, outline))
    return Catalog(StoredArchive(store), outline, taxonomy)
