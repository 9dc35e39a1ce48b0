"""bioRxiv and medRxiv: pages, versions, categories, and answers that are not complete."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.intake.answers import NO_PREPRINTS, preprint, preprints
from tests.intake.collected import run
from tests.intake.server import answer, routed, serving

DAY, BEFORE = date(2025, 3, 14), date(2025, 3, 13)
NOW = datetime(2025, 3, 14, 6, tzinfo=UTC)
BIRDS = preprint(DAY, "10.1101/2025.03.10.000001", "Birds at Sea")
NONE = answer(NO_PREPRINTS)


def fetch(into: Path, *routes, server: str = "biorxiv", now: datetime = NOW, **more):
    with serving(routed(*routes, instead=NONE)) as web:
        address = web.url.replace("api/daily_papers", f"details/{server}")
        options = {"address": address, **more.pop("options", {})}
        return run(into, [{server: options}], now, **more), web


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "listings"


def test_a_preprint_is_kept_with_all_that_it_says(into: Path) -> None:
    revised = preprint(DAY, "10.1101/2025.01.10.000002", "Whales", 2, "cell biology")
    routes = ((f"/{DAY}/{DAY}/0/json", answer(preprints(BIRDS, revised))),)
    done, server = fetch(into, *routes)
    assert done.outcomes == ["nothing-new", "new"]  # yesterday and today
    assert done.added == ["2025/2025-03-14.biorxiv.jsonl"]
    birds, whales = done.lines(done.added[0])
    assert birds["ids"] == {"doi": "10.1101/2025.03.10.000001"}
    assert birds["authors"] == ["A. Lee", "B. Ray"] and birds["categories"] == ["ecology"]
    assert (birds["kind"], whales["kind"], whales["version"]) == ("new", "replaced", 2)
    assert birds["source"]["author_corresponding_institution"] == "Coast University"
    assert birds["source"]["license"] == "cc_by"
    assert [request.path for request in server.asked] == [
        f"/details/biorxiv/{BEFORE}/{BEFORE}/0/json",
        f"/details/biorxiv/{DAY}/{DAY}/0/json",
    ]
    again, _ = fetch(into, *routes)
    assert again.outcomes == ["nothing-new", "nothing-new"] and again.added == []


def test_pages_follow_each_other(into: Path) -> None:
    items = [preprint(DAY, f"10.1101/2025.03.10.{n:06}", f"Fish {n}") for n in range(70)]
    routes = [
        (f"/{DAY}/{start}/json", answer(preprints(*items[start:end], cursor=start, total=70)))
        for start, end in ((0, 30), (30, 60), (60, 70))
    ]
    done, _ = fetch(into, *routes)
    assert done.rows[1].new == 70 and done.pauses == [1.0] * 3


def test_only_wanted_categories_are_kept(into: Path) -> None:
    cells = preprint(DAY, "10.1101/2025.03.10.000009", "Cells", category="Cell Biology")
    routes = ((f"/{DAY}/0/json", answer(preprints(BIRDS, cells))),)
    done, _ = fetch(into, *routes, options={"categories": ["cell_biology"]})
    assert [line["title"] for line in done.lines(done.added[0])] == ["Cells"]


def test_medrxiv_has_files_of_its_own(into: Path) -> None:
    routes = ((f"/medrxiv/{DAY}/{DAY}/0/json", answer(preprints(BIRDS))),)
    done, _ = fetch(into, *routes, server="medrxiv")
    assert done.added == ["2025/2025-03-14.medrxiv.jsonl"]


def test_missed_days_are_caught_up(into: Path) -> None:
    fetch(into, (f"/{DAY}/0/json", answer(preprints(BIRDS))))
    later = date(2025, 3, 19)
    papers = {
        day: preprint(date(2025, 3, day), f"10.1101/x.{day}", f"Fish {day}") for day in (16, 18)
    }
    routes = [(f"/2025-03-{day}/0/json", answer(preprints(item))) for day, item in papers.items()]
    now = datetime(2025, 3, 19, 6, tzinfo=UTC)
    done, server = fetch(into, *routes, now=now)
    assert done.added == ["2025/2025-03-16.biorxiv.jsonl", "2025/2025-03-18.biorxiv.jsonl"]
    days = [request.path.split("/")[3] for request in server.asked]
    assert days == [str(date(2025, 3, day)) for day in range(15, later.day + 1)]


def test_a_later_version_of_the_same_day_is_added(into: Path) -> None:
    route = f"/{DAY}/0/json"
    fetch(into, (route, answer(preprints(BIRDS))))
    done, _ = fetch(into, (route, answer(preprints(BIRDS, {**BIRDS, "version": "2"}))))
    assert done.added == ["2025/2025-03-14.biorxiv.2.jsonl"]
    assert done.lines(done.added[0])[0]["version"] == 2


def changed(**message: object) -> bytes:
    value = json.loads(preprints(BIRDS))
    value["messages"][0].update(message)
    return json.dumps(value).encode()


BROKEN = {
    "fewer than it says": (changed(count=2, total="2"), "should have 2 preprints"),
    "none where it says some": (preprints(total=5), "should have 0 preprints, up to 0 of 5"),
    "more than in total": (changed(total="0"), "should have 1 preprints, up to 1 of 0"),
    "no total": (json.dumps({"messages": [{"status": "ok", "count": 1}], "collection": [BIRDS]})
                 .encode(), "states no total"),
    "an odd total": (changed(total="many"), "states no total"),
    "a huge total": (changed(total="99999999"), "has 99,999,999 preprints"),
    "an error": (b'{"messages": [{"status": "error: try later"}], "collection": []}', "try later"),
    "another day": (preprints(preprint(BEFORE, "10.1101/1", "Birds")), "another day: 2025-03-13"),
    "no list": (b'{"messages": [], "collection": {}}', "no page of preprints"),
    "a bare list": (b"[]", "no page of preprints"),
    "odd items": (preprints("x", total=1), "no preprint"),  # type: ignore[arg-type]
    "a shrinking total": (preprints(*[preprint(DAY, f"10.1101/{n}", f"F {n}") for n in range(30)],
                                    total=31), "should have 30 preprints, up to 60 of 31"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "words"), BROKEN.values(), ids=BROKEN)
def test_a_broken_page_is_no_quiet_day(body: bytes, words: str, into: Path) -> None:
    done, _ = fetch(into, (f"/{DAY}/", answer(body)), only=DAY)
    assert done.outcomes == ["failed"] and words in done.rows[0].why
    assert not into.exists()


def test_a_preprint_without_a_title_costs_only_itself(into: Path) -> None:
    done, _ = fetch(into, (f"/{DAY}/", answer(preprints(BIRDS, {**BIRDS, "title": ""}))), only=DAY)
    assert done.outcomes == ["new"] and "without a title" in done.rows[0].left_out[0]


def test_a_short_page_may_state_no_numbers(into: Path) -> None:
    body = json.dumps({"messages": [{"status": "ok"}], "collection": [BIRDS]}).encode()
    done, _ = fetch(into, (f"/{DAY}/", answer(body)), only=DAY)
    assert done.outcomes == ["new"]
