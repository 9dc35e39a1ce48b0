"""`paper-archive curate`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from paper_archive.archive import curation_lines as snippets
from paper_archive.archive.curation import Reference, find_listing
from paper_archive.archive.curation_file import load_curation
from paper_archive.cli import options
from paper_archive.cli.archive import read_archive
from paper_archive.cli.terminal import err, fail, out, print_json, progress
from paper_archive.model import InputError, Paper, Source
from paper_archive.pipeline import Snapshot
from paper_archive.store.lookup import PaperMatches, find, key
from paper_archive.text.english import plural


@dataclass(frozen=True, slots=True)
class Wanted:
    """The correction that the options ask for."""

    change: snippets.PaperCorrection
    merge: bool
    split_listing: str
    split_title: str
    redirect: str
    date: str

    @property
    def kinds(self) -> int:
        """How many entries of different kinds that would be."""
        split = bool(self.split_listing or self.split_title)
        change = self.change != snippets.PaperCorrection()
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
    most: int,
    as_json: bool,
) -> None:
    """Find papers, and print the lines that correct one.

    WORDS are a paper's arXiv id, its slug (the end of its address), or words of its title or
    abstract. With an option that corrects something, prints what to put into curation.yml, which
    is checked but not written.

    \b
    paper-archive curate flash attention
    paper-archive curate flash attention --add-tag long-context --remove-tag surveys
    paper-archive curate 2503.01234 --withdraw "the authors asked for it"
    paper-archive curate --merge some-slug another-slug
    paper-archive curate 2025/page.txt --date 2025-03-14
    """
    date = str(day.date()) if day else ""
    change = snippets.PaperCorrection(title, arxiv_id, add_tag, remove_tag, withdraw)
    wanted = Wanted(change, merge, split_listing, split_title, redirect, date)
    if wanted.kinds > 1:
        raise click.UsageError("one kind of correction at a time")
    result = read_archive(
        options.settings(config_file, listings=listings, year=year, curation=curation),
        progress(as_json),
    )
    if wanted.kinds:
        snippet = _snippet(words, wanted, result)
        if as_json:
            print_json({"snippet": snippet})
        else:
            out.print(*snippet.split("\n"))
        return
    matches = find(result.catalog.archive, words)
    if as_json:
        rows = [_row(paper, result) for paper in matches.papers[:most]]
        print_json({"papers": rows, "total": len(matches.papers)})
    else:
        _print(matches.papers, most, result)
    if not matches.papers:
        sys.exit(1)


def _snippet(words: Sequence[str], wanted: Wanted, result: Snapshot) -> str:
    """The lines of a correction, which are checked by themselves."""
    if wanted.date:
        listing = _listing(" ".join(words), result.files)
        return _checked(snippets.date(listing, wanted.date), result)
    if wanted.merge:
        if len(words) < 2:
            raise click.UsageError("--merge needs two papers, named by id or slug")
        keys = [_key(_one(find(result.catalog.archive, [word]), result), result) for word in words]
        return _checked(snippets.merge(keys), result)
    paper = _one(find(result.catalog.archive, words), result)
    paper_key = _key(paper, result)
    if wanted.redirect:
        return _checked(snippets.redirect(wanted.redirect, paper_key), result)
    if wanted.split_listing or wanted.split_title:
        if wanted.split_listing:
            _listing(wanted.split_listing, [s.rpartition(":")[0] for s in paper.sources])
        return _checked(snippets.split(paper_key, wanted.split_listing, wanted.split_title), result)
    snippet = snippets.paper(paper_key, paper.title, wanted.change)
    entry = next((e for e in result.curation.papers if e.paper.text == paper_key), None)
    if entry:
        err.print(
            f"{entry.paper.source}:{entry.paper.line} already has '{paper_key}': "
            "add the lines there",
        )
        if wanted.change.title and entry.title:
            # The former title has an address too, which only this correction knows.
            snippet += "\n" + snippets.redirect(paper.slug, paper_key)
    return _checked(snippet, result)


def _checked(snippet: str, result: Snapshot) -> str:
    try:
        load_curation(
            Source("curation.yml", snippet.encode()),
            {tag.id for tag in result.catalog.taxonomy.tags},
        )
    except InputError as error:
        fail(f"{error.problem.what} ({error.problem.fix})")
    return snippet


def _listing(name: str, known: Sequence[str]) -> str:
    try:
        find_listing(Reference(name, "", 0), known)
    except InputError as error:
        fail(f"{error.problem.what} ({error.problem.fix})")
    return name


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
