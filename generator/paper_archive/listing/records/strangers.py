"""Tells objects that are no papers from papers: songs, tasks and bug reports have titles as well.

    {"title": "A Song", "artist": "Bo Ray", "duration": 200}

A paper may have nothing but a title, or fields that nobody knows beside those of a paper. An object
is a stranger if it has a title and several other fields, and none of them is one of a paper; or if
it has one that only other things have (`evidence`), or a summary that says nothing about research.
An id of a paper, or an abstract about research, outweighs all of this.
"""

from __future__ import annotations

from typing import Any

from paper_archive.listing.evidence import is_about_research, is_abstract, others_among
from paper_archive.listing.foreign_formats import FORMS
from paper_archive.listing.records import dialect_of
from paper_archive.model import NO_FACTS, Entry, Problem

_OF_PAPERS = frozenset(
    """abstract abs summary tldr authors author author_count doi DOI ids arxiv arxiv_id arxivId
    paperId pdf pdf_url pdf_link paper_url paper_link openreview forum journal venue conference
    container-title publication_year publication_date publicationDate
    upvotes categories keywords citationCount citations submittedOnDailyAt""".split()
)
_OF_ANYTHING = frozenset(("title", "id", "url", "link", "links", "date", "name"))
_FEWEST = 2
_MOST = 0.1


class Strangers:
    """Counts the papers of a file, and the objects in it that are none."""

    def __init__(self) -> None:
        self._count = self._strangers = self._first = 0
        self._fields = ""

    def see(self, item: Any, entry: Entry) -> None:
        """Count an item and the entry that was read from it."""
        self._count += 1
        if entry.arxiv_id or entry.facts.ids:
            return
        keys = item.keys() if isinstance(item, dict) else frozenset()
        if others_among(keys):
            strange = not is_abstract(entry.abstract) and not dialect_of(item)
        elif entry.authors or entry.facts is not NO_FACTS:
            return
        elif entry.abstract:
            strange = "abstract" not in keys and not is_about_research(entry.abstract)
        else:
            few = len(keys - _OF_ANYTHING) < _FEWEST
            strange = not few and _OF_PAPERS.isdisjoint(keys) and not dialect_of(item)
        if strange:
            self._strangers += 1
            self._first = self._first or entry.line
            self._fields = self._fields or ", ".join(list(keys)[:6])[:100]

    def refusal(self, name: str) -> Problem | None:
        """Return why a file is likely no listing, None if it looks like one."""
        if self._strangers <= _MOST * self._count:
            return None
        what = (
            f"{self._strangers:,} of {self._count:,} objects have a title, but nothing of a paper"
            f" (their fields are {self._fields})"
        )
        fix = f"each paper needs a `title`, and an `abstract` or `authors`; {FORMS}"
        return Problem(name, self._first, what, fix)
