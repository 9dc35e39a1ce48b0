"""Looks the papers of written lists up in an archive.

An id, an address or a former one finds a paper also after it was renamed or merged, by the rule of
`curate` (`store/lookup.py`). A paper that the archive lacks stays in its list, with what the file
and its id say of it. A paper stands in a list once.

A paper was added on the day that the file states (`added`, or `saved` of a desk), else when it was
read, else when the archive first listed it. A day of reading later than the newest listing is not
counted yet, because a feed must not be ahead of its readers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from paper_archive.archive.slug import short_hash
from paper_archive.lists.shared_list import (
    AbsentPaper,
    ListedPaper,
    ListEntry,
    SharedList,
    WrittenList,
)
from paper_archive.model import Facts, Paper, Problem
from paper_archive.store.lookup import ids_in, named
from paper_archive.store.stored_archive import StoredArchive
from paper_archive.text.arxiv import stated_id
from paper_archive.text.identifiers import SCHEMES, address_of, arxiv_of_doi, label_of
from paper_archive.text.links import links

IN_FEED = 50  # papers
_SLUG = "slug:"
_SCHEMES = ("slug", "acl", "openreview")
_LACKING = "add a listing that has it, or `fetch` its day; or mend the id"
# The day of an entry in a feed, the moment behind it, and its place among those of that moment.
_Newness = tuple[date, datetime, int]


@dataclass(frozen=True, slots=True)
class Resolved:
    """Lists with their papers. `lacking` name the papers that the archive lacks or that a list
    has twice, which need not be mended; `problems` are entries that mean several papers."""

    lists: tuple[SharedList, ...] = ()
    lacking: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


def resolved(archive: StoredArchive, lists: Iterable[WrittenList], newest: str) -> Resolved:
    """Return lists with the papers of an archive, whose newest day (ISO) is `newest`."""
    resolvers = [_Resolver(archive, written, newest) for written in lists]
    return Resolved(
        tuple(each.shared for each in resolvers),
        tuple(problem for each in resolvers for problem in sorted(each.lacking)),
        tuple(problem for each in resolvers for problem in sorted(each.problems)),
    )


class _Resolver:
    """Resolves one list."""

    def __init__(self, archive: StoredArchive, written: WrittenList, newest: str) -> None:
        self._archive, self._written = archive, written
        self._last = date.fromisoformat(newest) if newest else date.max
        self.lacking: list[Problem] = []
        self.problems: list[Problem] = []
        papers: list[ListedPaper] = []
        dated: list[tuple[_Newness, int]] = []
        lines: dict[str, int] = {}
        for entry in written.entries:
            several = self._papers(entry)
            if len(several) > 1:
                self._note_several(entry, several)
                continue
            paper = several[0] if several else None
            absent = None if paper else _absent(entry)
            key = paper.slug if paper else absent.paper.slug if absent else ""
            if (line := lines.setdefault(key, entry.line)) != entry.line:
                what = f"'{_shown(entry, paper)}' is in the list already, and stands there once"
                self._note(entry, what, f"line {line} has it")
                continue
            if not paper:
                what = f"the archive lacks '{_shown(entry, paper)}'"
                self._note(entry, what, _LACKING)
            moment = _added(entry, paper, self._last)
            day = moment.date() if moment else None
            if day and moment and not (paper and paper.withdrawn):
                place = entry.line if not written.newest_first else -len(papers)
                dated.append(((day, moment, place), len(papers)))
            papers.append(
                ListedPaper(
                    paper.slug if paper else "",
                    absent,
                    entry.note,
                    entry.section,
                    entry.by,
                    entry.date,
                    day,
                )
            )
        newest_first = sorted(dated, reverse=True)[:IN_FEED]
        self.shared = SharedList(
            written.id,
            written.title,
            written.text,
            tuple(papers),
            tuple(place for _, place in newest_first),
        )

    def _papers(self, entry: ListEntry) -> tuple[Paper, ...]:
        for name in entry.names:
            if papers := named(self._archive, _bare(name)):
                return papers
        return ()

    def _note_several(self, entry: ListEntry, several: tuple[Paper, ...]) -> None:
        slugs = ", ".join(paper.slug for paper in several[:4])
        what = f"'{entry.names[0]}' names {len(several)} papers, and the list shows none of them"
        fix = f"name one by its id or as {slugs}"
        self.problems.append(Problem(self._written.source, entry.line, what, fix))

    def _note(self, entry: ListEntry, what: str, fix: str) -> None:
        self.lacking.append(Problem(self._written.source, entry.line, what, fix))


def _added(entry: ListEntry, paper: Paper | None, last: date) -> datetime | None:
    """Return when a paper came into the list, as far as one can tell on the newest day, `last`."""
    read = entry.date if entry.date and entry.date <= last else None
    day = read or (paper.first_day if paper else None)
    return entry.added or (datetime.combine(day, time(), UTC) if day else None)


def _shown(entry: ListEntry, paper: Paper | None) -> str:
    name = entry.names[0]
    return entry.title or (paper.title if paper else name.removeprefix(_SLUG))


def _absent(entry: ListEntry) -> AbsentPaper:
    """Return what is known of a paper that the archive lacks."""
    name = entry.names[0]
    arxiv_id, ids = "", set[tuple[str, str]]()
    if not name.startswith(_SLUG):
        ids = {each for each in ids_in(_bare(name)) if _is_stated(*each, name)}
        arxiv = (stated_id(name), *(arxiv_of_doi(value) for _, value in ids))
        arxiv_id = next(filter(None, arxiv), "")
        ids = {each for each in ids if not arxiv_of_doi(each[1])} if not arxiv_id else set()
    known = [(scheme, value) for scheme in SCHEMES for each, value in ids if each == scheme]
    if arxiv_id:
        label, address = f"arXiv {arxiv_id}", f"https://arxiv.org/abs/{arxiv_id}"
    elif known:
        label, address = label_of(*known[0]), address_of(*known[0])
    else:
        label, address = name.removeprefix(_SLUG), _address(name)
    key = arxiv_id or repr(known or label)
    paper = Paper(
        slug=f"absent-{short_hash(key)}",
        title=entry.title or label,
        abstract="",
        raw_title=entry.title,
        raw_abstract="",
        days=(),
        undated=True,
        sources=(),
        authors=entry.authors,
        arxiv_id=arxiv_id,
        facts=Facts(ids=tuple(sorted(known))),
    )
    return AbsentPaper(paper, address, bool(entry.title))


def _bare(name: str) -> str:
    """Return a name without a scheme that is written before no id elsewhere."""
    scheme, _, value = name.partition(":")
    return value if scheme in _SCHEMES else name


def _is_stated(scheme: str, value: str, name: str) -> bool:
    """Tell whether a name is certainly an id of a scheme: a word alone may be one of OpenReview."""
    return scheme != "openreview" or value != name


def _address(name: str) -> str:
    """Return the http(s) address that a name is, "" if it is none."""
    found = links(name) if name.startswith(("http://", "https://")) else ()
    return found[0].url if found and found[0].start == 0 else ""
