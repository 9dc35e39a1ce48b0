"""`paper-archive curate`."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from paper_archive import config
from paper_archive.archive import curation_edits as edits
from paper_archive.archive.curation_file import load_curation
from paper_archive.archive.curation_yml import CurationYml
from paper_archive.cli import lost_addresses, options
from paper_archive.cli.archive import read_archive, update_in_memory
from paper_archive.cli.correction import Wanted, edits_of, find_papers, key_of, no_paper
from paper_archive.cli.terminal import err, fail, out, print_json, progress
from paper_archive.config import Settings
from paper_archive.listing.sources import name_of
from paper_archive.model import InputError, Paper, Source
from paper_archive.pipeline import Snapshot
from paper_archive.site.session import correcting
from paper_archive.text.english import plural
from paper_archive.yaml_edit import Edit, Relist, edited


@click.command()
@click.argument("words", nargs=-1, required=True)
@options.config_file
@options.listings
@options.year
@options.curation
@click.option("--title", default="", metavar="TEXT", help="Change the title.")
@click.option("--id", "arxiv_id", default="", metavar="ID", help="Set the arXiv id.")
@click.option("--add-tag", multiple=True, metavar="TAG", help="Add a tag; may be repeated.")
@click.option("--remove-tag", multiple=True, metavar="TAG", help="Remove a tag; may be repeated.")
@click.option("--withdraw", default="", metavar="REASON", help="Withdraw the paper.")
@click.option("--merge", is_flag=True, help="Merge the papers that WORDS name into the first.")
@click.option("--split-listing", default="", metavar="FILE", help="Separate its entry in FILE.")
@click.option("--split-title", default="", metavar="TEXT", help="Separate its entries titled TEXT.")
@click.option(
    "--redirect", default="", metavar="SLUG", help="Let a lost address lead to the paper."
)
@click.option(
    "--date",
    "day",
    type=options.DAY,
    metavar="DAY",
    help="Set the date of the listing that WORDS name.",
)
@click.option("--write", is_flag=True, help="Write the correction into curation.yml.")
@click.option("--most", default=20, show_default=True, help="Show at most this many papers.")
@click.option("--json", "as_json", is_flag=True, help="Print the papers as JSON.")
def curate(
    words: tuple[str, ...],
    config_file: Path,
    listings: tuple[Path, ...],
    year: int | None,
    curation: Path | None,
    title: str,
    arxiv_id: str,
    add_tag: tuple[str, ...],
    remove_tag: tuple[str, ...],
    withdraw: str,
    merge: bool,
    split_listing: str,
    split_title: str,
    redirect: str,
    day: datetime | None,
    write: bool,
    most: int,
    as_json: bool,
) -> None:
    """Find papers, and correct one.

    WORDS are an id of a paper (arXiv, DOI, PubMed and others), its address or the end of it, or
    words of its title or abstract. With an option that corrects something, prints lines to add to
    the end of curation.yml, or writes them where they belong with --write.

    \b
    paper-archive curate flash attention
    paper-archive curate flash attention --add-tag long-context --write
    paper-archive curate 2503.01234 --withdraw "the authors asked for it"
    paper-archive curate --merge some-slug another-slug
    paper-archive curate 2025/page.txt --date 2025-03-14
    """
    date = str(day.date()) if day else ""
    change = edits.PaperCorrection(title, arxiv_id, add_tag, remove_tag, withdraw)
    wanted = Wanted(change, merge, split_listing, split_title, redirect, date)
    if wanted.kinds > 1:
        raise click.UsageError("one kind of correction at a time")
    if write and not wanted.kinds:
        raise click.UsageError("--write needs an option that corrects something")
    settings = options.settings(config_file, listings=listings, year=year, curation=curation)
    if write:
        # A correction depends on those that are there: two at once could lose one.
        try:
            click.get_current_context().with_resource(correcting(settings))
        except OSError as error:
            fail(f"{error.filename or settings.cache}: {error.strerror or error}")
    result = read_archive(settings, progress(as_json))
    if wanted.kinds:
        made = edits_of(words, wanted, result, settings)
        path = settings.inputs.curation or settings.inputs.root / config.CURATION
        file = CurationYml(path, name_of(path, settings.inputs.root))
        try:
            if write:
                _write(file, made, settings, result, as_json)
            else:
                _print_lines(file, made, result.catalog.taxonomy.names, as_json)
        except InputError as error:
            fail(str(error))
        except OSError as error:
            fail(f"{error.filename or path}: {error.strerror or error}")
        return
    matches = find_papers(words, result)
    if as_json:
        rows = [_row(paper, result) for paper in matches.papers[:most]]
        print_json({"papers": rows, "total": len(matches.papers)})
    else:
        _print(matches.papers, most, result)
    if not matches.papers:
        if not as_json:
            err.print(no_paper(words))
        sys.exit(1)


def _print_lines(
    file: CurationYml, made: Sequence[Edit], tags: Mapping[str, Collection[str]], as_json: bool
) -> None:
    """Print the lines of a correction, to be added to the end of the file, unless they are wrong.

    Says where they cannot be added there.
    """
    lines = edited("", made).rstrip("\n")
    try:
        load_curation(Source("curation.yml", lines.encode()), tags)
    except InputError as error:
        fail(f"{error.problem.what} ({error.problem.fix})")
    if any(isinstance(edit, Relist) for edit in made):
        err.print(f"{file.name}: 'merge' has one of these papers: --write changes what is there")
    try:
        load_curation(file.with_lines(lines), tags)
    except InputError as error:
        err.print(f"{file.name}: {error.problem.what}: --write changes what is there")
    if as_json:
        print_json({"snippet": lines})
    elif made:
        out.print(*lines.split("\n"))


def _write(
    file: CurationYml, made: Sequence[Edit], settings: Settings, now: Snapshot, as_json: bool
) -> None:
    """Write a correction, unless a build would refuse it; warn of addresses that it removes."""
    corrected: list[Snapshot] = []

    def check(path: Path) -> Sequence[Edit]:
        corrected.append(_corrected(settings, path))
        return lost_addresses.redirects(now, corrected[-1])

    difference = file.write(made, check)
    lost = lost_addresses.lost(now, corrected[-1]) if corrected else []
    if as_json:
        print_json({"file": file.name, "difference": difference, "lost": lost})
    elif difference:
        out.print(*difference)
    elif made:
        out.print(f"{file.name} has this correction already.")
    if lost:
        for line in lost_addresses.said(lost):
            err.print(line)


def _corrected(settings: Settings, curation: Path) -> Snapshot:
    """The archive with these corrections. Raises InputError if a build would."""
    inputs = replace(settings.inputs, curation=curation)
    return update_in_memory(replace(settings, inputs=inputs))


def _row(paper: Paper, result: Snapshot) -> dict[str, Any]:
    return {
        "key": key_of(paper, result),
        "title": paper.title,
        "days": [day.isoformat() for day in paper.days],
        "undated": paper.undated,
        "address": f"papers/{paper.slug}.html",
        "tags": list(paper.tags),
        "sources": list(paper.sources),
        "withdrawn": paper.withdrawn,
    }


def _days(paper: Paper) -> list[str]:
    """The days of a paper; those on which it was replaced if it has no others."""
    days = [*map(str, paper.days), *(["undated"] if paper.undated else [])]
    return days or [f"{day} (replaced)" for day in paper.replaced]


def _print(papers: Sequence[Paper], most: int, result: Snapshot) -> None:
    for paper in papers[:most]:
        row = _row(paper, result)
        days = ", ".join(_days(paper))
        out.print(row["key"], style="bold")
        for line in (
            paper.title,
            f"withdrawn: {paper.withdrawn}" if paper.withdrawn else "",
            f"{days}; {row['address']}",
            f"tags: {', '.join(paper.tags) or 'none'}",
            f"from: {', '.join(paper.sources)}",
        ):
            if line:
                out.print(f"  {line}")
    if len(papers) > most:
        out.print(f"and {plural(len(papers) - most, 'more paper')}: give more words, or --most")
