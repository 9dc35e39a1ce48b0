"""`paper-archive init`."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from paper_archive.cli import options
from paper_archive.cli.terminal import fail, is_conversation, out, warn
from paper_archive.init import program, sources
from paper_archive.init.create import create, refuse_link, repository_around
from paper_archive.init.manifest import GITHUB, HOSTS, NONE
from paper_archive.model import InputError
from paper_archive.resources import DEFAULT, vocabularies
from paper_archive.text.english import plural


@click.command()
@click.argument("folder", type=options.PATH, metavar="DIR")
@click.option("--name", help="Name of the archive.  [default: that of the folder]")
@click.option(
    "--source",
    "named",
    multiple=True,
    metavar="KIND[:WHAT]",
    help="What to fetch, such as arxiv:cs.CL,cs.AI, hugging-face, biorxiv:neuroscience or the "
    "address of a feed; may be repeated.  [default: nothing]",
)
@click.option("--no-fetch", is_flag=True, help="Fetch nothing, and do not ask what.")
@click.option(
    "--host",
    type=click.Choice(HOSTS),
    default=GITHUB,
    show_default=True,
    help="Where to publish: whose workflows to write.",
)
@click.option(
    "--tags",
    metavar="NAME",
    help="Vocabulary of tags: default (machine learning), biology, mathematics, physics or empty.  "
    "[default: default; asked for at a terminal]",
)
def init(
    folder: Path,
    name: str | None,
    named: tuple[str, ...],
    no_fetch: bool,
    host: str,
    tags: str | None,
) -> None:
    """Create an archive of your own.

    Writes settings, workflows, a sample listing and a README into DIR, and overwrites nothing. At a
    terminal it asks for what you leave out.
    """
    if named and no_fetch:
        raise click.UsageError("--source and --no-fetch exclude each other")
    asks = is_conversation()
    try:
        refuse_link(folder)
        default = folder.resolve().name
        if name is None:
            name = click.prompt("Name of the archive", default) if asks else default
        if asks and not named and not no_fetch:
            named = _ask_for_sources()
        if tags is None:
            tags = _ask_for_tags() if asks else DEFAULT
        written = create(folder, name, host, named, tags)
        kept = program.program()
    except InputError as error:
        fail(*map(str, error.problems))
    except OSError as error:
        fail(f"{error.filename or folder}: {error.strerror or error}")
    around = repository_around(folder)
    if around and host != NONE:
        warn(f"{folder}: is inside the git repository {around}, and workflows run at its top only")
    out.print(f"{plural(len(written), 'file')} in {folder}.")
    if kept.wheel is not None:
        out.print(
            "No package index has this paper-archive, so one of the files is the program, "
            f"{program.PATH}, which the workflows install."
        )
    out.print("Next:")
    if folder.resolve() != Path.cwd():
        out.print(f"  cd {shlex.quote(str(folder))}")
    out.print("  git init --initial-branch=main", "  paper-archive build")
    out.print("README.md says the rest.")


def _ask_for_sources() -> tuple[str, ...]:
    """Ask until the answer can be used; nothing is an answer."""
    out.print(
        "What should be fetched every day? For example: arxiv:cs.CL,cs.AI  hugging-face  "
        "biorxiv:neuroscience  https://www.nature.com/nature.rss",
        "Enter alone: nothing. You can name sources in mkdocs.yml later.",
    )
    while True:
        answer = click.prompt("Sources, parted by blanks", "", show_default=False)
        try:
            named = tuple(shlex.split(answer))
            sources.setting(named)
        except (InputError, ValueError) as error:  # shlex: a quotation that does not end
            warn(str(error))
        else:
            return named


def _ask_for_tags() -> str:
    """Ask until the answer is the name of a vocabulary."""
    out.print("Which tags should papers get? The default ones are for machine learning.")
    names = click.Choice(list(vocabularies()))
    tags: str = click.prompt("Tags", DEFAULT, type=names)
    return tags
