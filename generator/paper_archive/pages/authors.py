"""The index of authors, and of organisations: the most listed, and lists by letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from paper_archive import urls
from paper_archive.archive.author_names import ORGANISATIONS, PEOPLE
from paper_archive.catalog import Catalog
from paper_archive.model import Page
from paper_archive.pages.context import PageContext
from paper_archive.pages.fragment import EMPTY, Fragment, join, page_link, same
from paper_archive.pages.head import page
from paper_archive.pages.markup import bars, facts
from paper_archive.pages.rendering import render
from paper_archive.pages.touched import Touched
from paper_archive.store.author_letters import ROOT, Letter, Letters, letters, listed
from paper_archive.store.authors import Author
from paper_archive.text.english import plural

MOST_SHOWN = 60
_TITLES = {PEOPLE: "Authors", ORGANISATIONS: "Organisations"}
_ONE = {PEOPLE: "author", ORGANISATIONS: "organisation"}


def index_page(context: PageContext, folder: str) -> Page:
    """Return the index of a folder."""
    catalog = context.catalog
    found = letters(catalog.archive.store, folder)
    count = found.counts[ROOT]
    least = plural(catalog.authors.least, "paper")
    divided = ROOT in found.parts
    most = catalog.authors.most_listed(folder, MOST_SHOWN) if divided else ()
    body = render(
        "authors",
        index=1,
        kind=_TITLES[folder],
        above=same(""),
        title=_TITLES[folder],
        facts=facts(
            f"{plural(count, _ONE[folder])} of at least {least}"
            if count
            else f"No {_ONE[folder]} of at least {least} yet",
            _other(context, folder),
        ),
        parts=_parts(folder, ROOT, found),
        most_title="Most listed",
        most=_rows(most),
        names=_rows(() if divided else catalog.authors.in_order(folder)),
    )
    return page(
        urls.authors(folder),
        "authors",
        _TITLES[folder],
        body,
        context.imprint,
        description=f"The {_TITLES[folder].lower()} of at least {least}, by letter",
    )


def letter_pages(context: PageContext, folder: str, touched: Touched) -> Iterator[Page]:
    """Yield the lists by letter that are touched."""
    found = letters(context.catalog.archive.store, folder)
    for at in sorted(found.counts):
        path = urls.authors(folder, at.letter, at.start)
        if at != ROOT and path in touched:
            yield _letter_page(context, folder, at, found)


def _letter_page(context: PageContext, folder: str, at: Letter, found: Letters) -> Page:
    title = f"{_TITLES[folder]}: {_shown(at)}"
    above = [ROOT, *_above(at, found)]
    body = render(
        "authors",
        index=0,
        kind=_TITLES[folder],
        above=join(
            [page_link(_shown(one) or _TITLES[folder], _to(folder, one)) for one in above], " / "
        ),
        title=title,
        facts=facts(plural(found.counts[at], _ONE[folder])),
        parts=_parts(folder, at, found),
        most_title="",
        most=same(""),
        names=_names(listed(context.catalog.authors, folder, at, found)),
    )
    path = urls.authors(folder, at.letter, at.start)
    return page(path, "authors", title, body, context.imprint)


def _above(at: Letter, found: Letters) -> list[Letter]:
    """Return the lists that a list divides, except the index."""
    above = [one for one in found.parts if at in found.parts[one] and one != ROOT]
    return [*_above(above[0], found), above[0]] if above else []


def _parts(folder: str, at: Letter, found: Letters) -> Fragment:
    return join(
        page_link(
            _with_count(_shown(part), found.counts[part]),
            _to(folder, part),
        )
        for part in found.parts.get(at, ())
    )


def _with_count(words: str, count: int) -> Fragment:
    return join((same(words), same(f"<small>{count:,}</small>")))


def _shown(at: Letter) -> str:
    """Return the words for a list: its beginning, or the name of its script."""
    if not at.start:
        return at.letter.title() if at.letter else ""
    return at.start.replace(" ", "\u00a0").title()


def _to(folder: str, at: Letter) -> str:
    return urls.relative(urls.authors(folder, at.letter, at.start), folder)


def _rows(authors: Iterable[Author]) -> Fragment:
    return bars((page_link(author.name, f"{author.slug}.md"), author.papers) for author in authors)


def _names(authors: Iterable[tuple[str, str]]) -> Fragment:
    """Return items without the numbers of papers, so that a new paper changes no list."""
    links = [page_link(name, f"{slug}.md") for name, slug in authors]
    return Fragment(
        "\n\n".join([f'<li markdown="span">{link.markdown}</li>' for link in links]),
        "\n".join([f"<li>{link.html}</li>" for link in links]),
        block=True,
    )


def _other(context: PageContext, folder: str) -> Fragment:
    """Return a link to the other index, if there is one."""
    other = ORGANISATIONS if folder == PEOPLE else PEOPLE
    if not has_index(context.catalog, other):
        return EMPTY
    return page_link(_TITLES[other], f"../{urls.authors(other)}")


def has_index(catalog: Catalog, folder: str) -> bool:
    """Tell whether there is an index: of authors always, so that every page may link to it."""
    least = catalog.authors.least
    return bool(least) and (folder == PEOPLE or bool(catalog.authors.most_listed(folder, 1)))
