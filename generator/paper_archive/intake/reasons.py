"""Why a file is not added, and what to do about it."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from paper_archive.listing.dates.listing_day import says_undated
from paper_archive.model import Listing, Problem

GIVE_DAY = "pass its day, as in --date 2025-03-14"
BY_PUBLISHED = "--by published to list every paper on the day of its own date"


def without_day(name: str, listings: Sequence[Listing], fix: str) -> Problem:
    """Return the problem of the file `name`; of a page that says its day without a year.

    `fix` is what to do about any other file.
    """
    problems = (problem for part in listings for problem in part.problems)
    without_year = (each for each in problems if says_undated(each) and each.line)
    entries = [entry for part in listings for entry in part.entries]
    what = "it does not say which day it lists"
    if any(entry.facts.year for entry in entries):
        dated = any(entry.published for entry in entries)
        what += f", and {'some of ' if dated else ''}its papers state only a year"
    if said := next(without_year, None):
        return replace(said, fix=f"{fix}, or its year with --year")
    return Problem(name, 0, what, fix)


def fix_for_add(name: str, listings: Sequence[Listing]) -> str:
    """Return what `add` advises for the file `name`: a dump states the dates of its papers."""
    if any(entry.published for part in listings for entry in part.entries):
        command = f"paper-archive import {shlex.quote(name)} --by published"
        return f"{GIVE_DAY}, or list every paper on the day of its own date with `{command}`"
    return GIVE_DAY


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
