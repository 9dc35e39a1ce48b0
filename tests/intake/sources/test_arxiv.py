"""arXiv's batches: new, stale, late, on weekends, and caught up from the API."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.intake.answers import NOTHING_FOUND, Paper, batch, found
from tests.intake.collected import PATIENT, Run, run
from tests.intake.server import Reply, Running, answer, routed, serving

ATOM = "application/atom+xml"
WEDNESDAY, THURSDAY, FRIDAY = date(2025, 3, 12), date(2025, 3, 13), date(2025, 3, 14)
BIRDS = Paper("2503.00001", "Birds at Sea")
WHALES = Paper("2503.00002", "Whales at Sea", categories=("cs.CL", "cs.AI"))
OLD = Paper("2412.00003", "Old Seas", "replace", 3)
LATE = Paper("2503.00004", "Late Gulls", submitted=datetime(2025, 3, 11, 20, tzinfo=UTC))
GULLS = Paper("2503.00009", "Gulls of Friday")


def at(day: date, hour: int = 6) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def atom(body: bytes) -> Reply:
    return answer(body, media=ATOM)


def arxiv(server: Running, *categories: str, **more: object) -> list[dict]:
    root = server.url.removesuffix("/api/daily_papers")
    options = {"feeds": f"{root}/atom", "api": f"{root}/query", **more}
    return [{"arxiv": {**options, **({"categories": list(categories)} if categories else {})}}]


def fetch(
    into: Path, now: datetime, *routes: tuple[str, Reply], categories: str = "cs.CL", **more: object
) -> tuple[Run, Running]:
    options = {key: more.pop(key) for key in ("queries",) if key in more}
    with serving(routed(*routes, instead=atom(NOTHING_FOUND))) as server:
        return run(into, arxiv(server, *categories.split(), **options), now, **more), server


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "listings"


def test_a_batch_is_kept_with_all_that_it_says(into: Path) -> None:
    feed = atom(batch(FRIDAY, BIRDS, WHALES, OLD))
    done, _ = fetch(into, at(FRIDAY), ("/atom/cs.CL", feed))
    assert done.outcomes == ["new", "nothing-new"]
    assert done.added == ["2025/2025-03-14.arxiv.jsonl"]
    birds, whales, old = done.lines(done.added[0])
    assert birds["title"] == "Birds at Sea" and birds["id"] == "2503.00001"
    assert birds["authors"] == ["Ann Lee", "Bo Ray"] and birds["date"] == "2025-03-14"
    assert [paper["kind"] for paper in (birds, whales, old)] == ["new", "new", "replaced"]
    assert (whales["categories"], old["version"]) == (["cs.CL", "cs.AI"], 3)
    assert birds["source"] == {
        "name": "arxiv",
        "id": "oai:arXiv.org:2503.00001v1",
        "updated": "2025-03-14T04:00:19.899254+00:00",
        "link": "https://arxiv.org/abs/2503.00001",
        "published": "2025-03-14T00:00:00-04:00",
        "rights": "http://creativecommons.org/licenses/by/4.0/",
        "lists": ["cs.CL"],
    }


def test_the_same_day_again_adds_only_what_is_new(into: Path) -> None:
    for papers, outcome in (((BIRDS,), "new"), ((BIRDS,), "nothing-new"), ((BIRDS, OLD), "new")):
        done, _ = fetch(into, at(FRIDAY), ("/atom/cs.CL", atom(batch(FRIDAY, *papers))))
        assert done.rows[0].status.value == outcome
    assert done.added == ["2025/2025-03-14.arxiv.2.jsonl"]
    assert [line["title"] for line in done.lines(done.added[0])] == ["Old Seas"]


def test_a_paper_of_two_categories_stands_once(into: Path) -> None:
    crossed = Paper("2503.00002", "Whales at Sea", "cross", categories=("cs.CL", "cs.AI"))
    done, _ = fetch(
        into,
        at(FRIDAY),
        ("/atom/cs.AI", atom(batch(FRIDAY, crossed))),
        ("/atom/cs.CL", atom(batch(FRIDAY, BIRDS, WHALES))),
        categories="cs.AI cs.CL",
    )
    whales, birds = done.lines(done.added[0])
    assert (whales["title"], whales["kind"]) == ("Whales at Sea", "new")
    assert whales["source"]["lists"] == ["cs.AI", "cs.CL"]
    assert birds["title"] == "Birds at Sea"
    assert [(row.part, row.new) for row in done.rows if row.new] == [("cs.AI", 1), ("cs.CL", 2)]


def test_yesterdays_batch_under_todays_date_is_stale(into: Path) -> None:
    """arXiv's feeds were seen to do so, of one category and not of another."""
    papers = [Paper(f"2503.0010{n}", f"Fish {n}") for n in range(6)]
    fetch(into, at(THURSDAY), ("/atom/cs.CL", atom(batch(THURSDAY, *papers))))
    done, _ = fetch(
        into,
        at(FRIDAY),
        ("/atom/cs.CL", atom(batch(FRIDAY, *papers))),
        ("/atom/cs.AI", atom(batch(FRIDAY, GULLS))),
        categories="cs.CL cs.AI",
    )
    stale = done.rows[0]
    assert (stale.part, stale.status.value, stale.new) == ("cs.CL", "stale", 0)
    assert "the papers of 2025-03-13 again, under the date of 2025-03-14" in stale.why
    assert done.added == ["2025/2025-03-14.arxiv.jsonl"]
    assert [line["title"] for line in done.lines(done.added[0])] == ["Gulls of Friday"]


