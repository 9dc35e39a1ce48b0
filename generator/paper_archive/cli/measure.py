"""`paper-archive measure`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from paper_archive.cli import options
from paper_archive.cli.terminal import error, fail, out, print_json, warn
from paper_archive.site.limits import HOSTS, refusals, weigh
from paper_archive.text.english import plural


@click.command()
@options.config_file
@options.site_dir
@click.option(
    "--host",
    type=click.Choice([*HOSTS]),
    envvar="PAPER_ARCHIVE_HOST",
    default="github",
    help="Whose limits count.  [env: PAPER_ARCHIVE_HOST; default: github]",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def measure(config_file: Path, site_dir: Path | None, host: str, as_json: bool) -> None:
    """Check whether a host would take the built site.

    Weighs the site as its host does, and exits with 1 if it is too large.
    """
    pages = HOSTS[host]
    site = site_dir or options.settings(config_file).site_dir
    try:
        weight = weigh(site)
    except OSError as unreadable:
        fail(f"{site}: cannot be read: {unreadable.strerror or unreadable}")
    refused = [str(problem) for problem in refusals(site, weight, pages)]
    if as_json:
        print_json(
            {
                "files": weight.files,
                "bytes": weight.bytes,
                "packed": weight.packed,
                "limit": pages.most_bytes,
                "folders": {folder or ".": share for folder, share in weight.folders},
                "refused": refused,
            }
        )
    else:
        out.print(
            f"{plural(weight.files, 'file')}, {weight.bytes / 1e6:.1f} MB; "
            f"{'packed for' if pages.is_packed else 'at'} {pages.name} "
            f"{weight.at(pages) / 1e6:.1f} MB, "
            f"{weight.at(pages) / pages.most_bytes:.1%} of what it takes"
        )
        for refusal in refused:
            error(refusal)
        if weight.is_nearly_full(pages) and not refused:
            warn(f"{site}: is nearly as large as {pages.name} takes: think of another host in time")
    if refused:
        sys.exit(1)
