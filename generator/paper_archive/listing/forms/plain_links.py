"""The plain form with links on separate lines (V1).

    Mar 25
     [-] 1
    https://huggingface.co/login?next=%2Fpapers%2F2410.05434
    Better Students Through Privileged Feedback
    https://huggingface.co/papers/2410.05434
    While large models decide well, they do not improve by themselves …
    https://huggingface.co/papers/2410.05434
    [
    2 authors](https://huggingface.co/papers/2410.05434)
    ·
    Oct 7, 2024
    1
    https://huggingface.co/papers/2410.05434#community

Blank lines stand between all of these, or nowhere. In place of the authors there may be an
organisation and its address (`Google`, `https://huggingface.co/google`); upvotes may be `[-] -`.
Above the first paper are the site's menu, often a search query, and the day; below the last is the
footer.

The link below a text tells its role: a paper's first linked text is its title, the second its
abstract. If that link is missing, `align` tells them apart. Accepted besides: wrapped titles
and abstracts; a paper without upvotes, or without anything after its abstract. A title without an
abstract is kept and reported; an abstract without a title, or upvotes without either, are lost and
reported. Refused: ids that are not arXiv's, which are reported; short text between papers without a
link to a paper below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from paper_archive.listing.entries.url_facts import StatedFacts, of_url
from paper_archive.listing.form import Reading
from paper_archive.listing.hugging_face.linked_paper import (
    ABSTRACT,
    LONG,
    LinkedPapers,
    is_login,
    is_paper,
    published,
    truncation,
)
from paper_archive.listing.hugging_face.site_text import DAY, SITE_LINES, is_site_text
from paper_archive.listing.plain_text.align import ABSTRACTS, Line, align
from paper_archive.text.arxiv import NEW_ID

FORM = "plain-links"
_LINK_LINE = re.compile(rf"^[ \t]*https?://\S+/papers/{NEW_ID}[ \t]*$", re.MULTILINE)
_LOGIN_LINE = re.compile(r"^[ \t]*https?://(?>\S+?/login\?next=)\S*+$", re.MULTILINE)
_URL = re.compile(r"https?://\S+")
_LABELLED = re.compile(r"\[?([^\[\]]{1,200})\]\((https?://[^\s()]+)\)")
_VOTES = re.compile(r"\[-\]\s*(\d{1,7}|-)")
_AUTHORS = re.compile(r"\[?\s*(\d{1,5}) authors?")
_SITE_PAGE = re.compile(r"https?://(?:www\.)?huggingface\.co/(?:organizations/)?[^/?#\s]+/?")


class _Kind(Enum):
    TEXT = auto()
    VOTES = auto()
    LOGIN = auto()
    PAPER = auto()
    SITE_PAGE = auto()  # Of an organisation, if it follows a name.
    URL = auto()
    AUTHORS = auto()
    DATE = auto()
    OTHER = auto()  # Numbers and dots, of a paper or of the site.
    SITE = auto()
    TRUNCATED = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class _LinkedLine:
    number: int
    text: str
    kind: _Kind
    after_blank: bool


_END = _LinkedLine(0, "", _Kind.END, True)


def detect(text: str) -> str:
    """Return the reason why the text is in this form, "" if it is not."""
    # A plain listing may have one such line, at the end of an abstract.
    if (links := sum(1 for _ in _LINK_LINE.finditer(text))) > 1:
        return f"links to papers are on separate lines ({links})"
    login = _LOGIN_LINE.search(text[:4000])
    return "the link of its 'Subscribe' is on a separate line" if login else ""


def read(name: str, text: str) -> Reading:
    """Read the papers between their links."""
    papers = LinkedPapers(name)
    lines = _named(list(_lines(text)))
    at = 0
    while at < len(lines):
        if lines[at].kind is _Kind.TEXT:
            end = _end(lines, at)
            at = _read_text(papers, lines, at, end)
        else:
            _read_line(papers, lines[at])
            at += 1
    return papers.reading(FORM)


def _lines(text: str) -> Iterator[_LinkedLine]:
    """Yield the lines that are not blank; a text that appears twice in a row is one."""
    after_blank = True
    last = ""
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if not line:
            after_blank = True
            continue
        cut = truncation(line)
        if cut is not None:
            line = line[:cut].strip()
        labelled = _LABELLED.fullmatch(line) if line.endswith(")") else None
        for part in labelled.groups() if labelled else (line,):
            if part := part.strip():
                kind = _kind(part)
                if kind is not _Kind.TEXT or part != last:
                    yield _LinkedLine(number, part, kind, after_blank)
                last = part
            after_blank = False
        if cut is not None:
            yield _LinkedLine(number, "", _Kind.TRUNCATED, False)


def _kind(line: str) -> _Kind:
    if line.startswith("http") and _URL.fullmatch(line):
        return _kind_of_url(line)
    if len(line) > 60:
        return _Kind.TEXT
    if line.startswith("[-]") and _VOTES.fullmatch(line):
        return _Kind.VOTES
    if _AUTHORS.fullmatch(line):
        return _Kind.AUTHORS
    if DAY.fullmatch(line):
        return _Kind.DATE
    if line in SITE_LINES:
        return _Kind.SITE
    return _Kind.OTHER if is_site_text(line) else _Kind.TEXT


@lru_cache(maxsize=64)  # The address of a paper occurs several times in a row.
def _kind_of_url(url: str) -> _Kind:
    if is_login(url):
        return _Kind.LOGIN
    if is_paper(url):
        return _Kind.PAPER
    return _Kind.SITE_PAGE if _SITE_PAGE.fullmatch(url) else _Kind.URL


def _named(lines: Sequence[_LinkedLine]) -> list[_LinkedLine]:
    """Turn lines that look like the site's into text if their neighbours show that they are text.

    A title may be `Models` or a number: then it is between the upvotes and the link of a paper.
    A line of wrapped text may look like that or be an address: then it is between two lines of
    text, or between text and a link.
    """
    named: list[_LinkedLine] = []
    for line, after in zip(lines, [*lines[1:], _END], strict=False):
        before = named[-1] if named else _END
        if line.kind in (_Kind.SITE, _Kind.OTHER, _Kind.DATE, _Kind.AUTHORS):
            title = before.kind in (_Kind.VOTES, _Kind.LOGIN) and after.kind is _Kind.PAPER
            wrapped = before.kind is _Kind.TEXT and not line.after_blank
        else:
            title = False
            wrapped = line.kind is _Kind.URL and before.kind is _Kind.TEXT
        if title or (wrapped and after.kind in (_Kind.TEXT, _Kind.PAPER)):
            line = _LinkedLine(line.number, line.text, _Kind.TEXT, line.after_blank)
        named.append(line)
    return named


def _end(lines: Sequence[_LinkedLine], at: int) -> int:
    """Return the end of the run of text that begins at `at`."""
    while at < len(lines) and lines[at].kind is _Kind.TEXT:
        at += 1
    return at


def _read_text(papers: LinkedPapers, lines: Sequence[_LinkedLine], at: int, end: int) -> int:
    """Read the run of text from `at` to `end` and the link below it; return the next line."""
    run = lines[at:end]
    text = " ".join(line.text for line in run)
    follows = lines[end] if end < len(lines) else _END
    linked = follows.kind is _Kind.PAPER
    names = follows.kind is _Kind.SITE_PAGE or follows.text == "·"
    if names and len(text) < ABSTRACT:
        papers.fact(StatedFacts(organisation=text))
    elif papers.awaits_title:
        _read_title(papers, lines, at, end)
    elif papers.awaits_abstract and linked and _is_other(papers, lines, end):
        # The abstract lacks the link below it, and the title of the next paper follows.
        length = max((i for i, line in enumerate(run, 1) if len(line.text) >= ABSTRACT), default=0)
        if 0 < length < len(run):
            abstract = " ".join(line.text for line in run[:length])
            papers.abstract(run[0].number, abstract, closed=True)
            at += length
        _read_title(papers, lines, at, end)
    elif papers.awaits_abstract:
        if linked or len(text) >= ABSTRACT or follows is _END:
            papers.abstract(run[0].number, text, closed=linked)
    elif linked or max(len(line.text) for line in run) >= ABSTRACT:
        _read_title(papers, lines, at, end)
    return end + linked


def _read_title(papers: LinkedPapers, lines: Sequence[_LinkedLine], at: int, end: int) -> None:
    """Read a run of text as a title, or if a line is missing as an abstract or both."""
    run = lines[at:end]
    follows = lines[end] if end < len(lines) else _END
    url = follows.text if follows.kind is _Kind.PAPER else ""
    text = " ".join(line.text for line in run)
    titles: Sequence[_LinkedLine] = run
    named = url and _is_linked_text(lines, end + 1, url)
    if papers.untitled and len(text) >= ABSTRACT:
        titles = ()
    elif len(text) >= (ABSTRACT if len(run) > 1 else LONG) and not named:
        roles = align([Line(line.number, line.text, line.after_blank) for line in run])
        first = next((i for i, role in enumerate(roles) if role in ABSTRACTS), len(run))
        titles = run[:first] if len(run) > 1 else ()
    abstracts = run[len(titles) :]
    if titles:
        papers.title(titles[0].number, " ".join(line.text for line in titles), url)
    if abstracts:
        abstract = " ".join(line.text for line in abstracts)
        papers.abstract(abstracts[0].number, abstract, bool(url), of_url(url).arxiv_id)


def _is_linked_text(lines: Sequence[_LinkedLine], at: int, url: str) -> bool:
    """Tell whether text begins at `at` and the same link follows it."""
    end = _end(lines, at)
    return at < end < len(lines) and lines[end].text == url


def _is_other(papers: LinkedPapers, lines: Sequence[_LinkedLine], at: int) -> bool:
    """Tell whether the link at `at` leads to another paper than the present one."""
    url = lines[at].text
    arxiv_id = of_url(url).arxiv_id
    if not papers.paper or not arxiv_id or papers.paper.arxiv_id == arxiv_id:
        return False
    return bool(papers.paper.arxiv_id) or _is_linked_text(lines, at + 1, url)


def _read_line(papers: LinkedPapers, line: _LinkedLine) -> None:
    kind, text = line.kind, line.text
    if kind is _Kind.TRUNCATED:
        papers.truncated(line.number)
    elif kind is _Kind.VOTES:
        papers.upvotes(line.number, _count(text))
    elif kind is _Kind.LOGIN:
        if arxiv_id := of_url(text).arxiv_id:
            papers.upvotes(line.number, None, arxiv_id)
    elif kind is _Kind.DATE and not papers.begun:
        papers.heading(text, line.number)
    elif kind is _Kind.SITE:
        papers.leave()
    elif kind is _Kind.PAPER:
        papers.link(of_url(text).arxiv_id)
    elif kind is _Kind.URL:
        papers.fact(StatedFacts(links=of_url(text).links), closes=False)
    elif kind is _Kind.AUTHORS and (authors := _AUTHORS.fullmatch(text)):
        papers.fact(StatedFacts(author_count=int(authors[1])))
    elif kind is _Kind.DATE:
        papers.fact(StatedFacts(published=published(text)))
    elif kind is _Kind.OTHER:
        papers.fact(StatedFacts())


def _count(text: str) -> int | None:
    votes = _VOTES.fullmatch(text)
    return int(votes[1]) if votes and votes[1] != "-" else None
