"""The archive that corrections of tests are applied to."""

from __future__ import annotations

from paper_archive.archive.curation_file import load_curation
from paper_archive.archive.merge import Merged, merge
from paper_archive.model import Listing, Source

from tests.archive.build import ONE, OTHER, listing

WHALES = "whales sing to each other over hundreds of miles and we can hear them do so by day"
TAGS = {"robotics": ("Robots",), "vision": ("Vision",), "language-models": ("LLMs", "Talk")}


def listings() -> list[Listing]:
    """Birds at Sea (in two spellings and three listings), Sums of Primes, Whales (with an id),
    Stars (with another id), and two papers called Twins."""
    return [
        listing("site/2025/2025-03-13.txt", "2025-03-13", ("Birds at Sea", ONE), ("Twins", ONE)),
        listing("site/2025/2025-03-14.txt", "2025-03-14", ("Birds at Sea", ONE), ("Twins", OTHER)),
        listing("site/2025/page.txt", None, ("Birdsat Sea", ONE), ("Sums of Primes", OTHER)),
        listing("site/old/page.txt", "2024-05-01", ("Whales", WHALES, "2405.00001")),
        listing("site/old/more.txt", "2024-05-02", ("Stars", WHALES, "2405.00002")),
    ]


def corrected(text: str) -> Merged:
    """The archive with these corrections, whose file is `curation.yml`."""
    return correct_all(listings(), text)


def correct_all(given: list[Listing], text: str) -> Merged:
    """These listings with these corrections."""
    curation = load_curation(Source("curation.yml", text.encode()), TAGS)
    curation.days([each.source for each in given])
    return merge(given, lambda _title, _abstract: ("vision",), curation)
