"""The part `authors` of `curation.yml` as numbers of authors, checked against the stored papers."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from paper_archive.archive.author_names import author_id, credited
from paper_archive.archive.curation import Curation, Reference
from paper_archive.model import Paper
from paper_archive.store.connections import name_hash
from paper_archive.store.store import Store
from paper_archive.strict_yaml import nearest

FACT = "author rules"


@dataclass(frozen=True)
class AuthorRules:
    """Who is one author, by number.

    `aliases` lead from the number of a name to that of the author. `splits` have, by the number of
    a name, the author of each paper, by slug, that is by another author of that name. `names` are
    those to show, and `former` those that a split author's page had before.
    """

    aliases: Mapping[int, int] = field(default_factory=dict)
    splits: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)
    former: Mapping[int, str] = field(default_factory=dict)

    def author(self, named: int, slug: str) -> int:
        """Return the author whom a name means on the paper at a slug."""
        if (split := self.splits.get(named)) and slug in split:
            return split[slug]
        return self.aliases.get(named, named)

    def authors(self, paper: Paper) -> dict[int, str]:
        """Return the authors on whose pages a paper counts, as the paper names them."""
        named = credited(paper)
        if self.splits.keys().isdisjoint(named) and self.aliases.keys().isdisjoint(named):
            return named
        return {self.author(number, paper.slug): name for number, name in named.items()}

    def names_of(self, author: int) -> list[int]:
        """Return the numbers of the names that may mean an author, the author's own first."""
        return [author, *self._names.get(author, ())]

    @cached_property
    def namesakes(self) -> list[set[int]]:
        """Groups of authors of one name."""
        return [{named, *split.values()} for named, split in self.splits.items()]

    @cached_property
    def _names(self) -> dict[int, list[int]]:
        names: dict[int, dict[int, None]] = {}
        for named, author in self.aliases.items():
            names.setdefault(author, {})[named] = None
        for named, split in self.splits.items():
            for author in split.values():
                names.setdefault(author, {})[named] = None
        return {author: list(several) for author, several in names.items()}

    def differing(self, other: AuthorRules) -> set[int]:
        """Return the numbers of names that mean or show something else under other rules."""
        return {
            number
            for ours, theirs in (
                (self.aliases, other.aliases),
                (self.splits, other.splits),
                (self.names, other.names),
                (self.former, other.former),
            )
            for number in {*ours, *theirs}
            if ours.get(number) != theirs.get(number)
        }

    def packed(self) -> str:
        """Return the rules as a text for the store."""
        return json.dumps([list(self.aliases.items()), [
            [named, split] for named, split in self.splits.items()
        ], list(self.names.items()), list(self.former.items())])  # fmt: skip


NO_RULES = AuthorRules()


def stored_rules(store: Store) -> AuthorRules:
    """Return the rules of the last update."""
    packed = store.fact(FACT)
    return AuthorRules(*map(dict, json.loads(packed))) if packed else NO_RULES


def resolve(store: Store, curation: Curation) -> AuthorRules:
    """Return the rules of a curation.

    Raises InputError, with the line, for a name or paper that no listing has.
    """
    if not curation.authors:
        return NO_RULES
    splits: dict[int, dict[str, int]] = {}
    names: dict[int, str] = {}
    for entry in curation.authors:
        if entry.listed is None:
            continue
        names[author_id(entry.listed.text)] = entry.listed.text
        split = splits.setdefault(author_id(entry.listed.text), {})
        for name in entry.papers:
            paper = _paper(store, name)
            _refuse_unlisted(paper, entry.listed, name)
            if split.setdefault(paper.slug, author_id(entry.name.text)) != author_id(
                entry.name.text
            ):
                fix = "another entry splits it off as well; keep one of the two"
                name.refuse(f"'{entry.listed}' of '{name}' is two authors", fix)
    former: dict[int, str] = {}
    for entry in curation.authors:
        for name in entry.also:
            if _is_listed(store, name):
                continue
            if entry.listed is None:
                _refuse_unknown(store, name)
            former[author_id(name.text)] = name.text
    return AuthorRules(
        {author_id(name.text): author_id(e.name.text) for e in curation.authors for name in e.also},
        splits,
        names | {author_id(entry.name.text): entry.name.text for entry in curation.authors},
        former,
    )


def _paper(store: Store, name: Reference) -> Paper:
    """Return the paper of a name: an arXiv id, or a slug that leads to it alone."""
    ids = {
        *store.ids("SELECT id FROM papers WHERE slug = ?", name.text),
        *store.ids("SELECT paper FROM redirects WHERE slug = ?", name.text),
        *store.ids("SELECT paper FROM shared WHERE slug = ?", name.text),
    } or {
        paper_id
        for paper_id in store.papers_of_name(name_hash(name.text))
        if store.paper(paper_id).arxiv_id == name.text
    }
    papers = sorted(map(store.paper, ids), key=lambda paper: paper.slug)
    if not papers:
        slugs = [slug for (slug,) in store.db.execute("SELECT slug FROM papers ORDER BY slug")]
        hint = nearest(name.text, slugs, "`paper-archive curate WORDS` finds it")
        name.refuse(f"unknown paper '{name}'", hint)
    if len(papers) > 1:
        keys = ", ".join(paper.slug for paper in papers)
        name.refuse(f"'{name}' leads to {len(papers)} papers", f"write one of {keys}")
    return papers[0]


def _refuse_unlisted(paper: Paper, listed: Reference, name: Reference) -> None:
    if author_id(listed.text) not in credited(paper):
        hint = nearest(listed.text, paper.authors, "it names no authors")
        name.refuse(f"'{name}' does not list '{listed}'", hint)


def _is_listed(store: Store, name: Reference) -> bool:
    query = "SELECT 1 FROM authored WHERE author = ? LIMIT 1"
    return bool(store.ids(query, author_id(name.text)))


def _refuse_unknown(store: Store, name: Reference) -> None:
    known: Collection[str] = sorted(_all_names(store.all_papers()))
    name.refuse(f"unknown author '{name}'", nearest(name.text, known, "check its spelling"))


def _all_names(papers: Iterable[Paper]) -> set[str]:
    return {name for paper in papers for name in paper.authors}
