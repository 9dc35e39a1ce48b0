"""Which days are requested, and that a day which fails does not stop the others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from paper_archive.intake.answers import FetchError
from paper_archive.intake.fetching import FAILURES_IN_A_ROW, DayOutcome, Fetched, days_to_ask, fetch
from paper_archive.intake.placing import Intake
from paper_archive.intake.sources.hugging_face import ApiResponse

from tests.intake import server

JUNE = [date(2025, 6, day) for day in range(1, 31)]
EMPTY = ApiResponse(b"[]", empty=True)


def answer(day: date, *titles: str, submitted: date | None = None) -> ApiResponse:
    papers = [(f"2506.{n + 100 * day.day:05}", title) for n, title in enumerate(titles)]
    return ApiResponse(server.day(*papers, submitted=str(submitted or day)), empty=False)


def run(into: Path, answers: Mapping[date, ApiResponse]) -> tuple[list[Fetched], int]:
    """Return the outcome of each of these days, and the number of pauses; other days fail."""
    pauses: list[None] = []

    def ask(day: date) -> ApiResponse:
        if day not in answers:
            raise FetchError("the server answered 500")
        return answers[day]

    days = sorted({*answers, *JUNE[: max(day.day for day in answers)]})
    intake = Intake(into, (into,), into.parent)
    return list(fetch(days, ask, intake, lambda: pauses.append(None))), len(pauses)


@pytest.mark.parametrize(
    ("since", "present", "asked"),
    [
        (None, [], [8, 9]),
        (None, [8, 9], [8, 9]),  # They may have grown.
        (5, [], [5, 6, 7, 8, 9]),
        (5, [5, 7, 8], [6, 8, 9]),
        (9, [], [9]),
    ],
)
def test_days_to_ask(since: int | None, present: list[int], asked: list[int]) -> None:
    first = date(2025, 6, since) if since else None
    there = {date(2025, 6, day) for day in present}
    assert [d.day for d in days_to_ask(date(2025, 6, 9), first, there)] == asked


def test_every_day_is_told_apart(tmp_path: Path) -> None:
    into = tmp_path / "listings"
    answers = {
        JUNE[0]: EMPTY,
        JUNE[1]: answer(JUNE[1], "Birds", "Whales"),
        # JUNE[2] fails.
        JUNE[3]: answer(JUNE[3], "Cats", submitted=JUNE[1]),
        JUNE[4]: ApiResponse(b'{"error": "Invalid date"}', empty=False),
        JUNE[5]: answer(JUNE[5], "Dogs"),
    }
    fetched, pauses = run(into, answers)
    assert [each.outcome for each in fetched] == [
        DayOutcome.NO_PAPERS,
        DayOutcome.ADDED,
        DayOutcome.FAILED,
        DayOutcome.FAILED,
        DayOutcome.FAILED,
        DayOutcome.ADDED,
    ]
    assert [each.why for each in fetched][2:4] == [
        "the server answered 500",
        "the response is for another day: 2025-06-02",
    ]
    assert "an error page of a server" in fetched[4].why
    assert pauses == 5
    assert (into / "2025/2025-06-02.json").read_bytes() == answers[JUNE[1]].body
    assert len(list(into.rglob("*.json"))) == 2


def test_asking_again_adds_only_what_is_new(tmp_path: Path) -> None:
    into = tmp_path / "listings"
    day = JUNE[0]
    for expected in (DayOutcome.ADDED, DayOutcome.NOTHING_NEW):
        (fetched,), _ = run(into, {day: answer(day, "Birds")})
        assert fetched.outcome is expected
    # Votes change all day long; new votes alone make no new listing.
    voted = answer(day, "Birds").body.replace(b'"upvotes": 3', b'"upvotes": 30')
    (fetched,), _ = run(into, {day: ApiResponse(voted, empty=False)})
    assert fetched.outcome is DayOutcome.NOTHING_NEW
    (fetched,), _ = run(into, {day: answer(day, "Birds", "Whales")})
    assert fetched.decision and fetched.decision.new == ("Whales",)
    assert sorted(path.name for path in into.rglob("*.json")) == [
        "2025-06-01.2.json",
        "2025-06-01.json",
    ]


def test_a_server_that_is_down_is_left_alone(tmp_path: Path) -> None:
    fetched, pauses = run(tmp_path / "listings", {JUNE[9]: answer(JUNE[9], "Birds")})
    assert [each.outcome for each in fetched] == [DayOutcome.FAILED] * 10
    assert fetched[-1].why == "not requested, because 5 days in a row failed"
    assert pauses == FAILURES_IN_A_ROW - 1
