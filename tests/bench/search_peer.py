"""Pagefind on the papers of the search benchmark: its own index, asked in Chromium over http.

It gets title, abstract and slug of each paper as a page of HTML. It looks for pages that have all
words, and does not work on `file://`.
"""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from paper_archive.search.postings import Document

from tests.serving import served

ASK = """async queries => {
  const pagefind = await import("./pagefind/pagefind.js")
  const found = []
  for (const query of queries) {
    const results = (await pagefind.search(query)).results.slice(0, 10)
    found.push(await Promise.all(results.map(async result => (await result.data()).url)))
  }
  return found
}"""


def build(made: Sequence[Document], folder: Path) -> None:
    """Write the papers as pages, and let Pagefind index them."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Search</title>", "utf-8")
    for each in made:
        title, abstract = html.escape(each.title), html.escape(each.abstract)
        body = f"<body data-pagefind-body><h1>{title}</h1><p>{abstract}</p></body>"
        page = f'<!doctype html><html lang="en"><title>{title}</title>{body}</html>'
        (folder / f"{each.slug}.html").write_text(page, "utf-8")
    command = (sys.executable, "-m", "pagefind", "--site", str(folder), "--silent")
    subprocess.run(command, check=True)


def ask(folder: Path, queries: Sequence[str]) -> list[list[str]]:
    """Return the slugs that each query finds, best first."""
    from tests.browser.chromium import chromium  # its memory is not the index's

    with served(folder) as base, chromium() as browser:
        page = browser.new_page()
        page.goto(base)
        found = page.evaluate(ASK, list(queries))
    return [[Path(url).stem for url in urls] for urls in found]


def transfers(folder: Path, queries: Sequence[str]) -> tuple[list[int], list[int]]:
    """Bytes and requests of each query for a reader who has just come, scripts counted: its
    files are packed already."""
    from tests.browser.chromium import chromium  # its memory is not the index's

    lengths, requests = [], []
    with served(folder) as base, chromium() as browser:
        for query in queries:
            context = browser.new_context()
            page = context.new_page()
            page.goto(base)
            paths: list[str] = []
            page.on("request", lambda request, paths=paths: paths.append(request.url))
            page.evaluate(ASK, [query])
            names = [path.removeprefix(base).partition("?")[0] for path in paths]
            lengths.append(sum((folder / name).stat().st_size for name in names if name))
            requests.append(len(names))
            context.close()
    return lengths, requests
