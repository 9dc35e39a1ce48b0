"""A paper's page, and the pages of addresses that lead to papers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from urllib.parse import quote

from generator.model import Day, Page, Paper, Redirect, SharedAddress
from generator.pages import addresses, head
from generator.pages.catalog import Catalog
from generator.pages.citation import Citation, bibtex, publication_year
from generator.pages.fragment import (
    EMPTY,
    Fragment,
    blocks,
    fenced,
    join,
    link,
    linked,
    page_link,
    prefixed,
    render,
    same,
    text,
)
from generator.pages.head import of_paper, page
from generator.pages.items import code_link, day_links, item, shown_title
from generator.pages.markup import NOTHING, facts, plural, step
from generator.pages.words import long_day
from generator.text.lead import split_lead

FOLDER = "papers"
PREVIOUS, NEXT = text("← Previous"), text("Next →")


def paper_pages(catalog: Catalog, slugs: Iterable[str] | None = None) -> Iterator[Page]:
    """Yield the page of every paper, also withdrawn ones, redirect and shared address; or of
    those that have one of these slugs."""
    archive = catalog.archive
    everything = chain(archive.papers, archive.withdrawn, archive.redirects, archive.shared)
    for each in everything if slugs is None else map(archive.at, sorted(slugs)):
        match each:
            case Paper() if each.withdrawn:
                yield _withdrawn_page(each, catalog)
            case Paper():
                yield _paper_page(each, catalog, *catalog.place(each))
            case Redirect():
                yield _redirect_page(each, catalog)
            case SharedAddress():
                yield _shared_page(each, catalog)


def _paper_page(paper: Paper, catalog: Catalog, day: Day, place: int) -> Page:
    title = shown_title(paper.title)
    before = day.papers[place - 1] if place else None
    after = day.papers[place + 1] if place + 1 < len(day.papers) else None
    day_name = long_day(day.date) if day.date else "undated"
    uri = addresses.paper(paper.slug)
    citation = Citation.of(paper, catalog.site_url)
    lead = description(paper.abstract or title)
    body = render(
        "paper",
        title=title,
        before=step(PREVIOUS, f"{before.slug}.md" if before else None, "prev"),
        after=step(NEXT, f"{after.slug}.md" if after else None, "next"),
        position=page_link(
            f"{place + 1} of {len(day.papers)}, {day_name}",
            addresses.relative(addresses.day(day.date), FOLDER),
        ),
        authors=" · ".join(filter(None, (_authors(paper), paper.organisation))),
        listed=_listed(paper),
        tags=join(catalog.tag_link(tag, FOLDER) for tag in paper.tags),
        abstract=linked(paper.abstract),
        links=join(_links(paper)),
        # Where else to find it. In these nothing is special in either language.
        arxiv=same(paper.arxiv_id),
        query=same(_query(shown_title(paper.title, 300))),
        related=blocks(_near(other) for other in catalog.related(paper.slug)),
        citation=fenced(bibtex(citation, citation.key), "bibtex"),
        title_before=_title(before, "← {}"),
        title_after=_title(after, "{} →"),
    )
    return page(
        uri,
        "paper",
        title,
        body,
        catalog,
        description=lead,
        head=of_paper(paper, title, lead, catalog),
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


def description(words: str, most: int = 160) -> str:
    """The beginning of a text, for search engines and link previews."""
    return split_lead(words, most)[0]


def _query(words: str) -> str:
    """Words as a part of an address. Most need no escaping, and to escape takes long."""
    return "%20".join(
        word if word.isascii() and word.isalnum() else quote(word, safe="")
        for word in words.split(" ")
    )


def _title(paper: Paper | None, form: str) -> Fragment:
    if paper is None:
        return NOTHING
    return page_link(form.format(shown_title(paper.title, 80)), f"{paper.slug}.md")


def _near(paper: Paper) -> Fragment:
    """A paper in the list of related ones."""
    return render(
        "related",
        link=page_link(shown_title(paper.title, 160), f"{paper.slug}.md"),
        day=long_day(paper.first_day) if paper.first_day else "",
    )


def _authors(paper: Paper) -> str:
    """Their names, else how many they are."""
    unnamed = plural(paper.author_count, "author") if paper.author_count else ""
    return ", ".join(paper.authors) or unnamed


def _listed(paper: Paper) -> Fragment:
    undated = addresses.relative(addresses.UNDATED, FOLDER)
    arxiv = f"https://arxiv.org/abs/{paper.arxiv_id}"
    days = day_links(paper.days, FOLDER, with_year=True)
    return facts(
        prefixed("Listed ", days) if paper.days else EMPTY,
        page_link("Undated listing", undated) if paper.undated else EMPTY,
        prefixed("arXiv ", link(paper.arxiv_id, arxiv)) if paper.arxiv_id else EMPTY,
        plural(paper.upvotes, "upvote") if paper.upvotes else "",
    )


def _links(paper: Paper) -> Iterator[Fragment]:
    """Its code and its other links."""
    yield code_link(paper)
    for url in paper.links:
        if url != paper.code:
            yield link(url.split("//", 1)[1].removeprefix("www.").rstrip("/")[:40], url)


def _withdrawn_page(paper: Paper, catalog: Catalog) -> Page:
    """What is left of a withdrawn paper: its title, and why."""
    title = shown_title(paper.title)
    return page(
        addresses.paper(paper.slug),
        "withdrawn",
        title,
        render("withdrawn", title=title, reason=linked(paper.withdrawn)),
        catalog,
        description="Withdrawn",
        head=(head.NO_INDEX,),
    )


def _redirect_page(redirect: Redirect, catalog: Catalog) -> Page:
    title = shown_title(redirect.paper.title)
    target = f"{redirect.paper.slug}.md"
    return page(
        addresses.paper(redirect.slug),
        "redirect",
        title,
        render("redirect", title=title, link=page_link(title, target)),
        catalog,
        head=head.redirect(target),
        canonical=addresses.paper(redirect.paper.slug),
        target=addresses.html(target),
    )


def _shared_page(shared: SharedAddress, catalog: Catalog) -> Page:
    title = shared.title if len(shared.title) <= 500 else shared.title[:500] + "…"
    body = render(
        "shared",
        title=title,
        count=len(shared.papers),
        items=blocks(item(paper, catalog, FOLDER) for paper in shared.papers),
    )
    return page(addresses.paper(shared.slug), "shared", title, body, catalog)
