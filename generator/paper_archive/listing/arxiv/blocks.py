r"""The blocks of arXiv's mails and listing files: the lines of each entry, and the days above them.

A block begins with a line of two backslashes or with the line of its id, and ends at a rule, at a
section such as `%-%-%-`, or where the next block begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from paper_archive.listing.dates.timestamps import day_of_mail
from paper_archive.listing.form import PageDay
from paper_archive.model import CROSS_LIST, NEW, REPLACED
from paper_archive.text.arxiv import ID

HEAD = re.compile(
    rf"(?:arXiv:\s?|Paper(?: \(\*cross-listing\*\))?:\s{{0,3}})({ID})"
    r"(?: \(\*cross-listing\*\))?\s{0,5}",
    re.IGNORECASE,
)
_FIRST = ("a", "A", "p", "P")
_RULE = re.compile(r"-{10,}\s*")
# In this order: the first two are the beginnings of the others.
_SECTIONS = (("%-%-%-", CROSS_LIST), ("%%--%%--", REPLACED), ("%%%---%%%", ""))
_FIELD = re.compile(r"([A-Za-z][A-Za-z-]{1,15})(?: \((?:revised )?v(\d{1,3})\))?:(?=\s|$)")
_FIELDS = frozenset(
    (
        "title author authors categories comments comment journal-ref doi report-no date from proxy"
        " acm-class msc-class subj-class license notes number"
    ).split()
)
REVISED = re.compile(r"(?:replaced with revised version|figures added|part added)\b", re.I)
_DATE = re.compile(r"Date:(.*)")
_DAY = re.compile(r"\s{0,5}/\*([^*]{5,40})\*/")


@dataclass(slots=True)
class Block:
    """The lines of one entry, and the section in which it stands.

    `last` says that the file ends with it, and not with a rule.
    """

    line: int
    kind: str
    lines: list[str] = field(default_factory=list)
    last: bool = False


def unquoted(lines: list[str]) -> list[str]:
    """Return the lines of a mail that was quoted or indented, without what is before them."""
    quoted = sum(line.startswith(">") for line in lines)
    if quoted * 2 >= len(lines):
        return [line.removeprefix(">").removeprefix(" ") for line in lines]
    marks = {line[: len(line) - 2] for line in map(str.rstrip, lines) if line.endswith("\\\\")}
    margin = min((mark for mark in marks if not mark.strip()), key=len, default="")
    return [line.removeprefix(margin) for line in lines] if margin else lines


def blocks(lines: list[str]) -> Iterator[Block | PageDay]:
    """Yield the blocks that may be entries, and the days before them."""
    follows = _following(lines)
    kind, block = NEW, None
    before = ""
    ended = False  # Whether another mail may follow.
    for number, line in enumerate(lines, 1):
        section = _section(line) if line.startswith("%") else None
        head = (
            line[:1] in _FIRST
            and HEAD.fullmatch(line)
            and (
                before.startswith(("\\\\", "---", "%"))
                or field_of(follows[number])
                or REVISED.match(follows[number])
            )
        )
        rule = line.startswith("---") and _RULE.fullmatch(line) and _ends(follows[number])
        day = _DAY.match(line) if "/*" in line else None
        if block and (section or rule or ((head or day) and _has_text(block))):
            if _has_text(block):
                yield block
            block = None
        if section:
            kind = section[1] or NEW
            ended = not section[1]
        elif ended and (mail := _DATE.match(line)):
            if stated := day_of_mail(mail[1]):
                ended = False
                yield PageDay.of(stated, number)
        elif day:
            if stated := day_of_mail(day[1]):
                block = None
                yield PageDay.of(stated, number)
        elif block is None and (head or line.rstrip() == "\\\\"):
            block = Block(number, kind, [line])
        elif block is not None and not rule:
            block.lines.append(line)
        before = line if line.strip() else before
    if block and _has_text(block):
        block.last = True
        yield block


def _section(line: str) -> tuple[str, str] | None:
    """Return the section that a line begins, None if it begins none."""
    return next((each for each in _SECTIONS if line.startswith(each[0])), None)


def _following(lines: list[str]) -> list[str]:
    """Return the next line with text after every line; line numbers count from 1."""
    following = [""] * (len(lines) + 1)
    for number in range(len(lines) - 1, 0, -1):
        following[number] = lines[number] if lines[number].strip() else following[number + 1]
    return following


def _has_text(block: Block) -> bool:
    return any(line.strip() not in ("", "\\\\") for line in block.lines)


def _ends(following: str) -> bool:
    """Tell whether a rule before this line is between entries, and not part of an abstract."""
    return (
        not following
        or following.startswith(("\\\\", "-----", "%", "For "))
        or bool(HEAD.fullmatch(following))
    )


def field_of(line: str) -> re.Match[str] | None:
    """Return the name (1) and version (2) of the field that a line begins, None if none."""
    match = _FIELD.match(line)
    return match if match and match[1].lower() in _FIELDS else None
