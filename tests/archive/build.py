"""Listings for tests of the archive, from few words."""

from __future__ import annotations

from datetime import date

from paper_archive.model import Entry, Listing

ONE = "we study how birds find their way over the open sea by the stars and the wind alone"
OTHER = "a proof that every even number above two is a sum of two primes in many cases at least"


def listing(source: str, day: str | None, *papers: tuple[str, ...]) -> Listing:
    """A listing of (title, abstract) or (title, abstract, id), on lines 1, 3, 5 …"""
    return Listing(
        source,
        "plain-spaced",
        date.fromisoformat(day) if day else None,
        tuple(Entry(*paper[:2], 2 * n + 1, *paper[2:]) for n, paper in enumerate(papers)),
    )
