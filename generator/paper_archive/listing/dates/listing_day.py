"""The day of a listing.

A page says `Mar 14` without a year. The day comes, in this order, from
1. `curation.yml`, if a person has corrected it;
2. the file name: `2025-03-14.txt`, `2025-03-14.2.txt`, `2025-03-14-evening.txt`;
3. the page's own full date (`Mar 14, 2025` in its heading);
4. the day in its heading and the year of its folder (`2025/page.txt`), else of `--year`.
A listing without a day is undated: it is still published, and reported.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath

from paper_archive.listing.form import PageDay
from paper_archive.model import Problem
from paper_archive.text.english import SHORT_MONTHS

_FILE_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_YEAR_FOLDER = re.compile(r"(?:19|20)\d{2}")
# Ends the problem of a listing without a day.
_UNDATED = "the listing is undated"
_OF_FILE_NAME = "the file name says"
NAME_IT = "name the file after its day, as in 2025-03-14.txt"


def date_listing(
    name: str, page_day: PageDay | None, year: int | None
) -> tuple[date | None, tuple[Problem, ...]]:
    """Return the day of the listing `name`, and the problems with it."""
    problems: list[Problem] = []
    from_name = _date_of_name(name, problems)
    from_page = None
    if page_day:
        of_year = page_day.year or (from_name.year if from_name else _year(name) or year)
        from_page = _date_of_page(name, page_day, of_year, problems)
    if from_name and page_day and from_page != from_name:
        what = f"the page says {_words(page_day)}, but {_OF_FILE_NAME} {from_name}"
        fix = "the file name is used; rename the file if the page is right"
        problems.append(Problem(name, page_day.line, what, fix))
    day = from_name or from_page
    if day is None and not problems:
        if page_day:
            what = f"the page says {_words(page_day)} without a year; {_UNDATED}"
            fix = f"set the year with --year or a folder named after it, or {NAME_IT}"
            problems.append(Problem(name, page_day.line, what, fix))
        else:
            problems.append(Problem(name, 0, f"no date found; {_UNDATED}", NAME_IT))
    return day, tuple(problems)


def says_undated(problem: Problem) -> bool:
    """Tell whether a problem is that of a listing without a day."""
    return problem.what.endswith(_UNDATED)


def with_given_day(problem: Problem) -> Problem:
    """Return the problem of a file that got its name from a day that a person gave."""
    if _OF_FILE_NAME not in problem.what:
        return problem
    what = problem.what.replace(_OF_FILE_NAME, "the day given for it is")
    fix = "the day given is used; do not give it if the page is right"
    return replace(problem, what=what, fix=fix)


def day_of_name(name: str) -> date | None:
    """Return the day in the name of a file, None without one."""
    return _date_of_name(name, [])


def _date_of_name(name: str, problems: list[Problem]) -> date | None:
    match = _FILE_DATE.match(PurePosixPath(name).name)
    if not match:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        what = f"{_OF_FILE_NAME} {match.group()}, which is not a day"
        problems.append(Problem(name, 0, what, NAME_IT))
        return None


def _date_of_page(
    name: str, day: PageDay, year: int | None, problems: list[Problem]
) -> date | None:
    if not year:
        return None
    try:
        return date(year, day.month, day.day)
    except ValueError:
        what = f"the page says {_words(day)}, which is not a day of {year}"
        problems.append(Problem(name, day.line, what, NAME_IT))
        return None


def _year(name: str) -> int | None:
    """Return the year after which the nearest folder is named."""
    for folder in reversed(PurePosixPath(name).parts[:-1]):
        if _YEAR_FOLDER.fullmatch(folder):
            return int(folder)
    return None


def _words(day: PageDay) -> str:
    # As pages write it: month before day, in English.
    return f"{SHORT_MONTHS[day.month - 1]} {day.day}" + (f", {day.year}" if day.year else "")
