r"""arXiv's daily mail and its listing files.

    Date: Thu, 6 Mar 2025 00:45:57 -0500
    ------------------------------------------------------------------------------
     received from  Tue  4 Mar 25 19:00:00 GMT  to  Wed  5 Mar 25 19:00:00 GMT
    ------------------------------------------------------------------------------
    \\
    arXiv:2503.01234 (*cross-listing*)
    Date: Tue, 4 Mar 2025 08:16:29 GMT   (1531kb,D)

    Title: A Title That Goes On
      in the Next Line
    Authors: Ada Lovelace, Alan Turing, et al. (72 additional authors not shown)
    Categories: cs.CV cs.CL
    Comments: 29 pages
    Journal-ref: J. Examples 12 (2025) 34
    DOI: 10.1000/182
    \\
      The abstract, whose first line is indented.
    \\ ( https://arxiv.org/abs/2503.01234 ,  1531kb)
    ------------------------------------------------------------------------------

A rule of `%-%-` begins the cross-lists and one of `%%--` the replacements, which have a line
`replaced with revised version` and mostly no abstract; one of `%%%---` ends the listing. Accepted
besides: `Paper: hep-th/0001001` and `From:` in files up to 2007; files of a month, without
abstracts; files of a week, with a line `/* Fri, 3 Mar 2023 */` before its papers of a day; a mail
quoted with `>`, indented, or with its lines trimmed; several mails; a missing id, if the last line
has it.

The day is that of `listing/arxiv/announcement.py`. Reported: a missing `\\`; the abstract then
begins where lines are no longer those of a field. An entry without a title is lost and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from paper_archive.listing.arxiv.announcement import announced_day
from paper_archive.listing.authors.one_line import names_of
from paper_archive.listing.dates.timestamps import day_of_mail
from paper_archive.listing.entries.building import Raw, built
from paper_archive.listing.entries.collection import Collection
from paper_archive.listing.form import PageDay, Reading
from paper_archive.model import CROSS_LIST, NEW, REPLACED, Entry, Problem
from paper_archive.text.arxiv import ID

FORM = "arxiv-listing"
_HEAD = re.compile(
    rf"(?:arXiv:\s?|Paper(?: \(\*cross-listing\*\))?:\s{{0,3}})({ID})"
    r"(?: \(\*cross-listing\*\))?\s{0,5}",
    re.IGNORECASE,
)
_FIRST = ("a", "A", "p", "P")
_IN_FILE = re.compile(
    rf"^[> ]{{0,4}}(?:arXiv:\s?|Paper(?: \(\*cross-listing\*\))?:\s{{0,3}})(?:{ID})"
    r"(?: \(\*cross-listing\*\))?[ \t]{0,5}\n[> ]{0,4}(?:Date|From|replaced|Title)\b",
    re.MULTILINE | re.IGNORECASE,
)
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
_REPLACED = re.compile(r"(?:replaced with revised version|figures added|part added)\b", re.I)
_END = re.compile(r"\\\\\s{0,3}\(\s{0,3}(https?://\S{1,100})")
_DATE = re.compile(r"Date:(.*)")
_DAY = re.compile(r"\s{0,5}/\*([^*]{5,40})\*/")


@dataclass(slots=True)
class _Block:
    """The lines of one entry, and the section in which it stands.

    `last` says that the file ends with it, and not with a rule.
    """

    line: int
    kind: str
    lines: list[str] = field(default_factory=list)
    last: bool = False


def detect(text: str) -> str:
    """Return the reason why the text is a mail or a listing file of arXiv, "" if it is not."""
    if "arXiv:" not in text and "Paper" not in text:
        return ""
    return r"its entries begin with \\ and an arXiv id" if _IN_FILE.search(text) else ""


def read(name: str, text: str) -> list[Reading]:
    """Read a mail or a listing file of arXiv."""
    lines = _unquoted(text.split("\n"))
    days: list[tuple[PageDay | None, list[_Block]]] = [(None, [])]
    for block in _blocks(lines):
        if isinstance(block, PageDay):
            days.append((block, []))
        else:
            days[-1][1].append(block)
    days[0] = (announced_day(lines), days[0][1])
    full = [_reading(name, day, blocks) for day, blocks in days if blocks]
    return full or [Reading(FORM, day=days[0][0])]


def _reading(name: str, day: PageDay | None, blocks: list[_Block]) -> Reading:
    found = Collection(name, FORM)
    found.add_all(blocks, lambda block: block.line, lambda block: _entry(name, block))
    return found.reading(day)


def _unquoted(lines: list[str]) -> list[str]:
    """Return the lines of a mail that was quoted or indented, without what is before them."""
    quoted = sum(line.startswith(">") for line in lines)
    if quoted * 2 >= len(lines):
        return [line.removeprefix(">").removeprefix(" ") for line in lines]
    marks = {line[: len(line) - 2] for line in map(str.rstrip, lines) if line.endswith("\\\\")}
    margin = min((mark for mark in marks if not mark.strip()), key=len, default="")
    return [line.removeprefix(margin) for line in lines] if margin else lines


def _blocks(lines: list[str]) -> Iterator[_Block | PageDay]:
    """Yield the blocks that may be entries, and the days before them."""
    follows = _following(lines)
    kind, block = NEW, None
    before = ""
    ended = False  # Whether another mail may follow.
    for number, line in enumerate(lines, 1):
        section = _section(line) if line.startswith("%") else None
        head = (
            line[:1] in _FIRST
            and _HEAD.fullmatch(line)
            and (
                before.startswith(("\\\\", "---", "%"))
                or _starts_field(follows[number])
                or _REPLACED.match(follows[number])
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
            block = _Block(number, kind, [line])
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


def _has_text(block: _Block) -> bool:
    return any(line.strip() not in ("", "\\\\") for line in block.lines)


def _ends(following: str) -> bool:
    """Tell whether a rule before this line is between entries, and not part of an abstract."""
    return (
        not following
        or following.startswith(("\\\\", "-----", "%", "For "))
        or bool(_HEAD.fullmatch(following))
    )


def _starts_field(line: str) -> bool:
    match = _FIELD.match(line)
    return bool(match) and match[1].lower() in _FIELDS if match else False


def _entry(name: str, block: _Block) -> tuple[Entry | None, list[Problem]]:
    """Return the entry of a block, None if it is lost, and its problems."""
    raw = Raw(kind=block.kind)
    problems: list[Problem] = []
    parts: list[list[tuple[int, str]]] = [[]]
    for number, line in enumerate(block.lines, block.line):
        if end := _END.match(line):
            raw.urls = (end[1],)
            break
        if line.rstrip() == "\\\\":
            parts.append([])
        else:
            parts[-1].append((number, line))
    closed = bool(raw.urls) or not any(line.strip() for _, line in parts[-1])
    parts = [part for part in parts if any(line.strip() for _, line in part)]
    head = parts[0] if parts else []
    abstract = [line for part in parts[1:] for _, line in part]
    title_line, unmarked = _fields(head, raw, len(parts) > 1 or block.kind == REPLACED)
    if unmarked:
        abstract = [*unmarked, *abstract]
        what = r"a line of two backslashes (\\) is missing before an abstract"
        problems.append(Problem(name, block.line, what, "write it before the abstract"))
    raw.abstract = "\n".join(abstract)
    if block.last and not closed:
        what = "the file breaks off in an entry"
        problems.append(Problem(name, block.line, what, "save the whole mail or file again"))
        if len(parts) < 2:
            return None, problems  # Any of its fields may be cut off.
    if "(*cross-listing*)" in "".join(line for _, line in head[:1]) and raw.kind == NEW:
        raw.kind = CROSS_LIST
    # Replacements have no abstract, and nothing in a file of a month has one.
    has_abstracts = raw.kind != REPLACED and bool(raw.urls)
    entry, doubts = built(name, title_line or block.line, raw, with_abstract=has_abstracts)
    return entry, [*problems, *doubts]


def _fields(head: list[tuple[int, str]], raw: Raw, marked: bool) -> tuple[int, list[str]]:
    """Fill in the fields of an entry; return the line of its title, and lines that are no fields'.

    A line of a field is indented after the first. A line that is not begins an abstract, together
    with the line before it, which is the abstract's first and indented. If the abstract is
    `marked`, it is a line of a field whose blanks were trimmed.
    """
    texts: dict[str, list[str]] = {}
    current: list[str] | None = None
    title_line = 0
    for at, (number, line) in enumerate(head):
        if match := _HEAD.fullmatch(line):
            raw.arxiv_id, current = match[1], None
        elif _REPLACED.match(line):
            raw.kind, current = REPLACED, None
        elif match := _FIELD.match(line) if _starts_field(line) else None:
            key = match[1].lower()
            current = texts.setdefault(key, [])
            current.append(line[match.end() :])
            raw.version = max(raw.version, int(match[2] or 0))
            title_line = title_line or (number if key == "title" else 0)
        elif not line.strip():
            continue
        elif current is not None and (marked or line[0] in " \t"):
            current.append(line)
        elif title_line:
            if current and len(current) > 1 and head[at - 1][1][:1].isspace():
                first = [current.pop()]
            else:
                first = []
            _fill(texts, raw)
            return title_line, [*first, *(text for _, text in head[at:])]
    _fill(texts, raw)
    return title_line, []


def _fill(texts: dict[str, list[str]], raw: Raw) -> None:
    def of(*keys: str) -> str:
        return next(("\n".join(texts[key]) for key in keys if key in texts), "")

    raw.title = of("title")
    raw.authors, raw.author_count = names_of(of("authors", "author"))
    raw.categories = of("categories").split()
    raw.comment = of("comments", "comment")
    raw.venue = of("journal-ref")
    doi, *others = of("doi").split() or [""]
    raw.ids = {"doi": doi}
    raw.urls = (*raw.urls, *(f"https://doi.org/{each}" for each in others))
    if raw.kind != REPLACED:
        raw.published = day_of_mail(next(iter(texts.get("date", ())), ""))
