"""`paper-archive digest`."""

from __future__ import annotations

import os
import smtplib
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from generator.cli import options
from generator.cli.terminal import count, err, fail, progress
from generator.model import Day, InputError
from generator.publish.digest import address, day_digest, readers
from generator.publish.mail import Server


@click.command()
@options.config_file
@options.listings
@options.year
@options.curation
@click.option("--date", "of", type=click.DateTime(["%Y-%m-%d"]), help="Day.  [default: newest]")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Only its papers; repeatable.")
@click.option("--from", "sender", required=True, metavar="ADDRESS", help="Who it is from.")
@click.option("--to", "to", type=click.File(encoding="utf-8"), required=True, metavar="FILE",
              help="File of addresses, one a line.")  # fmt: skip
@click.option("--into", type=options.PATH, default=Path("digest"), show_default=True,
              help="Folder to write the messages into.")  # fmt: skip
@click.option("--send", is_flag=True, help="Send them by SMTP instead: see PAPER_ARCHIVE_SMTP.")
def digest(
    config_file: Path,
    listings: tuple[Path, ...],
    year: int | None,
    curation: Path | None,
    of: datetime | None,
    tags: tuple[str, ...],
    sender: str,
    to: click.utils.LazyFile,
    into: Path,
    send: bool,
) -> None:
    """Write the papers of a day as e-mails (.eml), or send them.

    The server comes from PAPER_ARCHIVE_SMTP (smtps://HOST or smtp://HOST:PORT), credentials from
    PAPER_ARCHIVE_SMTP_USER and PAPER_ARCHIVE_SMTP_PASSWORD.
    """
    setup = options.load(config_file, listings, year, curation)
    if not setup.config.site_url:
        fail(f"{config_file}: set site_url: the links of an e-mail need it")
    catalog = replace(
        setup.gather(progress(True)).catalog,
        site_url=setup.config.site_url,
        site_name=setup.config.site_name,
    )
    for tag in tags:
        if tag not in catalog.tags:
            raise click.BadParameter(f"there is no tag '{tag}'", param_hint="--tag")
    days = catalog.archive.days
    if of:
        day: Day | None = catalog.archive.day(of.date())
    else:
        day = next((day for day in reversed(days) if day.papers), None)
    try:
        made = day_digest(catalog, day, tags) if day and day.papers else None
        author = address(sender, "--from", 0)
        messages = [made.message(author, to) for to in readers(to.read(), to.name)] if made else []
        if made is None:
            err.print(f"No papers{f' on {of.date()}' if of else ''}: no digest.")
        elif send:
            server = Server.of(os.environ)
            err.print(f"{count(server.send(messages), 'message')} sent.")
        else:
            into.mkdir(parents=True, exist_ok=True)
            for n, message in enumerate(messages, 1):
                name = f"{day.date.isoformat()}-{n}.eml" if day and day.date else f"{n}.eml"
                (into / name).write_bytes(message.as_bytes())
            err.print(f"{count(len(messages), 'message')} in {into}.")
    except InputError as error:
        fail(str(error))
    except (OSError, smtplib.SMTPException) as error:
        fail(f"the digest was not {'sent' if send else 'written'}: {error}")
