"""Drafts: corrected papers that have no address yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from paper_archive.archive.addresses import Addresses, Claim
from paper_archive.archive.curation import NO_ENTRY, PaperEntry, Reference
from paper_archive.archive.hand_merge import of_the_first
from paper_archive.archive.identity import title_key
from paper_archive.archive.occurrence import Occurrence
from paper_archive.archive.slug import slugify


@dataclass(frozen=True, slots=True)
class Draft:
    """A corrected paper that has no address yet.

    `occurrences` are all of its entries in order, `main` those that supply its title and id,
    `claims` all of its claims to addresses. `entry` has its corrections, NO_ENTRY without any.
    `first` are the entries of the first paper of a merge by hand, () without one.
    """

    occurrences: tuple[Occurrence, ...]
    main: tuple[Occurrence, ...]
    claims: tuple[Claim, ...]
    entry: PaperEntry = NO_ENTRY
    first: tuple[Occurrence, ...] = ()

    @property
    def own(self) -> Sequence[Occurrence]:
        """The occurrences that supply its fields; others only what these lack."""
        return of_the_first(self.first, self.occurrences) if self.first else self.occurrences

    def claim(self, shown: Occurrence) -> Claim:
        """Return the claim for the title it shows: the corrected title, else that of `shown`."""
        return retitled(shown.claim, self.entry.title) if self.entry.title else shown.claim


@dataclass(frozen=True, slots=True)
class Corrected:
    """The corrected papers in order of occurrence, and redirects with the papers' numbers."""

    drafts: tuple[Draft, ...]
    redirects: tuple[tuple[Reference, int], ...] = ()

    def check(self, addresses: Addresses) -> None:
        """Raise InputError for a redirect from an address of another paper."""
        if not self.redirects:
            return
        holders: dict[str, tuple[int, ...]] = {
            slug: (paper,) for paper, slug in addresses.canonical.items()
        }
        holders |= {slug: (paper,) for slug, paper in addresses.redirects.items()}
        holders |= addresses.shared
        for name, paper in self.redirects:
            for other in holders.get(name.text, ()):
                if other != paper:
                    first = self.drafts[other].occurrences[0]
                    name.refuse(
                        f"'{name}' is an address of another paper, '{first.title}' "
                        f"({first.listing.source}:{first.entry.line})",
                        "take the redirect out, or merge the two papers",
                    )


def retitled(claim: Claim, title: str) -> Claim:
    """Return an entry's claim under another title."""
    key, slug = title_key(title), slugify(title)
    if key == claim.key:  # A listing could have this spelling too.
        return replace(claim, slug=slug)
    # The mark contains the former key, so two papers that receive the same title stay two.
    mark = f"{claim.correction}\ntitle {claim.key}"
    return replace(claim, key=key, slug=slug, correction=mark)
