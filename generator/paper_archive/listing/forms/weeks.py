r"""*ML Papers of the Week*: a table for every week, newest first.

    ## 2025
    - [Top ML Papers of the Week (June 23 - June 29)](./#top-ml-papers-…)
    ## Top ML Papers of the Week (June 23 - June 29) - 2025
    | **Paper**  | **Links** |
    | ------------- | ------------- |
    | 1) **Mastering Diverse Domains** - a general algorithm … | [Paper](https://…), [Tweet](…) |
    | 2) Command A: An Enterprise-Ready LLM  Cohere announced … | [Paper](https://…) |

A week makes a listing of its last day. The title is what is in bold, else what stands before two
spaces; the rest is a summary by the list, not the paper's abstract. Links to tweets are left out.
Accepted besides: rows that are items of a list, with their links on the line below. Refused and
reported: a row without a title; a week of which nothing says the year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import takewhile

from paper_archive.listing.dates.week_headings import dated
from paper_archive.listing.entries.building import Raw, built
from paper_archive.listing.entries.by_day import ByDay
from paper_archive.listing.entries.language import language_of
from paper_archive.listing.form import PageDay, Reading
from paper_archive.listing.guard import attempt
from paper_archive.listing.markdown.inline import addresses, words
from paper_archive.listing.tables.markdown_rows import fitted, is_rule, row_of
from paper_archive.model import Entry, Problem, Summary

FORM = "weeks"
SOURCE = "summary by ML Papers of the Week"
_WEEKS = re.compile(r"\bPapers of the Week\s{0,3}\(", re.IGNORECASE)
_ITEM = re.compile(r"\s{0,3}(?:[-*]\s{1,3})?(\d{1,3})[.)](?:\s{1,4}|$)")
_BOLD = re.compile(r"\*\*([^*]{1,400})\*\*\s{0,9}(?:[-–—:]\s{0,4})?")
_TWO_SPACES = re.compile(r"(?<!\s)\s\s")
_DASH = re.compile(r"\s[-–—]\s")
_MOST_BELOW = 60
_BULLET = re.compile(r"\s{0,9}[-*●•]\s")
_ADDRESS = re.compile(r"https?://[^\s()]{1,500}")
_MOST_LABELS = 100
_LINKS = re.compile(
    r"\s\|\s{0,4}\[[^\[\]]{1,60}\]\([^()\s]{1,500}\)"
    r"(?:\s{0,3}[,|]?\s{0,3}\[[^\[\]]{1,60}\]\([^()\s]{1,500}\)){0,9}[\s,|]{0,9}$"
)
_TWEET = re.compile(r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/", re.IGNORECASE)


def detect(text: str) -> str:
    """Return the reason why the text lists weeks of papers, "" if it does not."""
    return "it lists papers of the week" if _WEEKS.search(text) else ""


def read(name: str, text: str) -> list[Reading]:
    """Read the rows of all weeks."""
    papers = ByDay(name, FORM)
    lines = text.split("\n")
    named = ((i, line) for i, line in enumerate(lines, 1) if _WEEKS.search(line) or "#" in line[:4])
    weeks = dated(named)
    for line, row, below in _rows(lines):
        if week := weeks.get(line):
            if not _is_contents(lines[line - 1]):
                papers.begin(PageDay(week.month, week.day, week.year, line), line)
        elif row:
            paper = partial(entry_of_row, name, line, row, below)
            papers.add(*attempt(name, line, "a row", paper, lambda problem: (None, [problem])))
        if papers.full:
            break
    return papers.readings()


def entry_of_row(
    name: str, line: int, row: str, below: str = ""
) -> tuple[Entry | None, list[Problem]]:
    """Return the entry of a row, None if it is lost, and its problems.

    `below` are the lines that belong to an item of a list.
    """
    if row.lstrip().startswith("|"):
        text = fitted(row_of(row).cells, 0, 2)[0].strip()
    else:
        linked = _LINKS.search(row)
        text = row[: linked.start()].strip() if linked else row.strip()
    if begins := _ITEM.match(text):
        text = text[begins.end() :]
    title, said = _title(text)
    if not title:
        what = f"a row without a title: '{text[:60]}'"
        return None, [Problem(name, line, what, "write its title")]
    own = [line.strip() for line in below.split("\n") if line.strip()]
    links = " ".join(filter(_has_links_alone, own))
    said = " ".join([said, *(line for line in own if not _has_links_alone(line))])
    said = words(_marks_left_out(said))
    raw = Raw(
        title=title,
        urls=[url for url in addresses(f"{row} {links}") if not _TWEET.match(url)],
        summaries=[Summary(said, SOURCE, language_of(said))] if said else (),
    )
    return built(name, line, raw, with_abstract=False)


def _marks_left_out(text: str) -> str:
    """Return what a row says without the marks of bold text, of which it may have several."""
    return text.replace("**", "") if text.count("**") % 2 == 0 else text


def _title(text: str) -> tuple[str, str]:
    """Return the title of a row, and what it says about the paper."""
    if bold := _BOLD.match(text):
        return words(bold[1]), text[bold.end() :]
    if spaces := _TWO_SPACES.search(text):
        return words(text[: spaces.start()]), text[spaces.end() :]
    if dash := _DASH.search(text):
        return words(text[: dash.start()]), text[dash.end() :]
    return words(text), ""


def _rows(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """Yield (line, row, lines below it) of all rows, and (line, "", "") where a week begins.

    A row is one of a table, or an item. The lines below an item are its own if they are indented,
    or bullets or links only.
    """
    begun = False
    after = 0  # The line after those of an item.
    for number, line in enumerate(lines, 1):
        if number < after:
            continue
        if _WEEKS.search(line):
            begun = begun or not _is_contents(line)
            yield number, "", ""
        elif not begun:
            continue
        elif line.lstrip().startswith("|"):
            following = lines[number] if number < len(lines) else ""
            if line.strip(" |\t") and not is_rule(line) and not is_rule(following):
                yield number, line, ""
        elif _ITEM.match(line):
            own = list(takewhile(_is_own, lines[number : number + _MOST_BELOW]))
            after = number + 1 + len(own)
            yield number, line, "\n".join(own)


def _is_own(line: str) -> bool:
    """Tell whether a line belongs to the item above it."""
    if not line.strip():
        return True
    if _ITEM.match(line) or _WEEKS.search(line):
        return False
    return line.startswith((" ", "\t")) or bool(_BULLET.match(line)) or _has_links_alone(line)


def _has_links_alone(line: str) -> bool:
    """Tell whether a line below an item has links and no more than their labels."""
    return "http" in line and len(_ADDRESS.sub("", line).strip()) <= _MOST_LABELS


def _is_contents(line: str) -> bool:
    return "](" in line and not line.lstrip().startswith("#")
