"""`paper-archive check`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click

from paper_archive.archive.report import Credit
from paper_archive.cli import options
from paper_archive.cli.terminal import Table, fail, note, out, print_json, progress, warn
from paper_archive.in_memory import check as check_listings
from paper_archive.inputs import Inputs
from paper_archive.listing import sources
from paper_archive.listing.dates.listing_day import says_undated
from paper_archive.lists import load_lists
from paper_archive.model import InputError, Problem
from paper_archive.resources import resource
from paper_archive.text.english import plural


@click.command()
@click.argument("paths", type=click.Path(exists=True, path_type=Path), nargs=-1)
@options.year
@options.columns
@click.option(
    "--curation",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File of corrections by hand to apply.  [default: those of the archive, without PATHS]",
)
@click.option(
    "--topics",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File of topics to check too.  [default: that of the archive, without PATHS]",
)
@click.option(
    "--lists",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of shared lists to check too.  [default: that of the archive, without PATHS]",
)
@click.option("--strict", is_flag=True, help="Exit with 1 if any listing has a problem.")
@click.option("--explain", is_flag=True, help="Say how it recognised the form of each file.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
def check(
    paths: tuple[Path, ...],
    year: int | None,
    columns: dict[str, str],
    curation: Path | None,
    topics: Path | None,
    lists: Path | None,
    strict: bool,
    explain: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Report what is in listings, and write nothing.

    Names every problem with file and line. Without PATHS, checks the archive here: its listings,
    with its corrections, topics and shared lists.
    """
    if paths:
        inputs = Inputs(paths, Path.cwd(), year, curation, columns=columns, typed=True)
    else:
        inputs = _of_archive(year, curation, columns)
        topics, lists = topics or inputs.topics, lists or inputs.lists
    try:
        inputs.refuse_none()
        if topics:
            _check_topics(topics)
        read_lists, of_lists = load_lists(lists, Path.cwd(), typed=True) if lists else ((), ())
        # A few listings are no archive that could lack a paper.
        checked = check_listings(
            inputs,
            progress(quiet or as_json),
            options.latest_day(),
            () if paths else read_lists,
        )
    except InputError as error:
        fail(*map(str, error.problems))
    credits, lacking = checked.credits, checked.lists.lacking
    of_lists = (*of_lists, *checked.lists.problems)
    problems = (*checked.problems, *of_lists)
    totals = {
        "listings": len(credits),
        "entries": sum(credit.entries for credit in credits),
        "papers": sum(credit.papers for credit in credits),
        "duplicates": sum(credit.duplicates for credit in credits),
        "lost": sum(credit.lost for credit in credits),
        "problems": len(problems),
    }
    if as_json:
        of_files = {"lists": of_lists, "lacking": lacking} if lists else {}
        told = {name: list(map(asdict, several)) for name, several in of_files.items()}
        print_json({"listings": _rows(credits), **told, "totals": totals})
    else:
        for problem in problems:
            warn(str(_with_option(problem)))
        for problem in lacking:
            note(str(problem))
        if explain:
            _explain(credits)
        if not quiet:
            _print(credits, totals, len(read_lists))
    if strict and problems:
        sys.exit(1)


def _of_archive(year: int | None, curation: Path | None, columns: dict[str, str]) -> Inputs:
    """Return the inputs of the archive in the current folder."""
    if not Path(options.MKDOCS_YML).exists():
        raise options.NoArchive(also=", or name the listings")
    settings = options.settings(Path(options.MKDOCS_YML), year=year, curation=curation)
    return replace(settings.inputs, columns=columns)


def _check_topics(file: Path) -> None:
    """Raise InputError for mistakes in topics, as a build does, but not for unknown tags."""
    # The engine of the search is slow to import.
    from paper_archive.search.topics_file import load_topics

    source = sources.open_source(file, Path.cwd(), typed=True)
    load_topics(source, (resource("theme"),), None)


def _with_option(problem: Problem) -> Problem:
    """Return a problem with what else a person can do who has not added the file yet."""
    if not says_undated(problem) or problem.line:
        return problem
    return replace(problem, fix=f"pass its day to `add` or `import` with --date, or {problem.fix}")


def _rows(credits: Iterable[Credit]) -> list[dict[str, Any]]:
    return [
        {
            "source": credit.source,
            "form": credit.form,
            "reason": credit.reason,
            "date": credit.days[0].isoformat() if credit.days[0] else None,
            "dates": [day.isoformat() if day else None for day in credit.days],
            "entries": credit.entries,
            "papers": credit.papers,
            "duplicates": credit.duplicates,
            "lost": credit.lost,
            "problems": [
                {"line": problem.line, "what": problem.what, "fix": problem.fix}
                for problem in credit.problems
            ],
        }
        for credit in credits
    ]


def _explain(credits: Iterable[Credit]) -> None:
    for credit in credits:
        out.print(f"{credit.source}: {credit.form}: {credit.reason or 'no form fits'}")


def _print(credits: Iterable[Credit], totals: dict[str, int], lists: int) -> None:
    rows = Table("listing", "form", "date", numbers=("entries", "papers", "duplicates", "lost"))
    for credit in credits:
        counts = (credit.entries, credit.papers, credit.duplicates, credit.lost)
        rows.add_row(credit.source, credit.form, _days(credit), *(f"{n:,}" for n in counts))
    out.table(rows)
    out.print(
        f"{plural(totals['entries'], 'entry', 'entries')} = {plural(totals['papers'], 'paper')} + "
        f"{plural(totals['duplicates'], 'duplicate')} + {totals['lost']:,} lost; "
        f"{plural(totals['problems'], 'problem')} in {plural(totals['listings'], 'listing')}"
        + (f" and {plural(lists, 'list')}" if lists else "")
    )


def _days(credit: Credit) -> str:
    """`2025-03-14`, `2025-03-14 … 2025-04-02 (12 days)`, `undated`."""
    dated = [day for day in credit.days if day]
    if not dated:
        return "undated"
    if len(credit.days) == 1:
        return dated[0].isoformat()
    also = ", undated" if len(dated) < len(credit.days) else ""
    return f"{dated[0]} … {dated[-1]} ({plural(len(dated), 'day')}{also})"
