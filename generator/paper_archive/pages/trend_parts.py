"""Parts of the pages of trends, and of the home page: rows of tags, phrases and papers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import isinf
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

from paper_archive import urls
from paper_archive.model import Paper
from paper_archive.pages.fragment import Fragment, blocks, join, text
from paper_archive.pages.imprint import Imprint
from paper_archive.pages.items import title_link
from paper_archive.pages.quiet_line import votes_as_of
from paper_archive.pages.rendering import render
from paper_archive.text.english import long_day, plural

if TYPE_CHECKING:
    from paper_archive.trends.comparison import Comparison, Phrase
    from paper_archive.trends.shares import Change
    from paper_archive.trends.windows import Window

MOST_AUTHORS = 3
MONTH = 28  # days
ARROW = "\u00a0→\u00a0"


@dataclass(frozen=True, slots=True)
class Found:
    """A change or a phrase with the comparison that found it."""

    comparison: Comparison
    change: Change


def strongest(comparisons: Sequence[Comparison]) -> list[Found]:
    """Return the significant changes of tags, most significant first, each tag once."""
    best: dict[tuple[str, ...], Found] = {}
    for comparison in comparisons:
        for change in comparison.tags:
            known = best.get(change.tags)
            if change.is_sure and (known is None or abs(change.z) > abs(known.change.z)):
                best[change.tags] = Found(comparison, change)
    return sorted(best.values(), key=lambda found: (-abs(found.change.z), found.change.tags))


def from_to(change: Change) -> str:
    """Return both shares in percent: `21 → 30 %`, `4.1 → 7.4 %`."""
    shares = (change.former_share, change.share)
    form = "{:.0f}" if min(shares) >= 0.0995 else "{:.1f}"
    before, now = (form.format(100 * share) for share in shares)
    return f"{before}{ARROW}{now}\u00a0%"


def times(ratio: float) -> str:
    """Return a ratio: `4.7×`, `12×`, `new` for an infinite one."""
    if isinf(ratio):
        return "new"
    return f"{ratio:.1f}×" if ratio < 10 else f"{ratio:.0f}×"


def row(words: Fragment, figure: str) -> Fragment:
    """Return a row of a list: words, and a figure at its end."""
    return render("line", words=words, figure=figure)


def tag_row(change: Change, imprint: Imprint, folder: str) -> Fragment:
    """Return the row of a tag, or of a pair of tags, with its shares before and now."""
    links = (imprint.tag_link(tag, folder) for tag in change.tags)
    return row(join(links, " with "), from_to(change))


def phrase_row(phrase: Phrase, figure: str, folder: str) -> Fragment:
    """Return the row of a phrase, which links to the search for it."""
    return row(phrase_link(phrase.text, folder), figure)


def phrase_link(phrase: str, folder: str) -> Fragment:
    """Return a link to the search for a phrase."""
    address = search_address(phrase, folder)
    words = text(phrase)
    # In HTML, because MkDocs would look for a page at the address of a Markdown link.
    return Fragment(
        f'<a href="{address}">{words.markdown}</a>', f'<a href="{address}">{words.html}</a>'
    )


def search_address(phrase: str, folder: str) -> str:
    """Return the address of the search for a phrase, escaped for an attribute."""
    page = urls.relative("search.html", folder)
    quoted = quote_plus(f'"{phrase}"')
    return escape(f"{page}?q={quoted}")


def ranked(papers: Iterable[Paper], folder: str) -> Fragment:
    """Return a list of papers with their votes."""
    return blocks(
        render(
            "rank",
            votes=f"{paper.upvotes:,}",
            link=title_link(paper, folder),
            who=_who(paper),
        )
        for paper in papers
    )


def of_which_day(papers: Iterable[Paper]) -> str:
    """Return in words of which day the votes of papers are, "" if nothing is known."""
    words = votes_as_of(papers)
    return words[:1].upper() + words[1:]


def _who(paper: Paper) -> str:
    shown = list(paper.authors[:MOST_AUTHORS])
    more = len(paper.authors) - len(shown)
    names = ", ".join(shown) + (f"\u00a0… + {more}" if more else "")
    day = long_day(paper.first_day) if paper.first_day else ""
    return ", ".join(filter(None, (names, day)))


def sentence(comparison: Comparison, imprint: Imprint) -> Fragment:
    """Return in a sentence which tags rose and fell most from one period to the other."""
    found = [each.change for each in strongest([comparison])]
    rises = next((change for change in found if change.z > 0), None)
    falls = next((change for change in found if change.z < 0), None)
    parts = [
        f"{imprint.tag_titles[change.tags[0]]} {verb} from {spoken(change)}"
        for verb, change in (("rose", rises), ("fell", falls))
        if change
    ]
    if not comparison.of_before:
        before = period_before(comparison.window)
        return text(f"Nothing is compared: the archive has no paper in {before}.")
    if not comparison.tags:
        return text("No tag has papers enough to be compared.")
    if not parts:
        return text("No tag changed by more than chance can explain.")
    parts[0] += " of papers"
    return text(f"{', and '.join(parts)}.")


def spoken(change: Change) -> str:
    """Return both shares in words: `21 % to 30 %`."""
    before, now = from_to(change).removesuffix("\u00a0%").split(ARROW)
    return f"{before}\u00a0% to {now}\u00a0%"


def period_before(window: Window) -> str:
    """Return the period before in words: `the year before`, `the 70 days before`."""
    # The archive may have no listing on the first days of that year.
    days = window.days_before
    return "the year before" if window.has_year_before else f"the {plural(days, 'day')} before"


def weeks(days: int) -> str:
    """Return a number of days in words, in weeks if they are whole."""
    return plural(days // 7, "week") if days % 7 == 0 and days >= 14 else plural(days, "day")
