"""Day reports with a table of titles and numbered notes below it, as cn-chat-arxiv writes them.

    # 摘要
    | Ref | Title | Summary |
    | --- | --- | --- |
    | [^1] | [Pix2Pix-OnTheFly: …](https://arxiv.org/abs/2403.08004) | 本文提出了… |
    # 详细
    [^1]: Pix2Pix-OnTheFly: 利用LLMs进行指导图像编辑

        Pix2Pix-OnTheFly: Leveraging LLMs for …  (arXiv:2304.04203v1 [cs.AI])
        [https://arxiv.org/abs/2403.08004](https://arxiv.org/abs/2403.08004)
        本文提出了一种新方法…
        众所周知，最近结合语言处理…
        arXiv:2403.08004v1 Announce Type: cross  Abstract: The combination of …

Blank lines stand between all of these. A paper is a note together with its row, a row without a
note, or a note without a row. The last English paragraph of a note is the abstract; the Chinese
ones are a summary by the program and its translation of the abstract. `Announce Type` is the kind,
and the day is that of the file's name. Refused and reported: a note without a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from paper_archive.listing.entries.building import Raw, arxiv_of, built
from paper_archive.listing.entries.by_day import ByDay
from paper_archive.listing.entries.language import is_east_asian, language_of
from paper_archive.listing.form import Reading
from paper_archive.listing.guard import attempt
from paper_archive.listing.markdown.inline import addresses, words
from paper_archive.listing.tables.markdown_rows import row_of
from paper_archive.model import CROSS_LIST, NEW, REPLACED, Entry, Problem, Summary

FORM = "numbered-notes"
_SOURCE = "by cn-chat-arxiv"
_ROW = re.compile(r"\s{0,3}\|\s{0,3}\[\^(\d{1,5})\]\s{0,3}\|")
_NOTE = re.compile(r"\[\^(\d{1,5})\]:\s{0,3}(.{0,2000})")
_STATED = re.compile(r"\s{0,3}\(arXiv:([^\s()]{5,40})(?:\s\[([\w.-]{2,20})\])?[^()]{0,40}\)$")
_ANNOUNCED = re.compile(
    r"arXiv:(\S{5,40})\s{1,3}Announce Type:\s{1,3}(\S{1,20})\s{1,3}Abstract:\s{0,3}", re.IGNORECASE
)
_KINDS = {"new": NEW, "cross": CROSS_LIST, "replace": REPLACED, "replace-cross": REPLACED}


@dataclass(slots=True)
class _Note:
    line: int
    row: str = ""
    heading: str = ""
    paragraphs: list[str] = field(default_factory=list)


def detect(text: str) -> str:
    """Return the reason why the text is such a report, "" if it is not."""
    if any(map(_ROW.match, text.split("\n"))):
        return "the rows of its table refer to notes"
    return ""


def read(name: str, text: str) -> list[Reading]:
    """Read the notes, and the rows without one."""
    papers = ByDay(name, FORM)
    for note in _notes(text.split("\n")):
        paper = partial(_entry, name, note)
        papers.add(*attempt(name, note.line, "a note", paper, lambda problem: (None, [problem])))
        if papers.full:
            break
    return papers.readings()


def _notes(lines: list[str]) -> Iterator[_Note]:
    notes: dict[str, _Note] = {}
    more: list[_Note] = []  # Notes whose number is used again.
    note: _Note | None = None
    after_blank = True
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if match := _ROW.match(line):
            if match[1] in notes:
                more.append(_Note(number, line))
            else:
                notes[match[1]] = _Note(number, line)
            note = None
        elif match := _NOTE.match(line):
            note = notes.setdefault(match[1], _Note(number))
            if note.heading:
                note = _Note(number)
                more.append(note)
            note.line, note.heading = number, match[2].strip()
            after_blank = True
        elif note is None or line.startswith("#"):
            note = None
        elif not text:
            after_blank = True
        elif after_blank:
            note.paragraphs.append(text)
            after_blank = False
        else:
            note.paragraphs[-1] += f" {text}"
    yield from sorted([*notes.values(), *more], key=lambda note: note.line)


def _entry(name: str, note: _Note) -> tuple[Entry | None, list[Problem]]:
    cells = [*row_of(note.row).cells, "", "", ""] if note.row else ["", "", ""]
    title, row_urls, row_summary = words(cells[1]), addresses(cells[1]), words(cells[2])
    at = next((i for i, p in enumerate(note.paragraphs) if addresses(p) and len(p) < 300), None)
    raw = Raw(urls=row_urls)
    if at is None:
        above, below = note.paragraphs[:1], note.paragraphs[1:]
    else:
        above, below = note.paragraphs[:at], note.paragraphs[at + 1 :]
        raw.urls = [*row_urls, *addresses(note.paragraphs[at])]
    # The line above the link is the title; without a link the row says it better.
    title = above[-1] if above and (at is not None or not title) else title
    if stated := _STATED.search(title):
        title = title[: stated.start()]
        raw.arxiv_id, raw.categories = stated[1], [stated[2]] if stated[2] else ()
    raw.title = words(title)
    if not raw.title:
        what = f"a note without a title: '{note.heading[:60]}'"
        return None, [Problem(name, note.line, what, "write its title above its link")]
    chinese = [paragraph for paragraph in below if is_east_asian(paragraph)]
    abstract = " ".join(paragraph for paragraph in below if not is_east_asian(paragraph))
    if announced := _ANNOUNCED.match(abstract):
        abstract = abstract[announced.end() :]
        raw.kind = _KINDS.get(announced[2].lower(), "")
        raw.arxiv_id = announced[1] if arxiv_of(announced[1])[0] else raw.arxiv_id
    raw.abstract = abstract
    summary = chinese[0] if chinese else row_summary
    labelled = [(summary, "AI summary"), (" ".join(chinese[1:]), "AI translation of the abstract")]
    raw.summaries = [
        Summary(text, f"{kind} {_SOURCE}", language_of(text)) for text, kind in labelled if text
    ]
    return built(name, note.line, raw)
