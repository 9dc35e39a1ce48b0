"""The pages of shared lists, a hundred papers each in the order of the list, and their index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from paper_archive import urls
from paper_archive.archive.slug import slugify, with_hash
from paper_archive.catalog import Catalog
from paper_archive.lists.shared_list import ListedPaper, SharedList, sections
from paper_archive.model import Page, Paper
from paper_archive.pages.context import PageContext
from paper_archive.pages.fragment import EMPTY, Fragment, blocks, join, page_link, same
from paper_archive.pages.head import feed, page
from paper_archive.pages.items import feed_link
from paper_archive.pages.kind import PageKind
from paper_archive.pages.listed_paper import FOLDER, lines_of, listed_item
from paper_archive.pages.markup import NOTHING, facts, span, step
from paper_archive.pages.narrowing import narrowing
from paper_archive.pages.quiet_line import votes_as_of
from paper_archive.pages.rendering import render
from paper_archive.pages.touched import Touched
from paper_archive.store.update import Changes
from paper_archive.text.direction import has_right_to_left
from paper_archive.text.english import plural
from paper_archive.workers import Workers

PAGE_SIZE = 100
FEWEST_SECTIONS = 3  # that get a table of contents


def _draw(context: PageContext, touched: Touched, workers: Workers) -> Iterator[Page]:
    for shared in context.catalog.lists:
        if urls.shared_list(shared.id) in touched:  # A change of any page touches all.
            drawn = _ListPages(context, shared)
            yield from map(drawn.page, range(1, _pages(len(shared.papers)) + 1))
    if context.catalog.lists:
        yield _index_page(context)


def _touched(changes: Changes, catalog: Catalog) -> Touched:
    before, now = changes.before.lists, changes.after.lists
    touched = Touched.of({urls.LISTS}) if now else Touched.of((), {urls.LISTS} if before else ())
    for list_id in changes.lists:
        drawn = range(1, _pages(now[list_id]) + 1) if list_id in now else ()
        former = range(1, _pages(before[list_id]) + 1) if list_id in before else ()
        touched |= Touched.of(
            (urls.shared_list(list_id, number) for number in drawn),
            (urls.shared_list(list_id, number) for number in former if number not in drawn),
        )
    return touched


KIND = PageKind(FOLDER, ("list", "lists"), _draw, _touched)


def _pages(papers: int) -> int:
    return max(1, -(-papers // PAGE_SIZE))


@dataclass(frozen=True, slots=True)
class _ListPages:
    """The pages of a list, numbered from 1."""

    context: PageContext
    shared: SharedList

    def page(self, number: int) -> Page:
        """Return the page of a number."""
        shared, imprint = self.shared, self.context.imprint
        first = (number - 1) * PAGE_SIZE
        here = shared.papers[first : first + PAGE_SIZE]
        papers = {each.slug: self._paper(each) for each in here if each.slug}
        controls, cite, offered = narrowing(list(papers.values()), imprint)
        is_main, names = number == 1, _ids(shared)
        body = render(
            "list",
            title=shared.title,
            title_auto=int(has_right_to_left(shared.title)),
            text=lines_of(shared.text) if is_main else EMPTY,
            text_auto=int(has_right_to_left(shared.text)),
            facts=self._facts(list(papers.values()), number),
            contents=self._contents(names) if is_main else EMPTY,
            controls=controls,
            sections=blocks(
                self._section(name, listed, papers, offered, names)
                for name, listed in sections(here)
            ),
            cite=cite,
            main="" if is_main else page_link(shared.title, self._to(1)),
            before=self._step("← Before", number - 1, "prev"),
            after=self._step("After →", number + 1, "next"),
            pages=self._links(number) if _pages(len(shared.papers)) > 1 else EMPTY,
        )
        span = f"papers {first + 1:,} to {first + len(here):,}"
        titles = "; ".join(paper.title[:80] for paper in [*papers.values()][:3])
        return page(
            urls.shared_list(shared.id, number),
            "list",
            shared.title if is_main else f"{shared.title}, {span}",
            body,
            imprint,
            description=" ".join(shared.text.split()) or titles,
            head=feed(imprint, urls.list_feed(shared.id), shared.title),
        )

    def _paper(self, listed: ListedPaper) -> Paper:
        return self.context.catalog.archive.paper(listed.slug)

    def _facts(self, papers: list[Paper], number: int) -> Fragment:
        shared, total = self.shared, len(self.shared.papers)
        first = (number - 1) * PAGE_SIZE + 1
        return facts(
            plural(total, "paper"),
            f"{first:,} to {min(first + PAGE_SIZE - 1, total):,} here" if total > PAGE_SIZE else "",
            feed_link(self.context.imprint, urls.list_feed(shared.id), "Feed")
            if number == 1
            else "",
            votes_as_of(papers),
        )

    def _contents(self, names: dict[str, str]) -> Fragment:
        """Return links to the sections, wherever they begin."""
        if len(names) < FEWEST_SECTIONS:
            return EMPTY
        links, at = [], 0
        for name, listed in sections(self.shared.papers):
            to = f"{self._to(at // PAGE_SIZE + 1)}#{names[name]}" if name else ""
            links.append(span(page_link(name, to)) if name else EMPTY)
            at += len(listed)
        return join(links, "")

    def _section(
        self,
        name: str,
        listed: tuple[ListedPaper, ...],
        papers: dict[str, Paper],
        offered: frozenset[str],
        names: dict[str, str],
    ) -> Fragment:
        imprint, level = self.context.imprint, 3 if name else 2
        return render(
            "list-section",
            name=name,
            id=same(names[name] if name else ""),
            auto=int(has_right_to_left(name)),
            count=f"{len(listed):,}",
            items=blocks(
                listed_item(each, papers.get(each.slug), imprint, level, offered) for each in listed
            ),
        )

    def _step(self, words: str, number: int, rel: str) -> Fragment:
        exists = 1 <= number <= _pages(len(self.shared.papers))
        return step(words, self._to(number), rel) if exists else NOTHING

    def _links(self, here: int) -> Fragment:
        total = len(self.shared.papers)
        spans = []
        for number in range(1, _pages(total) + 1):
            last = min(number * PAGE_SIZE, total)
            words = f"{(number - 1) * PAGE_SIZE + 1:,} – {last:,}"
            spans.append(same(words) if number == here else page_link(words, self._to(number)))
        return join(map(span, spans))

    def _to(self, number: int) -> str:
        return urls.relative(urls.shared_list(self.shared.id, number), FOLDER)


def _ids(shared: SharedList) -> dict[str, str]:
    """Return the ids of the headings of a list's sections, by name; no two are the same."""
    found: dict[str, str] = {}
    for name, _ in sections(shared.papers):
        if name:
            slug = f"s-{slugify(name)}"
            found[name] = with_hash(slug, name) if slug in found.values() else slug
    return found


def _index_page(context: PageContext) -> Page:
    lists = sorted(context.catalog.lists, key=lambda shared: (shared.title.casefold(), shared.id))
    most = max(len(shared.papers) for shared in lists)
    body = render(
        "lists",
        facts=facts(plural(len(lists), "list")),
        lists=[
            {
                "link": page_link(shared.title, urls.relative(urls.shared_list(shared.id), FOLDER)),
                "text": shared.text.partition("\n")[0],
                "count": f"{len(shared.papers):,}",
                "width": max(1, round(100 * len(shared.papers) / most)) if shared.papers else 0,
            }
            for shared in lists
        ],
    )
    return page(
        urls.LISTS,
        "lists",
        "Lists",
        body,
        context.imprint,
        description=f"Lists of papers: {', '.join(shared.title for shared in lists)}",
        head=feed(context.imprint, urls.FEED, "The newest papers"),
    )
