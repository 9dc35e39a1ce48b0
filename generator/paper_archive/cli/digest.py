"""`paper-archive digest`."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import click

from paper_archive.cli import options
from paper_archive.cli.archive import read_archive
from paper_archive.cli.terminal import err, fail, progress, warn
from paper_archive.mail.day_digest import address, day_digest, readers
from paper_archive.mail.smtp import NotSent, Server
from paper_archive.model import Day, InputError
from paper_archive.text.english import plural


@click.command()
@options.config_file
@options.listings
@options.year
@options.curation
@click.option("--date", "of", type=options.DAY, help="Day of the papers.  [default: newest]")
@click.option(
    "--tag",
    "tags",
    multiple=True,
    metavar="TAG",
    help="Only papers with this tag; may be repeated.",
)
@click.option("--from", "sender", required=True, metavar="ADDRESS", help="The sender.")
@click.option("--to", "to", type=click.File("rb"), required=True, metavar="FILE",
              help="File of addresses, one per line.")  # fmt: skip
@click.option("--into", type=options.PATH, default=Path("digest"), show_default=True,
              help="Folder to write the messages into.")  # fmt: skip
@click.option("--send", is_flag=True, help="Send the messages by SMTP instead.")
def digest(
    config_file: Path,
    listings: tuple[Path, ...],
    year: int | None,
    curation: Path | None,
    of: datetime | None,
    tags: tuple[str, ...],
    sender: str,
    to: BinaryIO,
    into: Path,
    send: bool,
) -> None:
    """Write or send the papers of a day as an e-mail.

    Writes a message (.eml) for each address of a file; with --send, sends the messages. The server
    comes from PAPER_ARCHIVE_SMTP (smtps://HOST or smtp://HOST:PORT), the credentials from
    PAPER_ARCHIVE_SMTP_USER and PAPER_ARCHIVE_SMTP_PASSWORD.
    """
    settings = options.settings(config_file, listings=listings, year=year, curation=curation)
    if not settings.site_url:
        fail(f"{config_file}: set site_url: the links of an e-mail need it")
    catalog = read_archive(settings, progress(True)).catalog
    for tag in tags:
        if tag not in catalog.tags:
            raise click.BadParameter(f"there is no tag '{tag}'", param_hint="--tag")
    days = catalog.archive.days
    if of:
        day: Day | None = catalog.archive.day(of.date())
    else:
        day = next((day for day in reversed(days) if day.papers), None)
    try:
        author = address(sender, "--from", 0)
        known = readers(to.read(), to.name)
        letter = day_digest(catalog, day, tags) if day and day.papers else None
        if letter is None:
            asked = of.date() if of else day.date if day else None
            under = f" under {' or '.join(tags)}" if tags else ""
            err.print(f"No papers{under}{f' on {asked}' if asked else ''}: no digest.")
        elif send:
            now = datetime.now(UTC).replace(microsecond=0)
            refused = Server.of(os.environ).send([letter.message(author, to, now) for to in known])
            for problem in refused:
                warn(str(problem))
            if refused:
                fail(f"{plural(len(known) - len(refused), 'message')} sent, {len(refused)} refused")
            err.print(f"{plural(len(known), 'message')} sent.")
        else:
            into.mkdir(parents=True, exist_ok=True)
            for n, reader in enumerate(known, 1):
                message = letter.message(author, reader)
                (into / f"{letter.name}-{n}.eml").write_bytes(message.as_bytes())
            err.print(f"{plural(len(known), 'message')} in {into}.")
    except InputError as error:
        fail(str(error))
    except NotSent as error:
        fail(f"{plural(error.sent, 'message')} of {len(known)} sent, then: {error}")
    except OSError as error:
        fail(f"the digest was not written: {error}")
