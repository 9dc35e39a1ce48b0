"""`paper-archive digest`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import click

from paper_archive.catalog import Catalog
from paper_archive.cli import options
from paper_archive.cli.archive import read_archive
from paper_archive.cli.terminal import err, fail, progress, warn
from paper_archive.disk import replace_file
from paper_archive.mail.day_digest import Digest, day_digest, week_digest
from paper_archive.mail.readers import address, readers
from paper_archive.mail.smtp import NotSent, Server
from paper_archive.model import InputError
from paper_archive.store.topics import Topic
from paper_archive.store.week import Week
from paper_archive.store.weeks import full_weeks, papers_of
from paper_archive.text.english import plural


class _Week(click.ParamType[Week]):
    """A week as pages name it, or `newest`."""

    name = "week"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == _NEWEST or isinstance(value, Week):
            return value
        try:
            return Week.named(value.upper())
        except ValueError:
            self.fail(f"'{value}' is no week: write year and week like 2026-W34", param, ctx)


_WEEK = _Week()
_NEWEST = "newest"


@click.command()
@options.config_file
@options.listings
@options.year
@options.curation
@click.option("--date", "of", type=options.DAY, help="Day of the papers.  [default: newest]")
@click.option(
    "--week",
    type=_WEEK,
    is_flag=False,
    flag_value=_NEWEST,
    help="Week of the papers, like 2026-W34.  [default: the newest that is over]",
)
@click.option(
    "--tag",
    "tags",
    multiple=True,
    metavar="TAG",
    help="Only papers with this tag; may be repeated.",
)
@click.option(
    "--topic",
    metavar="TOPIC",
    help="Only papers of this topic.",
)
@click.option("--from", "sender", required=True, metavar="ADDRESS", help="The sender.")
@click.option("--to", "to", type=click.File("rb"), required=True, metavar="READERS",
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
    week: Week | str | None,
    tags: tuple[str, ...],
    topic: str | None,
    sender: str,
    to: BinaryIO,
    into: Path,
    send: bool,
) -> None:
    """Write or send the papers of a day or a week as an e-mail.

    Writes a message (.eml) for each address of a file; with --send, sends the messages. The server
    comes from PAPER_ARCHIVE_SMTP (smtps://HOST or smtp://HOST:PORT), the credentials from
    PAPER_ARCHIVE_SMTP_USER and PAPER_ARCHIVE_SMTP_PASSWORD.
    """
    if of and week:
        raise click.UsageError("--date and --week exclude each other")
    if tags and topic:
        raise click.UsageError("--tag and --topic exclude each other")
    settings = options.settings(config_file, listings=listings, year=year, curation=curation)
    if not settings.site_url:
        fail(f"{config_file}: set site_url: the links of an e-mail need it")
    catalog = read_archive(settings, progress(True)).catalog
    for tag in tags:
        if tag not in catalog.tags:
            raise click.BadParameter(f"there is no tag '{tag}'", param_hint="--tag")
    chosen = next((one for one in catalog.topics if one.id == topic), None)
    if topic and not chosen:
        raise click.BadParameter(f"there is no topic '{topic}'", param_hint="--topic")
    try:
        author = address(sender, "--from", 0)
        known = readers(to.read(), to.name)
        when, letter = _letter(catalog, of, week, tags, chosen)
        if letter is None:
            under = " under ".join(["", *filter(None, (" or ".join(tags), topic))])
            err.print(f"No papers{under}{f' {when}' if when else ''}: no digest.")
        elif send:
            now = datetime.now(UTC).replace(microsecond=0)
            refused = Server.of(os.environ).send([letter.message(author, to, now) for to in known])
            for problem in refused:
                warn(str(problem))
            if refused:
                fail(f"{plural(len(known) - len(refused), 'message')} sent, {len(refused)} refused")
            err.print(f"{plural(len(known), 'message')} sent.")
        elif into.exists() and not into.is_dir():
            fail(f"{into}: is no folder (name a folder with --into, or a new one)")
        else:
            into.mkdir(parents=True, exist_ok=True)
            for n, reader in enumerate(known, 1):
                message = letter.message(author, reader)
                replace_file(into / f"{letter.name}-{n}.eml", message.as_bytes())
            err.print(f"{plural(len(known), 'message')} in {into}.")
    except InputError as error:
        fail(*map(str, error.problems))
    except NotSent as error:
        fail(f"{plural(error.sent, 'message')} of {len(known)} sent, then: {error}")
    except OSError as error:
        fail(f"{error.filename or into}: the digest was not written: {error.strerror or error}")


def _letter(
    catalog: Catalog,
    of: datetime | None,
    week: Week | str | None,
    tags: Sequence[str],
    topic: Topic | None,
) -> tuple[str, Digest | None]:
    """Return when the papers were listed, "" if there is no such day or week, and the digest."""
    archive = catalog.archive
    if week:
        newest = next(iter(full_weeks(catalog.outline, 1)), None)
        asked = week if isinstance(week, Week) else newest
        if asked is None:
            return "", None
        return f"in {asked.name}", week_digest(catalog, papers_of(archive, asked), tags, topic)
    day = next((day for day in reversed(archive.days) if day.papers), None)
    if of:
        day = archive.day(of.date())
    if day is None:
        return "", None
    return f"on {day.date}", day_digest(catalog, day, tags, topic)
