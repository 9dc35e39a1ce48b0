"""Brings the table of authors up to date, and says which pages that changes.

The page of an author depends on the author's papers, and on whether those who signed them too have
a page. So an update looks at the authors of papers that differ; where one of them gets a page,
loses it or is renamed, it draws all papers of that author again, and the pages of authors who
signed enough of them to name this one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from paper_archive import urls
from paper_archive.archive.author_names import folder_of, natural
from paper_archive.archive.curation import Curation
from paper_archive.store.author_changes import AuthorChanges
from paper_archive.store.author_letters import Letters, letters
from paper_archive.store.author_rules import FACT, AuthorRules, resolve
from paper_archive.store.authors import FEWEST_TOGETHER, FOLDERS, LEAST, Author, Authors
from paper_archive.store.store import Store
from paper_archive.store.stored_archive import StoredPapers
from paper_archive.store.update import Changes


def update_authors(store: Store, changes: Changes, curation: Curation, least: int) -> Changes:
    """Update the authors in the store after an update of the papers; return the changes with
    those of authors.

    Authors of at least `least` papers have a page; with 0, nobody has one. Raises InputError for a
    mistake in what the curation says of authors.
    """
    before = Authors(store)
    rules = resolve(store, curation) if least else AuthorRules()
    after = Authors(store, rules)
    if changes.everything or before.least != least:
        _whole(store, after, least)
        of_authors = AuthorChanges()
    else:
        of_authors = _Update(store, before, after, changes).run() if least else AuthorChanges()
    store.set_fact(FACT, rules.packed())
    store.set_fact(LEAST, str(least))
    return replace(changes, authors=of_authors)


def _whole(store: Store, authors: Authors, least: int) -> None:
    """Fill the tables anew. Where the least number differs, so does the configuration, and every
    page is drawn."""
    for table in ("authors", "former_authors"):
        store.db.execute(f"DELETE FROM {table}")
    if not least:
        return
    rules = authors.rules
    put = _Rows(store)
    named = authors.read_papers(least)
    authors.read_spellings()
    for number in dict.fromkeys([*named, *rules.names]):
        if number not in rules.aliases:
            _describe(authors, number, least, put)
    put.write()


class _Rows:
    """Rows of the tables of authors to write together."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.authors: list[Author] = []
        self.former: list[tuple[str, str, int]] = []

    def write(self) -> None:
        self._store.db.executemany(
            "INSERT INTO authors(author, folder, slug, name, papers, letter, sort, alike)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (a.number, a.folder, a.slug, a.name, a.papers, a.letter, a.sort, a.is_alike)
                for a in self.authors
            ),
        )
        self._store.db.executemany("INSERT INTO former_authors VALUES (?, ?, ?)", self.former)


def _describe(
    authors: Authors, number: int, least: int, put: _Rows, spelling: str = ""
) -> Author | None:
    """Add the rows of an author, none without a page; see `Authors.described`."""
    papers = authors.papers_of(number)
    if not _has_page(authors, number, papers, least):
        return None
    author, former = authors.described(number, papers, spelling if papers else "")
    put.authors.append(author)
    put.former += ((author.folder, slug, number) for slug in sorted(former))
    return author


def _has_page(authors: Authors, number: int, papers: StoredPapers, least: int) -> bool:
    """Tell whether an author has a page: also one whose name others were split from, because the
    address may be published."""
    return len(papers) + len(authors.rules.splits.get(number, {})) >= least


