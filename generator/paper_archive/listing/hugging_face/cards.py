"""Reads the cards of the trending page: their titles, their abstracts, and the facts about papers.

A card is a title, its abstract, then facts; the page has every card twice, once for narrow and
once for wide screens. Facts (`card_facts`) stand on separate lines.

If titles are Markdown headings, the headings separate the cards, and text between the facts and the
next heading belongs to no paper. If not, facts separate the cards, and `align` tells titles from
abstracts between them. A fact belongs to the last card that begins before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from paper_archive.listing.entries.url_facts import StatedFacts, of_url
from paper_archive.listing.hugging_face.card_facts import SUBMITTED, fact_of
from paper_archive.listing.hugging_face.site_text import is_site_text
from paper_archive.listing.plain_text.align import ABSTRACTS, Line, Role, align
from paper_archive.listing.plain_text.endings import ends_sentence
from paper_archive.model import Entry, Problem

_SITE_HEADING = re.compile(r"#+ *(?:by\b.*|Trending Papers|Daily Papers)", re.IGNORECASE)
_TRENDING = re.compile(r"#* *Trending Papers")
_HARD_BREAK = re.compile(r"(?<!\\)\\++(?=\s|$)")
_WRAPPED = 132  # No line that a person or a program has wrapped is longer.


@dataclass(slots=True)
class _Card:
    line: int
    title: str = ""
    abstract: str = ""
    facts: StatedFacts = field(default_factory=StatedFacts)


def read_cards(name: str, text: str) -> tuple[tuple[Entry, ...], tuple[Problem, ...], int]:
    """Return the papers of a trending page without copies, the problems, and how many were lost."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    lost = 0
    for card in _folded(_cards(list(_lines(text)))):
        begin = (card.title or card.abstract)[:60]
        if not card.title:
            lost += 1
            what = f"a card without a title: '{begin}'"
            problems.append(Problem(name, card.line, what, "write its title above its abstract"))
            continue
        facts = card.facts
        if not card.abstract:
            fix = "put the abstract after it; until then the paper is listed without one"
            problems.append(Problem(name, card.line, f"a card without an abstract: '{begin}'", fix))
        if facts.odd_id and not facts.arxiv_id:
            fix = "correct the link; the paper is identified by its title"
            problems.append(
                Problem(name, card.line, f"not an arXiv id: '{facts.odd_id[:40]}'", fix)
            )
        entries.append(
            Entry(
                card.title,
                card.abstract,
                card.line,
                arxiv_id=facts.arxiv_id,
                author_count=facts.author_count,
                organisation=facts.organisation,
                published=facts.published,
                upvotes=facts.upvotes,
                links=facts.links,
            )
        )
    if not entries and not lost:
        fix = "save the page again when its papers have loaded"
        problems.append(Problem(name, 0, "the listing holds no papers", fix))
    return tuple(entries), tuple(problems), lost


def _lines(text: str) -> Iterator[tuple[Line, bool]]:
    """Yield (line, indented) for lines that are not blank; a link over several lines is one."""
    raw = text.split("\n")
    after_blank = True
    at = 0
    while at < len(raw):
        number, line = at + 1, raw[at].strip()
        indented = raw[at][:1].isspace()
        at += 1
        if (heading := line.startswith(("## [", "### [", "#### ["))) or line in (
            "[Upvote",
            "Upvote",
        ):
            # At most four lines: an unclosed bracket must not swallow the page.
            for end in range(at, min(at + 4, len(raw))):
                more = raw[end].strip()
                if "](" in line or (heading and not more) or more.startswith("#"):
                    break
                if line == "Upvote" and more and not re.fullmatch(r"\d{1,7}|-", more):
                    break
                if "](" in more or (line == "Upvote" and more):
                    line = " ".join(filter(None, (line, *map(str.strip, raw[at : end + 1]))))
                    at = end + 1
                    break
        if line.strip("\\"):
            if "\\" in line:  # A hard line break of Markdown.
                line = _HARD_BREAK.sub(" ", line).strip()
            yield Line(number, line, after_blank), indented
        after_blank = not line


