"""Items of lists as the last build wrote them: an update draws only those that differ.

They are cut out of the newest page of a list, both its Markdown and its HTML, where each of them
begins with a line `<li data-…>` and ends with a line `</li>`. No text can begin a line with either,
because its `<` is escaped. The item of a paper is the same as long as the paper is, and the tags
that it hides, which are its first attribute.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from paper_archive.pages.fragment import Fragment

_START, _END = "\n<li data-", "\n</li>"
_LINK, _LINK_END = ' href="../papers/', '.html"'
_HIDDEN = '<li data-t="'


class KeptItems(dict[str, Fragment]):
    """Items by the slug of their paper."""

    def of(self, slug: str, hidden: Sequence[str]) -> Fragment | None:
        """Return the item of a paper which hides these tags, None if it has to be drawn."""
        item = self.get(slug)
        if item is None:
            return None
        if hidden:
            return item if item.markdown.startswith(f'{_HIDDEN}{" ".join(hidden)}"') else None
        return None if item.markdown.startswith(_HIDDEN) else item


NO_ITEMS = KeptItems()


@dataclass(frozen=True, slots=True)
class LastLists:
    """The newest pages of lists as the last build wrote them.

    `read` returns the Markdown and the HTML of a page, None unless both are what it wrote. `differ`
    are the slugs of papers that changed since.
    """

    read: Callable[[str], tuple[str, str] | None]
    differ: Collection[str]

    def items(self, src_uri: str) -> KeptItems:
        """Return the items of a page whose papers are the same."""
        found = self.read(src_uri)
        return _items(*found, self.differ) if found else NO_ITEMS


def _items(markdown: str, html: str, differ: Collection[str]) -> KeptItems:
    sources, htmls = list(_cut(markdown)), list(_cut(html))
    if len(sources) != len(htmls):  # The theme has such lines too.
        return NO_ITEMS
    items = KeptItems()
    for source, of_html in zip(sources, htmls, strict=True):
        # Quotes in attributes are escaped, so the first address is that of the title.
        slug, end, _ = of_html.partition(_LINK)[2].partition(_LINK_END)
        if end and slug not in differ:
            items[slug] = Fragment(source, of_html, block=True)
    return items


def _cut(page: str) -> Iterator[str]:
    for piece in page.split(_START)[1:]:
        inside, end, _ = piece.partition(_END)
        if end:
            yield f"{_START[1:]}{inside}{_END}"


def kept_items(lists: LastLists | None, src_uri: str) -> KeptItems:
    """Return the items of a page that can be kept, none without lists of a last build."""
    return lists.items(src_uri) if lists else NO_ITEMS