def test_a_feed_that_says_itself_that_it_is_late_is_stale(into: Path) -> None:
    late = batch(FRIDAY, BIRDS, announced=THURSDAY)
    done, _ = fetch(into, at(FRIDAY), ("/atom/cs.CL", atom(late)))
    assert done.rows[0].status.value == "stale" and done.rows[0].new == 1
    assert done.added == ["2025/2025-03-13.arxiv.jsonl"]


def test_a_stale_batch_is_made_up_for_from_the_api(into: Path) -> None:
    fetch(into, at(THURSDAY), ("/atom/cs.CL", atom(batch(THURSDAY, BIRDS))))
    gulls = Paper(GULLS.id, GULLS.title, submitted=datetime(2025, 3, 13, 12, tzinfo=UTC))
    routes = (
        ("/atom/cs.CL", atom(batch(FRIDAY, BIRDS))),
        ("cat:cs.CL", atom(found(gulls))),
    )
    done, _ = fetch(into, at(FRIDAY), *routes)
    assert done.outcomes == ["stale", "new"]
    assert done.added == ["2025/2025-03-14.arxiv.jsonl"]
    # Once the feed has it, its replacements are added, and nothing is there twice.
    done, _ = fetch(into, at(FRIDAY, 9), ("/atom/cs.CL", atom(batch(FRIDAY, GULLS, OLD))))
    assert [line["title"] for line in done.lines(done.added[0])] == ["Old Seas"]


def test_replacements_alone_are_stale_only_with_the_same_versions(into: Path) -> None:
    fetch(into, at(THURSDAY), ("/atom/cs.CL", atom(batch(THURSDAY, OLD))))
    newer = Paper(OLD.id, OLD.title, "replace", 4)
    for paper, outcome in ((OLD, "stale"), (newer, "new")):
        done, _ = fetch(into, at(FRIDAY), ("/atom/cs.CL", atom(batch(FRIDAY, paper))))
        assert done.rows[0].status.value == outcome


@pytest.mark.parametrize("day", [date(2025, 3, 15), date(2025, 3, 16)])
def test_an_empty_feed_on_a_weekend_is_nothing_new(day: date, into: Path) -> None:
    fetch(into, at(FRIDAY), ("/atom/cs.CL", atom(batch(FRIDAY, BIRDS))))
    done, _ = fetch(into, at(day), ("/atom/cs.CL", atom(batch(day))))
    assert done.outcomes == ["nothing-new"] and "weekends" in done.rows[0].why


def test_an_empty_feed_on_a_working_day_is_stale(into: Path) -> None:
    done, _ = fetch(into, at(FRIDAY), ("/atom/cs.CL", atom(batch(FRIDAY))))
    assert done.rows[0].status.value == "stale" and "a holiday, or it is late" in done.rows[0].why


def test_fridays_batch_on_a_saturday_is_of_friday(into: Path) -> None:
    saturday = date(2025, 3, 15)
    done, _ = fetch(into, at(saturday), ("/atom/cs.CL", atom(batch(saturday, BIRDS))))
    assert done.added == ["2025/2025-03-14.arxiv.jsonl"]


