"""`paper-archive fetch`."""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from paper_archive.cli import arrivals, fetch_sources, options
from paper_archive.cli.terminal import error, fail, note, out, print_json, warn
from paper_archive.intake.client import Client, Limits, World, check_address
from paper_archive.intake.fetching import DayOutcome, Fetched, days_to_ask
from paper_archive.intake.fetching import fetch as fetch_days
from paper_archive.intake.sources import hugging_face
from paper_archive.model import InputError
from paper_archive.text.english import plural

# The script of the workflow looks for the beginning.
_NO_SOURCE = (
    "No source is named, so nothing is fetched. Name some in mkdocs.yml, under paper-archive:",
    "  sources: [{feed: https://www.nature.com/nature.rss}]",
    "or biorxiv, medrxiv, hugging-face, arxiv: {categories: [math.CO]}.",
)


@click.command()
@arrivals.config_file
@arrivals.into
@click.option("--date", "day", type=options.DAY, metavar="DAY", help="Ask for this day.")
@click.option(
    "--since",
    type=options.DAY,
    metavar="DAY",
    help="Ask for every day from this one to today that the archive lacks.",
)
@click.option(
    "--source",
    "names",
    multiple=True,
    metavar="NAME",
    help="Ask only this source of mkdocs.yml; may be repeated.",
)
@click.option(
    "--api",
    envvar="PAPER_ARCHIVE_API",
    metavar="URL",
    help=f"Address of the daily papers API.  [env: PAPER_ARCHIVE_API; default: {hugging_face.API}]",
)
@click.option(
    "--pause",
    type=click.FloatRange(min=0),
    default=1.0,
    show_default=True,
    help="Seconds between two requests; a source may ask for more.",
)
@arrivals.dry_run
@arrivals.as_json
def fetch(
    config_file: Path | None,
    into: Path | None,
    day: datetime | None,
    since: datetime | None,
    names: tuple[str, ...],
    api: str | None,
    pause: float,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Get new listings from the sources in mkdocs.yml.

    Asks for yesterday and today (UTC), unless --date or --since says otherwise; sources also catch
    up on the days since the last one that the archive has. It adds only papers that are newly
    listed, so you can run it as often as you like. Exits with 1 if a day or a source failed;
    nothing new is not a failure.
    """
    today = datetime.now(UTC).date()
    if day and since:
        raise click.UsageError("--date and --since exclude each other")
    for option, value in (("--date", day), ("--since", since)):
        if value and value.date() > today:
            raise click.BadParameter(f"{value.date()} has not come yet", param_hint=option)
    place = arrivals.place(config_file, into)
    world = World(lambda: datetime.now(UTC), time.sleep, random.random)
    if names and not place.sources:
        raise click.UsageError(
            "mkdocs.yml names no sources: add `sources: [hugging-face]` under the plugin "
            "paper-archive (the manual has all sources), or leave out --source"
        )
    if place.sources == () and not as_json:
        out.print(*_NO_SOURCE)
        return
    if place.sources is not None:
        asked = fetch_sources.Request(
            fetch_sources.chosen(place.sources, names, api or place.api),
            day.date() if day else None,
            since.date() if since else None,
            pause,
            dry_run,
        )
        sys.exit(fetch_sources.fetch(place, asked, world, as_json=as_json))
    try:
        url = str(check_address(api or place.api or hugging_face.API))
    except InputError as wrong:
        fail(str(wrong))
    shelf = place.open()
    days = (
        (day.date(),)
        if day
        else days_to_ask(today, since.date() if since else None, shelf.known.days)
    )
    client = Client(Limits(), world)
    fetched: list[Fetched] = []
    for result in fetch_days(
        days,
        lambda asked: hugging_face.ask(client.get, url, asked),
        shelf,
        lambda: time.sleep(pause),
        dry_run,
    ):
        fetched.append(result)
        if not as_json and not result.unasked:
            _print(place.into, result)
    added = [
        result.decision
        for result in fetched
        if result.decision and result.outcome is DayOutcome.ADDED
    ]
    commands = arrivals.git_commands(place.into, added)
    counts = Counter(result.outcome for result in fetched)
    if as_json:
        totals = {kind.value.replace("-", "_"): counts[kind] for kind in DayOutcome}
        rows = [_row(place.into, result) for result in fetched]
        print_json({"days": rows, "totals": totals, "dry_run": dry_run, "git": commands})
    else:
        arrivals.print_unasked([result.why for result in fetched if result.unasked])
        out.print(
            f"{plural(len(fetched), 'answer')}: {counts[DayOutcome.ADDED]:,} new, "
            f"{counts[DayOutcome.NOTHING_NEW]:,} with nothing new, "
            f"{counts[DayOutcome.NO_PAPERS]:,} without papers, "
            f"{counts[DayOutcome.FAILED]:,} failed"
        )
        arrivals.print_git(commands, dry_run)
        if counts[DayOutcome.FAILED]:
            note(arrivals.FETCH_AGAIN)
    if counts[DayOutcome.FAILED]:
        sys.exit(1)


def _print(into: Path, result: Fetched) -> None:
    if result.outcome is DayOutcome.ADDED and result.decision:
        arrivals.print_added(into, result.decision)
    elif result.outcome is DayOutcome.FAILED:
        for problem in result.decision.problems if result.decision else ():
            warn(str(problem))
        error(f"{result.day}: {result.why}")
    elif result.outcome is DayOutcome.NO_PAPERS:
        out.print(f"{result.day}: no papers")
    else:
        out.print(f"{result.day}: nothing new: {result.why}")


def _row(into: Path, result: Fetched) -> dict[str, Any]:
    row: dict[str, Any] = {"date": result.day.isoformat(), "outcome": result.outcome.value}
    row["reason"] = result.why or None
    return row | arrivals.row(into, result.decision) if result.decision else row
