"""`paper-archive tags`."""

from __future__ import annotations

from pathlib import Path

import click

from paper_archive.cli import options
from paper_archive.cli.archive import read_archive
from paper_archive.cli.correction import find_papers
from paper_archive.cli.terminal import Table, fail, out, progress
from paper_archive.config import TAGS
from paper_archive.model import InputError
from paper_archive.pipeline import Snapshot
from paper_archive.resources import DEFAULT
from paper_archive.tags import Coverage, Tagger, beginning, coverage
from paper_archive.text.english import plural

_BESIDE = Path()  # the file is the one that the archive reads


@click.command()
@options.config_file
@options.listings
@options.year
@options.curation
@click.option("--phrases", default=30, show_default=True, help="Number of phrases to show.")
@click.option(
    "--explain",
    metavar="WORDS",
    help="Show why the papers with this id or these words in their title have their tags.",
)
@click.option(
    "--new",
    type=options.PATH,
    is_flag=False,
    flag_value=".",
    metavar="[FILE]",
    help=f"Write the beginning of a vocabulary of your own, by default to {TAGS}.",
)
@click.option(
    "--extends",
    default=DEFAULT,
    show_default=True,
    metavar="NAME",
    help="With --new, the vocabulary to change: default, biology, mathematics, physics or empty.",
)
def tags(
    config_file: Path,
    listings: tuple[Path, ...],
    year: int | None,
    curation: Path | None,
    phrases: int,
    explain: str | None,
    new: Path | None,
    extends: str,
) -> None:
    """Show how many papers the tags cover.

    Also shows the papers without a tag, and frequent phrases that no tag covers.
    """
    if new:
        _begin(config_file.parent / TAGS if new == _BESIDE else new, extends)
        return
    settings = options.settings(config_file, listings=listings, year=year, curation=curation)
    result = read_archive(settings, progress(False))
    catalog = result.catalog
    tagger = Tagger(catalog.taxonomy)
    papers = catalog.archive.papers
    if explain:
        _explain(explain, tagger, result)
    else:
        texts = ((paper.title, paper.abstract, paper.tags) for paper in papers)
        _print(coverage(tagger, texts, most=phrases))


def _begin(file: Path, extends: str) -> None:
    """Write the beginning of a vocabulary; a file that exists stays as it is."""
    try:
        text = beginning(extends)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except InputError as error:
        fail(*map(str, error.problems))
    except FileExistsError:
        fail(f"{file}: exists already, and nothing is overwritten (name another file)")
    except OSError as error:
        fail(f"{error.filename or file}: {error.strerror or error}")
    out.print(f"{file}: extends {extends}, and its comments say how to change that")
    if file.name != Path(TAGS).name or file.parent.name != Path(TAGS).parent.name:
        out.print(f"Name it in mkdocs.yml under the plugin: `tags: {file}`")


def _print(report: Coverage) -> None:
    rows = Table("tag", numbers=("papers", "share"))
    for row in report.counts:
        rows.add_row(row.tag, f"{row.papers:,}", f"{row.papers / max(1, report.papers):.1%}")
    out.table(rows)
    tagged = report.papers - len(report.untagged)
    share = tagged / max(1, report.papers)
    out.print("", f"{tagged:,} of {plural(report.papers, 'paper')} carry a tag ({share:.1%})")
    if report.untagged:
        out.print()
        out.print("Papers without a tag", style="bold")
        for title in report.untagged:
            out.print(f"  {title}")
    if report.phrases:
        out.print()
        out.print("Frequent phrases that no tag covers", style="bold")
        for phrase in report.phrases:
            out.print(f"  {phrase.papers:5,}  {phrase.phrase}")


def _explain(words: str, tagger: Tagger, result: Snapshot) -> None:
    matches = find_papers(words.split(), result)
    papers = [p for p in (*matches.named, *matches.by_title) if not p.withdrawn]
    if not papers:
        fail(f"no paper has the id, the address or the words '{words}' in its title")
    for paper in papers:
        out.print(paper.title, style="bold")
        for evidence in tagger.explain(paper.title, paper.abstract):
            chosen = "*" if evidence.chosen else " "
            vetoed = ", vetoed" if evidence.vetoed else ""
            phrases = ", ".join(f"{m.phrase} {m.standing:+.2f}" for m in evidence.mentions)
            out.print(
                f" {chosen} {evidence.standing:5.2f}  {evidence.tag}{vetoed}: {phrases}",
            )
