"""What is new since a visit, by the lists of days of two builds: the scripts without a page."""

from __future__ import annotations

import json
import random
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import quickjs
from paper_archive.desk.recent_days import MOST_PAPERS, mark, marked_days

ASSETS = Path(__file__).parents[2] / "site_src" / "theme" / "assets" / "desk"
Row = tuple[str, str, int]  # Day, slug, whether the day lists it as replaced only.
CALL = """
const segmentsOf = days => {
  const cut = days.length >> 1, parts = [days.slice(0, cut), days.slice(cut)]
  return parts.map(part => {
    let papers = 0
    const own = part.map(([day, count]) => [day, (papers += count) - count, count])
    return {papers, days: own}
  })
}
function fresh(before, after, seen, index) {
  const since = seen || paperArchive.desk.since.seenNow(JSON.parse(before), 1)
  const masks = paperArchive.desk.since.masks(JSON.parse(after), since, segmentsOf(index))
  return JSON.stringify(masks.map(mask => Array.from(mask)).flat())
}
"""


@pytest.fixture(scope="module")
def desk() -> Callable[..., Any]:
    """Calls a function of the scripts with values of JSON."""
    context = quickjs.Context()
    context.eval("var window = globalThis, paperArchive = {desk: {}}")
    for name in ("since", "opml"):
        context.eval((ASSETS / f"{name}.js").read_text("utf-8"))
    context.eval(CALL)

    def call(code: str, *values: object) -> Any:
        texts = ", ".join(json.dumps(value) for value in values)
        return json.loads(context.eval(f"JSON.stringify(({code})({texts}))"))

    return call


def recent(papers: list[Row], also: dict[str, str] | None = None) -> dict[str, Any]:
    """What desk/recent.js says of an archive with these papers."""
    rows = sorted(papers, key=lambda row: row[:2], reverse=True)
    days = list(marked_days(rows))
    return {"id": "x", "newest": rows[0][0], "days": days, "also": also or {}}


def new(
    desk: Callable[..., Any], before: dict[str, Any], after: dict[str, Any], papers: list[Row]
) -> set[str]:
    """The slugs that the scripts take for new."""
    ordered = sorted(sorted(papers, key=lambda row: row[1], reverse=True), key=lambda row: row[0])
    index: dict[str, int] = {}
    for day, _, _ in ordered:
        index[day] = index.get(day, 0) + 1
    code = "(before, after, index) => JSON.parse(fresh(before, after, null, index))"
    flags = desk(code, json.dumps(before), json.dumps(after), list(index.items()))
    return {row[1] for row, flag in zip(ordered, flags, strict=True) if flag}


def test_new_is_what_was_not_there(desk: Callable[..., Any]) -> None:
    chance = random.Random(19)
    first = date(2026, 1, 1)
    for _ in range(40):
        before = [
            (str(first + timedelta(chance.randrange(9, 20))), f"p{n}", int(chance.random() < 0.1))
            for n in range(chance.randrange(1, 40))
        ]
        after, also, former = [], {}, set()
        for day, slug, revision in before:
            fate = chance.random()
            moved = str(first + timedelta(chance.randrange(9, 25)))
            if fate < 0.1:  # It is listed as new on a later day, or a correction moves its day.
                after.append((moved, slug, 0))
                former |= set() if revision else {slug}
            elif fate < 0.2:  # It has another name now.
                after.append((day, f"{slug}-renamed", revision))
                also[mark(f"{slug}-renamed")] = mark("another") + mark(slug)
                former |= set() if revision else {f"{slug}-renamed"}
            elif fate < 0.9:
                after.append((day, slug, revision))
                former |= set() if revision else {slug}
        after += [
            (str(first + timedelta(chance.randrange(0, 25))), f"q{n}", int(chance.random() < 0.1))
            for n in range(chance.randrange(1, 30))
        ]
        start = min(day for day, _, _ in before)
        expected = {
            slug
            for day, slug, revision in after
            if not revision and slug not in former and day >= start
        }
        assert new(desk, recent(before), recent(after, also), after) == expected


