"""Headings of pages that programs write: the day of a listing, or the category of its papers.

## Updated on 2026.06.29       Last update: 2026-08-21       # 📅 2026-03-01 精选笔记
# cs.CV [[Back]](#toc)         ## Latest papers - August 21, 2026
"""

from __future__ import annotations

import re
from datetime import date

from paper_archive.listing.dates.plausible import is_possible
from paper_archive.listing.markdown.inline import words
from paper_archive.text.english import MONTH, MONTH_NUMBER

HEADING = re.compile(r"\s{0,3}(#{1,6})\s{1,5}(.{1,2000})")
_CLOSING = re.compile(r"\s#{1,6}$")
_BACK = re.compile(r"\[{1,2}back\]{1,2}(?:\([^()\s]{0,100}\))?$", re.IGNORECASE)
_NUMBERS = re.compile(r"(?<!\d)(\d{4})\s?([-./年])\s?(\d{1,2})\s?[-./月]\s?(\d{1,2})(?!\d)")
_DIGITS = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")
_MONTH_FIRST = re.compile(
    rf"\b({MONTH})[a-z]{{0,6}}\.?\s(\d{{1,2}})(?:st|nd|rd|th)?,?\s(\d{{4}})\b"
)
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s({MONTH})[a-z]{{0,6}}\.?,?\s(\d{{4}})\b")
_SAYS_DAY = re.compile(
    r"\W{0,12}(?:(?:last |latest )?updated?|(?:arxiv )?date|generated|title:|更新|日期|最后更新)",
    re.IGNORECASE,
)
_MOST = 200
_CATEGORY = re.compile(
    r"((?:cs|math|stat|eess|econ|physics|q-bio|q-fin|astro-ph|cond-mat|nlin)\.[A-Za-z]{2}"
    r"(?:[a-z-]{0,8})?|hep-(?:th|ph|ex|lat)|quant-ph|gr-qc|math-ph|nucl-(?:th|ex))"
    r"(?:\s{0,3}[(\[:—–|-].{0,100})?"
)


def heading_of(line: str) -> tuple[int, str] | None:
    """Return the level and the text of a heading of Markdown, None for any other line."""
    if "#" not in line[:4] or not (match := HEADING.fullmatch(line.rstrip())):
        return None
    return len(match[1]), _CLOSING.sub("", match[2]).strip()


def category_of(heading: str) -> str:
    """Return the category of arXiv that a heading names, "" if it is another topic."""
    match = _CATEGORY.fullmatch(words(_BACK.sub("", heading[:_MOST])))
    return match[1] if match else ""


def day_of(text: str) -> date | None:
    """Return the last full date in a line, None without one."""
    found: list[tuple[int, date]] = []
    for pattern, order in (
        (_NUMBERS, (1, 3, 4)),
        (_DIGITS, (1, 2, 3)),
        (_MONTH_FIRST, (3, 1, 2)),
        (_DAY_FIRST, (3, 2, 1)),
    ):
        for match in pattern.finditer(text[:_MOST]):
            year, month, day = (match[group] for group in order)
            number = MONTH_NUMBER[month] if month in MONTH_NUMBER else int(month)
            try:
                stated = date(int(year), number, int(day))
            except ValueError:
                continue
            if is_possible(stated):
                found.append((match.start(), stated))
    return max(found)[1] if found else None


def day_of_line(line: str) -> date | None:
    """Return the day of a listing that a line of text states: `Last update: 2026-08-21`."""
    return day_of(line) if len(line) <= _MOST and _SAYS_DAY.match(line) else None
