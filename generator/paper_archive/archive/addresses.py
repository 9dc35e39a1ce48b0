"""Permalinks: a published address leads to its paper for ever, whatever is added later.

Every entry claims the slug of its title. If only one paper claims a slug, the slug is the paper's
page, or redirects to it (a title may be spelt in two ways). If several papers claim a slug, the
page there lists them, and every one of them has its page at the slug followed by a hash of its
text; of its text and authors, where papers differ only in these. Any part of the listings may have
been published alone. So an entry that could have been a paper by itself keeps the address it would
have had then, as a redirect.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from paper_archive.archive.identity import Links, all_alike, letters_of
from paper_archive.archive.people import people_of, some_share_none
from paper_archive.archive.slug import with_hash


@dataclass(frozen=True, slots=True)
class Claim:
    """An entry's claim to an address: the key and slug of its title, its clean abstract, its arXiv
    id, its authors, and its other `ids`, as `doi:10.1101/…`.

    `correction` identifies a correction by hand, for claims that no entry has by itself. Claims
    with different corrections may belong to two papers, whatever their texts say.
    """

    key: str
    slug: str
    abstract: str
    arxiv_id: str
    correction: str = ""
    authors: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()

    @property
    def letters(self) -> str:
        """The letters of its title."""
        return letters_of(self.key)

    @property
    def hashed_slug(self) -> str:
        """The address of this entry if several papers share its slug."""
        text = self.arxiv_id or f"{self.key}\n{self.abstract}"
        return with_hash(self.slug, text + self.correction)

    @property
    def signed_slug(self) -> str:
        """The address of this entry if several papers share its hashed slug too."""
        names = "" if self.arxiv_id else people_of(self.authors).text
        if not names:
            return self.hashed_slug
        return with_hash(self.slug, f"{self.key}\n{self.abstract}\n{names}{self.correction}")

    @property
    def hashed_slugs(self) -> tuple[str, ...]:
        """All addresses that this entry may have had in place of its slug."""
        if self._was_unknown:
            text = f"{self.key}\n{self.abstract}{self.correction}"
            return self.hashed_slug, with_hash(self.slug, text)
        if self.arxiv_id or not self.authors:
            return (self.hashed_slug,)
        return self.hashed_slug, self.signed_slug

    @property
    def _was_unknown(self) -> bool:
        """Whether version 0.1 took it for an entry without an id, as all before April 2007."""
        return "/" in self.arxiv_id

    @property
    def is_unknown(self) -> bool:
        """Whether its text decides, or decided in version 0.1, to which paper it belongs."""
        return not self.arxiv_id or self._was_unknown


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of an archive; a paper is identified by its number.

    `canonical` maps papers to the slugs of their pages, `redirects` other slugs to the paper they
    lead to, and `shared` slugs to the several papers that claim them.
    """

    canonical: Mapping[int, str]
    redirects: Mapping[str, int]
    shared: Mapping[str, tuple[int, ...]]


def assign(
    claims: Mapping[int, tuple[Claim, ...]], redirects: Iterable[tuple[str, int]] = ()
) -> Addresses:
    """Return the addresses of papers. The first claim of a paper is for the title it shows.

    `redirects` are further addresses with their papers; they do not move any paper.
    """
    claimants: dict[str, dict[int, None]] = defaultdict(dict)
    for paper, claims_of_paper in claims.items():
        for claim in claims_of_paper:
            claimants[claim.slug][paper] = None
    canonical = _canonical(claims, claimants)
    _separate(canonical)
    pairs = [
        (paper, claim) for paper, several in claims.items() for claim in dict.fromkeys(several)
    ]
    groups = list(filter(_could_differ, _neighbourhoods(pairs, attrgetter("key"))))
    if any(not claim.arxiv_id for _, claim in pairs):
        groups += filter(_could_go_elsewhere, _neighbourhoods(pairs, attrgetter("letters")))
    for together in groups:
        for paper, claim in together:
            for slug in claim.hashed_slugs:
                claimants[slug][paper] = None
    for slug, paper in redirects:
        claimants[slug][paper] = None
    # The page of one paper takes precedence over a redirect or a list at the same slug.
    for slug in canonical.values():
        claimants.pop(slug, None)
    return Addresses(
        canonical,
        redirects={
            slug: next(iter(papers)) for slug, papers in claimants.items() if len(papers) == 1
        },
        shared={slug: tuple(papers) for slug, papers in claimants.items() if len(papers) > 1},
    )