def _cards(lines: Sequence[tuple[Line, bool]]) -> list[_Card]:
    texts = [line.text for line, _ in lines]
    levels = {t[: t.find(" ")] for t in texts if t.startswith("##") and not _site_heading(t)}
    level = next((hashes for hashes in ("###", "##", "####") if hashes in levels), "")
    cards: list[_Card] = []
    facts: list[tuple[int, StatedFacts]] = []
    segment: list[tuple[Line, bool]] = []
    heading: Line | None = None
    is_open = not level and not any(map(_TRENDING.fullmatch, texts))
    name_follows = False

    def close() -> None:
        if heading:
            card, fact = _headed(heading, level, segment)
            cards.append(card)
            facts.append((card.line, fact))
        elif segment:
            cards.extend(_aligned([line for line, _ in segment]))
        segment.clear()

    for i, (line, indented) in enumerate(lines):
        text = line.text
        if level and (text + " ").startswith(level + " ") and not _site_heading(text):
            close()
            heading, is_open, name_follows = line, True, False
            continue
        if _site_heading(text) or (_TRENDING.fullmatch(text) and not cards):
            is_open = is_open or not level
            continue
        last = segment[-1][0].text if segment else ""
        goes_on = bool(last) and not line.after_blank and not ends_sentence(last[-300:])
        following = lines[i + 1][0].text if i + 1 < len(lines) else ""
        fact = fact_of(text, goes_on) or _organisation(text, following, goes_on, heading, segment)
        if fact:
            facts.append((line.number, fact))
            if fact.closes and (heading or segment):
                close()
                is_open, heading = not level, None
            if submitted := SUBMITTED.fullmatch(text):
                name_follows = not submitted[1]
        elif name_follows:
            name_follows = False
        elif is_open and (goes_on or not is_site_text(text)):
            segment.append((line, indented))
    close()
    _assign(facts, cards)
    return cards


def _site_heading(text: str) -> bool:
    return _SITE_HEADING.fullmatch(text) is not None


def _headed(
    heading: Line, level: str, segment: Sequence[tuple[Line, bool]]
) -> tuple[_Card, StatedFacts]:
    """Return the card of a heading and the text below it; the title may go on for two lines."""
    title = heading.text[len(level) :].strip()
    fact = StatedFacts()
    if (match := re.fullmatch(r"\[(.*)\]\(([^\s()]*)\)", title)) is not None:
        title, fact = match[1], replace(of_url(match[2]), links=())
    more = 0
    while more < len(segment) and not segment[more][0].after_blank:
        more += 1
    wrapped = segment[:more]
    short = 0 < more <= 2 and all(len(line.text) <= _WRAPPED for line, _ in wrapped)
    if match or not short or not (wrapped[0][1] or more < len(segment)):
        more = 0
    title = _join([title, *(line.text for line, _ in segment[:more])])
    abstract = _join([line.text for line, _ in segment[more:]])
    return _Card(heading.number, title, _unlinked(abstract)), fact


def _aligned(lines: Sequence[Line]) -> Iterator[_Card]:
    """Yield cards from lines without headings: titles and abstracts in turn."""
    titles: list[Line] = []
    abstracts: list[Line] = []
    for line, role in zip(lines, align(lines), strict=True):
        if (titles or abstracts) and (
            role is Role.TITLE or (role is Role.ABSTRACT and bool(abstracts))
        ):
            yield _plain(titles, abstracts)
            titles, abstracts = [], []
        (abstracts if role in ABSTRACTS else titles).append(line)
    yield _plain(titles, abstracts)


def _plain(titles: list[Line], abstracts: list[Line]) -> _Card:
    abstract = _join([line.text for line in abstracts])
    return _Card(
        (titles or abstracts)[0].number, _join([t.text for t in titles]), _unlinked(abstract)
    )


def _assign(facts: Sequence[tuple[int, StatedFacts]], cards: Sequence[_Card]) -> None:
    """Add facts to the last card that begins before them."""
    at = -1
    for number, fact in sorted(facts, key=lambda numbered: numbered[0]):
        while at + 1 < len(cards) and cards[at + 1].line <= number:
            at += 1
        if at >= 0:
            cards[at].facts = cards[at].facts.joined(fact)


def _folded(cards: Sequence[_Card]) -> list[_Card]:
    """Merge cards with the copies right after them."""
    kept: list[_Card] = []
    for card in cards:
        if kept and card.title and _same(kept[-1], card):
            first = kept[-1]
            first.abstract = max(first.abstract, card.abstract, key=len)
            first.facts = first.facts.joined(card.facts)
        else:
            kept.append(card)
    return kept


def _same(a: _Card, b: _Card) -> bool:
    if a.facts.arxiv_id and b.facts.arxiv_id:
        return a.facts.arxiv_id == b.facts.arxiv_id
    if _key(a.title) != _key(b.title):
        return False
    shorter, longer = sorted((_key(a.abstract), _key(b.abstract)), key=len)
    return longer.startswith(shorter.rstrip(".…"))


@lru_cache(maxsize=8)  # The abstract of a card is compared with all its copies.
def _key(text: str) -> str:
    return "".join(text.split()).casefold()


def _join(parts: Sequence[str]) -> str:
    return " ".join(" ".join(parts).split())


def _unlinked(text: str) -> str:
    match = re.fullmatch(r"\[(.*)\]\([^\s()]+\)", text)
    return match[1].strip() if match else text


def _organisation(
    text: str,
    following: str,
    goes_on: bool,
    heading: Line | None,
    segment: Sequence[tuple[Line, bool]],
) -> StatedFacts | None:
    """Read a short line as an organisation if a dot or the date is on the next line."""
    dated = following[:1] == "·" or following.startswith("Published on ")
    short = len(text) <= 80 and not ends_sentence(text) and not is_site_text(text)
    enough = heading is not None or len(segment) > 1
    return StatedFacts(organisation=text) if dated and short and enough and not goes_on else None
