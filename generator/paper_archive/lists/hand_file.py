"""Reads a list that people write by hand, in YAML or JSON.

    title: Reading group, autumn 2026       # else the name of the file, in words
    description: Thursdays at 4, room 12.
    papers:
      - 2608.16590                          # a paper by its id or address
      - id: https://arxiv.org/abs/2608.16798
        title: ClawGym II                   # shown if the archive lacks the paper
        note: Prefix trees over captured calls.
        section: Agents                     # a heading
        by: Anna                            # who suggested it
        date: 2026-09-03                    # when it was or will be read
        added: 2026-08-28                   # when it came into the list, for the feed

The file may also be the list of papers alone. Papers stay in the order of the file; those of one
section stand together. Each needs an `id` or a `title`. An unknown key or a value of another kind
costs no more than itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from paper_archive.archive.slug import slugify
from paper_archive.lists import fields as read
from paper_archive.lists.shared_list import ListEntry, WrittenList, in_sections
from paper_archive.strict_yaml import Mistakes, Node
from paper_archive.text.clean import visible
from paper_archive.text.typed_day import typed_day

_PAPER = ("id", "title", "note", "section", "by", "date", "added")
_FILE = ("title", "description")


def hand_list(root: Node | None, list_id: str, source: str, title: str) -> WrittenList:
    """Return the list of a file, whose root is None if it has only comments.

    `title` is for a file that states none. Raises InputError if it has no list of papers.
    """
    if root is None or root.empty:
        return WrittenList(list_id, source, title, "", ())
    mistakes = Mistakes()
    head = {"papers": root} if root.is_list else _head(root, mistakes)
    papers = head["papers"]
    items = [] if papers.empty else papers.items("'papers'")
    entries = (entry for item in items for entry in _entries(item, mistakes))
    shown = in_sections(entries)
    stated = read.text(head, "title", mistakes)
    text = read.lines(head, "description", mistakes)
    problems = tuple(sorted(mistakes.problems, key=lambda problem: problem.line))
    return WrittenList(list_id, source, stated or title, text, shown, problems)


def _head(root: Node, mistakes: Mistakes) -> dict[str, Node]:
    head = root.fields("the file", ("papers",), _FILE, mistakes, elsewhere=("a paper", _PAPER))
    if "papers" not in head:
        mistakes.refuse()
    return head


def _entries(item: Node, mistakes: Mistakes) -> Iterator[ListEntry]:
    """Yield the entry of an item, none if nothing says which paper it is."""
    with mistakes.noted():
        if item.is_text:
            if not (name := visible(item.text("a paper")).strip()):
                item.refuse("a paper is empty", "write its id, or delete the line")
            yield ListEntry(item.line, (name,))
            return
        fields = item.fields("a paper", (), _PAPER, mistakes, elsewhere=("the file", _FILE))
        fields = {key: node for key, node in fields.items() if not node.empty}
        known = len(mistakes.problems)
        name, title = read.text(fields, "id", mistakes), read.title(fields, mistakes)
        if not (name or title):
            # An id or title of another kind is noted already.
            if len(mistakes.problems) == known:
                item.refuse("a paper has no 'id'", "add `id: …`, or `title: …` if it has none")
            return
        yield ListEntry(
            item.line,
            # A paper without an id is found by the address that its title gives it.
            (name,) if name else (f"slug:{slugify(title)}",),
            title,
            note=read.lines(fields, "note", mistakes),
            section=read.text(fields, "section", mistakes),
            by=_people(fields, mistakes),
            date=_day(fields, "date", mistakes),
            added=_moment(_day(fields, "added", mistakes)),
        )


def _people(fields: dict[str, Node], mistakes: Mistakes) -> str:
    names: list[str] = []
    with mistakes.noted():
        names += read.texts(fields["by"], "'by'") if "by" in fields else ()
    return ", ".join(names)


def _day(fields: dict[str, Node], key: str, mistakes: Mistakes) -> date | None:
    stated = read.text(fields, key, mistakes)
    with mistakes.noted():
        if stated:
            try:
                return typed_day(stated)
            except ValueError as error:
                what, _, fix = str(error).partition(": ")
                is_choice = "two ways" in what
                fields[key].refuse(what, fix if is_choice else "write it like 2026-09-03")
    return None


def _moment(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), UTC) if day else None
