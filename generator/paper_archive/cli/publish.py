"""`paper-archive publish`."""

from __future__ import annotations

import os
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from paper_archive.cli import options
from paper_archive.cli.terminal import fail, note, out, print_json, progress
from paper_archive.config import Settings
from paper_archive.progress import Progress
from paper_archive.publish import BuiltFiles, Job, Refused, carry_out, opened, prepare
from paper_archive.publish.targets import NotUnderstood
from paper_archive.site.session import alone
from paper_archive.text.english import plural

MOST_NAMED = 10


@click.command()
@click.argument("target")
@options.config_file
@options.site_dir
@click.option(
    "--endpoint",
    metavar="URL",
    default="",
    help="Address of an object store that is not Amazon's.  [env: AWS_ENDPOINT_URL_S3]",
)
@click.option("--verify", is_flag=True, help="Compare the contents of all files at the target.")
@click.option(
    "-n", "--dry-run", is_flag=True, help="Show what would be sent and deleted, and do nothing."
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def publish(
    target: str,
    config_file: Path,
    site_dir: Path | None,
    endpoint: str,
    verify: bool,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Send the built site to a folder, a server or an object store.

    Sends what TARGET lacks, and deletes what an earlier publish put there and the site has no
    longer. TARGET is a folder, user@host:path or ssh://user@host:port/path for rsync, or
    s3://bucket/prefix.
    """
    start = time.perf_counter()
    settings = options.settings(config_file, site_dir=site_dir)
    try:
        job, files, on_line = _publish(
            settings, target, endpoint, verify, dry_run, progress(quiet or as_json)
        )
    except NotUnderstood as error:
        raise click.BadParameter(str(error), param_hint="TARGET") from None
    except Refused as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename or settings.cache}: {error.strerror or error}")
    if job.strange and not (quiet or as_json):
        note(f"{target} has {plural(len(job.strange), 'file')} that no publish put there: "
             f"{_named(job.strange)} (they stay)")  # fmt: skip
    figures: dict[str, Any] = {
        "target": target,
        "files": files,
        "new": len(job.new),
        "changed": len(job.send) - len(job.new),
        "deleted": len(job.delete),
        "others": len(job.strange),
        "bytes_sent": job.bytes,
        **({} if on_line is None else {"bytes_on_line": on_line}),
        "bytes": sum(size for _, size in job.now.files.values()),
        "seconds": round(time.perf_counter() - start, 2),
    }
    if as_json:
        named = {"send": [file.path for file in job.send], "delete": [*job.delete]}
        print_json(figures | (named if dry_run else {}))
    elif not quiet:
        if dry_run:
            for what, paths in (("send", [f.path for f in job.send]), ("delete", job.delete)):
                if paths:
                    out.print(f"would {what} {_named(paths)}")
        _print(figures, dry_run)


def _publish(
    settings: Settings, target: str, endpoint: str, verify: bool, dry_run: bool, show: Progress
) -> tuple[Job, int, int | None]:
    # What was typed is looked at first: a build would not mend it.
    with (
        closing(opened(target, settings.site_dir, os.environ, endpoint)) as place,
        alone(settings),
    ):
        site = BuiltFiles.open(settings.cache, settings.site_dir)
        if site.strange:
            note(f"not published, because no build wrote them: {_named(site.strange)}")
        job = prepare(site, place, is_thorough=verify)
        if not dry_run:
            carry_out(job, place, show)
    return job, len(site.files), place.on_line


def _named(paths: Any) -> str:
    return ", ".join(paths[:MOST_NAMED]) + (" …" if len(paths) > MOST_NAMED else "")


def _print(figures: dict[str, Any], dry_run: bool) -> None:
    share = figures["bytes_sent"] / max(figures["bytes"], 1)
    line = figures.get("bytes_on_line")
    sent = "to send" if dry_run else "sent"
    out.print(
        f"{figures['target']}: {plural(figures['files'], 'file')}; "
        f"{figures['new']:,} new, {figures['changed']:,} changed, {figures['deleted']:,} deleted"
        f"{' (dry run: nothing was done)' if dry_run else ''}; "
        f"{figures['bytes_sent'] / 1e6:.1f} MB {sent}, {share:.1%} of all"
        f"{'' if line is None else f' ({line / 1e6:.1f} MB over the line)'}, "
        f"{figures['seconds']:.1f} s"
    )
