"""Links to authors: to the author's page, else to the search for the name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, repeat
from urllib.parse import quote_plus

from paper_archive.archive.author_names import ORGANISATIONS, PEOPLE, natural
from paper_archive.model import Paper
from paper_archive.pages.fragment import EMPTY, Fragment, join, page_link, same, text
from paper_archive.text.direction import has_right_to_left
from paper_archive.text.english import plural

# The names that are shown at once; the others are folded.
SHOWN = 9
_LONGEST_QUERY = 100


def author_list(paper: Paper, slugs: Sequence[str] = ()) -> Fragment:
    """Return the names of a paper's authors, else their number, for its page.

    `slugs` are those of the pages of the authors, "" without a page. More than nine names are
    folded, so the fragment belongs in a block, not in a paragraph.
    """
    names = paper.authors
    # No fold hides a single name.
    most = SHOWN if len(names) > SHOWN + 1 else SHOWN + 1
    if names:
        shown = _names(names[:most], slugs[:most])
    else:
        shown = same(plural(paper.author_count, "author") if paper.author_count else "")
    if len(names) > most:
        shown = _folded(shown, names[most:], slugs[most:])
    return shown


def organisation_link(paper: Paper, slug: str) -> Fragment:
    """Return the name of a paper's organisation, a link if its page has a slug."""
    if slug:
        return page_link(paper.organisation, f"../{ORGANISATIONS}/{slug}.md")
    return text(paper.organisation)


def _names(names: Sequence[str], slugs: Sequence[str]) -> Fragment:
    """Return names, with links to the pages of those that have one.

    `archive.js` makes links to the search of the others: a search needs a script anyway, and the
    addresses would be a tenth of the page.
    """
    return join(map(linked_name, names, chain(slugs, repeat(""))), ", ")


def linked_name(name: str, slug: str, folder: str = "papers") -> Fragment:
    """Return a name on a page in `folder`: a link to a page of the author, else what `archive.js`
    makes a link to the search, in an element of the class `pa-names`."""
    return author_link(name, slug, folder) if slug else _by_script(name)


@lru_cache(maxsize=1 << 16)
def _by_script(name: str) -> Fragment:
    return isolated("b", name) if name else EMPTY


def isolated(element: str, name: str) -> Fragment:
    """Return a name in an element that keeps it apart from what is read in another direction."""
    shown, auto = text(name), ' dir="auto"' if has_right_to_left(name) else ""
    start, end = f"<{element}{auto}>", f"</{element}>"
    return Fragment(f"{start}{shown.markdown}{end}", f"{start}{shown.html}{end}")


def _folded(shown: Fragment, names: Sequence[str], slugs: Sequence[str]) -> Fragment:
    """Return names with others after them, folded."""
    others = _names(names, slugs)
    # Without a space before `details`, which would stand before the comma of an open list.
    summary = f'\u00a0… + {len(names):,}<i class="pa-vh"> authors</i>'
    start, end = f"<details><summary>{summary}</summary>, ", "</details>"
    return Fragment(
        f"{shown.markdown}{start}{others.markdown}{end}", f"{shown.html}{start}{others.html}{end}"
    )


@lru_cache(maxsize=1 << 16)
def author_link(name: str, slug: str, folder: str = "papers") -> Fragment:
    """Return a link to an author's page from a page in `folder`; without a slug, to the search."""
    if not name:
        return EMPTY
    if slug:
        address = f"{slug}.md" if folder == PEOPLE else f"../{PEOPLE}/{slug}.md"
        return page_link(name, address, **({"dir": "auto"} if has_right_to_left(name) else {}))
    if len(name) > _LONGEST_QUERY:
        return text(name)
    shown, auto = text(name), ' dir="auto"' if has_right_to_left(name) else ""
    # In Markdown it is HTML as well, because MkDocs does not know the page of the search.
    start = f'<a{auto} href="../{searched(name)}">'
    return Fragment(f"{start}{shown.markdown}</a>", f"{start}{shown.html}</a>")


def name_by_script(name: str) -> Fragment:
    """Return a name in a list of bars; `archive.js` links it to the search."""
    return isolated("span", name)


def searched(name: str) -> str:
    """Return the address of the search for an author."""
    spelt = natural(name)
    # Escaping is slow, and most names do not need it.
    plain = spelt.isascii() and spelt.replace(" ", "").isalpha()
    quoted = spelt.replace(" ", "+") if plain else quote_plus(spelt, errors="replace")
    return f"search.html?q=author:%22{quoted}%22"
