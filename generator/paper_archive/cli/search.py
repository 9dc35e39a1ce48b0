"""`paper-archive search`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from paper_archive.cli import options
from paper_archive.cli.terminal import fail, out, print_json, printable, table
from paper_archive.model import InputError
from paper_archive.text.english import plural


@click.command()
@options.config_file
@click.argument("query", nargs=-1, required=True)
@click.option(
    "--limit", type=click.IntRange(0, 1000), default=10, show_default=True, help="How many papers."
)
@click.option("--offset", type=click.IntRange(0), default=0, help="How many to leave out before.")
@click.option(
    "--sort",
    type=click.Choice(["relevance", "date"]),
    default="relevance",
    show_default=True,
    help="What comes first: the best match or the newest.",
)
@click.option("--site-dir", type=options.PATH, help="The built site.  [default: from mkdocs.yml]")
@click.option("--json", "as_json", is_flag=True, help="Print what the browser's search returns.")
def search(
    config_file: Path,
    query: tuple[str, ...],
    limit: int,
    offset: int,
    sort: str,
    site_dir: Path | None,
    as_json: bool,
) -> None:
    """Search a built site, with the results of its search page.

    QUERY is words, a "phrase", -word, tag:, author:, after:2025-03, before:2025. What begins with a
    hyphen needs -- before the query.
    """
    # numpy takes a moment to import, which other commands need not wait for.
    from paper_archive.search.answer import search as ask
    from paper_archive.search.site import Site

    site = site_dir or options.settings(config_file).site_dir
    try:
        answer = ask(Site(site), " ".join(query), limit, offset, sort)
    except InputError as error:
        fail(str(error))
    except (LookupError, TypeError, ValueError) as error:
        # Each file by itself is sound or refused; these are of different builds, or were changed.
        fail(f"{site / 'search'}: the files do not fit together, build with --clean ({error!r})")
    if as_json:
        print_json(answer.as_json())
    else:
        _print(answer, site, offset)


def _print(answer: Any, site: Path, offset: int) -> None:
    if answer.message:
        _say(answer.message)
    for word, taken in answer.corrected.items():
        _say(f"{word}: looked for {', '.join(taken)}")
    if answer.suggestion:
        _say(f"Did you mean: {answer.suggestion}")
    if answer.results:
        out.print(_rows(answer, site))
    if answer.total:
        about = "at most " if answer.at_most else ""
        shown = f"{len(answer.results)} of {about}{plural(answer.total, 'paper')}"
        out.print(f"\n{shown}, after the first {offset:,}" if offset else f"\n{shown}")


def _say(text: str) -> None:
    """Print what may hold a reader's own words, in which nothing is markup."""
    out.print(printable(text), markup=False, emoji=False)


def _rows(answer: Any, site: Path) -> Table:
    rows = table("day", "paper", numbers=("score",))
    for found in answer.results:
        title = Text()
        for n, piece in enumerate(found.marked_title):
            title.append(piece, "bold" if n % 2 else "")
        # Its parts lead to the page where a terminal is too narrow for the whole.
        title.append("\n").append(found.url, f"dim link {(site / found.url).resolve().as_uri()}")
        rows.add_row(found.document.date or "undated", title, f"{found.score:.2f}")
    return rows
