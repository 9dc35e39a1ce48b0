"""Names texts that are no listings, and lines that are no prose under titles.

The plain form is the last resort: what no other form knows is taken for titles and abstracts. A
table, a bibliography or a page's markup alternates short and long lines as well, so a text is
refused if it begins like a format of another kind, or if more than a tenth of its lines look like
one. Advice names what to do with that format.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from paper_archive.listing.foreign_formats import FORMS, SAVE, begins
from paper_archive.model import Problem

# The share of the lines that may look wrong, and the number in any file: one title in a thousand
# looks like code or a log.
MOST_WRONG = 0.1
ALWAYS_ALLOWED = 2
# Of a line, in characters: its kind shows at its beginning and at its end.
_BEGINNING, _END = 200, 40
_MOST_LINES_NAMED = 8


# How a line looks that is neither a title nor prose; tried in this order at its beginning.
_LINES = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("a table row", r"\||[^\t]{1,200}\t"),
        ("markup", r"</?[a-zA-Z][^<>]{0,190}>|</?[a-zA-Z][\w:-]{0,40}$|<!|<\?|-->|\{[{%]"),
        (
            "a heading",
            (
                r"#{1,6} |[=~^-]{3,}$|={1,6} [^=\s]|\*{2,6} |\* (?:TODO|DONE)\b"
                r"|v?\d{1,4}\.\d{1,4}(?:\.\d{1,4})?(?: \(|$)"
                r"|[-–—] ?\d{1,4} ?[-–—]$"
            ),
        ),
        (
            "a log line",
            (
                r"\[?\d{4}[-/]\d\d[-/]\d\d[T ,]+\d\d?:\d\d|\[?[A-Z][a-z]{2} +\d{1,2} \d\d:\d\d"
                r"|\[?(?:DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL)\b[\]:]? "
                r"|\d\d:\d\d:\d\d|\d{1,3}(?:\.\d{1,3}){3} "
            ),
        ),
        (
            "code",
            (
                r"(?:\$ |//|/\*|\*/|#include|#!|>>> |\.\. \w+::|```|~~~)"
                r"|(?:async |export |public |private |static )?(?:def|class|function|fn|func|const"
                r"|let|var|struct|import|from|package|namespace|using|return)\b[^.]{0,150}[;:{(]$"
                r"|[a-zA-Z_][\w.]{0,60} ?(?:=|:=|\+=) ?\S|[\[\](){};]{1,10},?$"
            ),
        ),
        (
            "TeX",
            (
                r"\\(?:begin|end|documentclass|usepackage|section|subsection|title|author|item|input"
                r"|maketitle|chapter|bibliography|newcommand|label|cite)\b"
            ),
        ),
        (
            "a record of a bibliography",
            (
                r"@[a-zA-Z]{3,20}\{|[a-zA-Z]{3,20} {0,8}= {0,8}[{\"]"
                r"|[A-Z][A-Z0-9]{1,3} ?- |%[0-9A-Z@~!] "
            ),
        ),
        ("JSON", r"[\[{] ?[\[{\"]|\"[^\"]{0,80}\" ?: ?[\[{\"\d]|\"[^\"]{0,150}\",?$"),
        ("a key with its value", r"(?:- )?[a-z][a-z0-9_-]{0,30}: |(?:- )?[a-z][a-z0-9_-]{0,30}:$"),
        (
            "a row of values",
            (
                r"\"[^\"]{0,190}\"[,;]|'[^']{0,190}'[,;]'"
                r"|[^,;\s]{1,60}(?:,[^,\s]{0,60}){4,20}$"
            ),
        ),
        (
            "a header of a mail",
            (
                r"(?:From|To|Cc|Subject|Date|Reply-To|Received|Return-Path|Message-ID"
                r"|Content-[A-Z][a-z-]{1,30}|MIME-Version|DKIM-Signature|List-[A-Z][a-z-]{1,20}"
                r"|X-(?:Mailer|Spam|Google|Original|Received|Priority)[\w-]{0,30}): "
            ),
        ),
        (
            "a line of a talk",
            (
                r"\[?\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?\]?[ ,-]"
                r"|\[?\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? \d{1,2}:\d\d"
                r"|[\"“„«'‘][^\"”»]{1,150}[,.!?…][\"”»’](?! ?:)"
            ),
        ),
        (
            "a line of minutes",
            (
                r"(?:Present|Attendees|Attending|Absent|Apologies|Next meeting|Action items?"
                r"|Anwesend)\b[: ]"
            ),
        ),
        (
            "a reference",
            (
                r"(?:\[\d{1,4}\] |\d{1,4}\. )(?:[A-Z]\.[ -]?){1,3}[A-Z]"
                r"|(?:\[\d{1,4}\] |\d{1,4}\. )?[A-Z][\w'’-]{1,30}, (?:[A-Z]\.[ -]?){1,3}"
                r"(?:,|&|and|\()"
            ),
        ),
        ("RTF", r"\{?\\(?:rtf|fonttbl|pard?|f\d|fs\d|plain)"),
        ("a line of a patch", r"@@ |diff --git|\+\+\+ |--- \S"),
        ("a list of links", r"[-*+] \[|[-*+] \*\*|\d{1,3}\. \[|!?\[[^\[\]]{0,150}\]\("),
        ("a time of subtitles", r"\d\d:\d\d[:,.]\d\d.{0,12}-->"),
        ("SQL", r"(?:INSERT INTO|CREATE TABLE|SELECT|DROP TABLE|UPDATE) [\w`\"(*]"),
        ("a list item", r"(?:[*+•‣:]|--|\(?[a-z]\)) \S|[–—-] [^\W\d_]"),
    )
)
_ENDS = (
    ("code", re.compile(r"[;{]$|\\\\$")),
    ("RTF", re.compile(r"\\par$")),
    ("a line of a talk", re.compile(r"\b\d{1,2}:\d\d(?: ?[AaPp][Mm])?$")),
)
# `Ann: …`: so many lines must say the same speaker, and this share of all lines any.
_LABEL = re.compile(r"([^\W\d_][\w .-]{0,30}): ?")
_SPOKEN, _SAME_SPEAKER, _SHORT = 0.6, 3, 60


def unknown(name: str, beginning: str) -> Problem:
    """Return the problem of a text that is in no form."""
    if found := begins(beginning):
        return Problem(name, 0, f"it is {found.name}", found.advice)
    what = "not recognised as a listing: no heading of the site, and no titles with abstracts"
    lines = [(number, line) for number, line in enumerate(beginning.split("\n"), 1) if line.strip()]
    wrong = _wrong(lines)
    if sum(map(len, wrong.values())) > max(ALWAYS_ALLOWED, MOST_WRONG * len(lines)):
        what = f"{what} ({_named(wrong)})"
    fix = "save the day's page as text, or move the file out of the listings"
    return Problem(name, 0, what, f"{fix}; {FORMS}")


def refusal(name: str, text: str, lines: Iterable[tuple[int, str]]) -> Problem | None:
    """Return why a text of titles and abstracts is likely none, None if it looks like one.

    `lines` are its lines of papers with their numbers.
    """
    lines = list(lines)
    wrong = _wrong(lines)
    count = sum(map(len, wrong.values()))
    found = begins(text)
    if count > max(0 if found else ALWAYS_ALLOWED, MOST_WRONG * len(lines)):
        what = f"{count:,} of {len(lines):,} lines are neither titles nor prose ({_named(wrong)})"
        if found:
            what = f"it is {found.name}: {what}"
        first = min(numbers[0] for numbers in wrong.values())
        return Problem(name, first, what, found.advice if found else f"{SAVE}; {FORMS}")
    return None


def _wrong(lines: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    """Return the numbers of the lines that are neither titles nor prose, by kind."""
    wrong: dict[str, list[int]] = defaultdict(list)
    spoken: dict[str, list[int]] = defaultdict(list)
    short: dict[str, list[int]] = defaultdict(list)
    count = 0
    for number, line in lines:
        count += 1
        if kind := _kind(line := line.strip()):
            wrong[kind].append(number)
        elif match := _LABEL.match(line):
            spoken[match[1]].append(number)
        elif len(line) < _SHORT:
            short[line].append(number)
    # A play repeats who speaks; no listing has one title as often.
    repeated = [each for each in short.values() if len(each) >= _SAME_SPEAKER]
    if repeated:
        wrong["a repeated line"] += sorted(number for each in repeated for number in each)
    # Half of the lines may be abstracts that begin with `Background:`.
    of_speakers = [each for each in spoken.values() if len(each) >= _SAME_SPEAKER]
    if sum(map(len, of_speakers)) > _SPOKEN * count:
        wrong["a line of a talk"] += sorted(number for each in of_speakers for number in each)
    return wrong


def _kind(line: str) -> str:
    """Return what a line looks like if it is neither a title nor prose, else ""."""
    beginning = line[:_BEGINNING]
    for kind, pattern in _LINES:
        if pattern.match(beginning):
            return kind
    return next((kind for kind, pattern in _ENDS if pattern.search(line[-_END:])), "")


def _named(wrong: dict[str, list[int]]) -> str:
    commonest = sorted(wrong.items(), key=lambda item: (-len(item[1]), item[1]))[:3]
    return "; ".join(f"{kind}: {_numbers(numbers)}" for kind, numbers in commonest)


def _numbers(numbers: list[int]) -> str:
    """`line 3`, `lines 3, 5, 7 …`."""
    shown = ", ".join(f"{number:,}" for number in numbers[:_MOST_LINES_NAMED])
    rest = " …" if len(numbers) > _MOST_LINES_NAMED else ""
    return f"{'line' if len(numbers) == 1 else 'lines'} {shown}{rest}"
