"""`paper-archive build`."""

from __future__ import annotations

import os
import sys
import time
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from paper_archive.cli import options
from paper_archive.cli.terminal import fail, out, print_json, progress, warn
from paper_archive.text.english import plural
from paper_archive.workers import Workers


@click.command()
@options.config_file
@options.listings
@options.year
@options.curation
@click.option(
    "--site-dir", type=options.PATH, help="Where the site goes.  [default: from mkdocs.yml]"
)
@click.option(
    "--pages-dir", type=options.PATH, help="Where the pages go.  [default: from mkdocs.yml]"
)
@click.option("--clean", is_flag=True, help="Write everything anew, not only what differs.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1),
    default=lambda: os.cpu_count() or 1,
    show_default="one a processor",
    help="Processes that share the work, where there is enough of it.",
)
@click.option("--strict", is_flag=True, help="Fail if any listing has a problem.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Print problems and errors only.")
def build(
    config_file: Path,
    listings: tuple[Path, ...],
    year: int | None,
    curation: Path | None,
    site_dir: Path | None,
    pages_dir: Path | None,
    clean: bool,
    jobs: int,
    strict: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Build the site from its listings."""
    # MkDocs takes a moment to import, which `--help` and `check` need not wait for.
    from mkdocs.commands.build import build as build_site
    from mkdocs.exceptions import Abort, ConfigurationError

    start = time.perf_counter()
    setup = options.load(
        config_file,
        listings,
        year,
        curation,
        strict=strict or None,
        site_dir=str(site_dir.resolve()) if site_dir else None,
    )
    config, plugin = setup.config, setup.plugin
    if pages_dir:
        plugin.config.pages_dir = str(pages_dir.resolve())
    plugin.progress = progress(quiet or as_json)
    plugin.clean = clean
    summary = plugin.unchanged(config)
    if summary and not (config.strict and summary.problems):
        for problem in summary.problems:
            warn(problem)
    else:
        try:
            with closing(Workers(jobs)) as plugin.workers:
                config.plugins.on_startup(command="build", dirty=False)
                build_site(config)
        except (Abort, ConfigurationError):
            sys.exit(1)  # What went wrong is in the log, which is shown.
        except OSError as error:
            fail(
                f"{error.filename2 or error.filename or config.site_dir}: {error.strerror or error}"
            )
        summary = plugin.summary
    figures = {
        **asdict(summary),
        "problems": len(summary.problems),
        "seconds": round(time.perf_counter() - start, 2),
    }
    if as_json:
        print_json(figures)
    elif not quiet:
        _print(figures, Path(config.site_dir))


def _print(figures: dict[str, Any], site: Path) -> None:
    out.print(
        f"{plural(figures['papers'], 'paper')} from {plural(figures['listings'], 'listing')} "
        f"({figures['new']:,} new, {figures['changed']:,} changed), "
        f"{plural(figures['problems'], 'problem')}; "
        f"{plural(figures['pages'], 'page')}, {figures['pages_written']:,} written, "
        f"{figures['bytes'] / 1e6:.1f} MB, {figures['seconds']:.1f} s"
    )
    out.print(f"Open {(site / 'index.html').as_uri()}")
