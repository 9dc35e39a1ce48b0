"""Pagefind on the papers of the search benchmark: its own index, asked in Chromium over http.

It gets title, abstract and slug of each paper as a page of HTML. It looks for pages that have all
words, and does not work on `file://`.
"""

from __future__ import annotations

import functools
import html
import importlib.util
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from paper_archive.search.postings import Document

INSTALL = "Pagefind is not installed: pip install pagefind[bin] (or make bench, which does)"
ASK = """async queries => {
  const pagefind = await import("./pagefind/pagefind.js")
  const found = []
  for (const query of queries) {
    const results = (await pagefind.search(query)).results.slice(0, 10)
    found.push(await Promise.all(results.map(async result => (await result.data()).url)))
  }
  return found
}"""


def is_there() -> bool:
    """Whether it is installed."""
    return importlib.util.find_spec("pagefind_bin") is not None


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


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def ask(folder: Path, queries: Sequence[str]) -> list[list[str]]:
    """Return the slugs that each query finds, best first."""
    from playwright.sync_api import sync_playwright

    with _served(folder) as base, sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        page = launched.new_page()
        page.goto(base)
        found = page.evaluate(ASK, list(queries))
        launched.close()
    return [[Path(url).stem for url in urls] for urls in found]


def transfers(folder: Path, queries: Sequence[str]) -> tuple[list[int], list[int]]:
    """Bytes and requests of each query for a reader who has just come, scripts counted: its
    files are packed already."""
    from playwright.sync_api import sync_playwright

    lengths, requests = [], []
    with _served(folder) as base, sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        for query in queries:
            context = launched.new_context()
            page = context.new_page()
            page.goto(base)
            paths: list[str] = []
            page.on("request", lambda request, paths=paths: paths.append(request.url))
            page.evaluate(ASK, [query])
            names = [path.removeprefix(base).partition("?")[0] for path in paths]
            lengths.append(sum((folder / name).stat().st_size for name in names if name))
            requests.append(len(names))
            context.close()
        launched.close()
    return lengths, requests
