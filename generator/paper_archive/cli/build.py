"""`paper-archive build`."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Generator
from concurrent.futures import BrokenExecutor
from contextlib import AbstractContextManager, closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paper_archive.cli import options
from paper_archive.cli.terminal import (
    fail,
    is_terminal,
    note,
    out,
    print_json,
    progress,
    show_mkdocs_log,
    warn,
)
from paper_archive.config import Settings
from paper_archive.model import InputError
from paper_archive.progress import Progress
from paper_archive.site.problem_list import shortened
from paper_archive.site.session import unchanged
from paper_archive.site.summary import Summary
from paper_archive.text.english import plural
from paper_archive.workers import Workers

if TYPE_CHECKING:
    from paper_archive.site.theme import Rendered, Request

# Systems that run out of memory end the process that has most.
KILLED = (
    "a process of the build was killed, perhaps for lack of memory; the site is as it was "
    "(build with fewer --jobs)"
)


@click.command()
@options.config_file
@options.listings
@options.year
@options.curation
@click.option(
    "--site-dir", type=options.PATH, help="Folder of the site.  [default: from mkdocs.yml]"
)
@click.option(
    "--pages-dir",
    type=options.PATH,
    help="Folder of the Markdown pages.  [default: from mkdocs.yml]",
)
@click.option("--clean", is_flag=True, help="Rebuild everything.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1),
    default=lambda: os.cpu_count() or 1,
    show_default="one per processor",
    help="Number of processes here; small builds use one.",
)
@click.option(
    "--executor",
    type=options.EXECUTOR,
    default=options.PROCESSES,
    show_default=True,
    metavar="processes|dask://HOST:PORT",
    help="Where the work is shared out to: processes here, or the workers of Dask.",
)
@click.option("--strict", is_flag=True, help="Fail on a listing's problem or a warning of MkDocs.")
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
    executor: str,
    strict: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Build the site, and rebuild only what changed."""
    start = time.perf_counter()
    settings = options.settings(
        config_file,
        listings=listings,
        year=year,
        curation=curation,
        site_dir=site_dir,
        pages_dir=pages_dir,
        strict=strict or None,
    )
    # A strict build asks MkDocs for its warnings, which the summary of the last build has not.
    summary = None if clean or settings.strict else unchanged(settings)
    if summary:
        for problem in shortened(summary.problems):
            warn(str(problem))
    else:
        summary = _build(settings, clean, _workers(executor, jobs), progress(quiet or as_json))
    figures = {
        **asdict(summary),
        "problems": len(summary.problems),
        "seconds": round(time.perf_counter() - start, 2),
    }
    if as_json:
        print_json(figures)
    elif not quiet:
        _print(figures, settings.site_dir)


def _workers(executor: str, jobs: int) -> AbstractContextManager[Workers]:
    if executor == options.PROCESSES:
        return closing(Workers(jobs))
    # Few builds need it.
    from paper_archive.dask_workers import dask_workers

    return dask_workers(executor)


def _build(
    settings: Settings, clean: bool, shared: AbstractContextManager[Workers], show: Progress
) -> Summary:
    # The pipeline takes a moment to import, in vain where nothing is to be done.
    from jinja2 import TemplateError, TemplateSyntaxError

    from paper_archive.pipeline import build
    from paper_archive.run import Run
    from paper_archive.site.theme import RenderError

    try:
        with shared as workers:
            run = Run(lambda problem: warn(str(problem)), clean, show, workers, note)
            with closing(build(settings, run)) as stages:
                request = next(stages)
                return _ended(stages, request.kept or _rendered(settings, request))
    except InputError as error:
        fail(*map(str, error.problems))
    except RenderError as error:
        # Without words, what went wrong is in MkDocs' log, which is shown.
        if not str(error):
            sys.exit(1)
        fail(_one_line(error))
    except (TemplateError, UnicodeError) as error:
        file = getattr(error, "filename", None)
        line = f":{error.lineno}" if file and isinstance(error, TemplateSyntaxError) else ""
        fail(f"{file or 'a template or a page'}{line}: cannot be rendered: {_one_line(error)}")
    except BrokenExecutor:
        fail(KILLED)
    except OSError as error:
        where = error.filename2 or error.filename or settings.site_dir
        fail(f"{where}: {error.strerror or error}")


def _rendered(settings: Settings, request: Request) -> Rendered:
    # MkDocs takes half a second to import, and few builds need it.
    from paper_archive.mkdocs_plugin import render

    show_mkdocs_log()
    return render(settings, request)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


def _ended(stages: Generator[Request, Rendered, Summary], rendered: Rendered) -> Summary:
    """Go on with what is rendered, to the end."""
    try:
        stages.send(rendered)
    except StopIteration as end:
        summary: Summary = end.value
        return summary
    raise RuntimeError("the pipeline asks for the theme once")


def _print(figures: dict[str, Any], site: Path) -> None:
    gone = f", {figures['gone']:,} gone or merged" if figures["gone"] else ""
    out.print(
        f"{plural(figures['papers'], 'paper')} from {plural(figures['listings'], 'listing')} "
        f"({figures['new']:,} new, {figures['changed']:,} changed{gone}), "
        f"{plural(figures['problems'], 'problem')}; "
        f"{plural(figures['pages'], 'page')}, {figures['pages_written']:,} written, "
        f"{figures['bytes'] / 1e6:.1f} MB, {figures['seconds']:.1f} s"
    )
    if is_terminal():  # Nobody opens a file from the log of a hook or a workflow.
        out.print(f"Open {(site / 'index.html').as_uri()}")
