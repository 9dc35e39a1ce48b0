"""Reading: a file's bytes to a `Listing`. The form is found by content, never by extension."""

from __future__ import annotations

from generator.listing import (
    api,
    digest,
    names_only,
    plain,
    trending,
    trending_structured,
    unread,
)
from generator.listing.dates import date_listing
from generator.listing.decode import decode
from generator.listing.form import Form, Reading
from generator.model import Listing, Problem, Source

UNKNOWN = "unknown"
# Asked in this order; the plain form comes last, because it is known by least.
FORMS: tuple[Form, ...] = (api, digest, names_only, trending_structured, trending)


def read(source: Source, year: int | None = None) -> Listing:
    """Read one listing. Whatever is wrong with it is among its problems; nothing raises.

    `year` is for a page that names its day without one, and stands in no folder of a year.
    """
    text, problems = decode(source)
    if not text:
        return Listing(source.name, UNKNOWN, None, (), problems)
    reading = _read_text(source.name, text)
    day = None
    if reading.entries or reading.lost:
        day, doubts = date_listing(source.name, reading.day, year)
        problems += doubts
    return Listing(
        source.name,
        reading.form,
        day,
        reading.entries,
        tuple(sorted(problems + reading.problems, key=lambda p: p.line)),
        reading.lost,
    )


def _read_text(name: str, text: str) -> Reading:
    for form in FORMS:
        if form.detect(text):
            return form.read(name, text)
    if known := unread.match(text):
        return unread.read(name, known[0])
    if plain.detect(text):
        return plain.read(name, text)
    what = "not recognised as a listing: no heading of the site, and no titles with abstracts"
    fix = "save the day's page as text, or move the file out of the listings"
    return Reading(UNKNOWN, problems=(Problem(name, 0, what, fix),))
