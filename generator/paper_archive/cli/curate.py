"""`paper-archive curate`."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from paper_archive import config
from paper_archive.archive import curation_edits as edits
from paper_archive.archive.curation import NO_ENTRY, Reference, find_listing
from paper_archive.archive.curation_file import load_curation
from paper_archive.archive.curation_yml import CurationYml
from paper_archive.cli import lost_addresses, options
from paper_archive.cli.archive import read_archive, update_in_memory
from paper_archive.cli.terminal import err, fail, out, print_json, progress
from paper_archive.config import Settings
from paper_archive.listing.sources import name_of
from paper_archive.model import InputError, Paper, Problem, Source
from paper_archive.pipeline import Snapshot
from paper_archive.site.session import correcting
from paper_archive.store.lookup import PaperMatches, find, is_name, key
from paper_archive.text.english import plural
from paper_archive.yaml_edit import Edit, Relist, edited


@dataclass(frozen=True, slots=True)
class Wanted:
    """The correction that the options ask for."""

    change: edits.PaperCorrection
    merge: bool
    split_listing: str
    split_title: str
    redirect: str
    date: str

    @property
    def kinds(self) -> int:
        """How many entries of different kinds that would be."""
        split = bool(self.split_listing or self.split_title)
        change = self.change != edits.PaperCorrection()
        return sum((change, self.merge, split, bool(self.redirect), bool(self.date)))


@click.command()
@click.argument("words", nargs=-1, required=True)
@options.config_file
@options.listings
@options.year
@options.curation
@click.option("--title", default="", metavar="TEXT", help="Change the title.")
@click.option("--id", "arxiv_id", default="", metavar="ID", help="Set the arXiv id.")
@click.option("--add-tag", multiple=True, metavar="TAG", help="Add a tag; may be repeated.")
@click.option("--remove-tag", multiple=True, metavar="TAG", help="Remove a tag; may be repeated.")
@click.option("--withdraw", default="", metavar="REASON", help="Withdraw the paper.")
@click.option("--merge", is_flag=True, help="Merge the papers that WORDS name into the first.")
@click.option("--split-listing", default="", metavar="FILE", help="Separate its entry in FILE.")
@click.option("--split-title", default="", metavar="TEXT", help="Separate its entries titled TEXT.")
@click.option(
    "--redirect", default="", metavar="SLUG", help="Let a lost address lead to the paper."
)
@click.option(
    "--date",
    "day",
    type=options.DAY,
    metavar="DAY",
    help="Set the date of the listing that WORDS name.",
)
@click.option("--write", is_flag=True, help="Write the correction into curation.yml.")
@click.option("--most", default=20, show_default=True, help="Show at most this many papers.")
@click.option("--json", "as_json", is_flag=True, help="Print the papers as JSON.")
def curate(
    words: tuple[str, ...],
    config_file: Path,
    listings: tuple[Path, ...],
    year: int | None,
    curation: Path | None,
    title: str,
    arxiv_id: str,
    add_tag: tuple[str, ...],
    remove_tag: tuple[str, ...],
    withdraw: str,
    merge: bool,
    split_listing: str,
    split_title: str,
    redirect: str,
    day: datetime | None,
    write: bool,
    most: int,
    as_json: bool,
) -> None:
    """Find papers, and correct one.

    WORDS are an id of a paper (arXiv, DOI, PubMed and others), its address or the end of it, or
    words of its title or abstract. With an option that corrects something, prints lines to add to
    the end of curation.yml, or writes them where they belong with --write.

    \b
    paper-archive curate flash attention
    paper-archive curate flash attention --add-tag long-context --write
    paper-archive curate 2503.01234 --withdraw "the authors asked for it"
    paper-archive curate --merge some-slug another-slug
    paper-archive curate 2025/page.txt --date 2025-03-14
    """
    date = str(day.date()) if day else ""
    change = edits.PaperCorrection(title, arxiv_id, add_tag, remove_tag, withdraw)
    wanted = Wanted(change, merge, split_listing, split_title, redirect, date)
    if wanted.kinds > 1:
        raise click.UsageError("one kind of correction at a time")
    if write and not wanted.kinds:
        raise click.UsageError("--write needs an option that corrects something")
    settings = options.settings(config_file, listings=listings, year=year, curation=curation)
    if write:
        # A correction depends on those that are there: two at once could lose one.
        try:
            click.get_current_context().with_resource(correcting(settings))
        except OSError as error:
            fail(f"{error.filename or settings.cache}: {error.strerror or error}")
    result = read_archive(settings, progress(as_json))
    if wanted.kinds:
        made = _edits(words, wanted, result)
        path = settings.inputs.curation or settings.inputs.root / config.CURATION
        file = CurationYml(path, name_of(path, settings.inputs.root))
        try:
            if write:
                _write(file, made, settings, result, as_json)
            else:
                _print_lines(file, made, {tag.id for tag in result.catalog.taxonomy.tags}, as_json)
        except InputError as error:
            fail(str(error))
        except OSError as error:
            fail(f"{error.filename or path}: {error.strerror or error}")
        return
    matches = _find(words, result)
    if as_json:
        rows = [_row(paper, result) for paper in matches.papers[:most]]
        print_json({"papers": rows, "total": len(matches.papers)})
    else:
        _print(matches.papers, most, result)
    if not matches.papers:
        sys.exit(1)


def _edits(words: Sequence[str], wanted: Wanted, result: Snapshot) -> list[Edit]:
    """The edits of `curation.yml` that make a correction."""
    if wanted.date:
        return edits.date(_listing(" ".join(words), result.files), wanted.date)
    if wanted.merge:
        if len(words) < 2:
            raise click.UsageError("--merge needs two papers, named by id or slug")
        papers = [_one(_find([word], result), result) for word in words]
        if len({paper.slug for paper in papers}) < 2:
            fail(f"{' and '.join(words)} are one paper already")
        papers = list({paper.slug: paper for paper in papers}.values())
        former = [_merge_of(paper, result) for paper in papers]
        if len({*former} - {()}) > 1:
            err.print("Merges that are in the file already become one.")
        return edits.merge([_key(paper, result) for paper in papers], former)
    paper = _one(_find(words, result), result)
    paper_key = _key(paper, result)
    if wanted.redirect:
        _refuse_taken(wanted.redirect, paper, result)
        return edits.redirect(wanted.redirect, paper_key)
    if wanted.split_listing or wanted.split_title:
        if wanted.split_listing:
            _listing(wanted.split_listing, [s.rpartition(":")[0] for s in paper.sources])
        return edits.split(paper_key, wanted.split_listing, wanted.split_title)
    entry = next((e for e in result.curation.papers if e.paper.text == paper_key), NO_ENTRY)
    made = edits.paper(paper_key, paper.title, wanted.change, entry)
    if wanted.change.title and entry.title and wanted.change.title != entry.title:
        # The former title has an address too, which only this correction knows.
        made += edits.redirect(paper.slug, paper_key)
    return made


def _refuse_taken(slug: str, paper: Paper, result: Snapshot) -> None:
    """Fail if an address redirects to another paper already."""
    for there in result.curation.redirects:
        other = there.paper.text
        if there.slug.text == slug and not is_name(other, paper, result.catalog.archive):
            fix = "change that line, or choose another address"
            fail(
                str(
                    Problem(there.slug.source, there.slug.line, f"'{slug}' leads to '{other}'", fix)
                )
            )


def _print_lines(
    file: CurationYml, made: Sequence[Edit], tags: Collection[str], as_json: bool
) -> None:
    """Print the lines of a correction, to be added to the end of the file, unless they are wrong.

    Says where they cannot be added there.
    """
    lines = edited("", made).rstrip("\n")
    try:
        load_curation(Source("curation.yml", lines.encode()), tags)
    except InputError as error:
        fail(f"{error.problem.what} ({error.problem.fix})")
    if any(isinstance(edit, Relist) for edit in made):
        err.print(f"{file.name}: 'merge' has one of these papers: --write changes what is there")
    try:
        load_curation(file.with_lines(lines), tags)
    except InputError as error:
        err.print(f"{file.name}: {error.problem.what}: --write changes what is there")
    if as_json:
        print_json({"snippet": lines})
    else:
        out.print(*lines.split("\n"))


def _write(
    file: CurationYml, made: Sequence[Edit], settings: Settings, now: Snapshot, as_json: bool
) -> None:
    """Write a correction, unless a build would refuse it; warn of addresses that it removes."""
    corrected: list[Snapshot] = []

    def check(path: Path) -> Sequence[Edit]:
        corrected.append(_corrected(settings, path))
        return lost_addresses.redirects(now, corrected[-1])

    difference = file.write(made, check)
    lost = lost_addresses.lost(now, corrected[-1]) if corrected else []
    if as_json:
        print_json({"file": file.name, "difference": difference, "lost": lost})
    elif difference:
        out.print(*difference)
    else:
        out.print(f"{file.name} has this correction already.")
    if lost:
        for line in lost_addresses.said(lost):
            err.print(line)


def _corrected(settings: Settings, curation: Path) -> Snapshot:
    """The archive with these corrections. Raises InputError if a build would."""
    inputs = replace(settings.inputs, curation=curation)
    return update_in_memory(replace(settings, inputs=inputs))


def _listing(name: str, known: Sequence[str]) -> str:
    try:
        find_listing(Reference(name, "", 0), known)
    except InputError as error:
        fail(f"{error.problem.what} ({error.problem.fix})")
    return name


def _find(words: Sequence[str], result: Snapshot) -> PaperMatches:
    # Its dependency is slow to import, and other commands read this module too.
    from paper_archive.search.tokens import stem

    return find(result.catalog.archive, words, stem)


def _one(matches: PaperMatches, result: Snapshot) -> Paper:
    paper = matches.one
    if paper is None:
        if not matches.papers:
            fail("no paper has all of these words")
        for match in matches.papers[:10]:
            err.print(f"  {_key(match, result)}  {match.title}")
        fail(f"{plural(len(matches.papers), 'paper')} may be meant: name one by its id or slug")
    return paper


def _key(paper: Paper, result: Snapshot) -> str:
    return key(paper, result.catalog.archive, result.curation)


def _merge_of(paper: Paper, result: Snapshot) -> tuple[str, ...]:
    """The names in the merge that a paper is in, () for none."""
    archive = result.catalog.archive
    merges = (tuple(map(str, merge)) for merge in result.curation.merges)
    is_in = (merge for merge in merges if any(is_name(name, paper, archive) for name in merge))
    return next(is_in, ())


def _row(paper: Paper, result: Snapshot) -> dict[str, Any]:
    return {
        "key": _key(paper, result),
        "title": paper.title,
        "days": [day.isoformat() for day in paper.days],
        "undated": paper.undated,
        "address": f"papers/{paper.slug}.html",
        "tags": list(paper.tags),
        "sources": list(paper.sources),
        "withdrawn": paper.withdrawn,
    }


def _print(papers: Sequence[Paper], most: int, result: Snapshot) -> None:
    for paper in papers[:most]:
        row = _row(paper, result)
        days = ", ".join([*row["days"], *(["undated"] if paper.undated else [])])
        out.print(row["key"], style="bold")
        for line in (
            paper.title,
            f"withdrawn: {paper.withdrawn}" if paper.withdrawn else "",
            f"{days}; {row['address']}",
            f"tags: {', '.join(paper.tags) or 'none'}",
            f"from: {', '.join(paper.sources)}",
        ):
            if line:
                out.print(f"  {line}")
    if len(papers) > most:
        out.print(f"and {plural(len(papers) - most, 'more paper')}: give more words, or --most")
    if not papers:
        err.print("no paper has all of these words")
