"""Pages that people wrote at the address of a generated page, which they replace.

Only addresses that came after the first release yield: an archive may have had a page there before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from paper_archive import urls
from paper_archive.model import Page, Problem
from paper_archive.store.store import Store

_FACT = "own_pages"


def own_pages(docs_dir: Path) -> frozenset[str]:
    """Return the source paths of pages in `docs_dir` that replace a generated page."""
    folders = [docs_dir, *(docs_dir / folder for folder in urls.LATER_FOLDERS)]
    found = (
        path.relative_to(docs_dir).as_posix() for folder in folders for path in folder.glob("*.md")
    )
    return frozenset(filter(urls.yields, found))


def are_as_before(own: Iterable[str], store: Store) -> bool:
    """Tell whether the last build had the same pages of people's own, and remember them."""
    names = "\n".join(sorted(own))
    before = store.fact(_FACT) or ""
    store.set_fact(_FACT, names)
    return names == before


def without(
    drawn: Iterable[Page], own: frozenset[str], report: Callable[[Problem], object]
) -> Iterator[Page]:
    """Yield the pages that none of people's own replaces, and report the others."""
    for page in drawn:
        if page.src_uri in own:
            what = "stands in the place of a generated page"
            report(Problem(page.src_uri, 0, what, "rename it to have both"))
        else:
            yield page
