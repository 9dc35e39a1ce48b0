"""The command line: the only place for exit codes and printing.

Exit codes: 0 fine (problems are reported), 1 problems under --strict, no listing found or a
failed build, 2 wrong usage.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from generator import __version__
from generator.archive.report import Credit
from generator.build import Inputs, Progress, quietly
from generator.build import build as build_archive
from generator.build import check as check_listings
from generator.listing.sources import find
from generator.model import InputError, Paper, Problem
from generator.tags import Coverage, Tagger, coverage

T = TypeVar("T")
# Into a file or a pipe, tables are as wide as they need to be.
out = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 200)
err = Console(stderr=True, highlight=False, soft_wrap=True)

PATH = click.Path(path_type=Path)
YEAR = click.IntRange(1900, 2999)
CONFIG = click.option(
    "-f", "--config-file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default="mkdocs.yml", show_default=True, help="MkDocs configuration.",
)  # fmt: skip


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="paper-archive")
def main() -> None:
    """Turn saved daily listings of papers into a permanent, searchable static site."""


@main.command()
@CONFIG
@click.option(
    "--listings",
    "listings",
    type=PATH,
    multiple=True,
    metavar="PATH",
    help="File or folder of listings; may be repeated.  [default: from mkdocs.yml]",
)
@click.option("--year", type=YEAR, help="Year of listings whose page and folder name none.")
@click.option("--site-dir", type=PATH, help="Where the site goes.  [default: from mkdocs.yml]")
@click.option("--pages-dir", type=PATH, help="Where the Markdown pages go.")
@click.option("--strict", is_flag=True, help="Fail if any listing has a problem.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Print problems and errors only.")
def build(
    config_file: Path,
    listings: tuple[Path, ...],
    year: int | None,
    site_dir: Path | None,
    pages_dir: Path | None,
    strict: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Build the site from its listings."""
    # MkDocs takes a moment to import, which `--help` and `check` need not wait for.
    from mkdocs.commands.build import build as build_site
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    start = time.perf_counter()
    _existing(listings)
    _show_log()
    try:
        config = load_config(
            str(config_file),
            strict=strict or None,
            site_dir=str(site_dir.resolve()) if site_dir else None,
        )
        plugin = config.plugins["paper-archive"]
    except (ConfigurationError, Abort) as error:
        _fail(f"{config_file}: {error}")
    except KeyError:
        _fail(f"{config_file}: add 'paper-archive' to its plugins")
    if listings:
        plugin.config.listings = [str(Path.cwd() / path) for path in listings]
    if pages_dir:
        plugin.config.pages_dir = str(pages_dir.resolve())
    plugin.config.year = year or plugin.config.year
    plugin.progress = _progress(quiet or as_json)
    try:
        config.plugins.on_startup(command="build", dirty=False)
        build_site(config)
    except (Abort, ConfigurationError):
        sys.exit(1)  # What went wrong is in the log, which is shown.
    except OSError as error:
        _fail(f"{error.filename or config.site_dir}: {error.strerror or error}")
    summary = plugin.summary
    figures = {
        "listings": len(summary.result.credits),
        "papers": len(summary.result.archive.papers),
        "new": summary.new,
        "changed": summary.changed,
        "pages_written": summary.pages_written,
        "problems": len(summary.result.problems),
        "seconds": round(time.perf_counter() - start, 2),
        "bytes": summary.bytes,
    }
    if as_json:
        _print_json(figures)
    elif not quiet:
        _summary(figures, Path(config.site_dir))


