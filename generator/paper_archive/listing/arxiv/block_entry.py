"""The entry in a block of arXiv's mails and listing files: its fields, and the abstract below."""

from __future__ import annotations

import re

from paper_archive.listing.arxiv.blocks import HEAD, REVISED, Block, field_of
from paper_archive.listing.authors.arxiv_line import names_of
from paper_archive.listing.dates.timestamps import day_of_mail
from paper_archive.listing.entries.building import Raw, built
from paper_archive.model import CROSS_LIST, NEW, REPLACED, Entry, Problem

_END = re.compile(r"\\\\\s{0,3}\(\s{0,3}(https?://\S{1,100})")


def entry_of(name: str, block: Block) -> tuple[Entry | None, list[Problem]]:
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
        if match := HEAD.fullmatch(line):
            raw.arxiv_id, current = match[1], None
        elif REVISED.match(line):
            raw.kind, current = REPLACED, None
        elif match := field_of(line):
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