def test_days_before_the_list_are_new_after_a_long_absence_alone(desk: Callable[..., Any]) -> None:
    days = [str(date(2026, 1, 1) + timedelta(n)) for n in range(9)]
    papers = [(day, f"{day}-{n}", 0) for day in days for n in range(2)]
    after = recent(papers)
    after["days"] = after["days"][:3]
    before = recent(papers[:6])
    assert new(desk, before, after, papers) == {slug for _, slug, _ in papers[6:]}
    # A desk that another browser exported knows the newest day alone.
    seen = {"newest": days[7]}
    code = "(after, seen, index) => JSON.parse(fresh('', after, seen, index))"
    assert desk(code, json.dumps(after), seen, [[day, 2] for day in days]) == [0] * 16 + [1] * 2


def test_a_list_of_another_build_is_refused(desk: Callable[..., Any]) -> None:
    papers = [(f"2026-01-0{n}", f"p{n}", 0) for n in range(1, 8)]
    code = """(after, index) => {
      try { return fresh("", after, {newest: "2026-01-01"}, index) }
      catch (error) { return error.code }
    }"""
    index = [[day, 1] for day, _, _ in papers]
    listed = json.dumps(recent(papers))
    for changed in (index[:-1], [*index, ["2026-01-08", 1]], [*index[:-1], ["2026-01-07", 2]]):
        assert desk(code, listed, changed) == "unfit"
    assert json.loads(desk(code, listed, index)) == [0, 1, 1, 1, 1, 1, 1]


def test_a_day_that_does_not_fit_is_left_out() -> None:
    rows = [
        ("2026-01-03", "a", 0),
        *(("2026-01-02", f"p{n}", 0) for n in range(MOST_PAPERS)),
        ("2026-01-01", "b", 0),
    ]
    assert list(marked_days(rows)) == [("2026-01-03", mark("a"))]


HOSTILE = "<script>\"&\u0000\ud800 ]]> '\n\ufffe"


def test_feeds_are_written_as_opml(desk: Callable[..., Any]) -> None:
    follows = [
        {"kind": "tag", "title": 'Graphs & "nets"', "url": "tags/graphs.html", "gone": False},
        {"kind": "tag", "title": "Gone", "url": "tags/gone.html", "gone": True},
        {"kind": "author", "title": "Łukasz <K>", "url": "authors/l-k.html", "feed": True},
        {"kind": "author", "title": "Without", "url": "authors/w.html", "feed": False},
        {"kind": "topic", "title": HOSTILE, "url": "topics/t%22%3C.html"},
        {"kind": "search", "title": "graphs", "url": "search.html?q=graphs"},
    ]
    code = "(follows, site, title) => paperArchive.desk.opml(follows, site, title)"
    made = desk(code, follows, "https://example.org/a/", f"Followed in {HOSTILE}")
    assert made["feeds"] == 3
    assert [follow["title"] for follow in made["without"]] == ["Gone", "Without", "graphs"]
    root = ET.fromstring(made["text"])
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert root.findtext("head/title") == "Followed in <script>\"& ]]> ' "
    groups = {
        group.get("text"): [dict(each.attrib) for each in group]
        for group in root.findall("body/outline")
    }
    assert groups == {
        "Tags": [
            {
                "type": "rss",
                "text": 'Graphs & "nets"',
                "title": 'Graphs & "nets"',
                "xmlUrl": "https://example.org/a/tags/graphs.xml",
                "htmlUrl": "https://example.org/a/tags/graphs.html",
            }
        ],
        "Authors": [
            {
                "type": "rss",
                "text": "Łukasz <K>",
                "title": "Łukasz <K>",
                "xmlUrl": "https://example.org/a/authors/l-k.xml",
                "htmlUrl": "https://example.org/a/authors/l-k.html",
            }
        ],
        "Topics": [
            {
                "type": "rss",
                "text": "<script>\"& ]]> ' ",
                "title": "<script>\"& ]]> ' ",
                "xmlUrl": "https://example.org/a/topics/t%22%3C.xml",
                "htmlUrl": "https://example.org/a/topics/t%22%3C.html",
            }
        ],
    }
