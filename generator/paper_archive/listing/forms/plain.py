"""The plain forms (V0): title, abstract, title, abstract …

Spaced, as browsers save a page as text; blank lines stand between all of these:

    new
    Get trending papers in your email inbox!
    Subscribe
    byAK and the research community
    Mar 14
    Backdoor Contrastive Learning via Bi-level Trigger Optimization
    Contrastive Learning (CL) has attracted enormous attention …

Compact, as copied from a page; no blank lines, no day, and `Subscribe` glued to the first title:

    Get trending papers in your email inbox once a day!
    Get trending papers in your email inbox!
    SubscribeLearning Unnormalized Statistical Models via Compositional Optimization
    Learning unnormalized statistical models (e.g., energy-based models) is …

Accepted besides: a missing heading, wrapped titles and abstracts, lines of the site in between,
YAML front matter. A title without an abstract is kept; an abstract without a title is lost. Both
are reported, and neither shifts the entries that follow (see `align`). A text of which more than a
tenth is neither titles nor prose is likely no listing, and `Reading.refusal` says so; and so is
prose of another kind, such as terms or a manual (`other_prose`), without the site's heading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from paper_archive.listing.entries.doubts import begin, without_abstract
from paper_archive.listing.foreign import refusal
from paper_archive.listing.form import PageDay, Reading
from paper_archive.listing.hugging_face.site_text import DAY, is_site_text
from paper_archive.listing.other_prose import other_prose
from paper_archive.listing.plain_text.align import ABSTRACTS, Line, Role, align
from paper_archive.listing.plain_text.endings import ends_in_domain, ends_in_url
from paper_archive.model import Entry, Problem
from paper_archive.text.english import MONTH_NUMBER

FORM = "plain"  # A reading says which: `plain-spaced` or `plain-compact`.
HEADING = "Get trending papers in your email inbox"
_GLUED = re.compile(r"Subscribe(?=[^\s\w]|[A-Z0-9])")
_ENDS_WELL = tuple(".!?:;)]}\"'”’»…*")
_LONG = 160
_FRONT_MATTER = re.compile(r"---\n(?:(?!---\n)(?>[\w-]++:|[ -]).*+\n){1,40}+---\n")


def detect(text: str) -> str:
    """Return the reason why the text is a plain listing, "" if it is not."""
    head = text[:2000]
    if HEADING in head:
        return f"it begins with the site's heading, '{HEADING}…'"
    lines, _ = _body(text)
    roles = align(lines)
    pairs = sum(
        a is not b and b is Role.ABSTRACT and len(line.text) >= _LONG
        for a, b, line in zip(roles, roles[1:], lines[1:], strict=False)
    )
    broken = len(roles) - 2 * pairs
    if pairs and broken <= pairs:
        return f"titles and abstracts alternate in it ({pairs} pairs)"
    return ""


def read(name: str, text: str) -> Reading:
    """Read both plain forms."""
    lines, day = _body(text)
    blocks = _blocks(lines)
    spaced = sum(line.after_blank for line in lines[1:]) >= len(blocks)
    form = f"{FORM}-spaced" if spaced else f"{FORM}-compact"
    entries: list[Entry] = []
    problems: list[Problem] = []
    lost = 0
    for block in blocks:
        if not block.title:
            lost += 1
            problems.append(_untitled(name, block))
            continue
        entries.append(Entry(block.title, block.abstract, block.line))
        problems.extend(without_abstract(name, entries[-1]))
    if not entries and not lost:
        fix = "save the page again when its papers have loaded"
        problems.append(Problem(name, 0, "the listing holds no papers", fix))
    elif entries:
        problems.extend(_cut(name, entries[-1], lines[-1].number))
    foreign = refusal(name, text, ((line.number, line.text) for line in lines))
    if not foreign and HEADING not in text[:2000]:
        foreign = other_prose(name, text, entries)
    if foreign:
        problems.append(foreign)
    return Reading(form, tuple(entries), day, tuple(problems), lost, foreign)


@dataclass(frozen=True, slots=True)
class _TitleAndAbstract:
    """The joined lines of one paper; title or abstract may be ""."""

    title: str
    abstract: str
    line: int


def _body(text: str) -> tuple[list[Line], PageDay | None]:
    """Return the lines of papers, and the day in the page's heading."""
    day = None
    lines: list[Line] = []
    after_blank = False
    # Web clippers put YAML front matter before a page; it says nothing about papers.
    if clipped := _FRONT_MATTER.match(text):
        text = "\n" * clipped.group().count("\n") + text[clipped.end() :]
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if not lines:
            line = _GLUED.sub("", line, count=1) if line.startswith("Subscribe") else line
            if day is None and (match := DAY.fullmatch(line)):
                month, of_month, year = match.groups()
                day = PageDay(MONTH_NUMBER[month], int(of_month), int(year or 0), number)
        if not line or is_site_text(line):
            after_blank = after_blank or not line
            continue
        lines.append(Line(number, line, after_blank))
        after_blank = False
    return lines, day


def _blocks(lines: list[Line]) -> list[_TitleAndAbstract]:
    blocks: list[_TitleAndAbstract] = []
    title: list[Line] = []
    abstract: list[Line] = []

    def close() -> None:
        if title or abstract:
            first = (title or abstract)[0].number
            blocks.append(_TitleAndAbstract(_join(title), _join(abstract), first))
        title.clear()
        abstract.clear()

    for line, role in zip(lines, align(lines), strict=True):
        if role is Role.TITLE or (role is Role.ABSTRACT and abstract):
            close()
        (abstract if role in ABSTRACTS else title).append(line)
    close()
    return blocks


def _join(lines: list[Line]) -> str:
    """Join wrapped lines with a space: no search matches words that are glued together."""
    return " ".join(line.text for line in lines)


def _untitled(name: str, block: _TitleAndAbstract) -> Problem:
    what = f"an abstract without a title: '{begin(block.abstract)}'"
    return Problem(name, block.line, what, "put the paper's title on a line before it")


def _cut(name: str, last: Entry, line: int) -> list[Problem]:
    """Report a listing whose last abstract breaks off; an abstract above may end without a stop."""
    text = last.abstract
    if not text or text.endswith(_ENDS_WELL) or ends_in_url(text) or ends_in_domain(text):
        return []
    what = f"the listing ends in the middle of an abstract: '…{last.abstract[-60:]}'"
    return [Problem(name, line, what, "save the whole page again; what was read is kept")]
