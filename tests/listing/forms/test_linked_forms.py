"""The forms that keep links (V1, V2, V3): the real samples, and what damage costs.

Their golden cases are `cases/form-NAME*.txt`.
"""

from __future__ import annotations

from datetime import date

import pytest
from paper_archive.listing.form import Form, PageDay, Reading
from paper_archive.listing.forms import markdown_links, markdown_references, plain_links
from paper_archive.model import Entry

from tests.listing.damage import without_a_line
from tests.listing.test_cases import CASES
from tests.realdata import shared

FORMS: dict[str, Form] = {
    "plain-links": plain_links,
    "markdown-links": markdown_links,
    "markdown-references": markdown_references,
}
NAMES = [(form, path.name) for form in FORMS for path in sorted(CASES.glob(f"form-{form}*.txt"))]


def sample(name: str) -> str:
    return (shared("variants") / name).read_text("utf-8")


def known(reading: Reading) -> dict[str, Entry]:
    return {entry.title: entry for entry in reading.entries}


def test_real_sample_of_plain_links() -> None:
    text = sample("V1_plain_links_on_own_lines.txt")
    assert plain_links.detect(text) and not markdown_links.detect(text)
    reading = plain_links.read("V1.txt", text)
    assert (reading.day, reading.problems, reading.lost) == (PageDay(3, 25, 0, 35), (), 0)
    first, second = reading.entries
    assert first.title.startswith("Better than Your Teacher: ")
    assert first.abstract.startswith("While large") and first.abstract.endswith("[...]")
    assert (first.arxiv_id, first.upvotes, first.author_count) == ("2410.05434", 1, 2)
    assert (first.published, second.published) == (date(2024, 10, 7), date(2025, 10, 23))
    assert (second.arxiv_id, second.upvotes, second.organisation) == ("2510.21057", None, "Google")


def test_real_sample_of_markdown_links() -> None:
    text = sample("V3_firecrawl_markdown.txt")
    assert markdown_links.detect(text) and not markdown_references.detect(text)
    reading = markdown_links.read("V3.txt", text)
    assert (reading.day, reading.problems, reading.lost) == (PageDay(10, 2, 0, 19), (), 0)
    first, second = reading.entries
    assert (first.arxiv_id, first.upvotes, first.organisation) == ("2606.00683", 101, "OCC")
    assert first.published is None  # `May 29[6](…)` says no year.
    assert second.title.endswith("How Scholars Engage with Past Research")
    assert "tracing knowledge flows" in second.abstract
    assert (second.author_count, second.published) == (3, date(2025, 2, 27))


@pytest.mark.parametrize(("form", "name"), NAMES)
def test_a_cut_never_raises_and_keeps_what_is_whole(form: str, name: str) -> None:
    text = (CASES / name).read_text("utf-8")
    # If the addresses are at the end, a cut takes the ids.
    whole = {title: entry.abstract for title, entry in known(FORMS[form].read("x", text)).items()}
    for at in range(0, len(text), 13):
        FORMS[form].detect(text[:at])
        reading = FORMS[form].read("x", text[:at])
        assert all(e.abstract == whole.get(e.title) for e in reading.entries[:-1])


@pytest.mark.parametrize(("form", "name"), NAMES)
def test_a_missing_line_costs_one_paper_at_most(form: str, name: str) -> None:
    text = (CASES / name).read_text("utf-8").partition("\n[29]: ")
    whole = FORMS[form].read("x", "".join(text))
    texts = {(entry.title, entry.abstract) for entry in whole.entries}
    for damaged in without_a_line(text[0]):
        reading = FORMS[form].read("x", damaged + text[1] + text[2])
        left = {(entry.title, entry.abstract) for entry in reading.entries}
        assert len(texts - left) <= 1
        assert len(reading.entries) + reading.lost >= len(whole.entries) + whole.lost - 1
