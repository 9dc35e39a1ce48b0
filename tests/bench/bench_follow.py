"""Following: what it costs to tell what is new.

The corpus is that of `bench_search`, 60 papers a day. A reader follows 20 things: the eight
commonest tags, six authors, and six searches for two words of a title. For an absence of one day,
ten, and sixty: milliseconds in Chromium until home has the number, with nothing loaded before
(`cold`: scripts of the search, list of days and index), and once more (`warm`); of the first, the
milliseconds of CPU in the page's thread, requests, and bytes (gzip), all from files and over http.
"""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from paper_archive.desk.recent_days import MOST_DAYS, marked_days
from paper_archive.desk.scripts import script_files
from paper_archive.search.postings import Document
from playwright.sync_api import Browser

from tests.bench import corpus
from tests.bench.bench_search import ASSETS, build, documents, words_of
from tests.bench.figures import Figure
from tests.browser.chromium import chromium
from tests.serving import served

SIZES, SEED = (50_000,), 19
TAGS, AUTHORS, SEARCHES = 8, 6, 6
ABSENCES = 1, 10, 60
PAGE = """<!doctype html><html data-archive="bench"><meta charset="utf-8"><body><main><p></p></main>
<script src="assets/search.js"></script><script src="assets/desk.js"></script>
<script src="assets/desk/keep.js"></script><script src="assets/desk/follow.js"></script>"""
KEEP = """([follows, seen]) => paperArchive.desk.write(["follows", "facts"], stores => {
  follows.forEach(follow => stores.follows.put(follow))
  stores.facts.put({name: "seen:" + seen.id, value: seen})
})"""
ASK = """async () => {
  const start = performance.now(), follows = await paperArchive.desk.all("follows")
  const found = await paperArchive.desk.whatIsNew(follows)
  return [performance.now() - start, found.numbers.length, found.arrived]
}"""
LOADED = """performance.getEntriesByType("resource").map(entry => entry.name)"""


def prepared(size: int) -> tuple[Path, list[Document]]:
    """The folder of a site that has only what following needs, and its papers."""
    folder = corpus.CACHE / f"follow-{size}"
    made = documents(size)
    if not (folder / "desk" / "recent.js").exists():
        build(size, folder)
        (folder / "desk").mkdir()
    value = {"id": "now", "newest": made[-1].date, "days": days(made), "also": {}}
    value["tags"] = [[tag, tag] for paper in made for tag in paper.tags]
    value["tags"] = sorted(dict(value["tags"]).items())
    (folder / "desk" / "recent.js").write_text(f"paperArchive.deskRecent({json.dumps(value)})")
    facts = {"topics": [], "movedAuthors": {}, "moved": {}}
    (folder / "desk" / "archive.js").write_text(f"paperArchive.deskFacts({json.dumps(facts)})")
    for path, data in script_files([ASSETS.parent]):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    (folder / "page.html").write_text(PAGE)
    return folder, made


def days(made: list[Document]) -> list[tuple[str, str]]:
    """The newest days and their marks, as desk/recent.js has them."""
    rows = [(paper.date, paper.slug, 0) for paper in reversed(made)]
    start = sorted({paper.date for paper in made})[-MOST_DAYS:][0]
    return list(marked_days(row for row in rows if row[0] >= start))


def followed(made: list[Document]) -> list[dict[str, Any]]:
    """Twenty things to follow."""
    chance = random.Random(SEED)
    tags = Counter(tag for paper in made for tag in paper.tags).most_common(TAGS)
    names = Counter(name for paper in made for name in paper.authors if " " in name).most_common(60)
    authors = chance.sample(sorted(names), AUTHORS)
    titles = [words_of(paper.title) for paper in chance.sample(made[-5000:], SEARCHES)]
    searches = [" ".join(words[:2]) for words in titles]
    return [
        *({"kind": "tag", "id": tag, "title": tag, "query": ""} for tag, _ in tags),
        *(
            {"kind": "author", "id": f"authors/{n}", "title": name, "query": ""}
            for n, (name, _) in enumerate(authors)
        ),
        *({"kind": "search", "id": f"q={q}", "title": q, "query": q} for q in searches),
    ]


def measured(
    browser: Browser, base: str, folder: Path, follows: list[dict[str, Any]], seen: dict[str, Any]
) -> Iterator[tuple[str, float, str]]:
    """Yield name, value and unit of what one absence costs."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{base}page.html")
    since = {"id": seen["id"], "n": 1, "newest": seen["newest"]}
    records = [{**each, "key": f"{each['kind']}:{each['id']}", "since": since} for each in follows]
    page.evaluate(KEEP, [records, seen])
    page.reload()
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def cpu() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(each["value"] for each in metrics if each["name"] == "TaskDuration") * 1000

    before, loaded = cpu(), set(page.evaluate(LOADED))
    cold, new, _ = page.evaluate(ASK)
    busy = cpu() - before
    files = [name for name in page.evaluate(LOADED) if name not in loaded]
    size = sum(
        len(gzip.compress((folder / name.removeprefix(base).partition("?")[0]).read_bytes(), 6))
        for name in files
    )
    warm = min(page.evaluate(ASK)[0] for _ in range(3))
    context.close()
    yield "new", new, "papers"
    yield "cold", cold, "ms"
    yield "cold, CPU", busy, "ms"
    yield "cold, asked for", len(files), "requests"
    yield "cold, gzip", size / 1024, "KB"
    yield "warm", warm, "ms"


def figures(papers: Sequence[int] = ()) -> Iterator[Figure]:
    """Yield what each absence costs."""
    for size in papers or SIZES:
        yield from _of_size(size)


def _of_size(size: int) -> Iterator[Figure]:
    folder, made = prepared(size)
    follows = followed(made)
    by_day = [(day, list(papers)) for day, papers in groupby(made, key=lambda paper: paper.date)]
    listed = len(gzip.compress((folder / "desk" / "recent.js").read_bytes(), 6))
    yield Figure(f"{size:,}: desk/recent.js, gzip", listed / 1024, "KB")
    with chromium() as browser, served(folder) as http:
        for name, base in (("file", f"{folder.as_uri()}/"), ("http", http)):
            for absence in ABSENCES:
                known = [paper for _, papers in by_day[:-absence] for paper in papers]
                listed_then = days(known)
                seen = {
                    "id": "then",
                    "n": 1,
                    "newest": known[-1].date,
                    "from": listed_then[-1][0],
                    "marks": "".join(marks for _, marks in listed_then),
                }
                for what, value, unit in measured(browser, base, folder, follows, seen):
                    yield Figure(f"{size:,}: {name}, {absence} days, {what}", value, unit)
