"""Merges listings into an archive: decides which entries are one paper, and which fields it keeps.

A paper keeps its commonest title, its longest abstract and every day it was listed. Every choice is
a total order over the entries, so the order of the listings does not matter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import starmap

from paper_archive.archive.addresses import assign
from paper_archive.archive.corrections import correct
from paper_archive.archive.curation import NO_CURATION, Curation
from paper_archive.archive.draft import Draft
from paper_archive.archive.facts import facts_of
from paper_archive.archive.grouping import group
from paper_archive.archive.hand_merge import filled
from paper_archive.archive.occurrence import Occurrence, Order, cross_listed
from paper_archive.model import Archive, Day, Entry, Facts, Listing, Paper, Redirect, SharedAddress
from paper_archive.text.clean import clean, clean_name
from paper_archive.text.links import code_link, links

# `Tags` returns the tags of one clean title and abstract, `TagAll` those of many.
Tags = Callable[[str, str], tuple[str, ...]]
TagAll = Callable[[Iterable[tuple[str, str]]], Iterable[tuple[str, ...]]]


def _no_tags(title: str, abstract: str) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class United:
    """Papers, withdrawn ones included, in order of first occurrence, and their addresses.

    `drafts` are the papers' drafts in the same order. Redirects and shared addresses are in order
    of slug.
    """

    papers: tuple[Paper, ...]
    drafts: tuple[Draft, ...]
    redirects: tuple[Redirect, ...]
    shared: tuple[SharedAddress, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """The archive, and the occurrences of its papers and of withdrawn ones, in the same order."""

    archive: Archive
    occurrences: tuple[tuple[Occurrence, ...], ...]
    withdrawn: tuple[tuple[Occurrence, ...], ...] = ()


def merge(
    listings: Iterable[Listing], tags: Tags = _no_tags, curation: Curation = NO_CURATION
) -> Merged:
    """Merge listings, in any order, into one archive.

    `tags` returns the tags of a clean title and abstract. The dates in `curation` have been applied
    to the listings already. Raises InputError for a mistake in `curation`.
    """
    ordered = sorted(listings, key=lambda listing: listing.order)
    sources = [listing.source for listing in ordered]
    united = unite(occurrences_of(ordered), sources, partial(starmap, tags), curation)
    papers, drafts = united.papers, united.drafts
    archive = Archive(
        tuple(paper for paper in papers if not paper.withdrawn),
        *_days(ordered, papers, [draft.occurrences for draft in drafts]),
        redirects=united.redirects,
        shared=united.shared,
        withdrawn=tuple(paper for paper in papers if paper.withdrawn),
        moved=tuple(
            sorted({(s, p.date) for p in ordered if p.date and p.entries for s in p.stated})
        ),
    )
    return Merged(
        archive,
        tuple(
            d.occurrences for d, paper in zip(drafts, papers, strict=True) if not paper.withdrawn
        ),
        tuple(d.occurrences for d, paper in zip(drafts, papers, strict=True) if paper.withdrawn),
    )


def occurrences_of(listings: Iterable[Listing]) -> Iterator[Occurrence]:
    """Yield the occurrences of all entries, with clean texts."""
    for listing in listings:
        for number, entry in enumerate(listing.entries):
            yield Occurrence.of(listing, entry, number)


def unite(
    occurrences: Iterable[Occurrence],
    listings: Iterable[str],
    tags: TagAll,
    curation: Curation = NO_CURATION,
) -> United:
    """Return the papers of occurrences, which come in order, with their addresses.

    `listings` are the names of all listings. The paper of an occurrence depends only on the
    occurrences that share an id, a title or an address with it, directly or through others, and on
    those that `curation` names. Raises InputError for a mistake in `curation`.
    """
    corrected = correct(group(occurrences), curation, listings)
    drafts = corrected.drafts
    shown = [_shown(draft.main) for draft in drafts]
    addresses = assign(
        {n: (draft.claim(shown[n]), *draft.claims) for n, draft in enumerate(drafts)},
        [(name.text, n) for name, n in corrected.redirects],
    )
    corrected.check(addresses)
    texts = ((_title(draft, shown[n]), _fullest(draft).abstract) for n, draft in enumerate(drafts))
    papers = tuple(
        _paper(addresses.canonical[n], shown[n], drafts[n], matches)
        for n, matches in enumerate(tags(texts))
    )
    return United(
        papers,
        drafts,
        redirects=tuple(
            Redirect(slug, papers[n]) for slug, n in sorted(addresses.redirects.items())
        ),
        shared=tuple(
            SharedAddress(slug, papers[min(several)].title, tuple(papers[n] for n in several))
            for slug, several in sorted(addresses.shared.items())
        ),
    )


def _shown(occurrences: Sequence[Occurrence]) -> Occurrence:
    """Return the occurrence whose title is shown: the first with the commonest spelling.

    If some have an id, or else an abstract, only these count. An entry with neither may later turn
    out to belong to another paper, and must not take this paper's address with it.
    """
    if len(occurrences) == 1:
        return occurrences[0]
    occurrences = (
        [p for p in occurrences if p.entry.arxiv_id]
        or [p for p in occurrences if p.abstract]
        or occurrences
    )
    counts = Counter(occurrence.title for occurrence in occurrences)
    return min(occurrences, key=lambda occurrence: (-counts[occurrence.title], occurrence.order))


def _title(draft: Draft, shown: Occurrence) -> str:
    return draft.entry.title or shown.title


def _fullest(draft: Draft) -> Occurrence:
    longest = min(draft.own, key=_by_abstract)
    return longest if longest.abstract else min(draft.occurrences, key=_by_abstract)


def _by_abstract(occurrence: Occurrence) -> tuple[int, str]:
    return -len(occurrence.abstract), occurrence.abstract


def _paper(slug: str, shown: Occurrence, draft: Draft, tags: Iterable[str]) -> Paper:
    """Return the paper of a draft: the fullest value of every field, else the first.

    `tags` are the tags of its text.
    """
    occurrences, correction = draft.occurrences, draft.entry
    title = _title(draft, shown)
    days = tuple(
        sorted({p.listing.date for p in occurrences if p.listing.date and not p.is_replacement})
    )
    replaced = {p.listing.date for p in occurrences if p.listing.date and p.is_replacement}
    undated = any(p.listing.date is None for p in occurrences)
    sources = tuple(f"{p.listing.source}:{p.entry.line}" for p in occurrences)
    if correction.withdrawn:
        # Without its other fields, no page, feed or export can leak them.
        return Paper(
            slug,
            title,
            "",
            title,
            "",
            days,
            undated,
            sources,
            withdrawn=correction.withdrawn,
            replaced=tuple(sorted(replaced.difference(days))),
        )
    longest = _fullest(draft)
    entries = [occurrence.entry for occurrence in occurrences]
    texts = [longest.abstract, *(text for entry in entries for text in entry.links)]
    urls = tuple(dict.fromkeys(link.url for text in texts for link in links(text)))
    ids = [p.entry.arxiv_id for p in (*draft.main, *occurrences) if p.entry.arxiv_id]
    arxiv_id = correction.arxiv_id.text if correction.arxiv_id else next(iter(ids), "")
    facts, published, credited = facts_of(entries), _published(entries), entries
    if draft.first:
        own = [occurrence.entry for occurrence in draft.own]
        facts, published = filled(facts_of(own), _published(own), facts, published)
        credited = [e for e in own if e.authors or e.author_count] or entries
        entries = [*own, *entries]
    authors = max((entry.authors for entry in credited), key=len)
    kept = [tag for tag in tags if tag not in correction.removed]
    return Paper(
        slug=slug,
        title=title,
        abstract=longest.abstract,
        raw_title=shown.entry.title,
        raw_abstract=longest.entry.abstract,
        days=days,
        undated=undated,
        sources=sources,
        authors=tuple(map(clean_name, authors)),
        arxiv_id=arxiv_id,
        published=published,
        organisation=clean(next((e.organisation for e in entries if e.organisation), "")),
        author_count=max(max(len(e.authors), e.author_count) for e in credited),
        upvotes=max((e.upvotes for e in entries if e.upvotes is not None), default=None),
        links=urls,
        code=code_link(urls),
        # Tags added by hand come first: they are certain.
        tags=tuple(dict.fromkeys([*correction.added, *kept])),
        replaced=tuple(sorted(replaced.difference(days))),
        facts=facts,
        cross_listed=cross_listed(occurrences),
        merged_ids=_merged_ids(draft, arxiv_id, facts)
        if draft.first or len({arxiv_id, *ids}) > 1
        else (),
    )


def _merged_ids(draft: Draft, arxiv_id: str, facts: Facts) -> tuple[str, ...]:
    """Return the ids of merged entries that the paper does not show; one that a correction replaced
    is wrong."""
    wrong = {p.entry.arxiv_id for p in draft.main} if draft.entry.arxiv_id else set()
    entries = [occurrence.entry for occurrence in draft.occurrences]
    ids = {f"arxiv:{e.arxiv_id}" for e in entries if e.arxiv_id not in ("", arxiv_id, *wrong)}
    others = {pair for entry in entries for pair in entry.facts.ids}.difference(facts.ids)
    return tuple(sorted(ids | {f"{scheme}:{value}" for scheme, value in others}))


def _published(entries: Iterable[Entry]) -> date | None:
    return min((entry.published for entry in entries if entry.published), default=None)


def _days(
    listings: Sequence[Listing], papers: Sequence[Paper], groups: Sequence[Sequence[Occurrence]]
) -> tuple[tuple[Day, ...], Day | None]:
    """Return the dated days, ascending, and the undated day, None without undated listings.

    Every listing with entries has its day, even if all its papers are withdrawn.
    """
    occurrences_on: dict[date | None, list[tuple[Occurrence, int]]] = defaultdict(list)
    for n, occurrences in enumerate(groups):
        for occurrence in occurrences:
            day = occurrences_on[occurrence.listing.date]
            day += [] if papers[n].withdrawn else [(occurrence, n)]
    sources: dict[date | None, list[str]] = defaultdict(list)
    for listing in listings:
        if listing.entries:
            sources[listing.date].append(listing.source)
    days = []
    for on, pairs in occurrences_on.items():
        # In the order of the listings; a paper listed twice counts at its first occurrence.
        ordered = sorted(pairs, key=_by_order)
        listed = dict.fromkeys(n for p, n in ordered if not p.is_replacement)
        replaced = dict.fromkeys(n for p, n in ordered if p.is_replacement and n not in listed)
        days.append(
            Day(
                on,
                tuple(papers[n] for n in listed),
                tuple(sources[on]),
                tuple(papers[n] for n in replaced),
            )
        )
    dated = sorted((d for d in days if d.date), key=lambda d: d.date or date.max)
    return tuple(dated), next((d for d in days if d.date is None), None)


def _by_order(item: tuple[Occurrence, int]) -> Order:
    return item[0].order
