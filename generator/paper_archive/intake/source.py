"""What a module in `sources/` has, what it is asked, and what it returns.

A source is asked for days, through a client that keeps its pauses. What the archive has of it is
read from the names and lines of its files in the folder of listings (`stored`); there is no other
state. A source writes nothing: it yields batches, which `collecting` compares with the archive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol

from paper_archive.intake.answers import FetchError, Get
from paper_archive.model import Entry

ONE_DAY = timedelta(days=1)
# So far back is an archive looked at for days that it lacks, unless the user names the first day;
# and so far back is it caught up if nothing was fetched for longer.
LOOK_BACK = timedelta(days=10)
CATCH_UP = timedelta(days=31)
# What an option of a source holds.
TEXT, TEXTS, ADDRESS = "text", "a list of texts", "an address"


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a source in `mkdocs.yml`, checked against the `OPTIONS` of its module."""

    values: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)

    def text(self, key: str, instead: str = "") -> str:
        """Return a text or an address, `instead` where the option is missing."""
        value = self.values.get(key)
        return value if isinstance(value, str) else instead

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, () where the option is missing."""
        value = self.values.get(key)
        return value if isinstance(value, tuple) else ()


@dataclass(frozen=True, slots=True)
class Said:
    """A paper as a source states it for a day; `about` is what an entry has no place for."""

    day: date
    entry: Entry
    about: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Batch:
    """An answer of a source: the papers of one of its lists, such as a category.

    `part` is the name of the list, "" if the source has only one. A `body` is kept byte for byte,
    as the listing of `day`. `note` says what a reader of the report should know; `stale`, that the
    answer is of an earlier day than it should be; `failed`, that there is none; `unasked`, that
    nobody was asked for it. A paper that the
    source has listed on any day is left out if `is_once`, else only if it has listed it on the same
    day. `left_out` are what no paper could be made of.
    """

    part: str = ""
    day: date | None = None
    papers: tuple[Said, ...] = ()
    body: bytes = b""
    note: str = ""
    is_once: bool = False
    is_stale: bool = False
    failed: bool = False
    unasked: bool = False
    left_out: tuple[str, ...] = ()


class Known(Protocol):
    """What the archive has of a source."""

    def days(self, part: str = "") -> frozenset[date]:
        """Return the days of which it has the list `part`."""
        ...

    def caught_up(self, part: str) -> frozenset[date]:
        """Return those of these days that it has only because they were caught up.

        The `about` of a paper that was caught up has the list under `caught_up` too.
        """
        ...

    def listed(self, entry: Entry) -> Iterable[tuple[date, Entry]]:
        """Return the days on which any source has listed a paper, and its entries there."""
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """What a source is asked for: the day `only`, or the days from `since` to now."""

    now: datetime
    known: Known
    since: date | None = None
    only: date | None = None

    @property
    def today(self) -> date:
        """The day in UTC."""
        return self.now.astimezone(UTC).date()

    def first(self, part: str = "") -> date:
        """Return the first day to ask for.

        Days that failed lie before the last day that the archive has; an archive without any asks
        for yesterday.
        """
        if self.only or self.since:
            return self.only or self.since or self.today
        yesterday = self.today - ONE_DAY
        stored = [day for day in self.known.days(part) if day <= self.today]
        if not stored:
            return yesterday
        asked = max(min(max(stored), self.today - LOOK_BACK), self.today - CATCH_UP)
        return min(yesterday, max(min(stored), asked))

    @property
    def last(self) -> date:
        """The last day to ask for."""
        return self.only or self.today

    def days_to_ask(self, part: str = "") -> Iterator[date]:
        """Yield the days that the archive lacks; yesterday and today always, as they may grow."""
        known = self.known.days(part)
        for day in days_between(self.first(part), self.last):
            if day not in known or day >= self.today - ONE_DAY or day == self.only:
                yield day


class SourceKind(Protocol):
    """A module that fetches from one kind of source.

    `OPTIONS` says what each option in `mkdocs.yml` holds, and `MAIN` which of them a bare text
    stands for, "" if none does. `PAUSE` is in seconds.
    """

    KIND: str
    OPTIONS: Mapping[str, str]
    MAIN: str
    PAUSE: float

    def default_name(self, options: Options) -> str:
        """Return the name of a source, for the names of its files, if its settings state none."""
        ...

    def mistake(self, options: Options) -> tuple[str, str, str] | None:
        """Return the key of an option, what is wrong with it and what to do; None if all is well.

        The key is "" for the options as a whole.
        """
        ...

    def batches(self, options: Options, asked: Asked, get: Get) -> Iterator[Batch]:
        """Yield what the source answers. Raises nothing: a failure is a batch too."""
        ...


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield the days from `first` to `last`, both included."""
    return (first + n * ONE_DAY for n in range((last - first).days + 1))


def attempted(batch: Batch, ask: Callable[[], Batch]) -> Batch:
    """Return what `ask` returns; if that fails, `batch` with the reason."""
    try:
        return ask()
    except FetchError as error:
        return replace(batch, failed=True, unasked=error.unasked, note=str(error))
