"""Why a file is not added, and what to do about it."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from paper_archive.listing.dates.listing_day import says_undated
from paper_archive.model import Entry, Listing, Problem

GIVE_DAY = "pass its day, as in --date 2025-03-14"
GIVE_THEIR_DAY = "add a day for those that state none, as in --by published --date 2025-03-14"


def by_published(entries: Sequence[Entry]) -> str:
    """Return the advice to list papers on their own days, and what to do with those without one."""
    advice = "--by published to list every paper on the day of its own date"
    if none := sum(not entry.published for entry in entries):
        advice = f"{advice}, with --date DAY for the {none:,} of {len(entries):,} that state no day"
    return advice


def without_day(name: str, listings: Sequence[Listing], fix: str) -> Problem:
    """Return the problem of the file `name`; of a page that says its day without a year.

    `fix` is what to do about any other file.
    """
    problems = (problem for part in listings for problem in part.problems)
    without_year = (each for each in problems if says_undated(each) and each.line)
    entries = [entry for part in listings for entry in part.entries]
    what = "it does not say which day it lists"
    if any(entry.facts.year for entry in entries):
        without = [entry for entry in entries if not entry.published]
        some = f"{len(without):,} of " if len(without) < len(entries) else ""
        stated = "only a year" if all(entry.facts.year for entry in without) else "no day"
        what += f", and {some}its papers state {stated}" if without else ""
    if said := next(without_year, None):
        return replace(said, fix=f"{fix}, or its year with --year")
    return Problem(name, 0, what, fix)


def fix_for_add(name: str, listings: Sequence[Listing]) -> str:
    """Return what `add` advises for the file `name`: a dump states the dates of its papers."""
    dates = [entry.published for part in listings for entry in part.entries]
    if not any(dates):
        return GIVE_DAY
    command = f"paper-archive import {shlex.quote(name)} --by published"
    fix = f"{GIVE_DAY}, or list every paper on the day of its own date with `{command}"
    if none := dates.count(None):
        return f"{fix} --date DAY`, where DAY is for the {none:,} of {len(dates):,} that state none"
    return f"{fix}`"


def listed_as(name: str, file: str, days: Collection[date | None], day: date | None) -> Problem:
    """Return the problem of the file `name`, which the archive has as `file`, of `days`.

    `day` is the day that a person gives for it, None if they give none.
    """
    what = f"the archive already has it, as {file}"
    if day is None or day in days:
        return Problem(name, 0, what, "there is nothing to do")
    listed = ", ".join(sorted(str(each or "undated") for each in days))
    command = f"paper-archive curate {shlex.quote(file)} --date {day}"
    fix = f"`{command}` prints the lines that correct its day"
    return Problem(name, 0, f"{what}, but of another day ({listed})", fix)
