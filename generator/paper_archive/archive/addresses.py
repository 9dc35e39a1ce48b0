"""Permalinks: an address once published leads to its paper for ever, whatever is added later.

Every entry has a claim to the slug of its title. Where one paper has the only claim, the slug
is its page's, or redirects to it (a paper whose title was spelt in two ways). Where several
papers have one, the slug is a page that lists them, and each of them lives at the slug with the
hash of its text at the end. As these were published for any part of the listings, every such
address of every entry that could ever have been a paper of its own is kept as a redirect.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from paper_archive.archive.identity import alike
from paper_archive.archive.slug import with_hash


@dataclass(frozen=True, slots=True)
class Claim:
    """An entry's claim to an address: its title's key and slug, its abstract (clean), its id.

    `correction` says what a person put right about it, for a claim that no entry has by itself:
    two claims that differ in it may be of two papers whatever their texts.
    """

    key: str
    slug: str
    abstract: str
    arxiv_id: str
    correction: str = ""

    @property
    def own_slug(self) -> str:
        """The address that this entry has where its slug is shared."""
        text = self.arxiv_id or f"{self.key}\n{self.abstract}"
        return with_hash(self.slug, text + self.correction)


@dataclass(frozen=True, slots=True)
class Addresses:
    """`canonical` has the slug of each paper, `redirects` the papers of other slugs, `shared`
    the papers of slugs that several claim."""

    canonical: Mapping[int, str]
    redirects: Mapping[str, int]
    shared: Mapping[str, tuple[int, ...]]


def assign(
    claims: Mapping[int, tuple[Claim, ...]], redirects: Iterable[tuple[str, int]] = ()
) -> Addresses:
    """Give every paper its addresses; a paper's first claim is the one it is shown under.

    `redirects` are further addresses with their papers, which move no paper.
    """
    claimants: dict[str, dict[int, None]] = defaultdict(dict)
    for paper, own in claims.items():
        for claim in own:
            claimants[claim.slug][paper] = None
    canonical: dict[int, str] = {}
    for paper, own in claims.items():
        slug = own[0].slug
        canonical[paper] = slug if len(claimants[slug]) == 1 else own[0].own_slug
    _separate(canonical)
    for together in _neighbourhoods(claims):
        if _could_differ(claim for _, claim in together):
            for paper, claim in together:
                claimants[claim.own_slug][paper] = None
    for slug, paper in redirects:
        claimants[slug][paper] = None
    # A page of one paper wins over a redirect or a list of the same name.
    for slug in canonical.values():
        claimants.pop(slug, None)
    return Addresses(
        canonical,
        redirects={slug: next(iter(own)) for slug, own in claimants.items() if len(own) == 1},
        shared={slug: tuple(own) for slug, own in claimants.items() if len(own) > 1},
    )


def _separate(canonical: dict[int, str]) -> None:
    """Part papers of one address: a title may be made to end in another address's hash."""
    taken: set[str] = set()
    for paper, slug in canonical.items():
        while slug in taken:
            slug = with_hash(slug, slug)
        taken.add(slug)
        canonical[paper] = slug


def _neighbourhoods(
    claims: Mapping[int, tuple[Claim, ...]],
) -> Iterable[list[tuple[int, Claim]]]:
    """EntryGroup claims that have a slug or a title's key in common, directly or through others.

    Only within such a group can other listings turn one paper into two or two into one.
    """
    first: dict[str, str] = {}

    def root(name: str) -> str:
        while first.setdefault(name, name) != name:
            name = first[name]
        return name

    pairs = [(paper, claim) for paper, own in claims.items() for claim in dict.fromkeys(own)]
    # Most claims are alone with their key and slug, and counting is faster than linking.
    keys = Counter(claim.key for _, claim in pairs)
    slugs = Counter(claim.slug for _, claim in pairs)
    pairs = [(p, claim) for p, claim in pairs if keys[claim.key] > 1 or slugs[claim.slug] > 1]
    for _, claim in pairs:
        first[root("key " + claim.key)] = root("slug " + claim.slug)
    groups: dict[str, list[tuple[int, Claim]]] = defaultdict(list)
    for paper, claim in pairs:
        groups[root("key " + claim.key)].append((paper, claim))
    return (group for group in groups.values() if len(group) > 1)


def _could_differ(claims: Iterable[Claim]) -> bool:
    """Tell whether some of these entries, alone, would have been different papers."""
    distinct = list(dict.fromkeys(claims))
    return any(_differ(a, b) for n, a in enumerate(distinct) for b in distinct[:n])


def _differ(a: Claim, b: Claim) -> bool:
    if a.correction != b.correction:
        return True
    if a.arxiv_id and b.arxiv_id:
        return a.arxiv_id != b.arxiv_id
    return a.key != b.key or not alike(a.abstract, b.abstract)
