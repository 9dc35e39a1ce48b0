"""`paper-archive search`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paper_archive.cli import arrivals, options
from paper_archive.cli.terminal import Table, fail, out, print_json
from paper_archive.model import InputError
from paper_archive.text.english import plural

if TYPE_CHECKING:
    from paper_archive.search.answer import Answer, Match

_MOST_NAMES = 4  # of a paper's authors


_MINUS = "\0-"  # No argument of a command can hold a NUL.


class _Search(click.Command):
    """Takes `-word` as a part of the query, and not as several options of one letter."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, [_minus_kept(arg) for arg in args])
        except click.NoSuchOption as error:
            word = error.option_name.lstrip("-")
            message = f"{error.message} To search for this word, write '{word}'."
            name, others = error.option_name, error.possibilities
            raise click.NoSuchOption(name, message, others, ctx) from error


def _minus_kept(argument: str) -> str:
    return _MINUS + argument[1:] if _is_word(argument) else argument


def _is_word(argument: str) -> bool:
    return argument.startswith("-") and not argument.startswith("--") and len(argument) > 2


@click.command(cls=_Search)
@arrivals.config_file
@click.argument("query", nargs=-1, required=True)
@click.option(
    "--limit",
    type=click.IntRange(0, 1000),
    default=10,
    show_default=True,
    help="Show this many papers.",
)
@click.option("--offset", type=click.IntRange(0), default=0, help="Skip this many papers first.")
@click.option(
    "--sort",
    type=click.Choice(["relevance", "newest", "oldest", "votes", "date"]),
    default="relevance",
    show_default=True,
    help="Show these papers first; date is an earlier name of newest.",
)
@click.option("--code", is_flag=True, help="Only papers with a link to their code.")
@click.option("--counts", is_flag=True, help="Count the tags of the papers with all words.")
@click.option(
    "--site-dir", type=options.PATH, help="Folder of the site.  [default: from mkdocs.yml]"
)
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON.")
def search(
    config_file: Path | None,
    query: tuple[str, ...],
    limit: int,
    offset: int,
    sort: str,
    code: bool,
    counts: bool,
    site_dir: Path | None,
    as_json: bool,
) -> None:
    """Search the built site.

    The results are those of its search page. QUERY has words, "a phrase", -word, tag:, author:,
    category:, venue:, doi:, has:code, after:2025-03 or before:2025; or it is the id or address of a
    paper.
    """
    # The engine takes a moment to import, which other commands need not wait for.
    from paper_archive.search.engine import SiteSearch

    if site_dir is None and config_file is None and not arrivals.CONFIG_FILE.is_file():
        raise options.NoArchive(also=", or give --site-dir")
    site = site_dir or options.settings(config_file or arrivals.CONFIG_FILE).site_dir
    try:
        text = " ".join(query).replace(_MINUS, "-")
        found = SiteSearch(site)
        answer = found.search(text, limit, offset, sort, code=code, counts=counts)
    except InputError as error:
        fail(*map(str, error.problems))
    if as_json:
        print_json(answer)
    else:
        _print(answer, site, offset)


def _print(answer: Answer, site: Path, offset: int) -> None:
    if answer["message"]:
        out.print(answer["message"])
    if answer["elsewhere"]:
        out.print(f"It would be here: {answer['elsewhere']}")
    for word, taken in answer["corrected"].items():
        out.print(f"{word}: looked for {', '.join(taken)}")
    if answer["suggestion"]:
        out.print(f"Did you mean: {answer['suggestion']}")
    for other in answer["instead"]:
        out.print(f"Instead: {other['query']} ({plural(other['papers'], 'paper')})")
    for person in answer["people"]:
        out.print(f"All papers of {person['name']}: {person['url']}")
    results, total = answer["results"], answer["total"]
    if results:
        out.table(_rows(results, site))
    if counts := answer["counts"]:
        rows = Table("tag", numbers=("papers",))
        for tag in counts["tags"]:
            rows.add_row(f"tag:{tag['tag']}", f"{tag['papers']:,}")
        rows.add_row("has:code", f"{counts['code']:,}")
        out.table(rows)
    if total:
        about = "at most " if answer["atMost"] else ""
        shown = f"{len(results)} of {about}{plural(total, 'paper')}"
        if answer["all"] < total and not about:
            shown += f", {answer['all']:,} of them with all words"
        out.print("", f"{shown}, after the first {offset:,}" if offset else shown)


def _rows(results: Iterable[Match], site: Path) -> Table:
    results = list(results)
    has_votes = any(match["votes"] for match in results)
    rows = Table("day", "paper", numbers=("votes", "score") if has_votes else ("score",))
    for match in results:
        lines = [_marked(match["marked"]["title"])]
        if match["authors"]:
            lines.append([(_names(match), "")])
        if match["snippet"]:
            lines.append(_marked(match["marked"]["snippet"]))
        lines.append([(match["url"], _link(site, match["url"]))])
        numbers = [f"{match['score']:.2f}"]
        if has_votes:
            numbers.insert(0, f"{match['votes'] or 0:,}")
        rows.add_row(match["date"] or "undated", tuple(lines), *numbers)
    return rows


def _marked(pieces: Sequence[str]) -> list[tuple[str, str]]:
    return [(piece, "bold" if n % 2 else "") for n, piece in enumerate(pieces)]


def _names(match: Match) -> str:
    """Return up to four names, else three and how many more, as the search page does."""
    authors, sought = match["authors"], match["signed"][:1]
    if len(authors) <= _MOST_NAMES:
        return ", ".join(authors)
    shown = authors[: _MOST_NAMES - 1]
    if sought and sought[0] not in shown:
        shown[-1] = f"… {sought[0]}"
    names = ", ".join(shown).replace(", … ", "\u00a0… ")
    return f"{names}\u00a0… + {len(authors) - len(shown):,}"


def _link(site: Path, url: str) -> str:
    """Return the style of an address: a link to the page, unless it leads out of the site."""
    root = site.resolve()
    page = Path(os.path.normpath(root / url))
    if not page.is_relative_to(root):
        return "dim"
    # A terminal that is too narrow breaks the address; each part still leads to the page.
    return f"dim link {page.as_uri()}"