def test_missed_days_are_caught_up(into: Path) -> None:
    tuesday = date(2025, 3, 11)
    fetch(into, at(tuesday), ("/atom/cs.CL", atom(batch(tuesday, BIRDS))))
    thursday = Paper(
        "2503.00005", "Seals", categories=("cs.AI", "cs.CL"),
        submitted=datetime(2025, 3, 12, 3, tzinfo=UTC),
    )  # fmt: skip
    wednesday = Paper("2503.00006", "Terns", submitted=datetime(2025, 3, 11, 3, tzinfo=UTC))
    routes = (
        ("/atom/cs.CL", atom(batch(FRIDAY, GULLS))),
        ("cat:cs.CL", atom(found(wednesday, thursday))),
    )
    done, server = fetch(into, at(FRIDAY), *routes)
    assert done.added == [f"2025/2025-03-{day}.arxiv.jsonl" for day in (12, 13, 14)]
    assert "2 missed days, from the API, which knows no replacements" in done.rows[1].why
    (terns,) = done.lines(done.added[0])
    (seals,) = done.lines(done.added[1])
    assert (terns["kind"], seals["kind"]) == ("new", "cross-list")
    assert seals["ids"] == {"doi": "10.1000/2503.00005"} and seals["comment"] == "12 pages"
    assert seals["venue"] == "Journal of Birds 7 (2025)"
    asked = parse_qs(urlsplit(server.asked[1].path).query)
    assert asked["search_query"] == ["(cat:cs.CL) AND submittedDate:[202503101800 TO 202503121900]"]
    again, _ = fetch(into, at(FRIDAY), *routes)
    assert set(again.outcomes) == {"nothing-new"} and again.added == []


def test_a_day_that_failed_is_caught_up_after_a_later_one(into: Path) -> None:
    tuesday = date(2025, 3, 11)
    fetch(into, at(tuesday), ("/atom/cs.CL", atom(batch(tuesday, BIRDS))))
    routes = (("/atom/cs.CL", atom(batch(THURSDAY, WHALES))), ("cat:cs.CL", answer(b"", 404)))
    done, _ = fetch(into, at(THURSDAY), *routes)
    assert done.outcomes == ["new", "failed"]
    terns = Paper("2503.00006", "Terns", submitted=datetime(2025, 3, 11, 3, tzinfo=UTC))
    routes = (("/atom/cs.CL", atom(batch(FRIDAY, GULLS))), ("cat:cs.CL", atom(found(terns))))
    done, _ = fetch(into, at(FRIDAY), *routes)
    assert done.outcomes == ["new", "new"]
    assert done.added == ["2025/2025-03-12.arxiv.jsonl", "2025/2025-03-14.arxiv.jsonl"]


def test_a_category_is_caught_up_on_days_that_another_one_has(into: Path) -> None:
    fetch(
        into,
        at(THURSDAY),
        ("/atom/cs.CL", atom(batch(THURSDAY, BIRDS))),
        ("/atom/cs.AI", answer(b"", 404)),
        ("cat:cs.AI", answer(b"", 404)),
        categories="cs.CL cs.AI",
    )
    seals = Paper("2503.00005", "Seals", categories=("cs.AI",))
    done, _ = fetch(
        into,
        at(FRIDAY),
        ("/atom/", atom(batch(FRIDAY, GULLS))),
        ("cat:cs.AI", atom(found(seals))),
        categories="cs.CL cs.AI",
    )
    assert [row.part for row in done.rows] == ["cs.CL", "cs.AI", "cs.AI"]
    assert "2025/2025-03-13.arxiv.2.jsonl" in done.added


def test_after_a_holiday_papers_are_listed_once(into: Path) -> None:
    """Nothing was announced on Friday; on Monday the feed has both days' papers."""
    monday = date(2025, 3, 17)
    fetch(into, at(THURSDAY), ("/atom/cs.CL", atom(batch(THURSDAY, BIRDS))))
    fetch(into, at(FRIDAY), ("/atom/cs.CL", atom(batch(FRIDAY))))
    gulls = Paper(GULLS.id, GULLS.title, submitted=datetime(2025, 3, 13, 12, tzinfo=UTC))
    routes = (("/atom/cs.CL", atom(batch(monday, gulls))), ("cat:cs.CL", atom(found(gulls))))
    done, _ = fetch(into, at(monday), *routes)
    assert done.added == ["2025/2025-03-17.arxiv.jsonl"]
    again, _ = fetch(into, at(monday), *routes)
    assert again.added == []


def test_after_a_holiday_a_query_finds_what_the_feed_announces(into: Path) -> None:
    monday = date(2025, 3, 17)
    gulls = Paper(GULLS.id, GULLS.title, submitted=datetime(2025, 3, 13, 12, tzinfo=UTC))
    routes = (("/atom/", atom(batch(monday, gulls))), ("(all:gulls)", atom(found(gulls))))
    for added in (["2025/2025-03-17.arxiv.jsonl"], []):
        done, _ = fetch(into, at(monday), *routes, queries=["all:gulls"])
        assert done.added == added and "stale" not in done.outcomes
    tuesday = date(2025, 3, 18)
    done, _ = fetch(into, at(tuesday), *routes, queries=["all:gulls"])
    assert done.rows[0].status.value == "stale"


