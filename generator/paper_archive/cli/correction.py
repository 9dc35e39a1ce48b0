"""The correction that the options of `curate` ask for, as edits of `curation.yml`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import click

from paper_archive.archive import curation_edits as edits
from paper_archive.archive.curation import NO_ENTRY, PaperEntry, Reference, find_listing
from paper_archive.archive.hand_merge import look_different
from paper_archive.cli.terminal import err, fail, note, warn
from paper_archive.config import Settings
from paper_archive.listing.sources import name_of
from paper_archive.model import InputError, Paper, Problem
from paper_archive.pipeline import Snapshot
from paper_archive.store.lookup import PaperMatches, find, is_name, key, merge_of, stated
from paper_archive.text.english import plural
from paper_archive.yaml_edit import Edit

_NO_PAPER = (
    "no paper has all of these words: name one by its id (arXiv, DOI, PMID and others), by its "
    "address or the end of it, or by words of its title or abstract"
)


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


def edits_of(
    words: Sequence[str], wanted: Wanted, result: Snapshot, settings: Settings
) -> list[Edit]:
    """Return the edits of `curation.yml` that make a correction; none where nothing is to do.

    Stops the command where a paper or a listing is not known, or several are.
    """
    if wanted.date:
        listing = _listing(" ".join(words), result.files)
        return edits.date(_key_of_listing(listing, result, settings), wanted.date)
    if wanted.merge:
        if len(words) < 2:
            raise click.UsageError("--merge needs two papers, named by id or slug")
        papers = [_one([word], result, f"'{word}': ") for word in words]
        if len({paper.slug for paper in papers}) < 2:
            fail(f"{' and '.join(words)} are one paper already")
        papers = list({paper.slug: paper for paper in papers}.values())
        for other in papers[1:]:
            if look_different(papers[0], other):
                warn(
                    f"'{papers[0].title}' and '{other.title}' have no id, no author and no word of "
                    "their titles in common: merge them only if they are one paper"
                )
        former = [_merge_of(paper, result) for paper in papers]
        if len({*former} - {()}) > 1:
            err.print("Merges that are in the file already become one.")
        return edits.merge([key_of(paper, result) for paper in papers], former)
    paper = _one(words, result)
    paper_key = key_of(paper, result)
    if wanted.redirect:
        _refuse_taken(wanted.redirect, paper, result)
        return edits.redirect(wanted.redirect, paper_key)
    if wanted.split_listing or wanted.split_title:
        if wanted.split_listing:
            _listing(wanted.split_listing, [s.rpartition(":")[0] for s in paper.sources])
        _tell_of_merge(paper, result)
        return edits.split(paper_key, wanted.split_listing, wanted.split_title)
    entry = next((e for e in result.curation.papers if e.paper.text == paper_key), NO_ENTRY)
    change = _without_tags_it_lacks(wanted.change, paper, entry, result.catalog.taxonomy.names)
    made = edits.paper(paper_key, paper.title, change, entry)
    if wanted.change.title and entry.title and wanted.change.title != entry.title:
        # The former title has an address too, which only this correction knows.
        made += edits.redirect(paper.slug, paper_key)
    return made


def _refuse_taken(slug: str, paper: Paper, result: Snapshot) -> None:
    """Fail if an address redirects to another paper already."""
    for there in result.curation.redirects:
        other = there.paper.text
        if there.slug.text == slug and not is_name(other, paper, result.catalog.archive):
            what = f"'{slug}' leads to '{other}'"
            fix = "change that line, or choose another address"
            fail(str(Problem(there.slug.source, there.slug.line, what, fix)))


def _without_tags_it_lacks(
    change: edits.PaperCorrection, paper: Paper, entry: PaperEntry, tags: Collection[str]
) -> edits.PaperCorrection:
    """Return a correction without tags to remove that the paper does not have, and say so."""
    there = {*paper.tags, *entry.added, *entry.removed}
    lacking = [tag for tag in change.removed if tag in tags and tag not in there]
    for tag in lacking:
        note(f"'{paper.title}' does not have the tag '{tag}'")
    return replace(change, removed=[tag for tag in change.removed if tag not in lacking])


def _listing(name: str, known: Sequence[str]) -> str:
    """Return the whole name of a listing."""
    try:
        return find_listing(Reference(name, "", 0), known)
    except InputError as error:
        fail(f"{error.problem.what} ({error.problem.fix})")


def _key_of_listing(listing: str, result: Snapshot, settings: Settings) -> str:
    """Return the name of a listing in `curation.yml`: the one there, else from its folder on."""
    for name, _ in result.curation.dates:
        if find_listing(name, result.files) == listing:
            return name.text
    for folder in settings.inputs.listings:
        below = listing.removeprefix(f"{name_of(folder, settings.inputs.root)}/")
        if below != listing and _is_one(below, result.files):
            return below
    return listing


def _is_one(name: str, known: Sequence[str]) -> bool:
    """Whether one listing alone has a name."""
    try:
        return bool(find_listing(Reference(name, "", 0), known))
    except InputError:
        return False


def find_papers(words: Sequence[str], result: Snapshot) -> PaperMatches:
    """Return the papers that words name."""
    # Its dependency is slow to import, and other commands read this module too.
    from paper_archive.search.tokens import stem

    return find(result.catalog.archive, words, stem)


def no_paper(words: Sequence[str]) -> str:
    """Say that no paper matches."""
    named = stated(" ".join(words).strip())
    return f"no paper has the {named}" if named else _NO_PAPER


def _one(words: Sequence[str], result: Snapshot, before: str = "") -> Paper:
    """Return the paper that words name; stops the command without one. `before` begins its error,
    where the words are only a part of what was typed."""
    matches = find_papers(words, result)
    paper = matches.one
    if paper is None:
        if not matches.papers:
            fail(f"{before}{no_paper(words)}")
        for match in matches.papers[:10]:
            err.print(f"  {key_of(match, result)}  {match.title}")
        several = plural(len(matches.papers), "paper")
        fail(f"{before}{several} may be meant: name one by its id, its slug or its whole title")
    return paper


def _tell_of_merge(paper: Paper, result: Snapshot) -> None:
    """Say how a merge by hand is undone: a split is made before it, and cannot undo it."""
    former = _merge_of(paper, result)
    for merge in result.curation.merges:
        if former and tuple(map(str, merge)) == former:
            note(
                f"'{paper.title}' was merged by hand in {merge[0].source}:{merge[0].line}: to undo "
                "that, delete the line; --split-title and --split-listing part what listings merged"
            )


def key_of(paper: Paper, result: Snapshot) -> str:
    """Return the name of a paper in `curation.yml`."""
    return key(paper, result.catalog.archive, result.curation)


def _merge_of(paper: Paper, result: Snapshot) -> tuple[str, ...]:
    """The names in the merge that a paper is in, () for none."""
    return merge_of(paper, result.catalog.archive, result.curation)
