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
from paper_archive.trends import begin_record

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


def row(paper: Paper, line: int = 1) -> Row:
    """The row of a paper that is on a line of one listing a day."""
    occurrences = []
    for day in paper.days or (None,):
        listing = Listing("a.txt", "", day, ())
        entry = Entry(paper.raw_title, paper.raw_abstract, line)
        occurrences.append(Occurrence.of(listing, entry, line))
    return Row(paper, occurrences, ())


def catalog(papers: Iterable[Paper], taxonomy: Taxonomy = TAXONOMY) -> Catalog:
    """The catalog of papers, each on line after line of one listing a day."""
    store = Store.open()
    papers = tuple(papers)
    store.put(row(each, line) for line, each in enumerate(papers, 1))
    days = {day for each in papers for day in each.days or (None,)}
    entries = (Entry("Birds", "", 1),)
    store.put_listings(Listing("a.txt", "", day, entries) for day in days)
    outline = store_outline(store)
    begin_record(store, Changes(True, 0, 0, outline, outline))()
    return Catalog(StoredArchive(store), outline, taxonomy)
