"""A bibliography that is longer than a text may be is read whole, with the lines of its papers."""

from __future__ import annotations

import pytest
from paper_archive.listing import read
from paper_archive.listing.decoding import unpack
from paper_archive.model import Source

MOST = 1 << 18  # Bytes of a text in these tests, where it is 8 MiB otherwise.
SIZE = MOST + (3 << 20)  # What follows it is read 1 MiB at a time.
WORDS = "We measure how far small boats drift when their anchors hold only sand. " * 40
FORMS = {
    "a.bib": (
        "@string{jsb = {Sea Birds}}\n",
        "@article{{k{0},\n title = {{Boat {0}}},\n journal = jsb,\n abstract = {{{1}}}\n}}\n",
        "",
    ),
    "a.ris": ("", "TY  - JOUR\nTI  - Boat {0}\nT2  - Sea Birds\nAB  - {1}\nER  - \n\n", ""),
    "a.nbib": ("", "PMID- {0}\nTI  - Boat {0}\nJT  - Sea Birds\nAB  - {1}\n\n", ""),
    "wos.txt": (
        "FN Clarivate\nVR 1.0\n",
        "PT J\nTI Boat {0}\nSO Sea Birds\nAB {1}\nER\n\n",
        "EF\n",
    ),
    "a.xml": (
        "<?xml version='1.0'?><xml><records>",
        (
            "<record><ref-type>17</ref-type><titles>\n<title>Boat {0}</title><secondary-title>"
            "Sea Birds</secondary-title></titles><abstract>{1}</abstract></record>\n"
        ),
        "</records></xml>",
    ),
    "pubmed.xml": (
        "<PubmedArticleSet>",
        (
            "<PubmedArticle><MedlineCitation><Article><Journal><Title>Sea Birds</Title></Journal>\n"
            "<ArticleTitle>Boat {0}</ArticleTitle><Abstract><AbstractText>{1}</AbstractText>"
            "</Abstract></Article></MedlineCitation></PubmedArticle>\n"
        ),
        "</PubmedArticleSet>",
    ),
    "a.rdf": (
        (
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
            ' xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dc="d" xmlns:bib="b"'
            ' xmlns:dcterms="t">'
            '<bib:Journal rdf:about="urn:issn:1"><dc:title>Sea Birds</dc:title></bib:Journal>\n'
        ),
        (
            ' <bib:Article rdf:about="#i{0}">\n  <z:itemType>journalArticle</z:itemType>\n'
            '  <dcterms:isPartOf rdf:resource="urn:issn:1"/><dc:title>Boat {0}</dc:title>\n'
            "  <dcterms:abstract>{1}</dcterms:abstract>\n </bib:Article>\n"
        ),
        "</rdf:RDF>",
    ),
}


@pytest.fixture(autouse=True)
def limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MOST_TEXT_BYTES", MOST)


@pytest.mark.parametrize("name", FORMS)
def test_every_record_of_a_long_file_is_read(name: str) -> None:
    begin, record, end = FORMS[name]
    count = SIZE // len(WORDS)
    text = begin + "".join(record.format(number, WORDS) for number in range(1, count)) + end
    (listing,) = read(Source(name, text.encode()))
    lines = text.split("\n")
    assert [entry.title for entry in listing.entries] == [f"Boat {n}" for n in range(1, count)]
    assert {entry.facts.venue for entry in listing.entries} == {"Sea Birds"}
    assert all(entry.title in lines[entry.line - 1] for entry in listing.entries)
    assert listing.lost == 0 and len(listing.problems) == 1  # It has no day.


@pytest.mark.parametrize("name", FORMS)
def test_a_long_file_that_is_cut_off_says_so(name: str) -> None:
    begin, record, _ = FORMS[name]
    count = SIZE // len(WORDS)
    text = begin + "".join(record.format(number, WORDS) for number in range(1, count))
    cut = text[: -len(WORDS) // 2 * 3]
    (listing,) = read(Source(name, cut.encode()))
    assert count - 4 <= len(listing.entries) + listing.lost <= count
    assert len(listing.problems) > 1 or name == "a.nbib"
