"""Slow line: what a search costs on it.

It builds an archive. Chromium, limited to 1.6 Mb/s and 150 ms a request, opens `search.html?q=…`:
*cold* with an empty cache, *warm* for another query on the same page, with Enter, when scripts and
manifest are there. The server compresses files and allows them to be cached, as hosts of static
sites do. Of each query:

    requests  of any kind that began before the first result was seen, and of them those of the
              index, which are in the folder `search/`
    KB        received until then, headers included
    trips     the longest chain of requests of which each began after the one before had ended
    seconds   from the click to the first result; they depend on the line far more than on the
              machine, so they are given without a ratio
"""

from __future__ import annotations

import functools
import gzip
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote_plus

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from tests.bench import corpus
from tests.bench.bench_build import Archive
from tests.bench.figures import Figure
from tests.browser.chromium import chromium
from tests.serving import serving

SIZES = (10_000,)
BYTES_A_SECOND, LATENCY = 200_000, 150
UNITS = {
    "requests": "requests",
    "of_index": "requests",
    "kilobytes": "KB",
    "trips": "trips",
    "seconds": "s on the line",
}
QUERIES = (
    "diffusion",
    "flash attention",
    "video generation",
    "speculative decoding",
    "graph neural networks",
    "retrieval augmented generation",
    "mixture of experts inference",
    "large language model agents",
    "reward hacking",
    "protein structure prediction",
    "low rank adaptation fine-tuning",
    "world models for robotics",
)
_TEXT = {".html", ".js", ".css", ".svg", ".json", ".xml"}


# Notes when a query is asked, and when its first result, or the report of a failure, is shown.
WATCH = """(() => {
  let old = new Set()
  const all = () => document.querySelectorAll(".pa-results li, .pa-alert button")
  const now = () => (performance.timeOrigin + performance.now()) / 1000
  window.asked = performance.timeOrigin / 1000
  addEventListener("submit", () => {
    old = new Set(all())
    window.asked = now()
    window.seen = 0
  }, true)
  new MutationObserver(() => {
    if (window.seen || Array.from(all()).every(each => old.has(each))) return
    window.seen = now()
  }).observe(document, { childList: true, subtree: true })
})()"""


class _Compressing(SimpleHTTPRequestHandler):
    """Serves files as static hosts do: compressed, and fresh for ten minutes."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        if not file.is_file():
            return self.send_error(404)
        data = file.read_bytes()
        self.send_response(200)
        if file.suffix in _TEXT:
            data = gzip.compress(data, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.copyfile(BytesIO(data), self.wfile)
        return None


@dataclass(frozen=True, slots=True)
class Cost:
    """What a query cost until the first result was seen."""

    requests: int
    of_index: int
    kilobytes: float
    trips: int
    seconds: float


@dataclass
class Load:
    """The requests of one page, by their ids: address, beginning, end, and bytes."""

    addresses: dict[str, str] = field(default_factory=dict)
    begun: dict[str, float] = field(default_factory=dict)
    ended: dict[str, float] = field(default_factory=dict)
    bytes: dict[str, int] = field(default_factory=dict)
    since: float = 0.0  # The second of the clock from which beginnings and ends count.

    def listen(self, line: CDPSession) -> None:
        """Take every request from now on."""
        line.on("Network.requestWillBeSent", self.requested)
        line.on("Network.loadingFinished", self.finished)
        line.on("Network.requestServedFromCache", self.cached)
        line.on("Network.responseReceived", self.received)

    def cost(self, start: float, end: float) -> Cost:
        """What a query cost that was asked at `start` and had its first result at `end`."""
        self.until(end)
        received = sum(self.bytes.values()) / 1024
        return Cost(len(self.begun), self.of_index(), received, self.trips(), end - start)

    def requested(self, event: dict[str, Any]) -> None:
        self.addresses[event["requestId"]] = event["request"]["url"]
        self.begun[event["requestId"]] = event["timestamp"]
        self.since = self.since or event["wallTime"] - event["timestamp"]

    def finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.begun:
            self.ended[event["requestId"]] = event["timestamp"]
            self.bytes[event["requestId"]] = event["encodedDataLength"]

    def cached(self, event: dict[str, Any]) -> None:
        """Forget a request that the browser's cache answered."""
        self.forget(event["requestId"])

    def received(self, event: dict[str, Any]) -> None:
        if event["response"].get("fromDiskCache"):
            self.forget(event["requestId"])

    def forget(self, request: str) -> None:
        for of in (self.addresses, self.begun, self.ended, self.bytes):
            of.pop(request, None)

    def until(self, end: float) -> None:
        """Forget the requests that began after a second of the clock."""
        for request, begun in list(self.begun.items()):
            if self.since + begun > end:
                self.forget(request)

    def of_index(self) -> int:
        """The number of files of the index."""
        return sum("/search/" in url and "/assets/" not in url for url in self.addresses.values())

    def trips(self) -> int:
        """The longest chain of requests."""
        depths: dict[str, int] = {}
        for request in sorted(self.begun, key=self.begun.__getitem__):
            before = (
                depths[other]
                for other, end in self.ended.items()
                if other in depths and end <= self.begun[request]
            )
            depths[request] = 1 + max(before, default=0)
        return max(depths.values(), default=0)


