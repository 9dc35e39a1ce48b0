"""The e-mail digest (V7): titles with their upvotes, no abstracts.

    Daily Papers
    by AK and the AI research community
    Here is the selection of papers for today (6 Jul):
    SmallDoc: Documents in One Model (140 ▲)
    A Title That the Mail Program Wrapped
    over Two Lines (35 ▲)
    To view more checkout today's Daily Paper page.

The day is in the first sentence, day before month, without a year. Accepted besides: `Jul 6`, a
year, a quoted (`> `) or listed (`- `, `1. `) mail, and links to papers: around the title in
Markdown, after the title on its line, or on separate lines, all before or all after their titles.
The papers of this form have no abstracts, which is not reported.

Refused and reported: a line between titles that has no upvotes, and a last title that breaks off.
Other text after the last title is the end of the mail.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from paper_archive.listing.entries.url_facts import of_url
from paper_archive.listing.form import PageDay, Reading
from paper_archive.listing.hugging_face.site_text import DAY, is_site_text
from paper_archive.model import Entry, Problem
from paper_archive.text.english import MONTH, MONTH_NUMBER

FORM = "digest"
_FIRST = re.compile(r"^[> \t*_-]*Here is the selection of papers for today\b([^\n]*)", re.MULTILINE)
_DAY = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)? ({MONTH})[a-z]{{0,6}}\.?(?:,? (\d{{4}}))?")
_VOTES = re.compile(r"\( ?(\d{1,3}(?:,\d{3}){1,3}|\d{1,7})\s*+[▲△⬆↑🔼]\ufe0f? ?\)")
_BULLET = re.compile(r"(?:[-*•+]|\d{1,3}[.)])\s+")
_ADDRESS = re.compile(r"\]\((https?://[^\s()]+)\)")
_URL = re.compile(r"<?https?://[^\s<>()\[\]]+>?")
_LONG = 2000  # Longer lines are not titles, and are not searched for links.
_MOST = 6  # No title is wrapped over more lines.
_MAILS_END = re.compile(
    r"To view more|unsubscribe|Daily Papers? page|^[\u2014-]|[.!]$", re.IGNORECASE
)
_PAPER = re.compile(r"/papers/|arxiv\.org/")


@dataclass(frozen=True, slots=True)
class _DigestTitle:
    text: str
    line: int
    upvotes: int
    url: str


def detect(text: str) -> str:
    """Return the reason why the text is a digest, "" if it is not."""
    # Testing for the words first saves other forms the cost of the pattern on every line.
    first = "Here is the selection" in text and _FIRST.search(text)
    return "it has the e-mail digest's first sentence" if first else ""


def read(name: str, text: str) -> Reading:
    """Read a digest."""
    first = _FIRST.search(text)
    start = text.count("\n", 0, first.end()) + 1 if first else 0
    titles, problems = _titles(name, text.split("\n")[start:], start + 1)
    entries: list[Entry] = []
    lost = len(problems)
    for title in titles:
        facts = of_url(title.url)
        if not title.text:
            lost += 1
            what = f"upvotes without a title: ({title.upvotes} ▲)"
            problems.append(Problem(name, title.line, what, "write the title before them"))
            continue
        if facts.odd_id:
            what = f"not an arXiv id: '{facts.odd_id[:40]}'"
            fix = "correct the link; the paper is identified by its title"
            problems.append(Problem(name, title.line, what, fix))
        entries.append(
            Entry(title.text, "", title.line, arxiv_id=facts.arxiv_id, upvotes=title.upvotes)
        )
    if not entries and not lost:
        fix = "save the mail as plain text, with a line 'Title (140 ▲)' for each paper"
        problems.append(Problem(name, 0, "the digest holds no titles", fix))
    day = _day(first[1], start) if first else None
    return Reading(FORM, tuple(entries), day, tuple(problems), lost)


def _titles(name: str, lines: list[str], number: int) -> tuple[list[_DigestTitle], list[Problem]]:
    """Return the titles, and problems for lines that should be titles: between two, or cut off."""
    titles: list[_DigestTitle] = []
    problems: list[Problem] = []
    strays: list[Problem] = []
    urls: list[tuple[int, str]] = []  # (titles before it, address)
    open_lines: list[str] = []
    begun = number
    last = ""

    def drop() -> None:
        nonlocal last
        if open_lines:
            last = " ".join(open_lines)
            what = f"a line without upvotes: '{' '.join(open_lines)[:60]}'"
            strays.append(Problem(name, begun, what, "put ' (0 ▲)' after it if it is a title"))
        open_lines.clear()

    for at, raw in enumerate(lines, number):
        line = raw.strip().lstrip(">").strip()
        bullet = _BULLET.match(line)
        # The second line of a wrapped title may begin with a number.
        if bullet and (not open_lines or not bullet.group()[0].isdigit()):
            drop()
            line = line[bullet.end() :]
        if not line or (not open_lines and is_site_text(line)):
            drop()
        elif _URL.fullmatch(line):
            if _PAPER.search(line):
                urls.append((len(titles), line.strip("<>")))
        else:
            if len(open_lines) == _MOST:
                drop()
            begun = begun if open_lines else at
            open_lines.append(line)
            text = " ".join(open_lines)
            if votes := _last(_VOTES, text):
                titles.append(_title(text, votes, begun))
                open_lines.clear()
                problems += strays
                strays.clear()
    drop()
    # A file that was saved whole ends with a line feed, and mostly with the end of the mail.
    if len(strays) == 1 and lines[-1].strip() and not _MAILS_END.search(last):
        what = f"the digest ends in the middle of a title: '{last[:60]}'"
        problems.append(Problem(name, begun, what, "save the whole mail again"))
    # Lines before the first title are an introduction, after the last the end of the mail.
    first = titles[0].line if titles else 0
    return _linked(titles, urls), [p for p in problems if p.line > first]


def _title(text: str, votes: re.Match[str], line: int) -> _DigestTitle:
    link = _link(text) if len(text) <= _LONG else None
    url = link[1] if link else ""
    if not url and (bare := _URL.search(text, votes.end())):
        url = bare.group().strip("<>")
    # A link may enclose the votes or precede them: `[Title (140 ▲)](…)`, `[Title](…) (140 ▲)`.
    whole = text[: votes.start()] + text[votes.end() :] if link else text[: votes.start()]
    title = whole
    if link and (linked := _link(whole)):
        begins = whole.index("[")
        title = whole[:begins] + whole[begins + 1 : linked.start()] + whole[linked.end() :]
    return _DigestTitle(
        " ".join(title.strip(" *_").split()), line, int(votes[1].replace(",", "")), url
    )


def _link(text: str) -> re.Match[str] | None:
    """Return the address of the link from the first bracket to the last address."""
    begins = text.find("[")
    return _last(_ADDRESS, text, begins + 1) if begins >= 0 else None


def _last(pattern: re.Pattern[str], text: str, start: int = 0) -> re.Match[str] | None:
    last = None
    for match in pattern.finditer(text, start):
        last = match
    return last


def _linked(titles: list[_DigestTitle], urls: list[tuple[int, str]]) -> list[_DigestTitle]:
    """Add the links on separate lines to the titles before them, or to those after them."""
    shift = 0 if urls and urls[0][0] == 0 else -1
    url_of: dict[int, str] = {}
    for before, url in urls:
        url_of.setdefault(before + shift, url)
    return [
        _DigestTitle(t.text, t.line, t.upvotes, t.url or url_of.get(i, ""))
        for i, t in enumerate(titles)
    ]


def _day(words: str, line: int) -> PageDay | None:
    if match := _DAY.search(words):
        return PageDay(MONTH_NUMBER[match[2]], int(match[1]), int(match[3] or 0), line)
    if match := DAY.search(words):
        return PageDay(MONTH_NUMBER[match[1]], int(match[2]), int(match[3] or 0), line)
    return None