class _Update:
    """An update of the authors of papers that differ."""

    def __init__(self, store: Store, before: Authors, after: Authors, changes: Changes) -> None:
        self._store = store
        self._before = before
        self._after = after
        self._changes = changes
        self._drawn: set[str] = set()
        self._gone: set[str] = set()
        self._papers: set[str] = set()

    def run(self) -> AuthorChanges:
        numbers = self._concerned()
        if not numbers:
            return AuthorChanges()
        lists = {folder: letters(self._store, folder) for folder in FOLDERS}
        old = {number: self._before.of(number) for number in numbers}
        for number, author in old.items():
            if author:
                self._gone.add(urls.author(author.folder, author.slug))
            for slug in self._before.former_of(number):
                self._gone.add(urls.author(folder_of(number), slug))
        for table in ("authors", "former_authors"):
            self._store.db.executemany(
                f"DELETE FROM {table} WHERE author = ?", ((number,) for number in numbers)
            )
        put, spellings = _Rows(self._store), self._spellings(old)
        new = {
            number: None
            if number in self._after.rules.aliases
            else _describe(self._after, number, self._before.least, put, spellings.get(number, ""))
            for number in numbers
        }
        put.write()
        self._drawn |= {urls.author(author.folder, author.slug) for author in put.authors}
        self._drawn |= {urls.author(folder, slug) for folder, slug, _ in put.former}
        renamed = [number for number in numbers if _link(old[number]) != _link(new[number])]
        for number in renamed:
            self._relink(number)
        shown = (author for some in (old, new) for n in renamed if (author := some[n]))
        self._relist(lists, shown)
        return AuthorChanges(
            frozenset(self._drawn),
            frozenset(self._gone - self._drawn),
            frozenset(self._papers),
            frozenset(renamed),
        )

    def _concerned(self) -> list[int]:
        """Return the numbers of the authors whose papers differ, or are now another's."""
        before, after = self._before.rules, self._after.rules
        numbers: set[int] = set()
        for paper in self._changes.former:
            numbers.update(before.authors(paper))
        for paper in self._changes.fresh:
            numbers.update(after.authors(paper))
        for named in after.differing(before):
            numbers.add(named)
            # The link on these papers leads elsewhere, and others signed them with another author.
            for paper_id in self._store.ids("SELECT paper FROM authored WHERE author = ?", named):
                paper = self._store.paper(paper_id)
                self._papers.add(paper.slug)
                numbers.update(before.authors(paper), after.authors(paper))
        for rules in (before, after):
            for named in after.differing(before):
                # A name that no listing has is that of no paper.
                numbers.add(rules.aliases.get(named, named))
        # The pages of authors of one name link to each other.
        for group in (*before.namesakes, *after.namesakes):
            if not numbers.isdisjoint(group):
                numbers |= group
        return sorted(numbers)

    def _spellings(self, old: Mapping[int, Author | None]) -> dict[int, str]:
        """Return the names of authors, by number, that all papers spell alike as before: nobody
        has to read them all."""
        fresh: dict[int, set[str]] = {}
        rules = self._after.rules
        for paper in self._changes.fresh:
            for number, name in rules.authors(paper).items():
                fresh.setdefault(number, set()).add(natural(name))
        differing = rules.differing(self._before.rules)
        return {
            number: author.name
            for number, author in old.items()
            if author
            and author.is_alike
            and fresh.get(number, {author.name}) == {author.name}
            and not (number in differing or number in rules.names)
            and not self._after.has_names(number)
        }

    def _relink(self, number: int) -> None:
        """Note the pages that link to an author whose address differs."""
        together: Counter[int] = Counter()
        for paper in self._after.papers_of(number):
            self._papers.add(paper.slug)
            together.update(self._after.rules.authors(paper).keys())
        for other, papers in together.items():
            slug = self._after.slugs.get(other)
            if slug and papers >= FEWEST_TOGETHER:
                self._drawn.add(urls.author(folder_of(other), slug))

    def _relist(self, lists: dict[str, Letters], shown: Iterable[Author]) -> None:
        """Note the lists by letter that differ."""
        authors = list(shown)
        for folder in FOLDERS:
            before, after = lists[folder], letters(self._store, folder)
            several = {
                at
                for found in (before, after)
                for author in authors
                if author.folder == folder
                for at in found.of(author)
            }
            several |= before.counts.keys() ^ after.counts.keys()
            for at in several:
                path = urls.authors(folder, at.letter, at.start)
                (self._drawn if at in after.counts else self._gone).add(path)


def _link(author: Author | None) -> tuple[str, str] | None:
    """Return what other pages show of an author."""
    return (author.slug, author.name) if author else None
