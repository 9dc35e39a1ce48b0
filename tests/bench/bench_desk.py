"""Desk: what it costs with many papers.

A reader of a small archive keeps 10,000 papers, a third with a note, in seven folders.
Milliseconds in Chromium from the start of the desk's script until the first papers are drawn, and
until all is read and counted; the milliseconds of CPU in the page's thread until then; and those to
find two words and to sort by title. Five times each; the median.
"""

from __future__ import annotations

import json
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.bench.figures import Figure
from tests.browser.chromium import chromium
from tests.serving import served
from tests.site.run import build

SIZE, TIMES = 10_000, 5
FILL = """async size => {
  const papers = Array.from({ length: size }, (_, n) => {
    const arxiv = "26" + String(n % 12 + 1).padStart(2, "0") + "." + String(n).padStart(5, "0")
    const time = new Date(1.7e12 + n * 1e6).toISOString()
    const title = "Owls " + n + " by diffusion models", url = "https://arxiv.org/abs/" + arxiv
    return {
      key: "arxiv:" + arxiv, slug: "owls-" + n, ids: ["arxiv:" + arxiv], title,
      authors: ["Ann Lee", "Bo Wu", "Cy Xu"], more: 9, listed: "2026-08-20", votes: n % 97,
      gist: "We propose a method that uses diffusion models by night, and show that it helps.",
      tags: [["diffusion-and-flows", "Diffusion"]], links: [["arXiv", url]],
      cite: { key: "lee" + n, title, tex: title, by: "Lee, Ann", names: [["Lee", "Ann"]], url,
              arxiv, date: "2026-08", category: "", kind: "", venue: "", texVenue: "", doi: "",
              pmid: "", pmcid: "", more: [] },
      saved: time, folders: ["folder " + n % 7], noted: "",
      note: n % 3 ? "" : "A note on owls " + n,
    }
  })
  await paperArchive.desk.put("papers", papers)
}"""
MEASURED = (
    """["desk-first", "desk"].map(name => (performance.getEntriesByName(name)[0] || {}).duration)"""
)
FIND = """async () => {
  await paperArchive.parse("")
  const desk = paperArchive.desk, fold = paperArchive.engine.tokens.fold, start = performance.now()
  const papers = desk.view.all(), state = { folder: "", query: "owls 77", sort: "newest" }
  desk.filter(papers, state, fold, desk.now())
  const found = performance.now()
  desk.filter(papers, { folder: "", query: "", sort: "title" }, fold, desk.now())
  return [found - start, performance.now() - found]
}"""


def measured(page: Page, url: str) -> dict[str, float]:
    """The milliseconds of one visit."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(url)
    while None in (times := page.evaluate(MEASURED)):
        page.wait_for_timeout(50)
    metrics: list[dict[str, Any]] = session.send("Performance.getMetrics")["metrics"]
    cpu = next(each["value"] for each in metrics if each["name"] == "TaskDuration") * 1000
    find, sort = page.evaluate(FIND)
    return {"first": times[0], "all": times[1], "cpu": cpu, "find": find, "sort": sort}


def figures(_: Sequence[int] = ()) -> Iterator[Figure]:
    """Yield the medians."""
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        (folder / "listings").mkdir()
        paper = {"id": "2506.00001", "title": "Owls by night", "abstract": "We propose owls."}
        (folder / "listings/2025-06-03.jsonl").write_text(json.dumps(paper) + "\n", "utf-8")
        build(folder, listings=folder / "listings")
        with served(folder / "site") as base:
            page = browser.new_page()
            page.goto(f"{base}desk.html")
            while None in page.evaluate(MEASURED):
                page.wait_for_timeout(50)
            page.evaluate(FILL, SIZE)
            runs = [measured(page, f"{base}desk.html") for _ in range(TIMES)]
    for key in runs[0]:
        yield Figure(f"{SIZE:,} kept: {key}", statistics.median(run[key] for run in runs), "ms")