def ask(context: BrowserContext, base: str, query: str, then: str) -> tuple[Cost, Cost]:
    """Open the search page with a query on the slow line, and type another one there."""
    page = context.new_page()
    page.add_init_script(WATCH)
    line = context.new_cdp_session(page)
    load, later = Load(), Load()
    load.listen(line)
    line.send("Network.enable")
    throughput = {"downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND}
    line.send(
        "Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY, **throughput}
    )
    page.goto(f"{base}search.html?q={quote_plus(query)}", wait_until="commit")
    asked, seen = _times(page)
    page.wait_for_load_state("networkidle")
    cold = load.cost(asked, seen)
    later.listen(line)
    # No letter is typed, so that nothing is loaded before Enter.
    page.locator(".pa-search [name=q]").evaluate("(box, query) => { box.value = query }", then)
    page.locator(".pa-search [name=q]").press("Enter")
    asked, seen = _times(page)
    page.wait_for_load_state("networkidle")
    page.close()
    return cold, later.cost(asked, seen)


def _times(page: Page) -> tuple[float, float]:
    """Return when the query was asked and when the first result was shown, in seconds."""
    # The page's policy forbids what `wait_for_function` does.
    while not page.evaluate("window.seen || 0"):
        page.wait_for_timeout(50)
    asked, seen = page.evaluate("[window.asked, window.seen]")
    return asked, seen


@contextmanager
def _site(folder: Path) -> Iterator[str]:
    with serving(functools.partial(_Compressing, directory=str(folder))) as server:
        yield server.url


def measured(browser: Browser, folder: Path) -> tuple[list[Cost], list[Cost]]:
    """Ask every query with an empty cache, and each on a page that has asked another."""
    cold, warm = [], []
    with _site(folder) as base:
        for before, query in zip((QUERIES[-1], *QUERIES), QUERIES, strict=False):
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            first, second = ask(context, base, query, before)
            context.close()
            cold.append(first)
            warm.append(second)
    return cold, warm


def figures(papers: Sequence[int] = ()) -> Iterator[Figure]:
    """Yield the median and the worst of each cost."""
    for size in papers or SIZES:
        archive = Archive(corpus.make(size))
        archive.clear()
        archive.build(size)
        with chromium() as browser:
            costs = dict(zip(("cold", "warm"), measured(browser, archive.site), strict=True))
        for name, some in costs.items():
            for of, unit in UNITS.items():
                values = [getattr(cost, of) for cost in some]
                what = f"{size:,}: {name}, {of.replace('_', ' ')}"
                yield Figure(f"{what}, median", median(values), unit)
                yield Figure(f"{what}, worst", max(values), unit)
