"""`paper-archive bundle`."""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

import click

from paper_archive.bundle.built_site import BuiltSite
from paper_archive.bundle.zip_file import write_zip
from paper_archive.cli import options
from paper_archive.cli.terminal import err, fail, out, progress
from paper_archive.disk import replacing
from paper_archive.model import InputError
from paper_archive.site.session import alone
from paper_archive.text.english import plural

_MANY = 2_000


@click.command()
@options.config_file
@options.site_dir
@click.option(
    "--into", type=options.PATH, default=Path(), help="Folder for the zip.  [default: here]"
)
@click.option("--zim", is_flag=True, help="Also write a ZIM file for Kiwix.")
@click.option("-q", "--quiet", is_flag=True, help="Print the names of the files only.")
def bundle(config_file: Path, site_dir: Path | None, into: Path, zim: bool, quiet: bool) -> None:
    """Pack the built site for offline reading.

    Writes NAME-DATE.zip, by the name of the site and the date of its newest listing. Unpack it and
    open index.html.
    """
    settings = options.settings(config_file, site_dir=site_dir)
    start = time.process_time()
    if zim:
        try:
            from paper_archive.bundle.zim import write_zim
        except ImportError:
            fail("a ZIM file needs libzim: pip install 'paper-archive[zim]'")
    try:
        into.mkdir(parents=True, exist_ok=True)
        with alone(settings):
            site = BuiltSite.open(settings.site_dir)
            show = progress(quiet)
            bundles = [into / f"{site.name}.zip"]
            members = show(site.bundled(), "Packing", len(site.paths))
            _begin(bundles[0], site, quiet)
            with replacing(bundles[0]) as temporary, temporary.open("wb") as packed:
                write_zip(packed, members, site.newest or date.min)
            if zim:
                bundles.append(into / f"{site.name}.zim")
                _begin(bundles[1], site, quiet)
                write_zim(bundles[1], site, show(site.members(), "Indexing", len(site.paths)))
    except InputError as error:
        fail(*map(str, error.problems))
    except OSError as error:
        fail(f"the bundle was not written: {error.filename or into}: {error.strerror or error}")
    except OverflowError as error:
        fail(f"the bundle was not written: {error}")
    for file in bundles:
        out.print(str(file))
    if not quiet:
        sizes = " and ".join(f"{file.stat().st_size / 1e6:.1f} MB" for file in bundles)
        seconds = time.process_time() - start
        err.print(f"{plural(len(site.paths), 'file')}, {sizes}, {seconds:.1f} s CPU")


def _begin(file: Path, site: BuiltSite, quiet: bool) -> None:
    """Say that a bundle begins, to a person or where it takes more than a few seconds."""
    if not quiet and (sys.stderr.isatty() or len(site.paths) > _MANY):
        pages = sum(path.endswith(".html") for path in site.paths)
        err.print(f"Writing {file.name}, {plural(pages, 'page')} …")