@main.command()
@click.argument("paths", type=click.Path(exists=True, path_type=Path), nargs=-1, required=True)
@click.option("--year", type=YEAR, help="Year of listings whose page and folder name none.")
@click.option("--strict", is_flag=True, help="Exit with 1 if any listing has a problem.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
def check(
    paths: tuple[Path, ...], year: int | None, strict: bool, as_json: bool, quiet: bool
) -> None:
    """Report what is in listings, and what is wrong with them; nothing is written."""
    inputs = Inputs(paths, Path(), Path.cwd(), year)
    if not find(paths):
        _fail(f"no listing found in {', '.join(map(str, paths))}")
    credits, problems = check_listings(inputs, _progress(quiet or as_json))
    totals = {
        "listings": len(credits),
        "entries": sum(each.entries for each in credits),
        "papers": sum(each.papers for each in credits),
        "duplicates": sum(each.duplicates for each in credits),
        "problems": len(problems),
    }
    if as_json:
        _print_json({"listings": _listings(credits, problems), "totals": totals})
    else:
        for problem in problems:
            _warn(str(problem))
        if not quiet:
            _report(credits, totals)
    if strict and problems:
        sys.exit(1)


@main.command()
@CONFIG
@click.option(
    "--listings",
    "listings",
    type=PATH,
    multiple=True,
    metavar="PATH",
    help="File or folder of listings; may be repeated.  [default: from mkdocs.yml]",
)
@click.option("--phrases", default=30, show_default=True, help="How many open phrases to show.")
@click.option(
    "--explain",
    metavar="WORDS",
    help="Show why the papers with these words in their title have their tags.",
)
def tags(config_file: Path, listings: tuple[Path, ...], phrases: int, explain: str | None) -> None:
    """Show how far the tags reach: their papers, papers without one, phrases that none covers."""
    from mkdocs.config import load_config

    _existing(listings)
    config = load_config(str(config_file))
    inputs = config.plugins["paper-archive"].inputs(config)
    if listings:
        inputs = Inputs(listings, inputs.tags, Path.cwd(), inputs.year)
    try:
        result = build_archive(inputs)
    except InputError as error:
        _fail(str(error))
    tagger = Tagger(result.taxonomy)
    papers = result.archive.papers
    if explain:
        _explain(explain, tagger, papers)
    else:
        texts = ((paper.title, paper.abstract, paper.tags) for paper in papers)
        _coverage(coverage(tagger, texts, most=phrases))


def _listings(credits: Iterable[Credit], problems: Iterable[Problem]) -> list[dict[str, Any]]:
    of_source: dict[str, list[dict[str, Any]]] = {}
    for problem in problems:
        row = {"line": problem.line, "what": problem.what, "fix": problem.fix}
        of_source.setdefault(problem.source, []).append(row)
    return [
        {
            "source": each.listing.source,
            "form": each.listing.form,
            "date": each.listing.date.isoformat() if each.listing.date else None,
            "entries": each.entries,
            "papers": each.papers,
            "duplicates": each.duplicates,
            "problems": of_source.get(each.listing.source, []),
        }
        for each in credits
    ]


def _report(credits: Iterable[Credit], totals: dict[str, int]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("listing", "form", "date"):
        table.add_column(name, overflow="fold")
    for name in ("entries", "papers", "duplicates", "lost"):
        table.add_column(name, justify="right")
    for each in credits:
        lost = each.entries - each.papers - each.duplicates
        date = each.listing.date.isoformat() if each.listing.date else "undated"
        counts = (each.entries, each.papers, each.duplicates, lost)
        table.add_row(each.listing.source, each.listing.form, date, *(f"{n:,}" for n in counts))
    out.print(table)
    lost = totals["entries"] - totals["papers"] - totals["duplicates"]
    out.print(
        f"{_count(totals['entries'], 'entry', 'entries')} = {_count(totals['papers'], 'paper')} + "
        f"{_count(totals['duplicates'], 'duplicate')} + {lost:,} lost; "
        f"{_count(totals['problems'], 'problem')} in {_count(totals['listings'], 'listing')}"
    )


def _summary(figures: dict[str, Any], site: Path) -> None:
    index = site / "index.html"
    out.print(
        f"{_count(figures['papers'], 'paper')} from {_count(figures['listings'], 'listing')} "
        f"({figures['new']:,} new, {figures['changed']:,} changed), "
        f"{_count(figures['problems'], 'problem')}; "
        f"{figures['pages_written']:,} pages, {figures['bytes'] / 1e6:.1f} MB, "
        f"{figures['seconds']:.1f} s"
    )
    out.print(f"Open {index.as_uri()}")


def _coverage(found: Coverage) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("tag")
    table.add_column("papers", justify="right")
    table.add_column("share", justify="right")
    for row in found.counts:
        table.add_row(row.tag, f"{row.papers:,}", f"{row.papers / max(1, found.papers):.1%}")
    out.print(table)
    tagged = found.papers - len(found.untagged)
    share = tagged / max(1, found.papers)
    out.print(f"\n{tagged:,} of {_count(found.papers, 'paper')} carry a tag ({share:.1%})")
    if found.untagged:
        out.print("\n[bold]Papers without a tag[/]")
        for title in found.untagged:
            out.print(f"  {title}", markup=False)
    if found.phrases:
        out.print("\n[bold]Frequent phrases that no tag covers[/]")
        for row in found.phrases:
            out.print(f"  {row.papers:5,}  {row.phrase}", markup=False)


def _explain(words: str, tagger: Tagger, papers: Iterable[Paper]) -> None:
    wanted = words.lower().split()
    for paper in papers:
        if not all(word in paper.title.lower() for word in wanted):
            continue
        out.print(paper.title, style="bold", markup=False)
        for evidence in tagger.explain(paper.title, paper.abstract):
            chosen = "*" if evidence.chosen else " "
            vetoed = ", vetoed" if evidence.vetoed else ""
            phrases = ", ".join(f"{m.phrase} {m.standing:+.2f}" for m in evidence.mentions)
            out.print(
                f" {chosen} {evidence.standing:5.2f}  {evidence.tag}{vetoed}: {phrases}",
                markup=False,
            )


def _existing(paths: Iterable[Path]) -> None:
    for path in paths:
        if not path.exists():
            raise click.BadParameter(f"'{path}' does not exist", param_hint="--listings")


def _progress(quiet: bool) -> Progress:
    """A bar on the terminal, on standard error; nothing where there is none."""
    if quiet or not err.is_terminal:
        return quietly

    def bar(items: Iterable[T], what: str, total: int) -> Iterable[T]:
        return track(items, what, total, console=err, transient=True)

    return bar


class _Log(logging.Handler):
    """Shows MkDocs' warnings and errors, in which our problems come too."""

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage().removeprefix("paper-archive: ")
        if record.levelno >= logging.ERROR:
            err.print(f"[red]error[/]: {_plain(message)}")
        else:
            _warn(message)


def _show_log() -> None:
    log = logging.getLogger("mkdocs")
    log.handlers = [_Log(logging.WARNING)]
    log.propagate = False


def _warn(message: str) -> None:
    err.print(f"[yellow]warning[/]: {_plain(message)}")


def _fail(message: str) -> NoReturn:
    err.print(f"[red]error[/]: {_plain(message)}")
    sys.exit(1)


def _plain(message: str) -> str:
    """Keep brackets in a message from being read as styles."""
    return message.replace("[", r"\[")


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _count(number: int, noun: str, many: str = "") -> str:
    return f"{number:,} {noun if number == 1 else many or noun + 's'}"


if __name__ == "__main__":
    main()
