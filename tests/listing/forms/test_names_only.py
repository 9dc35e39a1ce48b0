"""The page without titles: `forms/names-only-NAME.txt`."""

from __future__ import annotations

from paper_archive.listing.forms import names_only

from tests.realdata import shared


def test_real_sample() -> None:
    text = (shared("variants") / "V6_date_page_extractor_without_titles.txt").read_text("utf-8")
    assert names_only.detect(text)
    reading = names_only.read("V6.txt", text)
    assert not reading.entries and len(reading.problems) == 1


def test_no_other_sample_is_refused() -> None:
    for path in shared("variants").glob("V[1-5]*"):
        assert not names_only.detect(path.read_text("utf-8"))
