"""The authors who have a page, and their papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from paper_archive.archive.author_names import (
    MOST_CREDITED,
    ORGANISATIONS,
    PEOPLE,
    author_id,
    author_slug,
    folder_of,
    letter_of,
    natural,
    sort_text,
)
from paper_archive.model import Paper
from paper_archive.store.author_rules import AuthorRules, stored_rules
from paper_archive.store.store import Store
from paper_archive.store.stored_archive import StoredPapers

# The least number of papers of an author who has a page, as the last update stored it.
LEAST = "author pages"
# The least number of papers of an author who has a feed too.
FEED_FROM = 10
# The least number of papers that two authors signed, for the page of one to name the other.
FEWEST_TOGETHER = 2
# Papers whose authors are kept: some 40 MB.
_MOST_KEPT = 1 << 16
FOLDERS = (PEOPLE, ORGANISATIONS)


@dataclass(frozen=True, slots=True)
class Author:
    """An author who has a page, `<folder>/<slug>.html`; `papers` counts the papers there.

    `number` is that of `archive.author_names`. Lists of names are in order of `sort`, under a
    `letter`. If `is_alike`, all papers spell the name so.
    """

    number: int
    folder: str
    slug: str
    name: str
    papers: int
    letter: str
    sort: str
    is_alike: bool = False


class Authors:
    """The authors of a store, with the rules of its curation applied."""

    def __init__(self, store: Store, rules: AuthorRules | None = None) -> None:
        self._store = store
        self.rules = stored_rules(store) if rules is None else rules
        self._credits: dict[int, dict[int, str]] = {}
        self._of_names: dict[int, list[int]] = {}
        self._spelt: dict[int, dict[str, int]] = {}
        self._has_all = False

    @cached_property
    def least(self) -> int:
        """The least number of papers of an author who has a page, 0 if nobody has one."""
        return int(self._store.fact(LEAST) or 0)

    @cached_property
    def shown(self) -> dict[int, tuple[str, str]]:
        """The slugs and names of all pages of authors, by number."""
        rows = self._store.db.execute("SELECT author, slug, name FROM authors")
        return {number: (slug, name) for number, slug, name in rows}

    @cached_property
    def slugs(self) -> dict[int, str]:
        """The slugs of all pages of authors, by number."""
        return {number: slug for number, (slug, _) in self.shown.items()}

    def all(self, folder: str, least: int = 0) -> Iterator[Author]:
        """Yield the authors of a folder who have at least `least` papers, in order of slug."""
        return self._authors("WHERE folder = ? AND papers >= ? ORDER BY slug", folder, least)

    def all_slugs(self, folder: str, least: int = 0) -> list[str]:
        """Return the slugs of those whom `all` yields."""
        query = "SELECT slug FROM authors WHERE folder = ? AND papers >= ? ORDER BY slug"
        return [slug for (slug,) in self._store.db.execute(query, (folder, least))]

    def at(self, folder: str, slug: str) -> Author | None:
        """Return the author whose page has a slug."""
        return next(self._authors("WHERE folder = ? AND slug = ?", folder, slug), None)

    def of(self, number: int) -> Author | None:
        """Return the author of a number, None without a page."""
        return next(self._authors("WHERE author = ?", number), None)

    def most_listed(self, folder: str, most: int) -> list[Author]:
        """Return at most `most` authors, those with most papers first."""
        return list(
            self._authors("WHERE folder = ? ORDER BY papers DESC, sort, slug LIMIT ?", folder, most)
        )

    def in_order(self, folder: str) -> list[Author]:
        """Return all authors of a folder in order."""
        return list(self._authors("WHERE folder = ? ORDER BY sort, slug", folder))

    def names(self, folder: str) -> list[tuple[str, str]]:
        """Return the names and slugs of all authors of a folder."""
        query = "SELECT name, slug FROM authors WHERE folder = ?"
        return self._store.db.execute(query, (folder,)).fetchall()

    def names_under(
        self, folder: str, letter: str, start: str, *, alone: bool = False
    ) -> list[tuple[str, str]]:
        """Return the names and slugs of the authors under a letter whose sort text begins with
        `start`, in order; with `alone`, is `start`."""
        query = "SELECT name, slug FROM authors WHERE folder = ? AND letter = ?"
        query += " AND sort = ?" if alone else " AND substr(sort, 1, ?) = ?"
        values = (start,) if alone else (len(start), start)
        rows = self._store.db.execute(f"{query} ORDER BY sort, slug", (folder, letter, *values))
        return rows.fetchall()

    def former(self, folder: str) -> Iterator[tuple[str, int]]:
        """Yield the former slugs in a folder, with the number of the author each leads to."""
        query = "SELECT slug, author FROM former_authors WHERE folder = ? ORDER BY slug"
        yield from self._store.db.execute(query, (folder,))

    def former_at(self, folder: str, slug: str) -> Author | None:
        """Return the author to whom a former slug leads."""
        query = "SELECT author FROM former_authors WHERE folder = ? AND slug = ?"
        numbers = self._store.ids(query, folder, slug)
        return self.of(numbers[0]) if numbers else None

    def former_of(self, number: int) -> list[str]:
        """Return the former slugs of an author."""
        query = "SELECT slug FROM former_authors WHERE author = ? ORDER BY slug"
        return [slug for (slug,) in self._store.db.execute(query, (number,))]

    def credits(self, paper_id: int) -> dict[int, str]:
        """Return the authors of a paper by number, as the paper names them."""
        if (known := self._credits.get(paper_id)) is None:
            if len(self._credits) >= _MOST_KEPT:
                self._credits.clear()
            known = self._credits[paper_id] = self.rules.authors(self._store.paper(paper_id))
        return known

    def slugs_of(self, paper: Paper) -> tuple[str, ...]:
        """Return the slugs of the pages of a paper's authors, in order, "" without a page."""
        if not self.slugs or len(paper.authors) > MOST_CREDITED:
            return ("",) * len(paper.authors)
        slugs, rules = self.slugs, self.rules
        if not (rules.aliases or rules.splits):
            return tuple([slugs.get(author_id(name), "") for name in paper.authors])
        author = rules.author
        return tuple(slugs.get(author(author_id(name), paper.slug), "") for name in paper.authors)

    def organisation_of(self, paper: Paper) -> str:
        """Return the slug of the page of a paper's organisation, "" without a page."""
        return self.slugs.get(author_id(paper.organisation, ORGANISATIONS), "")

    def papers_of(self, number: int) -> StoredPapers:
        """Return the papers of an author, newest first and undated last."""
        if self._is_one_name(number):
            ids = self._signed(number)
        else:
            papers, author = self._store.paper, self.rules.author
            ids = [
                paper_id
                for named in self.rules.names_of(number)
                for paper_id in self._signed(named)
                if author(named, papers(paper_id).slug) == number
            ]
            ids = sorted(set(ids), key=self._places.__getitem__)
        return StoredPapers(self._store, ids)

    def _signed(self, named: int) -> list[int]:
        """Return the papers that have a name, newest first and undated last."""
        if (known := self._of_names.get(named)) is not None:
            return known
        query = "SELECT id FROM authored JOIN papers ON id = paper WHERE author = ?"
        known = self._of_names[named] = self._store.ids(f"{query} ORDER BY day DESC, place", named)
        return known

    def read_papers(self, least: int) -> list[int]:
        """Read the papers of all names with at least `least` papers, in a fifth of the time that it
        takes one by one, unless that was done before; return the names."""
        if not self._has_all:
            query = (
                "SELECT author, paper FROM (SELECT author FROM authored GROUP BY author"
                " HAVING count(*) >= ?) JOIN authored USING (author)"
            )
            self._of_names = of_names = dict[int, list[int]]()
            for number, paper_id in self._store.db.execute(query, (least,)):
                if number in of_names:
                    of_names[number].append(paper_id)
                else:
                    of_names[number] = [paper_id]
            for ids in of_names.values():
                ids.sort(key=self._places.__getitem__)
            self._has_all = True
        return list(self._of_names)

    def read_spellings(self) -> None:
        """Read how often the papers of all names that were read have each spelling."""
        self._spelt = {number: {} for number in self._of_names if self._is_one_name(number)}
        # Author by author, a paper would be decoded for each of its authors.
        every = sorted({paper_id for ids in self._of_names.values() for paper_id in ids})
        for paper_id in every:
            for number, name in self.rules.authors(self._store.paper(paper_id)).items():
                if (spelt := self._spelt.get(number)) is not None:
                    name = natural(name)
                    spelt[name] = spelt.get(name, 0) + 1

    def forget(self) -> None:
        """Drop what was read of papers: of a million, some 300 MB."""
        self._has_all = False
        self._of_names, self._spelt, self._credits = {}, {}, {}
        self.__dict__.pop("_places", None)

    def _is_one_name(self, number: int) -> bool:
        """Tell whether an author has signed all papers of one name, and no others."""
        return len(self.rules.names_of(number)) == 1 and number not in self.rules.splits

    @cached_property
    def _places(self) -> dict[int, int]:
        """The places of papers in a list of all, newest first and undated last, by id."""
        query = "SELECT id FROM papers WHERE NOT withdrawn ORDER BY day DESC, place"
        return {paper_id: place for place, paper_id in enumerate(self._store.ids(query))}

    def namesakes(self, number: int) -> list[Author]:
        """Return the other authors with a page who have a name of this one."""
        numbers = {other for group in self.rules.namesakes if number in group for other in group}
        several = map(self.of, numbers - {number})
        return sorted(filter(None, several), key=lambda author: (author.sort, author.slug))

    def has_names(self, number: int) -> bool:
        """Tell whether an author has several names, or shares one, so that no search finds all
        papers of this author and no others."""
        return not self._is_one_name(number)

    def described(
        self, number: int, papers: StoredPapers, spelling: str = ""
    ) -> tuple[Author, set[str]]:
        """Return an author by papers, and the other slugs that lead there.

        The name is that of the curation, else the commonest spelling of the commonest slug. All
        papers have one `spelling` if it is known.
        """
        counts: Mapping[str, int] = {spelling: len(papers)} if spelling else {}
        counts = (
            counts
            or self._spelt.get(number)
            or Counter([natural(self.credits(paper_id)[number]) for paper_id in papers.ids])
        )
        name = self.rules.names.get(number, "")
        slugs: dict[str, str] = {}
        former = [other for other in self.rules.names_of(number) if other in self.rules.former]
        if len(counts) > 1 or name:
            folder, aliases = folder_of(number), self.rules.aliases
            for other in counts:
                named = author_id(other, folder)
                # The address of a name that was split belongs to the others of that name.
                if number in (named, aliases.get(named)):
                    slugs[other] = author_slug(other, named)
        slugs |= {
            self.rules.former[other]: author_slug(self.rules.former[other], other)
            for other in former
        }
        name = name or _commonest(counts, slugs)
        slug, sort = author_slug(name, number), sort_text(name, folder_of(number))
        values = (number, folder_of(number), slug, name, len(papers), letter_of(sort), sort)
        shown = Author(*values, is_alike=set(counts) == {name})
        return shown, {*slugs.values()} - {slug}

    def _authors(self, condition: str, *values: object) -> Iterator[Author]:
        columns = "author, folder, slug, name, papers, letter, sort, alike"
        query = f"SELECT {columns} FROM authors {condition}"
        return (Author(*row) for row in self._store.db.execute(query, values))


def _commonest(names: Mapping[str, int], slugs: Mapping[str, str]) -> str:
    """Return the commonest of spellings, whose numbers of papers are given, and whose slugs are if
    there are several.

    Of equally common ones, one with accents and without capital letters in words is preferred.
    """
    if len(names) == 1:
        return next(iter(names))
    of_slugs: Counter[str] = Counter()
    for name, count in names.items():
        of_slugs[slugs[name]] += count
    return min(
        names,
        key=lambda name: (
            -of_slugs[slugs[name]], slugs[name], -names[name], name.isascii(),
            sum(map(str.isupper, name)), name,
        ),
    )  # fmt: skip
