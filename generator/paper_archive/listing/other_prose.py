"""Tells listings from other prose under headings: terms, licences, manuals, minutes, stories.

    Terms of Service                        Getting Started
    You agree that you will not use …       Unpack the archive into a folder …

Such texts alternate short and long lines as a listing does. They are known by headings that every
text of their kind has, and by abstracts of which more than half say nothing about research.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from paper_archive.listing.evidence import is_about_research
from paper_archive.listing.foreign_formats import FORMS, SAVE, begins
from paper_archive.model import Entry, Problem

_MOST, _FEWEST = 0.1, 2
# Of so few abstracts, each says nothing at all about research.
_FEW = 4
_NUMBER = re.compile(r"(?:§ ?)?(?:\d{1,3}|[IVX]{1,5})(?:\.\d{1,3}){0,3}[.):]? +(?=\S)")
_PART = re.compile(
    r"(?:chapter|section|part|version|release|article|appendix|step|lesson|act|scene)"
    r" (?:v?\d{1,4}(?:\.\d{1,4}){0,3}|[ivxlc]{1,6}|one|two|three|four|five|six|seven|eight)"
    r"(?: ?[-–—:.(].{0,80})?",
    re.IGNORECASE,
)
_HEADINGS = frozenset(
    line.strip()
    for line in """
    about / about us / abstract / acceptance of terms / acknowledgements / acknowledgments / agenda
    any other business / appendix / apologies / attendance / attendees / authors / background
    changelog / changes to these terms / code of conduct / conclusion / conclusions / configuration
    contact / contact us / contents / contributing / cookies / copyright / credits / definitions
    dependencies / discussion / disclaimer / disclaimer of warranty / disclaimer of warranties
    entire agreement / faq / features / finances / frequently asked questions / future work
    getting started / governing law / grant of license / grant of copyright license / how to apply
    how to use / indemnification / information we collect / installation / installing
    intellectual property / introduction / known issues / license / license conditions / licence
    limitation of liability / limitations of liability / method / methods / methodology / minutes
    next meeting / notes / opening / our services / overview / preamble / preface / press release
    prerequisites / privacy / privacy policy / questions / quick start / quickstart
    redistribution / references / related work / release notes / requirements / results / scope
    security / severability / setup / strengths / summary / support / table of contents
    termination / terms and conditions / terms of service / terms of use / tests / testing
    troubleshooting / usage / use of the service / warranty / weaknesses / what we offer
    your account / your content / your rights / your tasks / your profile
    """.replace("\n", "/").split("/")
) - {""}


def other_prose(name: str, text: str, entries: Sequence[Entry]) -> Problem | None:
    """Return why titles and abstracts are likely none of papers, None if they may be."""
    found = begins(text)
    advice = found.advice if found else f"leave it out, or {SAVE}; {FORMS}"
    it_is = f"it is {found.name}: " if found else ""
    headings = [entry for entry in entries if is_heading(entry.title)]
    if len(headings) >= _FEWEST and len(headings) > _MOST * len(entries):
        what = f"{len(headings):,} of {len(entries):,} titles are headings of another kind of text"
        return Problem(name, headings[0].line, f"{it_is}{what} ({_named(headings)})", advice)
    judged = [entry for entry in entries if entry.abstract]
    least = 1 if len(judged) < _FEW else 2
    others = [entry for entry in judged if not is_about_research(entry.abstract, least)]
    if 2 * len(others) > len(judged):
        what = f"{len(others):,} of {len(judged):,} texts say nothing about research"
        return Problem(name, others[0].line, f"{it_is}{what} ({_named(others)})", advice)
    return None


def is_heading(title: str) -> bool:
    """Tell whether a title is a heading that other kinds of texts have."""
    title = title.strip().rstrip(":.")
    if _PART.fullmatch(title):
        return True
    number = _NUMBER.match(title)
    return title[number.end() if number else 0 :].casefold() in _HEADINGS


def _named(entries: Iterable[Entry]) -> str:
    """`'Installation' in line 3, 'Usage' in line 7`."""
    first = list(entries)[:3]
    return ", ".join(f"'{entry.title[:40]}' in line {entry.line:,}" for entry in first)
