"""Wherever a publish is cut off, a reader comes to no page that is not there.

Every beginning of the order is looked at, for a first publish, one that adds papers and one that
takes them away.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from paper_archive.progress import quietly
from paper_archive.publish import BuiltFiles, carry_out, prepare
from paper_archive.publish.order import rank
from paper_archive.publish.targets.folder import Folder

from tests.publish.conftest import Versions
from tests.site.html import Html
from tests.site.run import ROOT, files

Links = Mapping[str, frozenset[str]]


def links(site: Path) -> Links:
    """The files that each page of a site links to and loads."""
    found = {}
    for path in site.rglob("*.html"):
        addresses = (url.partition("#")[0].partition("?")[0] for _, url in Html(path).urls)
        targets = ((path.parent / url).resolve() for url in addresses if url and ":" not in url)
        found[path.relative_to(site).as_posix()] = frozenset(
            target.relative_to(site.resolve()).as_posix()
            for target in targets
            if target.is_relative_to(site.resolve())
        )
    return found


def broken(pages: Links, there: set[str], starts: set[str]) -> set[str]:
    """The links that lead nowhere from pages that one comes to."""
    seen, waiting = set(starts & there), list(starts & there)
    lost = set()
    while waiting:
        for target in pages.get(waiting.pop(), ()):
            if target not in there:
                lost.add(target)
            elif target not in seen:
                seen.add(target)
                waiting.append(target)
    return lost


@pytest.mark.parametrize("names", [("", "before"), ("before", "after"), ("after", "before")])
def test_no_beginning_has_a_broken_link(
    tmp_path: Path, versions: Versions, names: tuple[str, str]
) -> None:
    old, new = (getattr(versions, name, None) for name in names)
    target = Folder(tmp_path / "there", new)
    if old:
        carry_out(prepare(BuiltFiles.open(ROOT / ".cache", old), target), target, quietly)
    job = prepare(BuiltFiles.open(ROOT / ".cache", new), target)
    # Whoever has read the old site, or comes to the home page.
    there = set(files(old)) if old else set()
    starts = there | {"index.html"}
    pages = dict(links(old)) if old else {}
    of_new = links(new)
    assert broken(of_new, set(files(new)), {"index.html"}) == set()
    for file in job.send:
        there.add(file.path)
        pages |= {file.path: of_new[file.path]} if file.path in of_new else {}
        # Only these can have broken anything, and looking at all each time takes long.
        if file.path in of_new or not file.path.startswith("search/"):
            assert broken(pages, there, starts) == set(), file.path
    stays = set(files(new))
    for path in job.delete:
        there.remove(path)
        pages.pop(path, None)
        # Of what goes, nobody is led to one from what stays.
        assert broken(pages, there, stays) == set(), path
    assert there == stays


def test_what_links_to_all_comes_last() -> None:
    order = ["assets/archive.css", "papers/a.html", "authors/ada-one.html", "days/index.html",
             "index.html"]  # fmt: skip
    assert sorted(order, key=rank) == order
    assert rank("search/abcdefghijkl/7.js") < rank("search/manifest.js")
    assert rank("offline/days/2025-01-01.json") == rank("sw.js") == rank("index.html")