def _canonical(
    claims: Mapping[int, tuple[Claim, ...]], claimants: Mapping[str, Mapping[int, None]]
) -> dict[int, str]:
    """Return the slugs of the papers' pages; `claimants` are the papers that claim a slug."""
    hashed: dict[str, set[int]] = defaultdict(set)
    for paper, several in claims.items():
        for claim in several:
            if len(claimants[claim.slug]) > 1:
                hashed[claim.hashed_slug].add(paper)
    canonical: dict[int, str] = {}
    for paper, (shown, *_) in claims.items():
        if len(claimants[shown.slug]) == 1:
            canonical[paper] = shown.slug
        else:
            slug = shown.hashed_slug
            canonical[paper] = slug if len(hashed[slug]) == 1 else shown.signed_slug
    return canonical


def _separate(canonical: dict[int, str]) -> None:
    """Change the slugs of papers that share one: a title may end in the hash of another slug."""
    taken: set[str] = set()
    last: dict[str, str] = {}  # from a slug that two papers shared to the last one it became
    for paper, shared in canonical.items():
        slug = last.get(shared, shared)
        while slug in taken:
            slug = with_hash(slug, slug)
        taken.add(slug)
        last[shared] = slug
        canonical[paper] = slug


def _neighbourhoods(
    pairs: Iterable[tuple[int, Claim]], title: Callable[[Claim], str]
) -> Iterator[list[tuple[int, Claim]]]:
    """Yield groups of claims that share a slug or a title, directly or through others.

    `title` returns the title of a claim as it is compared. Other listings can split a paper or join
    two papers only within a group.
    """
    links = Links()
    # Most claims share neither title nor slug, and counting is faster than linking.
    titled = [(title(claim), paper, claim) for paper, claim in pairs]
    titles = Counter(name for name, _, _ in titled)
    slugs = Counter(claim.slug for _, _, claim in titled)
    titled = [
        (name, paper, claim)
        for name, paper, claim in titled
        if titles[name] > 1 or slugs[claim.slug] > 1
    ]
    for name, _, claim in titled:
        links.link(f"title {name}", f"slug {claim.slug}")
    groups: dict[str, list[tuple[int, Claim]]] = defaultdict(list)
    for name, paper, claim in titled:
        groups[links.root(f"title {name}")].append((paper, claim))
    return (group for group in groups.values() if len(group) > 1)


def _could_differ(together: Iterable[tuple[int, Claim]]) -> bool:
    """Tell whether some of these entries alone would have been different papers of one slug."""
    distinct = dict.fromkeys(claim for _, claim in together)
    ids = {claim.arxiv_id for claim in distinct if claim.arxiv_id}
    if len(ids) > 1 or len({claim.correction for claim in distinct}) > 1:
        return True
    unknown = [claim.abstract for claim in distinct if claim.is_unknown]
    if not unknown:  # Their id alone decides.
        return False
    if len({claim.key for claim in distinct}) > 1:
        return True
    return not all_alike(unknown, [claim.abstract for claim in distinct])


def _could_go_elsewhere(together: Iterable[tuple[int, Claim]]) -> bool:
    """Tell whether an entry without an id could belong to several of these papers.

    They may have different slugs, but all claim the slug of this entry.
    """
    distinct = dict.fromkeys(claim for _, claim in together)
    ids = {claim.arxiv_id for claim in distinct if claim.arxiv_id}
    if all(claim.arxiv_id for claim in distinct):
        return False
    return (
        len(ids) > 1
        or len({claim.correction for claim in distinct}) > 1
        or some_share_none(claim.authors for claim in distinct)
    )
