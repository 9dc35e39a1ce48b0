"""A paper in a list: the same block on day, tag and home pages, whatever stands around it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from generator.model import Paper
from generator.pages import addresses
from generator.pages.catalog import Catalog
from generator.pages.markup import Md, render
from generator.pages.words import long_day, short_day
from generator.text.lead import ends_a_sentence, split_lead
from generator.text.markdown import destination, link, linked

TAGS_SHOWN = 3


def item(
    paper: Paper,
    catalog: Catalog,
    base: str,
    *,
    level: int = 2,
    day: date | None = None,
    without_tag: str = "",
    whole: bool = False,
) -> Md:
    """Return a paper's block, an `<li>`.

    `level` is its heading's; `day` and `without_tag` name the page that it stands on, which need
    not be said again; with `whole` the rest of the abstract is there, folded.
    """
    lead, rest = split_lead(paper.abstract)
    cut = bool(rest) and not ends_a_sentence(lead)
    shown = [tag for tag in paper.tags if tag != without_tag][:TAGS_SHOWN]
    return render(
        "item",
        heading=Md("#" * level),
        paper=paper,
        tag_ids=" ".join(paper.tags),
        title_link=title_link(paper, base),
        lead=Md(linked(lead)),
        rest=Md(linked(rest)) if whole else "",
        more=("… more" if cut else "more") if whole else "",
        ellipsis="\u00a0…" if cut and not whole else "",
        facts=Md(
            " ".join(
                [
                    *(catalog.tag_link(tag, base) for tag in shown),
                    *_code(paper),
                    *_also(paper, base, day),
                ]
            )
        ),
    )


def title_link(paper: Paper, base: str) -> Md:
    """A link to a paper's page."""
    return Md(link(shown_title(paper), base + addresses.paper(paper.slug)))


def shown_title(paper: Paper, most: int = 500) -> str:
    """The title as pages show it: a hostile one of 10,000 characters is cut."""
    return paper.title if len(paper.title) <= most else paper.title[:most].rstrip() + "…"


def day_links(days: Iterable[date], base: str, *, with_year: bool) -> Md:
    """Links to days, with commas between."""
    words = long_day if with_year else short_day
    return Md(", ".join(f"[{words(day)}]({base}{addresses.day(day)})" for day in days))


def _code(paper: Paper) -> Iterable[str]:
    if paper.code:
        yield f"[<b>Code</b>]({destination(paper.code)}){{ .pa-ico .pa-code }}"


def _also(paper: Paper, base: str, day: date | None) -> Iterable[str]:
    others = [other for other in paper.days if other != day]
    if day is None:
        others = others[1:]
    if others:
        with_year = bool(day) and any(other.year != day.year for other in others)
        yield f"<span>also listed {day_links(others, base, with_year=with_year)}</span>"
