"""The contents of `curation.yml`: corrections by hand (see `curation_file`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NoReturn
from unicodedata import normalize

from paper_archive.model import InputError, Problem
from paper_archive.strict_yaml import nearest


@dataclass(frozen=True, slots=True)
class Reference:
    """The name of a paper, a listing or a tag, and where it stands in the file."""

    text: str
    source: str
    line: int

    def refuse(self, what: str, fix: str) -> NoReturn:
        """Raise InputError at this name."""
        raise InputError(Problem(self.source, self.line, what, fix))

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """The corrections of one paper; an empty field leaves the paper as it is."""

    paper: Reference
    title: str = ""
    arxiv_id: Reference | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    withdrawn: str = ""


NO_ENTRY = PaperEntry(Reference("", "", 0))


@dataclass(frozen=True, slots=True)
class Split:
    """A split: the entries that match `listing` and `title`, where set, leave the paper."""

    paper: Reference
    listing: Reference | None
    title: Reference | None

    @property
    def criteria(self) -> str:
        """The listing and title as one text; the hash in a split paper's address contains it."""
        return "\n".join(str(name or "") for name in (self.listing, self.title))


@dataclass(frozen=True, slots=True)
class Redirection:
    """An address and the paper that it leads to."""

    slug: Reference
    paper: Reference


@dataclass(frozen=True, slots=True)
class AuthorEntry:
    """An author by the name to show, and who else is this author.

    `also` are other names of the author. `papers`, which list the author as `listed`, are by this
    author and not by others of that name; `listed` is None without a split.
    """

    name: Reference
    also: tuple[Reference, ...] = ()
    listed: Reference | None = None
    papers: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Curation:
    """The contents of a `curation.yml`, in the order of the file; `Curation()` corrects nothing."""

    dates: tuple[tuple[Reference, date], ...] = ()
    papers: tuple[PaperEntry, ...] = ()
    merges: tuple[tuple[Reference, ...], ...] = ()
    splits: tuple[Split, ...] = ()
    redirects: tuple[Redirection, ...] = ()
    authors: tuple[AuthorEntry, ...] = ()

    def days(self, listings: Collection[str]) -> dict[str, date]:
        """Return the days of listings by full name. Raises InputError for unknown listings."""
        days: dict[str, date] = {}
        named: dict[str, Reference] = {}
        for name, day in self.dates:
            listing = find_listing(name, listings)
            if listing in days:
                first = named[listing]
                fix = f"'{first}' in line {first.line} is the same listing; keep one"
                name.refuse(f"the listing '{name}' is dated twice", fix)
            days[listing], named[listing] = day, name
        return days


NO_CURATION = Curation()


def find_listing(name: Reference, listings: Iterable[str]) -> str:
    """Return the full name of a listing. Raises InputError if none or several match.

    Names are compared in Unicode's form NFC: macOS may write é as e with an accent.
    """
    known = list(listings)
    if name.text in known:
        return name.text
    wanted = normalize("NFC", name.text)
    composed = {listing: normalize("NFC", listing) for listing in known}
    matches = [listing for listing, text in composed.items() if text == wanted]
    matches = matches or [
        listing for listing, text in composed.items() if text.endswith(f"/{wanted}")
    ]
    if not matches:
        # Only the ends are compared: the folders above are the same for all.
        parts = name.text.count("/") + 1
        ends = {"/".join(listing.split("/")[-parts:]) for listing in known}
        name.refuse(f"unknown listing '{name}'", nearest(name.text, sorted(ends), "check its path"))
    if len(matches) > 1:
        fix = f"write one of {', '.join(sorted(matches))}"
        name.refuse(f"several listings end in '{name}'", fix)
    return matches[0]
