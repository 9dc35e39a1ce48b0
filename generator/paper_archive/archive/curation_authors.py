"""Reads and checks the part `authors` of `curation.yml`: who is one author, and who is not.

    authors:
      Yann LeCun: [Y. LeCun, LeCun]          # other names of this author
      Wei Wang (Alibaba):                    # one of several authors of one name
        listed: Wei Wang                     # as the papers have it
        papers: [some-slug, 2503.01234]      # the papers by this one
        also: [W. X. Wang]                   # may have other names too, and its former keys

The key is the name that the author's page shows. A name means every spelling that differs in
accents, case, dots, hyphens, spaces or the order `Family, Given`; these need no correction. Papers
of `listed` that no entry names belong to the author of that name. Pages of papers show names as
the papers have them.

Refused, with the line: a name that is two authors, or an author twice; another name that is the
same already; a split without papers; one paper in two splits of a name. Names and papers that are
in no listing are refused when the store is there (`store.author_rules`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from paper_archive.archive.author_names import author_id
from paper_archive.archive.curation import AuthorEntry, Reference
from paper_archive.strict_yaml import Node

_FIELDS = ("listed", "papers", "also")


def author_entries(
    pairs: Iterable[tuple[Node, Node]],
    name: Callable[[Node, str], Reference],
    paper_name: Callable[[Node], Reference],
) -> tuple[AuthorEntry, ...]:
    """Return the entries of (name, value) pairs. Raises InputError for the first mistake.

    `name` and `paper_name` read the name of an author and of a paper.
    """
    entries = tuple(_entry(key, value, name, paper_name) for key, value in pairs)
    _refuse_one_for_two(entries)
    return entries


def _entry(
    key: Node,
    value: Node,
    name: Callable[[Node, str], Reference],
    paper_name: Callable[[Node], Reference],
) -> AuthorEntry:
    author = _author(name(key, "an author"))
    label = f"the author '{author}'"
    if value.is_list:
        also = tuple(_author(name(item, "a name")) for item in value.items(label))
        if not also:
            value.refuse(f"{label} has no other names", "write `[another name]`, or remove it")
        return AuthorEntry(author, also)
    fields = value.mapping(label, (), _FIELDS)
    items = {
        field: fields[field].items(f"'{field}' of {label}") if field in fields else []
        for field in ("also", "papers")
    }
    listed = _author(name(fields["listed"], "'listed'")) if "listed" in fields else None
    papers = tuple(paper_name(item) for item in items["papers"])
    also = tuple(_author(name(item, "a name")) for item in items["also"])
    if (listed is None) != (not papers):
        fix = "write both: `{listed: Name as Listed, papers: [some-slug]}`"
        value.refuse(f"{label} has 'listed' or 'papers' without the other", fix)
    if not (also or papers):
        value.refuse(f"{label} has no corrections", "write other names in [], or remove it")
    return AuthorEntry(author, also, listed, papers)


def _author(name: Reference) -> Reference:
    if not author_id(name.text):
        name.refuse(f"'{name}' is not the name of an author", "write a name with a letter")
    return name


def _refuse_one_for_two(entries: Iterable[AuthorEntry]) -> None:
    authors: dict[int, Reference] = {}
    for entry in entries:
        number = author_id(entry.name.text)
        if first := authors.get(number):
            fix = f"'{first}' in line {first.line} is the same name; join the two entries"
            entry.name.refuse(f"the author '{entry.name}' is corrected twice", fix)
        authors[number] = entry.name
    others: dict[int, Reference] = {}
    papers: dict[tuple[int, str], Reference] = {}
    for entry in entries:
        for name in entry.also:
            number = author_id(name.text)
            if number == author_id(entry.name.text):
                fix = "remove it: accents, case, dots, hyphens and spaces make no difference"
                name.refuse(f"'{name}' is the same name as '{entry.name}'", fix)
            if first := authors.get(number):
                fix = f"line {first.line} is about that author; join the two entries"
                name.refuse(f"'{name}' has an entry of its own", fix)
            if first := others.get(number):
                fix = f"line {first.line} has it already; keep one of the two"
                name.refuse(f"'{name}' is a name of two authors", fix)
            others[number] = name
        if entry.listed is None:
            continue
        number = author_id(entry.listed.text)
        if number == author_id(entry.name.text):
            fix = "show another name, as in `Wei Wang (Alibaba)`"
            entry.name.refuse(f"'{entry.name}' is the name that it is split from", fix)
        for paper in entry.papers:
            if first := papers.get((number, paper.text)):
                fix = f"line {first.line} has it already; keep one of the two"
                paper.refuse(f"'{entry.listed}' of '{paper}' is two authors", fix)
            papers[number, paper.text] = paper
