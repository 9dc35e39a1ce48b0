"""Reads pages saved as Markdown with inline links (V3), or with references put inline (V2).

A page is a sequence of blocks. A block that begins with `[` extends to the end of its link, over
as many lines as needed; other text is a paragraph:

    [101](https://…/login?next=%2Fpapers%2F2410.05434)        upvotes: a number that is a login
    ### [Better Students \\[Extended\\]](https://…/2410.05434)  a title, of one line or of several
    [While large models decide well, they \\\\                  an abstract: text that is a link to
    do not improve …](https://…/papers/2410.05434)            its paper; brackets may be in it
    May 29[6](https://…/papers/2410.05434#community)          facts, see `card_facts`

If the end of a link is missing, its block ends before the next heading, fact or paragraph that is
a link. Only titles are headings; any other heading is the site's, and ends a paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from paper_archive.listing.entries.url_facts import StatedFacts, of_url
from paper_archive.listing.form import Reading
from paper_archive.listing.hugging_face.card_facts import fact_of
from paper_archive.listing.hugging_face.linked_paper import (
    ABSTRACT,
    REFERENCE,
    LinkedPapers,
    is_login,
    is_paper,
    truncation,
)
from paper_archive.listing.hugging_face.site_text import DAY, SITE_LINES, is_site_text
from paper_archive.listing.plain_text.endings import last_word

_HEADING = re.compile(r"(#{1,6})\s++(.*)")
_WRAPPED_HEADING = re.compile(r"#{2,4} ++(?=[^\s\[#])")
_CLOSING_HASHES = re.compile(r"\s#++$")
_LINK = re.compile(r'\[(.*)(?<!\\)\]\(([^\s()]*)(?:\s+"[^"]{0,200}")?\)')
_CLOSE = re.compile(r'(?<!\\)\]\(([^\s()]*)(?:\s+"[^"]{0,200}")?\)$')
_INNER = re.compile(r'!?\[([^\[\]]*)(?<!\\)\]\(((?:https?://|ref:)[^\s()]*)(?:\s+"[^"]{0,200}")?\)')
_BULLET = re.compile(r"[-*+•]\s+")
_VOTES = re.compile(r"\[\s*+(?:Upvote\s*+)?(\d{1,7}|-)\s*+\]\((\S*)\)")
_AUTHORS = re.compile(r"[-*+•]?\s*\d{1,5} authors?")
_STOP = re.compile(
    rf"#{{1,6}}\s|[-*+•·]\s*\d{{1,5}} authors?\b|\[\s*+(?:-\s*+)?\d{{1,5}} authors?\]\(|·"
    rf"|{DAY.pattern}(?:\s*+\[\s*+\d*+\s*+\]\(\S*\))?$|\[\s*+(?:\d{{1,7}}|-)\s*+\]\(\S*\)$|\[?!\["
)
_HARD_BREAK = re.compile(r"(?<!\\)\\++(?=\s|$)")
# Characters that programs escape; not those that TeX escapes, as accents and percent signs.
_ESCAPED = re.compile(r"\\([\\`*_\[\]#+\-<>|~!()]|(?<=\d\\)\.)")
_BY = re.compile(r"by\s*AK\b", re.IGNORECASE)
_SITE_URL = re.compile(r"/papers/?(?:\?|$)|/papers/(?:trending|date|week|month)\b")
_CODE = re.compile(r"(?:GitHub|arXiv(?: Page)?|Project page|Code)\b.*|[\d.,]+[kKM]?", re.IGNORECASE)
_MOST_TITLE_LINES = 6
_MOST_ADDRESS = 500
_SHORT = 60  # A shorter link to an unknown address is a name, not an abstract.


@dataclass(frozen=True, slots=True)
class _MarkdownBlock:
    """A heading, a link with its text, or a paragraph; `closed` says that its link has an end."""

    line: int
    text: str
    closed: bool


def read_page(form: str, name: str, lines: Sequence[str]) -> Reading:
    """Read the papers of a page; unknown addresses begin with `ref:`."""
    papers = LinkedPapers(name)
    blocks = list(_blocks(lines))
    for block, after in zip(blocks, [*blocks[1:], None], strict=False):
        if heading := _HEADING.fullmatch(block.text):
            _heading(papers, block, heading[1], heading[2].strip())
        elif (cut := truncation(block.text)) is not None:
            if rest := block.text[:cut].strip():
                _text(papers, replace(block, text=rest), after)
            papers.truncated(block.line)
        else:
            _text(papers, block, after)
    return papers.reading(form)


def _blocks(lines: Sequence[str]) -> Iterator[_MarkdownBlock]:
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        text = _BULLET.sub("", line, count=1) if line.startswith(("* [", "- [")) else line
        begun = at
        at += 1
        if not line:
            continue
        closed = True
        if _is_plain(text) and not text.startswith("["):
            while at < len(lines) and _is_plain(lines[at].strip()):
                at += 1
            text = " ".join([text, *(more.strip() for more in lines[begun + 1 : at])])
        elif text.startswith(("[", "## [", "### [", "#### [")):
            heading = text.startswith("#")
            at, closed = _end(lines, begun, heading)
            rest = [more.strip() for more in lines[begun + 1 : at]]
            # Some programs repeat the hashes on every line of a wrapped heading.
            text = " ".join([text, *(more.lstrip("# ") if heading else more for more in rest)])
        if text := (_HARD_BREAK.sub(" ", text) if "\\" in text else text).strip():
            yield _MarkdownBlock(begun + 1, text, closed)


def _is_plain(line: str) -> bool:
    """Tell whether a stripped line may be one of several of a paragraph without a link."""
    if not line or line.startswith(("#", "* ", "- ")) or line in SITE_LINES:
        return False
    return not (line.startswith("[") and "](" in line) and not _STOP.match(line)


def _end(lines: Sequence[str], begun: int, heading: bool) -> tuple[int, bool]:
    """Return the line after the link that begins at `begun`, and whether the link has an end."""
    depth = 0
    at = begun
    most = begun + _MOST_TITLE_LINES if heading else len(lines)
    while True:
        line = lines[at].rstrip(" \t\\")
        plain = line.replace("\\[", "").replace("\\]", "") if "\\" in line else line
        depth += plain.count("[") - plain.count("]")
        at += 1
        following = lines[at].strip() if at < len(lines) else ""
        if heading:
            following = _WRAPPED_HEADING.sub("", following, count=1)
        stops = not following or _STOP.match(following) is not None
        close = _CLOSE.search(line) if line.endswith(")") else None
        if close and (heading or depth == 0 or stops or is_paper(close[1])):
            return at, True
        if truncation(line) is not None:
            return at, False
        if not following and not heading and depth > 0:
            # A blank line may be part of a link, but not if the next paragraph follows it.
            ahead = at
            while ahead < len(lines) and not lines[ahead].strip():
                ahead += 1
            following = lines[ahead].strip() if ahead < len(lines) else ""
            if following and not following.startswith(("[", "* [", "- [")):
                at = ahead
                stops = _STOP.match(following) is not None or following in SITE_LINES
        if stops or at >= most:
            return at, False


def _heading(papers: LinkedPapers, block: _MarkdownBlock, level: str, text: str) -> None:
    text = _CLOSING_HASHES.sub("", text)
    link = _LINK.fullmatch(text)
    label = link[1] if link else text
    url = link[2] if link else ""
    shown = _plain(label)
    of_paper = is_paper(url) or (url.startswith(REFERENCE) and len(level) > 2)
    if not of_paper and _is_site_heading(label, shown, url):
        papers.leave()
    elif not link and text.startswith("["):
        papers.title(block.line, _plain(_open_label(text)), "")
    elif link and not DAY.fullmatch(shown):
        papers.title(block.line, shown, url)
    elif not papers.begun and (day := DAY.search(shown)) and day.end() == len(shown):
        papers.heading(day.group(), block.line)
    elif len(level) > 2 and shown and not is_site_text(shown):
        papers.title(block.line, shown, "")
    else:
        papers.leave()


def _open_label(text: str) -> str:
    """Return the words of a link whose end is missing, without the beginning of its address."""
    address = text.find("](", max(1, len(text) - _MOST_ADDRESS, len(text) - len(last_word(text))))
    return text[1:] if address < 0 else text[1:address]


def _is_site_heading(label: str, shown: str, url: str) -> bool:
    by = _BY.match(_plain(_without_links(label, [])))
    return shown in SITE_LINES or by is not None or _SITE_URL.search(url) is not None


def _text(papers: LinkedPapers, block: _MarkdownBlock, after: _MarkdownBlock | None) -> None:
    """Read a block that is not a heading."""
    text = block.text
    link = _LINK.fullmatch(text) if text.startswith("[") else None
    label, url = (link[1].strip(), link[2]) if link else (text, "")
    if not papers.begun and papers.heading(_plain(label), block.line):
        return
    if (votes := _VOTES.fullmatch(text)) and _is_upvotes(url, after):
        count = int(votes[1]) if votes[1] != "-" else None
        papers.upvotes(block.line, count, of_url(url).arxiv_id)
    elif _is_site(label):
        papers.leave()
    elif _is_abstract(papers, block, label, url):
        _abstract(papers, block, label, url)
    elif fact := _fact(papers, text, label, url):
        papers.fact(fact, fact.closes)


def _is_upvotes(url: str, after: _MarkdownBlock | None) -> bool:
    """Tell whether a number is upvotes: its link is a login, or is unknown and a title follows."""
    if not url.startswith(REFERENCE):
        return is_login(url)
    return after is not None and (after.text.startswith("#") or len(after.text) >= ABSTRACT)


def _is_site(label: str) -> bool:
    text = _BULLET.sub("", label, count=1)
    if "](" in text:  # Several links in a row.
        text = text.partition("](")[0].lstrip("[")
    return text.strip() in SITE_LINES


def _is_abstract(papers: LinkedPapers, block: _MarkdownBlock, label: str, url: str) -> bool:
    if label.startswith("!["):  # A picture, with a name or without.
        label = _without_links(label, [])
    if papers.awaits_abstract and papers.paper:
        if label and (url == papers.paper.title_url or is_paper(url)):
            known = not url.startswith(REFERENCE) or len(label) >= _SHORT
            return known and not _AUTHORS.fullmatch(label) and not _is_count(label)
        if url.startswith(REFERENCE) or not block.closed:
            return len(label) >= _SHORT or not block.closed
        if not url:
            return _is_prose(block)
        # A link may be broken; several in a row are not an abstract.
        return len(label) >= _SHORT and "](" not in _without_links(label, [])
    least = _SHORT if papers.awaits_title else ABSTRACT
    if len(label) < least or not (is_paper(url) or url.startswith(REFERENCE) or not url):
        return False
    return papers.begun or bool(url)


def _is_prose(block: _MarkdownBlock) -> bool:
    return fact_of(block.text, goes_on=False) is None and not is_site_text(block.text)


def _is_count(label: str) -> bool:
    return label.strip("- ").isdigit() or label.strip() == "-"


def _abstract(papers: LinkedPapers, block: _MarkdownBlock, label: str, url: str) -> None:
    if not block.closed:
        label = label.removeprefix("[").strip()
        url = ""
    links: list[str] = []
    text = _plain(_without_links(label, links))
    papers.abstract(block.line, text, bool(url), of_url(url).arxiv_id)
    papers.fact(StatedFacts(links=tuple(links)), closes=False)


def _without_links(text: str, links: list[str]) -> str:
    """Return the text with the words of its inner links, whose addresses it adds to `links`."""

    def words(match: re.Match[str]) -> str:
        if match[0].startswith("!"):
            return ""
        if not match[2].startswith(REFERENCE) and match[2] not in match[1]:
            links.extend(of_url(match[2]).links)
        return match[1]

    return _INNER.sub(words, text) if "](" in text else text


def _fact(papers: LinkedPapers, text: str, label: str, url: str) -> StatedFacts | None:
    fact = fact_of(text, goes_on=False)
    named = url.startswith(REFERENCE) and len(label) <= 80 and not _AUTHORS.fullmatch(label)
    if fact and named and papers.paper and not papers.paper.facts.published:
        # If the address of a reference is missing, a name is an organisation's.
        name = " ".join(_without_links(label, []).split())
        if name and not _CODE.fullmatch(name) and not _is_count(name):
            return replace(fact, organisation=name)
    return fact


def _plain(text: str) -> str:
    """Return the text of Markdown on one line."""
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    return " ".join(text.split())
