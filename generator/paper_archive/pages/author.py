"""Pages of authors and of organisations: papers, periods, co-authors and tags.

A page depends on the papers of its author, and on which of those who signed them have a page. It
lists titles and days, no abstracts: an archive has a page for every other paper, and an author may
have hundreds of papers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice

from paper_archive import urls
from paper_archive.archive.author_names import PEOPLE
from paper_archive.catalog import Catalog
from paper_archive.model import Page, Paper
from paper_archive.pages import head
from paper_archive.pages.author_links import author_link, searched
from paper_archive.pages.authors import index_page, letter_pages
from paper_archive.pages.context import PageContext
from paper_archive.pages.fragment import EMPTY, Fragment, blocks, join, prefixed, same
from paper_archive.pages.head import feed, page
from paper_archive.pages.items import feed_link, title_link, titled_link
from paper_archive.pages.kind import PageKind
from paper_archive.pages.markup import bars, facts
from paper_archive.pages.rendering import render
from paper_archive.pages.touched import Touched
from paper_archive.store.authors import FEED_FROM, Author
from paper_archive.store.update import Changes
from paper_archive.text.direction import has_right_to_left
from paper_archive.text.english import MONTHS, SHORT_MONTHS, plural
from paper_archive.workers import Workers

# The papers that a page lists; the search has the rest.
MOST_PAPERS = 500
MOST_PEOPLE, MOST_TAGS = 7, 4
# Papers by more do not count for co-authors: who signs with hundreds knows few of them.
MOST_TOGETHER = 100
FEWEST_VOTES = 3
TITLES = {PEOPLE: "Authors", "organisations": "Organisations"}


def _draw(folder: str, context: PageContext, touched: Touched, workers: Workers) -> Iterator[Page]:
    authors = context.catalog.authors
    if not authors.least:
        return
    pages = _AuthorPages(context, folder)
    slugs = touched.names_in(folder)
    if slugs is None:
        authors.read_all(authors.least)
        yield from map(pages.page, authors.all(folder))
        for slug, number in authors.former(folder):
            if author := authors.of(number):
                yield pages.redirect(slug, author)
    else:
        for slug in slugs:
            if author := authors.at(folder, slug):
                yield pages.page(author)
            elif author := authors.former_at(folder, slug):
                yield pages.redirect(slug, author)
    yield from letter_pages(context, folder, touched)
    yield index_page(context, folder)


def _touched(folder: str, changes: Changes, catalog: Catalog) -> Touched:
    start = f"{folder}/"
    return Touched.of(
        {path for path in changes.authors.pages if path.startswith(start)}
        | ({urls.authors(folder)} if catalog.authors.least else set()),
        {path for path in changes.authors.gone if path.startswith(start)},
    )


def _kind(folder: str) -> PageKind:
    return PageKind(
        folder, ("author", "authors", "redirect"), partial(_draw, folder), partial(_touched, folder)
    )


PEOPLE_KIND, ORGANISATIONS_KIND = map(_kind, TITLES)


@dataclass(slots=True)
class _AuthorPages:
    """Draws the pages in a folder. A paper is on the pages of its authors, so rows are kept."""

    context: PageContext
    folder: str
    _rows: dict[int, Fragment] = field(default_factory=dict)
    _links: dict[int, Fragment] = field(default_factory=dict)

    def page(self, author: Author) -> Page:
        """Return the page of an author."""
        imprint = self.context.imprint
        authors = self.context.catalog.authors
        listed = authors.papers_of(author.number)
        papers = list(listed)
        people = self._people(author, listed.ids, papers)
        title, periods = _periods(papers)
        namesakes = authors.namesakes(author.number)
        path = urls.author_feed(self.folder, author.slug)
        has_feed = len(papers) >= FEED_FROM
        coded = sum(bool(paper.code) for paper in papers)
        body = render(
            "author",
            kind=TITLES[self.folder],
            name=author.name,
            auto=int(has_right_to_left(author.name)),
            facts=facts(
                plural(len(papers), "paper"),
                f"{coded:,} with code" if coded else "",
                feed_link(imprint, path, "Feed") if has_feed else EMPTY,
                _search(author),
                prefixed(
                    "others of this name: ",
                    join((author_link(a.name, a.slug, a.folder) for a in namesakes), ", "),
                )
                if namesakes
                else EMPTY,
            ),
            papers=self._papers(listed.ids[:MOST_PAPERS], papers),
            older=f"{plural(len(papers) - MOST_PAPERS, 'older paper')} not listed here"
            if len(papers) > MOST_PAPERS
            else "",
            periods_title=title,
            periods=bars(periods),
            people_title="Co-authors" if self.folder == PEOPLE else "Authors",
            people=bars(people),
            tags=bars(
                (imprint.tag_link(tag, self.folder), count)
                for tag, count in Counter(
                    tag for paper in papers for tag in paper.tags
                ).most_common(MOST_TAGS)
            ),
        )
        return page(
            urls.author(self.folder, author.slug),
            "author",
            author.name,
            body,
            imprint,
            description=f"{plural(len(papers), 'paper')} by {author.name}",
            head=feed(imprint, path, f"New papers: {author.name}") if has_feed else (),
        )

    def redirect(self, slug: str, author: Author) -> Page:
        """Return the page at a former address of an author."""
        target = f"{author.slug}.md"
        return page(
            urls.author(self.folder, slug),
            "redirect",
            author.name,
            render(
                "author-moved",
                name=author.name,
                auto=int(has_right_to_left(author.name)),
                link=titled_link(author.name, target),
            ),
            self.context.imprint,
            head=head.redirect(target),
            canonical=urls.author(self.folder, author.slug),
            target=urls.html(target),
        )

    def _papers(self, ids: Sequence[int], papers: Iterable[Paper]) -> Fragment:
        """Return the items of papers."""
        rows = self._rows
        for paper_id, paper in zip(ids, papers, strict=False):
            if paper_id not in rows:
                rows[paper_id] = _paper_row(paper, self.folder)
        return blocks([rows[paper_id] for paper_id in ids])

    def _people(
        self, author: Author, ids: Sequence[int], papers: Sequence[Paper]
    ) -> Iterator[tuple[Fragment, int]]:
        """Yield links to those who signed most of these papers, with the number of papers."""
        authors = self.context.catalog.authors
        together = [
            authors.credits(paper_id)
            for paper_id, paper in zip(ids, papers, strict=True)
            if len(paper.authors) <= MOST_TOGETHER
        ]
        counts = Counter(chain.from_iterable(together))
        del counts[author.number]
        people = (pair for pair in counts.most_common(MOST_PEOPLE + 1) if not pair[0] & 1)
        for number, count in islice(people, MOST_PEOPLE):
            if number not in self._links and (shown := authors.shown.get(number)):
                slug, name = shown
                self._links[number] = author_link(name, slug, self.folder)
            if known := self._links.get(number):
                yield known, count
            else:
                # As the newest of these papers has it, so that no other paper changes this page.
                name = next(credits[number] for credits in together if number in credits)
                yield author_link(name, "", self.folder), count


def _paper_row(paper: Paper, folder: str) -> Fragment:
    day = paper.first_day
    votes = paper.upvotes or 0
    shown = (
        f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}" if day else "undated",
        f"{votes:,} votes" if votes >= FEWEST_VOTES else "",
        "code" if paper.code else "",
    )
    return render(
        "author-paper",
        auto=int(has_right_to_left(paper.title)),
        link=title_link(paper, folder),
        facts=same(" · ".join(filter(None, shown))),
    )


def _periods(papers: Iterable[Paper]) -> tuple[str, list[tuple[Fragment, int]]]:
    """Return the numbers of papers by year, or by month if all are of one year, with a title."""
    days = [paper.first_day for paper in papers]
    dated = [day for day in days if day]
    counts: Mapping[str, int]
    if len({day.year for day in dated}) == 1:
        title = str(dated[0].year)
        months = Counter(day.month for day in dated)
        counts = {MONTHS[month - 1]: months[month] for month in sorted(months)}
    else:
        title = "Years"
        years = Counter(day.year for day in dated)
        counts = {str(year): years[year] for year in sorted(years)}
    rows = [(same(f"<span>{period}</span>"), count) for period, count in counts.items()]
    if len(dated) < len(days):
        rows.append((same("<span>Undated</span>"), len(days) - len(dated)))
    return title, rows


def _search(author: Author) -> Fragment:
    if author.folder != PEOPLE:
        return EMPTY
    return same(f'<a href="../{searched(author.name)}">Search</a>')
