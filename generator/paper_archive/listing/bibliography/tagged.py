"""Reads the records of forms in which a line begins with the tag of its field.

    TY  - JOUR                  RIS: a record begins with TY and ends with ER
    PMID- 8692918               PubMed: it begins with PMID, or after a blank line
    PT J                        Web of Science: it begins with PT and ends with ER

A line without a tag continues the field before it. A record whose first or last line is missing is
read all the same, because its fields are whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Style:
    """How a form writes its records.

    `tag` matches the tag and the text of a line; `starts` and `ends` are tags at the beginning and
    end of a record; `outside` are tags of the file itself. With `blank_ends`, a blank line ends a
    record.
    """

    tag: re.Pattern[str]
    starts: str
    ends: str = ""
    outside: frozenset[str] = frozenset()
    blank_ends: bool = False


@dataclass(slots=True)
class Record:
    """A record that begins in line `line`; `ended` says whether its last line is there.

    `fields` are the texts of its tags, with their lines; `lines` the line of each tag's first.
    """

    line: int
    fields: dict[str, list[str]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    ended: bool = False

    def first(self, *tags: str) -> str:
        """Return the first text of the first of these tags that has one."""
        return next((text for tag in tags for text in self.fields.get(tag, ()) if text), "")

    def all(self, *tags: str) -> list[str]:
        """Return all texts of these tags."""
        return [text for tag in tags for text in self.fields.get(tag, ()) if text]

    def line_of(self, *tags: str) -> int:
        """Return the line of the first of these tags, else that of the record."""
        return next((self.lines[tag] for tag in tags if tag in self.lines), self.line)


def records(lines: Iterable[tuple[int, str]], style: Style) -> Iterator[Record]:
    """Yield the records in numbered lines."""
    record: Record | None = None
    texts: list[str] = []
    key = ""

    def close_field() -> None:
        if record and key:
            record.fields.setdefault(key, []).append("\n".join(texts).strip())

    for number, line in lines:
        match = style.tag.match(line)
        if match is None:
            if line.strip():
                texts.append(line.strip())
            elif style.blank_ends and record:
                close_field()
                record.ended = True
                yield record
                record, key = None, ""
            continue
        close_field()
        key, texts = match[1].strip(), [match[2] or ""]
        if key in style.outside:
            key = ""
        elif key == style.ends:
            key = ""
            if record:
                record.ended = True
                yield record
                record = None
        else:
            if record and key == style.starts:
                yield record
                record = None
            record = record or Record(number)
            record.lines.setdefault(key, number)
    close_field()
    if record:
        yield record


def numbered(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text with their numbers."""
    return enumerate(text.split("\n"), 1)
