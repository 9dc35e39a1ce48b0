"""`paper-archive diff`."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from paper_archive import urls
from paper_archive.archive.author_names import PEOPLE
from paper_archive.archive.difference import Changed, Difference, compare, dead_authors
from paper_archive.cli import options
from paper_archive.cli.revision import unpack
from paper_archive.cli.terminal import fail, out, print_json
from paper_archive.config import CURATION, TAGS
from paper_archive.in_memory import archive
from paper_archive.inputs import Inputs
from paper_archive.listing.sources import find
from paper_archive.model import Archive, InputError, Paper
from paper_archive.resources import resource
from paper_archive.text.english import plural

MOST = 50  # papers of each kind that are named, by default


@click.command()
@options.config_file
@click.argument("before")
@click.argument("after", required=False)
@click.option(
    "--most",
    type=click.IntRange(0),
    default=MOST,
    show_default=True,
    help="Papers to name of each kind.",
)
@click.option("--markdown", is_flag=True, help="Print Markdown, for a summary or a pull request.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option("--strict", is_flag=True, help="Exit with 1 if an address would lead nowhere.")
def diff(
    config_file: Path,
    before: str,
    after: str | None,
    most: int,
    markdown: bool,
    as_json: bool,
    strict: bool,
) -> None:
    """Show which papers are new, changed and gone.

    BEFORE and AFTER are archives: a folder of listings, read without corrections, or a git
    revision, read with its corrections. Without AFTER, BEFORE is compared with the archive here.
    """
    try:
        with tempfile.TemporaryDirectory() as folder:
            here = options.settings(config_file).inputs
            inputs = [
                _inputs(named, here, Path(folder, str(n)))
                for n, named in enumerate((before, after))
            ]
            archives = list(map(_archive, inputs))
            was, now = (each.corrections() for each in inputs)
    except InputError as error:
        fail(*map(str, error.problems))
    difference = replace(
        compare(*archives), dead_authors=dead_authors(was, now, archives[1].papers)
    )
    if as_json:
        print_json(_rows(difference))
    else:
        out.print(*_text(difference, most, _code if markdown else str, markdown))
    if strict and difference.is_dead:
        sys.exit(1)


def _inputs(named: str | None, inputs: Inputs, folder: Path) -> Inputs:
    """Return the files of a folder, a revision, or the archive here."""
    if named and Path(named).exists():
        return Inputs((Path(named),), Path.cwd(), inputs.year, tags=inputs.tags)
    return inputs if named is None else _at_revision(named, inputs, folder)


def _archive(inputs: Inputs) -> Archive:
    """Read and merge listings."""
    there = tuple(path for path in inputs.listings if path.exists())
    if not find(there):
        return Archive((), (), None, (), ())
    return archive(replace(inputs, listings=there))


def _at_revision(revision: str, inputs: Inputs, folder: Path) -> Inputs:
    root = inputs.root.resolve()
    # Both may have been there then; the vocabulary that is installed is of no revision.
    curation = inputs.curation or root / CURATION
    installed = resource("tags.yml")
    tags = root / TAGS if inputs.tags in (None, installed) else inputs.tags
    paths = [path.resolve() for path in (*inputs.listings, tags, curation)]
    if outside := [path for path in paths if not path.is_relative_to(root)]:
        fail(f"{outside[0]}: is not beside mkdocs.yml, where a revision could have it")
    folder.mkdir()
    unpack(revision, root, paths, folder)
    *listings, then_tags, then_curation = (folder / path.relative_to(root) for path in paths)
    return Inputs(
        tuple(listings),
        folder,
        inputs.year,
        then_curation if then_curation.exists() else None,
        then_tags if then_tags.exists() else installed,
    )


def _text(
    difference: Difference, most: int, shown: Callable[[str], str], markdown: bool
) -> Iterator[str]:
    """Lines to read; `shown` gives what a listing says so that it is nothing but text."""
    if difference.is_none:
        yield f"No paper changes: {plural(difference.after, 'paper')}, as before."
        return
    yield (
        f"{difference.before:,} → {plural(difference.after, 'paper')}: "
        f"{len(difference.new):,} new, "
        f"{len(difference.changed):,} changed, {len(difference.gone):,} gone"
    )
    parts = (
        ("New", [_line(paper, shown) for paper in difference.new]),
        ("Changed", [_changed(change, shown) for change in difference.changed]),
        (
            "Gone",
            [f"{_line(change.paper, shown)}: {shown(change.why)}" for change in difference.gone],
        ),
        ("Addresses that would lead nowhere", _dead(difference)),
    )
    for heading, lines in parts:
        if lines:
            yield ""
            yield f"#### {heading}" if markdown else heading
            if markdown:
                yield ""
            yield from (f"- {line}" if markdown else f"  - {line}" for line in lines[:most])
            if (more := len(lines) - most) > 0:
                yield f"- … and {more:,} more" if markdown else f"  … and {more:,} more"


def _line(paper: Paper, shown: Callable[[str], str]) -> str:
    return f"{paper.first_day or 'undated'} {shown(paper.title)}"


def _changed(change: Changed, shown: Callable[[str], str]) -> str:
    parts = ", ".join(change.parts)
    renamed = change.before.title != change.after.title
    title = f" → {shown(change.after.title)}" if renamed else ""
    return f"{_line(change.before, shown)}{title} ({parts})"


def _code(text: str) -> str:
    """Markdown that shows a text as it is: no link, no image, no name that is called out."""
    runs = [len(run) for run in re.findall("`+", text)]
    fence = "`" * (max(runs, default=0) + 1)
    return f"{fence} {text} {fence}" if runs else f"`{text}`"


def _address(slug: str) -> str:
    return urls.html(urls.paper(slug))


def _dead(difference: Difference) -> list[str]:
    days = (urls.html(f"days/{name}.md") for name in difference.dead_days)
    authors = (urls.html(urls.author(PEOPLE, slug)) for slug in difference.dead_authors)
    return [*map(_address, difference.dead), *days, *authors]


def _rows(difference: Difference) -> dict[str, Any]:
    return {
        "papers": {"before": difference.before, "after": difference.after},
        "new": [_row(paper) for paper in difference.new],
        "changed": [
            {**_row(change.after), "was": _row(change.before), "parts": list(change.parts)}
            for change in difference.changed
        ],
        "gone": [{**_row(change.paper), "why": change.why} for change in difference.gone],
        "dead": _dead(difference),
    }


def _row(paper: Paper) -> dict[str, Any]:
    return {
        "title": paper.title,
        "address": _address(paper.slug),
        "days": [day.isoformat() for day in paper.days],
        "id": paper.arxiv_id or None,
        "tags": list(paper.tags),
    }
