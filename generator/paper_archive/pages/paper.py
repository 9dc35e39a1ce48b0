"""Pages of papers, withdrawn papers, redirects and shared addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from urllib.parse import quote

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.citation.attributes import attributes
from paper_archive.citation.bibtex import bibtex
from paper_archive.citation.citation import Citation, publication_year
from paper_archive.model import Page, Paper, Redirect, SharedAddress
from paper_archive.pages import head, paper_facts
from paper_archive.pages.author_links import author_list
from paper_archive.pages.context import PageContext, PaperLink, Sheet
from paper_archive.pages.fragment import (
    EMPTY,
    Fragment,
    blocks,
    fenced,
    join,
    link,
    linked,
    page_link,
    prefixed,
    same,
    text,
)
from paper_archive.pages.head import of_paper, page
from paper_archive.pages.imprint import Imprint
from paper_archive.pages.items import code_link, day_links, item, titled_link
from paper_archive.pages.kind import PageKind
from paper_archive.pages.markup import NOTHING, facts, step
from paper_archive.pages.rendering import render
from paper_archive.pages.touched import Touched
from paper_archive.store.update import Changes
from paper_archive.text.direction import has_right_to_left
from paper_archive.text.english import long_day, plural
from paper_archive.text.gist import gist_text
from paper_archive.text.lead import shortened, shown_title
from paper_archive.workers import Workers

FOLDER = "papers"
MOST_DESCRIBED = 200  # Characters that previews of links and search engines show at most.
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
    yield from workers.map(partial(_pages, imprint), map(context.sheet, papers))
    for other in others:
        match other:
            case Paper():
                yield _withdrawn_page(other, imprint)
            case Redirect():
                yield _redirect_page(other, imprint)
            case SharedAddress():
                yield _shared_page(other, imprint)


def _touched(changes: Changes, catalog: Catalog) -> Touched:
    slugs = set(changes.slugs)
    for day in changes.days:
        # A paper's page names its neighbours, and the number of papers of the day.
        slugs.update(paper.slug for paper in catalog.archive.first_listed_on(day))
    return Touched.of(map(urls.paper, slugs), map(urls.paper, changes.gone))


KIND = PageKind(FOLDER, ("paper", "withdrawn", "redirect", "shared"), _draw, _touched)


def _pages(imprint: Imprint, sheets: Sequence[Sheet]) -> list[Page]:
    return [_paper_page(sheet, imprint) for sheet in sheets]


def _paper_page(sheet: Sheet, imprint: Imprint) -> Page:
    paper, before, after = sheet.paper, sheet.before, sheet.after
    title = shown_title(paper.title)
    day_name = long_day(paper.first_day) if paper.first_day else "undated"
    uri = urls.paper(paper.slug)
    citation = Citation.of(paper, imprint.site_url)
    body = render(
        "paper",
        title=title,
        before=step(PREVIOUS, f"{before.slug}.md" if before else None, "prev"),
        after=step(NEXT, f"{after.slug}.md" if after else None, "next"),
        position=page_link(
            f"{sheet.place + 1} of {sheet.of}, {day_name}",
            urls.relative(urls.day(paper.first_day), FOLDER),
        ),
        authors=author_list(paper, sheet.authors, sheet.organisation),
        authors_auto=int(any(map(has_right_to_left, (*paper.authors, paper.organisation)))),
        listed=_listed(paper),
        tags=join(imprint.tag_link(tag, FOLDER) for tag in paper.tags),
        abstract=linked(paper.abstract),
        summaries=paper_facts.summaries(paper.facts),
        title_auto=int(has_right_to_left(title)),
        text_auto=int(has_right_to_left(paper.abstract)),
        links=join(_links(paper)),
        # For searches elsewhere. No character of these is special in Markdown or HTML.
        arxiv=same(paper.arxiv_id),
        query=same(_query(shown_title(paper.title, 300))),
        related=blocks(map(_near, sheet.related)),
        citation=fenced(bibtex(citation), "bibtex"),
        **{f"cite_{name}": same(value) for name, value in attributes(citation).items()},
        report=imprint.report_link(paper.slug),
        title_before=_title(before, "← {}"),
        title_after=_title(after, "{} →"),
    )
    return page(
        uri,
        "paper",
        title,
        body,
        imprint,
        description=description(paper),
        head=of_paper(paper, title, imprint),
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


def description(paper: Paper) -> str:
    """Return the gist of a paper, else its title, for search engines and link previews."""
    gist = gist_text(paper.abstract, paper.gist, MOST_DESCRIBED)
    return gist or shortened(paper.title, MOST_DESCRIBED)


def _query(words: str) -> str:
    """Return words as part of an address. Escaping is slow, and most words do not need it."""
    return "%20".join(
        word if word.isascii() and word.isalnum() else quote(word, safe="")
        for word in words.split(" ")
    )


def _title(other: PaperLink | None, form: str) -> Fragment:
    if other is None:
        return NOTHING
    title = shown_title(other.title, 60)
    words = text(form.format(title))
    if has_right_to_left(title):
        before, after = form.split("{}")
        own = text(title)
        isolated = Fragment(f"<bdi>{own.markdown}</bdi>", f"<bdi>{own.html}</bdi>")
        words = join((text(before.strip()), isolated, text(after.strip())))
    return page_link(words, f"{other.slug}.md")


def _near(other: PaperLink) -> Fragment:
    """Return an item of the list of related papers."""
    return render(
        "related",
        link=titled_link(shown_title(other.title, 160), f"{other.slug}.md"),
        day=long_day(other.day) if other.day else "",
    )


def _listed(paper: Paper) -> Fragment:
    undated = urls.relative(urls.UNDATED, FOLDER)
    arxiv = f"https://arxiv.org/abs/{paper.arxiv_id}"
    days = day_links(paper.days, FOLDER, with_year=True)
    return facts(
        prefixed("Listed ", days) if paper.days else EMPTY,
        page_link("Undated listing", undated) if paper.undated else EMPTY,
        paper_facts.replaced(paper, FOLDER),
        prefixed("arXiv ", link(paper.arxiv_id, arxiv)) if paper.arxiv_id else EMPTY,
        *paper_facts.rows(paper.facts),
        plural(paper.upvotes, "upvote") if paper.upvotes else "",
    )


def _links(paper: Paper) -> Iterator[Fragment]:
    """Yield links to a paper's code and to other pages about it."""
    yield code_link(paper)
    for url in paper.links:
        if url != paper.code:
            yield link(url.split("//", 1)[1].removeprefix("www.").rstrip("/")[:40], url)


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