def test_what_came_from_the_api_is_asked_for_again_for_some_days(into: Path) -> None:
    """Its index may have been late, and then it has only some papers of the day."""
    first, second = (
        Paper(f"2503.0000{n}", f"Terns {n}", submitted=datetime(2025, 3, 12, 3, tzinfo=UTC))
        for n in (6, 7)
    )
    feed = ("/atom/cs.CL", atom(batch(FRIDAY, GULLS)))
    for found_now, added in (((first,), 2), ((first, second), 1)):
        done, server = fetch(into, at(FRIDAY), feed, ("cat:cs.CL", atom(found(*found_now))))
        assert len(done.added) == added and len(server.asked) == 2
    assert done.added == ["2025/2025-03-13.arxiv.2.jsonl"]
    later = date(2025, 3, 18)
    gulls = Paper("2503.00020", "Gulls of Tuesday")
    done, server = fetch(into, at(later), ("/atom/cs.CL", atom(batch(later, gulls))))
    assert "202503111800" not in server.asked[1].path and len(server.asked) == 2


def test_queries_are_asked_with_an_overlap_and_listed_once(into: Path) -> None:
    query = 'all:"sea birds" AND cat:cs.CL'
    routes = (('(all:"sea birds" AND cat:cs.CL) AND', atom(found(LATE))),)
    done, _ = fetch(into, at(FRIDAY), *routes, categories="", queries=[query])
    assert done.added == ["2025/2025-03-13.arxiv.jsonl"]
    assert done.lines(done.added[0])[0]["source"]["lists"] == [query]
    done, _ = fetch(into, at(FRIDAY), *routes, categories="", queries=[query])
    assert done.outcomes == ["nothing-new"] and done.rows[0].papers == 1


def test_requests_are_three_seconds_apart(into: Path) -> None:
    routes = (("/atom/", atom(batch(FRIDAY, BIRDS))),)
    done, server = fetch(into, at(FRIDAY), *routes, categories="cs.CL cs.AI stat.ML")
    assert len(server.asked) > 3 and done.pauses == [3.0] * (len(server.asked) - 1)


def test_a_day_alone_is_asked_of_the_api(into: Path) -> None:
    papers = (Paper("2503.00006", "Terns", submitted=datetime(2025, 3, 11, 3, tzinfo=UTC)), BIRDS)
    routes = (("cat:cs.CL", atom(found(*papers))),)
    done, server = fetch(into, at(FRIDAY), *routes, only=WEDNESDAY)
    assert done.added == ["2025/2025-03-12.arxiv.jsonl"] and len(server.asked) == 1
    done, server = fetch(into, at(FRIDAY), *routes, only=date(2025, 3, 9))
    assert done.outcomes == ["nothing-new"] and not server.asked


def test_pages_are_put_together(into: Path) -> None:
    papers = [Paper(f"2503.1{n:04}", f"Fish number {n}") for n in range(700)]
    routes = (
        ("/atom/", atom(batch(FRIDAY))),
        ("start=0&", atom(found(*papers[:500], total=700))),
        ("start=500&", atom(found(*papers[500:], total=700, start=500))),
    )
    limits = replace(PATIENT, most_bytes=20_000_000)
    done, _ = fetch(into, at(FRIDAY), *routes, limits=limits)
    assert done.rows[1].new == 700


BROKEN_PAGES = {
    "fewer than it says": (found(BIRDS, total=3), "3 should be on this page, but 1 are"),
    "none where it says some": (found(total=3), "3 should be on this page, but 0 are"),
    "another page": (found(BIRDS, start=500), "another page"),
    "no number": (batch(FRIDAY, BIRDS), "does not say how many papers"),
    "too many": (found(*[BIRDS] * 500, total=40_000), "40,000 papers match"),
    "an error": (
        found(BIRDS).replace(b"http://arxiv.org/abs/2503.00001v1", b"http://arxiv.org/api/errors#x"),
        "answered with an error",
    ),
    "no time": (found(BIRDS).replace(b"<published>", b"<published>soon "), "which is no time"),
    "cut off": (found(BIRDS, WHALES)[:-300], "cut off or broken"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "words"), BROKEN_PAGES.values(), ids=BROKEN_PAGES)
def test_a_broken_page_of_the_api_is_no_quiet_day(body: bytes, words: str, into: Path) -> None:
    routes = (("/atom/", atom(batch(FRIDAY, GULLS))), ("cat:cs.CL", atom(body)))
    done, _ = fetch(into, at(FRIDAY), *routes)
    assert done.outcomes == ["new", "failed"]
    assert words in done.rows[1].why
    assert done.added == ["2025/2025-03-14.arxiv.jsonl"]


def test_a_feed_of_an_error_fails(into: Path) -> None:
    body = batch(FRIDAY).replace(b"cs.CL updates on arXiv.org", b"Feed error for query: cs.XX")
    done, _ = fetch(into, at(FRIDAY), ("/atom/cs.XX", atom(body)), categories="cs.XX")
    assert done.rows[0].status.value == "failed" and "Feed error" in done.rows[0].why
