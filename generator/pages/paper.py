"""A paper's page, and the pages of addresses that lead to papers."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from generator.model import Day, Page, Paper, Redirect, SharedAddress
from generator.pages import addresses
from generator.pages.catalog import Catalog
from generator.pages.citation import bibtex, publication_year
from generator.pages.items import day_links, item, shown_title
from generator.pages.markup import Md, front_matter, render
from generator.pages.words import long_day
from generator.text.lead import split_lead
from generator.text.markdown import destination, fenced, link, linked

BASE = "../"


def paper_pages(catalog: Catalog) -> Iterator[Page]:
    """Yield the page of every paper, redirect and shared address."""
    neighbours = _neighbours(catalog)
    for paper in catalog.archive.papers:
        yield _paper_page(paper, catalog, *neighbours[paper.slug])
    for redirect in catalog.archive.redirects:
        yield _redirect_page(redirect)
    for shared in catalog.archive.shared:
        yield _shared_page(shared, catalog)


def _neighbours(
    catalog: Catalog,
) -> dict[str, tuple[Day, int]]:
    """The first day of each paper's slug, and its place there (from 0)."""
    places: dict[str, tuple[Day, int]] = {}
    days = [*catalog.archive.days, *filter(None, [catalog.archive.undated])]
    for day in days:
        for n, paper in enumerate(day.papers):
            places.setdefault(paper.slug, (day, n))
    return places


def _paper_page(paper: Paper, catalog: Catalog, day: Day, place: int) -> Page:
    title = shown_title(paper)
    before = day.papers[place - 1] if place else None
    after = day.papers[place + 1] if place + 1 < len(day.papers) else None
    day_name = long_day(day.date) if day.date else "undated"
    url = catalog.site_url + addresses.html(addresses.paper(paper.slug)) if catalog.site_url else ""
    head = front_matter(
        {
            "title": title,
            "kind": "paper",
            "description": description(paper.abstract or title),
            "date": paper.first_day.isoformat() if paper.first_day else "",
            "days": [day.isoformat() for day in paper.days],
            "tags": paper.tags,
            "authors": paper.authors,
            "arxiv": paper.arxiv_id,
            "published": paper.published.isoformat() if paper.published else "",
            "year": publication_year(paper) or "",
            "source": paper.sources,
            "links": paper.links,
            "code": paper.code,
        }
    )
    return Page(
        addresses.paper(paper.slug),
        render(
            "paper",
            front_matter=head,
            title=title,
            paper=paper,
            before=_page_link("← Previous", before, "prev"),
            after=_page_link("Next →", after, "next"),
            position=Md(
                f"[{place + 1} of {len(day.papers)}, {day_name}]({BASE}{addresses.day(day.date)})"
            ),
            authors=", ".join(paper.authors) or paper.organisation,
            listed=_listed(paper),
            tags=Md(" ".join(catalog.tag_link(tag, BASE) for tag in paper.tags)),
            abstract=Md(linked(paper.abstract)),
            links=Md(" ".join(_links(paper))),
            citation=Md(fenced(bibtex(paper, url), "bibtex")),
            title_before=_title(before, "← {}"),
            title_after=_title(after, "{} →"),
        ),
    )


def description(text: str, most: int = 160) -> str:
    """The beginning of a text, for search engines and link previews."""
    return split_lead(text, most)[0]


def _page_link(words: str, paper: Paper | None, rel: str) -> Md:
    if paper is None:
        return Md("<span></span>")
    return Md(f"[{words}]({paper.slug}.md){{ rel={rel} }}")


def _title(paper: Paper | None, form: str) -> Md:
    if paper is None:
        return Md("<span></span>")
    return Md(link(form.format(shown_title(paper, 80)), f"{paper.slug}.md"))


def _listed(paper: Paper) -> Md:
    parts = []
    if paper.days:
        parts.append(f"<span>Listed {day_links(paper.days, BASE, with_year=True)}</span>")
    if paper.undated:
        parts.append(f"<span>[Undated listing]({BASE}{addresses.UNDATED})</span>")
    if paper.arxiv_id:
        parts.append(
            f"<span>arXiv [{paper.arxiv_id}](https://arxiv.org/abs/{paper.arxiv_id})</span>"
        )
    return Md("".join(parts))


def _links(paper: Paper) -> Iterator[str]:
    """Its code, its project, and where else to find it: by id, else by title."""
    if paper.code:
        yield f"[<b>Code</b>]({destination(paper.code)}){{ .pa-ico .pa-code }}"
    for url in paper.links:
        if url != paper.code:
            yield link(url.split("//", 1)[1].removeprefix("www.").rstrip("/")[:40], url)
    title = quote(shown_title(paper, 300), safe="")
    if arxiv := paper.arxiv_id:
        yield f"[arXiv](https://arxiv.org/abs/{arxiv})"
        yield f"[Semantic Scholar](https://www.semanticscholar.org/arxiv/{arxiv})"
        yield f"[Google Scholar](https://scholar.google.com/scholar?q={title})"
        yield f"[Hugging Face](https://huggingface.co/papers/{arxiv})"
    else:
        yield f"[arXiv](https://arxiv.org/search/?searchtype=title&amp;query={title})"
        yield f"[Semantic Scholar](https://www.semanticscholar.org/search?q={title})"
        yield f"[Google Scholar](https://scholar.google.com/scholar?q={title})"
        yield f"[Hugging Face](https://huggingface.co/papers?q={title})"


def _redirect_page(redirect: Redirect) -> Page:
    title = shown_title(redirect.paper)
    target = f"{redirect.paper.slug}.md"
    head = front_matter({"title": title, "kind": "redirect", "target": addresses.html(target)})
    return Page(
        addresses.paper(redirect.slug),
        render("redirect", front_matter=head, title=title, link=Md(link(title, target))),
    )


def _shared_page(shared: SharedAddress, catalog: Catalog) -> Page:
    title = shared.title if len(shared.title) <= 500 else shared.title[:500] + "…"
    return Page(
        addresses.paper(shared.slug),
        render(
            "shared",
            front_matter=front_matter({"title": title, "kind": "shared"}),
            title=title,
            count=len(shared.papers),
            items=Md("\n\n".join(item(paper, catalog, BASE) for paper in shared.papers)),
        ),
    )
