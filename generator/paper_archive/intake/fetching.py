"""Requests days from the API, and reports their outcomes.

A day can grow until it is over, so today and yesterday (in UTC, as the API counts) are always
requested, and their new papers become another listing. An earlier day is requested only if the
archive has no paper of it. A day that fails does not stop the others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from paper_archive.intake.answers import FetchError
from paper_archive.intake.placing import Decision, Intake, Outcome, days_of, listings_of
from paper_archive.intake.sources.hugging_face import ApiResponse
from paper_archive.model import Source

ONE_DAY = timedelta(days=1)
# Then the server or the network is down, and every further day would wait for all its attempts.
FAILURES_IN_A_ROW = 5


class DayOutcome(Enum):
    """The outcome of a day."""

    ADDED = "added"
    NOTHING_NEW = "nothing-new"
    NO_PAPERS = "no-papers"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A day that was requested; `decision` is set if the response has papers.

    `unasked` says that it was not requested, because others had failed before.
    """

    day: date
    outcome: DayOutcome
    why: str = ""
    decision: Decision | None = None
    unasked: bool = False


def days_to_ask(today: date, since: date | None, present: Collection[date]) -> tuple[date, ...]:
    """Return the days to request, in order: from `since` to today, else yesterday and today."""
    yesterday = today - ONE_DAY
    first = yesterday if since is None else since
    days = (first + n * ONE_DAY for n in range((today - first).days + 1))
    return tuple(day for day in days if day >= yesterday or day not in present)


def fetch(
    days: Iterable[date],
    ask: Callable[[date], ApiResponse],
    intake: Intake,
    pause: Callable[[], None],
    dry_run: bool = False,
) -> Iterator[Fetched]:
    """Request days, with pauses between them, place their listings, and yield the outcomes."""
    failures, is_dead = 0, False
    for n, day in enumerate(days):
        if failures >= FAILURES_IN_A_ROW:
            why = f"not requested, because {failures} days in a row failed"
            yield Fetched(day, DayOutcome.FAILED, why, unasked=True)
            continue
        if n and not is_dead:
            pause()
        fetched = _fetch_day(day, ask, intake, dry_run)
        is_dead = fetched.unasked
        if not is_dead:
            failures = failures + 1 if fetched.outcome is DayOutcome.FAILED else 0
        yield fetched


def _fetch_day(
    day: date, ask: Callable[[date], ApiResponse], intake: Intake, dry_run: bool
) -> Fetched:
    try:
        answer = ask(day)
    except FetchError as error:
        return Fetched(day, DayOutcome.FAILED, str(error), unasked=error.unasked)
    if answer.empty:
        return Fetched(day, DayOutcome.NO_PAPERS)
    source = Source(f"answer for {day}", answer.body)
    stated = {listed for listed in days_of(listings_of(source)) if listed}
    if stated - {day}:
        # Filed under the requested day, its papers would be listed on a wrong day too.
        others = ", ".join(map(str, sorted(stated)))
        return Fetched(day, DayOutcome.FAILED, f"the response is for another day: {others}")
    decision = intake.offer(source, day, dry_run)
    why = decision.reason.what if decision.reason else ""
    outcome = {
        Outcome.ADDED: DayOutcome.ADDED,
        Outcome.PRESENT: DayOutcome.NOTHING_NEW,
        Outcome.REFUSED: DayOutcome.FAILED,
    }[decision.outcome]
    return Fetched(day, outcome, why, decision)
