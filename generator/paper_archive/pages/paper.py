"""Pages of papers, withdrawn papers, redirects and shared addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.citation.attributes import attributes, in_html
from paper_archive.citation.bibtex import bibtex
from paper_archive.citation.citation import Citation, publication_year
from paper_archive.model import Page, Paper, Redirect, SharedAddress
from paper_archive.pages import head, paper_facts, paper_links
from paper_archive.pages.author_links import author_list, organisation_link
from paper_archive.pages.context import PageContext, PaperLink, Sheet
from paper_archive.pages.fragment import (
    EMPTY,
    Fragment,
    blocks,
    fenced,
    followed,
    join,
    linked,
    page_link,
    prefixed,
    text,
)
from paper_archive.pages.head import of_paper, page
from paper_archive.pages.imprint import Imprint
from paper_archive.pages.items import day_links, item, keep_parts, titled_link
from paper_archive.pages.kind import PageKind
from paper_archive.pages.markup import facts, list_item, step
from paper_archive.pages.rendering import render
from paper_archive.pages.touched import Touched
from paper_archive.store.update import Changes
from paper_archive.text.direction import has_right_to_left, line_direction
from paper_archive.text.english import long_day, medium_day, plural
from paper_archive.text.gist import gist_text
from paper_archive.text.lead import shortened, shown_title
from paper_archive.workers import Common, Workers

FOLDER = "papers"
MOST_DESCRIBED = 200  # Characters that previews of links and search engines show at most.
_MOST_NEAR, _MOST_RELATED = 80, 160  # characters of their titles
PREVIOUS, NEXT = text("← Previous"), text("Next →")


def _draw(context: PageContext, touched: Touched, workers: Workers) -> Iterator[Page]:
    archive, imprint = context.catalog.archive, context.imprint
    slugs = touched.names_in(FOLDER)
    if slugs is None:
        papers: Iterable[Paper] = archive.papers
        others = [*archive.withdrawn, *archive.redirects, *archive.shared]
    else:
        at = [archive.at(slug) for slug in slugs]
        papers = [paper for paper in at if isinstance(paper, Paper) and not paper.withdrawn]
        others = [other for other in at if not isinstance(other, Paper) or other.withdrawn]
    # Lists of all papers follow, and what they show is kept where it is made.
    listed = slugs is None
    work = partial(_pages, context.for_all, listed)
    yield from workers.map(work, map(context.sheet, papers))
    for other in others:
        match other:
            case Paper():
                yield _withdrawn_page(other, imprint)
            case Redirect():
                yield _redirect_page(other, imprint)
            case SharedAddress():
                yield _shared_page(other, imprint)


def _touched(changes: Changes, catalog: Catalog) -> Touched:
    # Lists do not link to authors, and papers are related to the same ones as before.
    slugs = set(changes.slugs | changes.authors.papers)
    for day in changes.days:
        # A paper's page names its neighbours, and the number of papers of the day.
        slugs.update(paper.slug for paper in catalog.archive.first_listed_on(day))
    return Touched.of(map(urls.paper, slugs), map(urls.paper, changes.gone))


KIND = PageKind(FOLDER, ("paper", "withdrawn", "redirect", "shared"), _draw, _touched)


def _pages(imprint: Common[Imprint], listed: bool, sheets: Sequence[Sheet]) -> list[Page]:
    return [_paper_page(sheet, imprint.value, listed) for sheet in sheets]


def _paper_page(sheet: Sheet, imprint: Imprint, listed: bool) -> Page:
    paper, before, after = sheet.paper, sheet.before, sheet.after
    title = shown_title(paper.title)
    day_name = long_day(paper.first_day) if paper.first_day else "undated"
    uri = urls.paper(paper.slug)
    citation = Citation.of(paper, imprint.site_url)
    if listed:
        keep_parts(paper, citation, imprint)
    by_id, by_title = paper_links.elsewhere(paper, imprint.links)
    body = render(
        "paper",
        title=title,
        before=step(PREVIOUS, f"{before.slug}.md" if before else None, "prev"),
        after=step(NEXT, f"{after.slug}.md" if after else None, "next"),
        position=page_link(
            f"{sheet.place + 1} of {sheet.of}, {day_name}",
            urls.relative(urls.day(paper.first_day), FOLDER),
        ),
        authors=author_list(paper, sheet.authors),
        authors_from_right=int(bool(paper.authors) and line_direction(paper.authors) == "rtl"),
        listed=_listed(paper, organisation_link(paper, sheet.organisation)),
        tags=join(imprint.tag_link(tag, FOLDER) for tag in paper.tags),
        abstract=_abstract(paper),
        summaries=paper_facts.summaries(paper.facts),
        title_auto=int(has_right_to_left(title)),
        text_auto=int(has_right_to_left(paper.abstract)),
        gets=join(paper_links.gets(paper)),
        links=join((*paper_links.others(paper), by_id)),
        searches=by_title,
        facts=paper_facts.table(paper.facts),
        that_day=_that_day(sheet),
        near=_near(sheet),
        related=blocks(map(_related, sheet.related)),
        citation=fenced(bibtex(citation), "bibtex"),
        cite=_cite(citation),
        report=imprint.report_link(paper.slug),
    )
    return page(
        uri,
        "paper",
        title,
        body,
        imprint,
        description=description(paper),
        head=of_paper(paper, citation),
        date=paper.first_day.isoformat() if paper.first_day else "",
        days=[day.isoformat() for day in paper.days],
        tags=paper.tags,
        authors=paper.authors,
        arxiv=paper.arxiv_id,
        author_count=paper.author_count or "",
        organisation=paper.organisation,
        upvotes=paper.upvotes,
        published=paper.published.isoformat() if paper.published else "",
        year=publication_year(paper) or "",
        source=paper.sources,
        links=paper.links,
        code=paper.code,
    )


def _cite(citation: Citation) -> Fragment:
    listed = in_html(attributes(citation, beside_bibtex=True))
    # In HTML they are in order of name, as Python-Markdown writes them.
    return Fragment(" ".join(listed), " ".join(sorted(listed)))


def description(paper: Paper) -> str:
    """Return the gist of a paper, else its title, for search engines and link previews."""
    gist = gist_text(paper.abstract, paper.gist, MOST_DESCRIBED)
    return gist or shortened(paper.title, MOST_DESCRIBED)


def _that_day(sheet: Sheet) -> str:
    if sheet.paper.is_revision:
        return "Replaced that day"
    return "That day" if sheet.paper.first_day else "Undated papers"


def _near(sheet: Sheet) -> Fragment:
    """Return the list of the papers beside it on its day; empty if it is alone."""
    if len(sheet.near) < 2:
        return EMPTY
    return blocks(
        _near_item(other, place)
        for place, other in enumerate(sheet.near, sheet.first)
        if place != sheet.place
    )


# The pages of a day's papers come one after the other, and a paper is near to four of them.
@lru_cache(maxsize=64)
def _near_item(other: PaperLink, place: int) -> Fragment:
    return list_item(prefixed(f"<b>{place + 1:,}</b>", _link(other, _MOST_NEAR)))


# A paper is related to five others. Some 10 MB.
@lru_cache(maxsize=1 << 14)
def _related(other: PaperLink) -> Fragment:
    """Return an item of the list of related papers."""
    day = f" <small>{medium_day(other.day)}</small>" if other.day else ""
    return list_item(followed(_link(other, _MOST_RELATED), day))


def _link(other: PaperLink, most: int) -> Fragment:
    return titled_link(shortened(other.title, most), f"{other.slug}.md")


def _abstract(paper: Paper) -> Fragment:
    """Return the whole abstract, with the sentence marked that says what the paper does."""
    abstract, (start, end) = paper.abstract, paper.gist
    if (start, end) in ((0, 0), (0, len(abstract))):
        return linked(abstract)
    before, gist, after = map(linked, (abstract[:start], abstract[start:end], abstract[end:]))
    return Fragment(
        f"{before.markdown}<mark>{gist.markdown}</mark>{after.markdown}",
        f"{before.html}<mark>{gist.html}</mark>{after.html}",
    )


def _listed(paper: Paper, organisation: Fragment) -> Fragment:
    undated = urls.relative(urls.UNDATED, FOLDER)
    days = day_links(paper.days, FOLDER, with_year=True)
    return facts(
        prefixed("Listed ", days) if paper.days else EMPTY,
        page_link("Undated listing", undated) if paper.undated else EMPTY,
        paper_facts.replaced(paper, FOLDER),
        prefixed("Organisation ", organisation) if organisation else EMPTY,
        f"arXiv {paper.arxiv_id}" if paper.arxiv_id else "",
        text(paper.facts.venue),
        plural(paper.upvotes, "vote") if paper.upvotes else "",
    )


def _withdrawn_page(paper: Paper, imprint: Imprint) -> Page:
    """Return the page of a withdrawn paper: its title, and the reason."""
    title = shown_title(paper.title)
    return page(
        urls.paper(paper.slug),
        "withdrawn",
        title,
        render(
            "withdrawn",
            title=title,
            title_auto=int(has_right_to_left(title)),
            reason=linked(paper.withdrawn),
        ),
        imprint,
        description="Withdrawn",
        head=(head.NO_INDEX,),
    )


def _redirect_page(redirect: Redirect, imprint: Imprint) -> Page:
    title = shown_title(redirect.paper.title)
    target = f"{redirect.paper.slug}.md"
    return page(
        urls.paper(redirect.slug),
        "redirect",
        title,
        render(
            "redirect",
            title=title,
            title_auto=int(has_right_to_left(title)),
            link=titled_link(title, target),
        ),
        imprint,
        head=head.redirect(target),
        canonical=urls.paper(redirect.paper.slug),
        target=urls.html(target),
    )


def _shared_page(shared: SharedAddress, imprint: Imprint) -> Page:
    title = shared.title if len(shared.title) <= 500 else shared.title[:500] + "…"
    body = render(
        "shared",
        title=title,
        title_auto=int(has_right_to_left(title)),
        count=len(shared.papers),
        items=blocks(item(paper, imprint, FOLDER) for paper in shared.papers),
    )
    return page(urls.paper(shared.slug), "shared", title, body, imprint)
