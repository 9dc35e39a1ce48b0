"""The setting `nav` of `mkdocs.yml`: the links of the footer, and entries that lead nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from paper_archive import urls
from paper_archive.mkdocs_yml import Configuration
from paper_archive.site.look import ABOUT
from paper_archive.site.named_files import is_elsewhere, is_link
from paper_archive.site.palette import is_mapping

Key = tuple[str | int, ...]
# Header and footer link to these wherever they stand in `nav`.
LINKED_ANYWAY = frozenset(
    (
        urls.HOME,
        ABOUT,
        *("days/index.md", "tags/index.md", "trends.md"),
        *("weeks/index.md", "topics/index.md", "lists/index.md", "authors/index.md"),
    )
)


def footer_links(items: Iterable[Any]) -> list[tuple[str, str]]:
    """Return words and address of each entry of `nav` that stands in the footer.

    `items` are MkDocs': pages, links, and sections, for which their first page stands. Pages that
    every page links to anyway are left out, and so is what is no link.
    """
    links = []
    for item in items:
        first = _first(item)
        if first is None:
            continue
        if item.is_section or not (first.is_page and first.file.src_uri in LINKED_ANYWAY):
            links.append((str(item.title or first.title or first.url), str(first.url)))
    return links


def _first(item: Any) -> Any:
    """The first page or link of an item that leads somewhere, None without any."""
    if item.is_page:
        return item if item.file.inclusion.is_included() else None
    if not item.is_section:
        leads = is_link(str(item.url)) and not is_page(str(item.url))
        return item if leads else None
    return next(filter(None, map(_first, item.children)), None)


def nav_paths(nav: object) -> Iterable[str]:
    """Yield the paths that the setting `nav` names."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, Sequence | Mapping):
        for each in nav.values() if isinstance(nav, Mapping) else nav:
            yield from nav_paths(each)


def title_of(src_uri: str) -> str:
    """The words for a generated page that `nav` names without a title: `topics/index.md` has
    *Topics*."""
    return src_uri.removesuffix(".md").removesuffix("/index").rpartition("/")[2].capitalize()


def is_page(address: str) -> bool:
    """Tell whether an address in `nav` names a page of the site, by its Markdown."""
    path = address.strip().partition("#")[0].partition("?")[0]
    return not is_elsewhere(address) and path.lower().endswith((".md", ".markdown"))


def report_lost(
    configuration: Configuration, exists: Callable[[str], bool], warn: Callable[[str], object]
) -> None:
    """Warn of pages that `nav` names and the site has not, with their lines."""
    for place, address in addresses(configuration.values.get("nav"), ("nav",)):
        if is_page(address) and not exists(address.strip()):
            line = configuration.line(place)
            warn(
                f"{configuration.file}{f':{line}' if line else ''}: `nav` names a page that does "
                f"not exist, and pages do not link to it: {address} (write it or take the line out)"
            )


def addresses(nav: object, place: Key) -> Iterator[tuple[Key, str]]:
    """Yield what `nav` leads to, with the key whose line it has."""
    if isinstance(nav, str):
        yield place, nav
    elif is_mapping(nav):
        for key, each in nav.items():
            yield from addresses(each, (*place, str(key)))
    elif isinstance(nav, list):
        for each in nav:
            yield from addresses(each, (*place, each) if isinstance(each, str) else place)
