"""Pages of authors and of organisations: papers, periods, co-authors and tags.

A page depends on the papers of its author, and on which of those who signed them have a page. It
lists titles and days, no abstracts: an archive has a page for every other paper, and an author may
have hundreds of papers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import chain

from paper_archive import urls
from paper_archive.archive.author_names import ORGANISATIONS, PEOPLE
from paper_archive.catalog import Catalog
from paper_archive.model import Page
from paper_archive.pages import head
from paper_archive.pages.author_links import author_link, name_by_script, searched
from paper_archive.pages.author_rows import PaperRow, PaperRows
from paper_archive.pages.authors import has_index, index_page, letter_pages
from paper_archive.pages.context import PageContext
from paper_archive.pages.fragment import EMPTY, Fragment, blocks, join, prefixed, same
from paper_archive.pages.head import feed, page
from paper_archive.pages.items import feed_link, titled_link
from paper_archive.pages.kind import PageKind
from paper_archive.pages.markup import bars, facts, follow_button
from paper_archive.pages.narrowing import narrowing_titles
from paper_archive.pages.rendering import render
from paper_archive.pages.touched import Touched
from paper_archive.store.authors import FEED_FROM, FEWEST_TOGETHER, Author
from paper_archive.store.update import Changes
from paper_archive.text.direction import has_right_to_left
from paper_archive.text.english import MONTHS, plural
from paper_archive.workers import Workers

# The papers that a page lists; the search has the rest.
MOST_PAPERS = 500
# A shorter list stands on one screen.
FEWEST_TO_NARROW = 15
MOST_PEOPLE, MOST_TAGS = 7, 4
TITLES = {PEOPLE: "Authors", ORGANISATIONS: "Organisations"}


def _draw(folder: str, context: PageContext, touched: Touched, workers: Workers) -> Iterator[Page]:
    authors = context.catalog.authors
    if not authors.least:
        return
    pages = _AuthorPages(context, folder, PaperRows(context.catalog, folder))
    slugs = touched.names_in(folder)
    if slugs is None:
        authors.read_papers(authors.least)
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
    if has_index(context.catalog, folder):
        yield index_page(context, folder)


def _touched(folder: str, changes: Changes, catalog: Catalog) -> Touched:
    start, index = f"{folder}/", {urls.authors(folder)}
    drawn = {path for path in changes.authors.pages if path.startswith(start)}
    gone = {path for path in changes.authors.gone if path.startswith(start)}
    if has_index(catalog, folder):
        return Touched.of(drawn | index, gone - index)
    return Touched.of(drawn - index, gone | index)


def _kind(folder: str) -> PageKind:
    return PageKind(
        folder, ("author", "authors", "redirect"), partial(_draw, folder), partial(_touched, folder)
    )


PEOPLE_KIND, ORGANISATIONS_KIND = map(_kind, TITLES)


@dataclass(slots=True)
class _AuthorPages:
    """Draws the pages in a folder."""

    context: PageContext
    folder: str
    _rows: PaperRows
    _links: dict[int, Fragment] = field(default_factory=dict)

    def page(self, author: Author) -> Page:
        """Return the page of an author."""
        imprint = self.context.imprint
        rows = [self._rows.of(n) for n in self.context.catalog.authors.papers_of(author.number).ids]
        more = len(rows) - MOST_PAPERS
        title, periods = _periods([row.day for row in rows])
        tags = Counter(chain.from_iterable([row.tags for row in rows])).most_common(MOST_TAGS)
        path = urls.author_feed(self.folder, author.slug)
        has_feed = len(rows) >= FEED_FROM
        listed = rows[:MOST_PAPERS]
        controls, offered = self._narrowing(listed, len(rows))
        body = render(
            "author",
            kind=TITLES[self.folder],
            name=author.name,
            auto=int(has_right_to_left(author.name)),
            facts=self._facts(author, rows),
            controls=controls,
            papers=blocks([row.item(offered) for row in listed]),
            older=f"{plural(more, 'older paper')} not listed here" if more > 0 else "",
            periods_title=title,
            periods=bars(periods),
            people_title="Co-authors" if self.folder == PEOPLE else "Authors",
            people=bars(self._people(author, [row.people for row in rows])),
            tags=bars([(imprint.tag_link(tag, self.folder), count) for tag, count in tags]),
        )
        return page(
            urls.author(self.folder, author.slug),
            "author",
            author.name,
            body,
            imprint,
            description=f"{plural(len(rows), 'paper')} by {author.name}",
            head=feed(imprint, path, f"New papers: {author.name}", head.ATOM) if has_feed else (),
        )

    def _narrowing(self, listed: Sequence[PaperRow], of: int) -> tuple[Fragment, Collection[str]]:
        """Return the controls of a list, which has the newest `of` papers and is long enough for
        them, and the tags they offer."""
        if len(listed) < FEWEST_TO_NARROW:
            return EMPTY, ()
        controls, _, offered = narrowing_titles(
            [row.tags for row in listed],
            [row.code for row in listed],
            [row.votes for row in listed],
            self.context.imprint,
            of,
        )
        return controls, offered

    def _facts(self, author: Author, rows: Sequence[PaperRow]) -> Fragment:
        coded = sum([row.code for row in rows])
        path = urls.author_feed(self.folder, author.slug)
        has_feed = len(rows) >= FEED_FROM
        namesakes = self.context.catalog.authors.namesakes(author.number)
        links = join([author_link(a.name, a.slug, a.folder) for a in namesakes], ", ")
        # Organisations are not searched, so nothing tells their new papers.
        is_person = self.folder == PEOPLE
        return facts(
            follow_button("author", f"{PEOPLE}/{author.slug}") if is_person else EMPTY,
            plural(len(rows), "paper"),
            f"{coded:,} with code" if coded else "",
            feed_link(self.context.imprint, path, "Feed") if has_feed else EMPTY,
            EMPTY if self.context.catalog.authors.has_names(author.number) else _search(author),
            "votes as last listed" if any(row.votes for row in rows) else "",
            prefixed("others of this name: ", links) if links else EMPTY,
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

    def _people(
        self, author: Author, papers: Sequence[Mapping[int, str]]
    ) -> list[tuple[Fragment, int]]:
        """Return links to those who signed most of these papers, and enough, with the number of
        papers."""
        counts = Counter(chain.from_iterable(papers))
        del counts[author.number]
        return [
            (self._link(number, papers), count)
            for number, count in counts.most_common(MOST_PEOPLE)
            if count >= FEWEST_TOGETHER
        ]

    def _link(self, number: int, papers: Iterable[Mapping[int, str]]) -> Fragment:
        if known := self._links.get(number):
            return known
        if shown := self.context.catalog.authors.shown.get(number):
            slug, name = shown
            link = self._links[number] = author_link(name, slug, self.folder)
            return link
        # As the newest of these papers has it, so that no other paper changes this page.
        return name_by_script(next(paper[number] for paper in papers if number in paper))


def _periods(days: Sequence[date | None]) -> tuple[str, list[tuple[Fragment, int]]]:
    """Return the numbers of papers by year, or by month if all are of one year, with a title."""
    years = Counter([day.year for day in days if day])
    title = "Years"
    counts = {str(year): years[year] for year in sorted(years)}
    if len(years) == 1:
        title = next(iter(counts))
        months = Counter([day.month for day in days if day])
        counts = {MONTHS[month - 1]: months[month] for month in sorted(months)}
    if undated := len(days) - years.total():
        counts["Undated"] = undated
    return title, [(same(f"<span>{period}</span>"), count) for period, count in counts.items()]


def _search(author: Author) -> Fragment:
    if author.folder != PEOPLE:
        return EMPTY
    return same(f'<a href="../{searched(author.name)}">Search</a>')
