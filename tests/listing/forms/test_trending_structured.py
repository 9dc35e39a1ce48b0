"""The trending page with its structure: `forms/trending-structured-NAME.txt`."""

from __future__ import annotations

from datetime import date

from paper_archive.listing.forms import trending_structured

from tests.realdata import shared


def test_real_sample() -> None:
    text = (shared("variants") / "V5_trending_structured_html.txt").read_text("utf-8")
    assert trending_structured.detect(text)
    reading = trending_structured.read("V5.txt", text)
    (entry,) = reading.entries
    assert (reading.day, reading.problems, reading.lost) == (None, (), 0)
    assert entry.title.startswith("Kandinsky 6.0 Video: ") and entry.abstract.startswith("We ")
    assert (entry.arxiv_id, entry.upvotes) == ("2610.05608", 117)
    assert (entry.organisation, entry.published) == ("Kandinsky Lab", date(2026, 10, 4))
    assert len(entry.links) == 2
