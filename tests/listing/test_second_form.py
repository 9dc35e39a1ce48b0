"""A file of two forms: the entries of one are read, those of the other counted and reported."""

from __future__ import annotations

import itertools
import json
import re

import pytest
from paper_archive.listing import read
from paper_archive.listing.rest import entries_in
from paper_archive.model import Source

WORDS = (
    "We measure how far small boats drift when their anchors hold only sand, and we show that a "
    "second line shortens the drift by half on each of the nine beaches that we visited in autumn."
)


def of_two(one: str, before: str = "", after: str = "") -> str:
    return before + "".join(one.replace("§", str(number)) for number in (1, 2)) + after


PAPERS = [
    {"id": f"2503.0000{number}", "title": f"Boat {number}", "abstract": WORDS} for number in (1, 2)
]
ITEMS = [
    {"url": f"https://arxiv.org/abs/2503.0000{number}", "title": f"Boat {number}"}
    for number in (1, 2)
]
FORMS = {
    "api": json.dumps(PAPERS, indent=1) + "\n",
    "wrapped": json.dumps({"count": 2, "results": PAPERS}, indent=1) + "\n",
    "json-lines": "".join(json.dumps(paper) + "\n" for paper in PAPERS),
    "json-feed": json.dumps({"version": "https://jsonfeed.org/version/1", "items": ITEMS}) + "\n",
    "csv": of_two(f'Boat §,"{WORDS}",Ann Lee\n', "title,abstract,authors\n"),
    "bibtex": of_two("@article{b§,\n title = {Boat §},\n year = 2024\n}\n"),
    "ris": of_two("TY  - JOUR\nTI  - Boat §\nER  - \n"),
    "web-of-science": of_two("PT J\nAU Lee, A\nTI Boat §\nER\n\n", "FN Clarivate\n", "EF\n"),
    "endnote-xml": of_two(
        "<record><ref-type>17</ref-type><titles><title>Boat §</title></titles></record>\n",
        "<xml><records>\n",
        "</records></xml>\n",
    ),
    "feed": of_two(
        "<item><title>Boat §</title><link>https://arxiv.org/abs/2503.0000§</link></item>\n",
        '<?xml version="1.0"?>\n<rss><channel><title>Boats</title>\n',
        "</channel></rss>\n",
    ),
    "markdown-tables": of_two(
        "|Boat §|Ann Lee|[2503.0000§](http://arxiv.org/abs/2503.0000§)|\n",
        "|Title|Authors|PDF|\n|---|---|---|\n",
    ),
    "day-report": of_two(
        "# Boat §\n\n**Authors**: Ann Lee\n\n"
        f"**Link**: [PDF](https://arxiv.org/pdf/2503.0000§)\n\n**Abstract**: {WORDS}\n\n"
    ),
}


@pytest.mark.parametrize("first", FORMS)
def test_entries_of_both_forms_are_read_or_counted(first: str) -> None:
    for second in FORMS.keys() - {first}:
        text = f"{FORMS[first]}\n{FORMS[second]}"
        listings = read(Source("2025-03-14.txt", text.encode()))
        found = sum(len(part.entries) for part in listings)
        lost = sum(part.lost for part in listings)
        problems = [problem for part in listings for problem in part.problems]
        assert found + lost == 4, (first, second, problems)
        begins = FORMS[first].count("\n") + 2
        said = [p.line for p in problems if "another form begins" in p.what]
        assert found == 4 or said in ([1], [begins], [begins + 1]), (first, second, problems)


def test_files_in_files_are_counted_and_bounded() -> None:
    parts = [FORMS[name] for name in ("csv", "bibtex", "api", "ris")]
    (listing,) = read(Source("2025-03-14.txt", "\n".join(parts).encode()))
    assert (len(listing.entries), listing.lost) == (2, 6)
    deep = "\n".join(itertools.chain.from_iterable(itertools.repeat(parts, 20)))
    (listing,) = read(Source("2025-03-14.txt", deep.encode()))
    assert len(listing.entries) + listing.lost >= 8


def test_papers_below_a_plain_listing_are_not_taken_for_prose() -> None:
    text = of_two(f"Boat Number §\n\n{WORDS}\n\n") + FORMS["csv"]
    (listing,) = read(Source("2025-03-14.txt", text.encode()))
    assert [entry.title for entry in listing.entries] == ["Boat Number 1", "Boat Number 2"]
    assert listing.lost == 2 and listing.problems[0].line == 9


def test_a_readme_may_cite_itself_and_have_samples() -> None:
    citation = "\n## Citation\n\n```bibtex\n@article{b,\n title = {Boats}\n}\n```\n"
    text = FORMS["markdown-tables"] + citation + '\n{"title": "A Boat", "abstract": "x"}\n'
    (listing,) = read(Source("2025-03-14.md", text.encode()))
    assert (len(listing.entries), listing.lost, listing.problems) == (2, 0, ())


@pytest.mark.parametrize("size", [1, 7, 1_500])
def test_the_rest_of_a_long_text_is_counted_in_pieces_of_any_size(size: int) -> None:
    for form, sign in (("feed", "<item >"), ("day-report", "**Abstract**: x\n")):
        data = ("\nwords " * 300 + "\n" + sign).encode() * 5
        pieces = [data[at : at + size] for at in range(0, len(data), size)]
        assert entries_in([form], pieces) == len(re.findall(re.escape(sign.encode()), data)) == 5
    assert entries_in(["plain-spaced"], [b"<item >"]) == 0
