"""Real bibliographies are read like other readers read them, and damage costs what it damages."""

from __future__ import annotations

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest
import rispy
from paper_archive.listing import read
from paper_archive.model import Entry, Source

from tests.listing.test_cases import CASES
from tests.realdata import shared

FORMS = ("bibtex.bib", "ris.ris", "pubmed.nbib", "web-of-science.txt", "endnote.xml",
         "zotero.rdf", "csl.json", "table.csv", "zotero.csv")  # fmt: skip


def read_shared(name: str) -> tuple[str, tuple[Entry, ...]]:
    """The text of a real file, and its entries; none is lost, and none has a day."""
    data = shared(f"forms/{name}").read_bytes()
    (listing,) = read(Source(name, data))
    assert listing.lost == 0 and listing.date is None
    return data.decode("utf-8-sig"), listing.entries


def joined(text: str | None) -> str:
    return " ".join((text or "").split())


def test_every_entry_of_bibtex_is_read() -> None:
    text, entries = read_shared("bibtex.bib")
    kinds = re.findall(r"(?m)^@(\w+)\{", text)
    assert len(entries) == sum(kind != "comment" for kind in kinds)
    dois = re.findall(r"(?m)^  doi = \{(.*)\}", text)
    assert [e.facts.id("doi") for e in entries if e.facts.ids] == [doi.lower() for doi in dois]
    years = re.findall(r"(?m)^  year = (\d{4})", text)
    assert [str(entry.facts.year) for entry in entries if entry.facts.year] == years
    lines = text.split("\n")
    assert all(lines[entry.line - 1].startswith("  title = ") for entry in entries)
    assert not any("{{" in entry.title for entry in entries)
    assert entries[13].title.endswith("According to van den Berg")
    assert entries[13].authors == ("M. Bunge",)


@pytest.mark.parametrize("name", ["endnote-ris.txt", "web-of-science.txt"])
def test_ris_is_read_as_rispy_reads_it(name: str) -> None:
    text, entries = read_shared(name)
    records = rispy.loads(text)
    assert len(records) == len(entries)
    for record, entry in zip(records, entries, strict=True):
        assert entry.title == joined(record.get("title") or record.get("primary_title"))
        assert entry.abstract.startswith(joined(record.get("abstract"))[:200])
        assert len(entry.authors) == len(record["authors"])
        assert entry.facts.id("doi") == record["doi"].lower()
        assert entry.facts.year or entry.published


def test_records_of_pubmed_are_read() -> None:
    text, entries = read_shared("pubmed.nbib")
    assert [e.facts.id("pmid") for e in entries] == re.findall(r"(?m)^PMID- (\d+)", text)
    assert sum(len(e.authors) for e in entries) == len(re.findall(r"(?m)^FAU - ", text))
    assert str(entries[0].published) == "1996-07-09" and entries[1].facts.year == 2009
    assert entries[0].authors[0] == "M J van Raaij"


def test_xml_is_read_as_the_standard_library_reads_it() -> None:
    text, entries = read_shared("endnote.xml")
    records = ElementTree.fromstring(text).findall(".//record")
    assert len(records) == len(entries)
    for record, entry in zip(records, entries, strict=True):
        assert entry.title == joined(record.findtext("titles/title"))
        assert entry.abstract == joined(record.findtext("abstract"))
        assert len(entry.authors) == len(record.findall("contributors/authors/author"))
    text, entries = read_shared("zotero.rdf")
    dc, terms = "{http://purl.org/dc/elements/1.1/}", "{http://purl.org/dc/terms/}"
    foaf = "{http://xmlns.com/foaf/0.1/}"
    items = list(ElementTree.fromstring(text))
    for item, entry in zip(items, entries, strict=True):
        assert entry.title == joined(item.findtext(f"{dc}title"))
        assert entry.abstract == joined(item.findtext(f"{terms}abstract"))
        persons = item.findall(f".//{foaf}Person")
        names_of = (
            f"{each.findtext(f'{foaf}givenName')} {each.findtext(f'{foaf}surname')}"
            for each in persons
        )
        assert list(entry.authors) == list(names_of)


def test_csl_is_read_as_json_says() -> None:
    text, entries = read_shared("csl.json")
    items = json.loads(text)
    assert len(items) == len(entries)
    for item, entry in zip(items, entries, strict=True):
        assert (entry.title, len(entry.authors)) == (item["title"], len(item.get("author", [])))
        assert entry.facts.venue == item.get("container-title", "")
        whole = len(item["issued"]["date-parts"][0]) == 3
        assert bool(entry.published) == whole and bool(entry.facts.year) != whole
        if item.get("URL", "").startswith("https://doi.org/"):
            assert entry.facts.id("doi") == item["URL"].removeprefix("https://doi.org/").lower()


@pytest.mark.parametrize(
    ("name", "title", "abstract", "author", "between"),
    [
        ("zotero.csv", "Title", "Abstract Note", "Author", ";"),
        ("mini-conf-papers.csv", "title", "abstract", "authors", "|"),
    ],
)
def test_tables_are_read_as_the_csv_module_reads_them(
    name: str, title: str, abstract: str, author: str, between: str
) -> None:
    text, entries = read_shared(name)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(entries)
    for row, entry in zip(rows, entries, strict=True):
        assert (entry.title, entry.abstract) == (joined(row[title]), joined(row[abstract]))
        assert len(entry.authors) == len(row[author].split(between))
        doi = row.get("DOI", "").lower()
        assert entry.facts.id("doi") == doi.removeprefix("https://doi.org/")


@pytest.mark.parametrize("name", FORMS)
def test_a_bibliography_that_is_cut_off_keeps_what_comes_before(name: str) -> None:
    data = (CASES / f"form-{name}").read_bytes()
    whole = [entry for listing in read(Source(name, data)) for entry in listing.entries]
    for at in range(0, len(data), 97):
        listings = read(Source(name, data[:at]))
        titles = [entry.title for listing in listings for entry in listing.entries]
        # The last one may be cut in its title.
        assert titles[:-1] == [entry.title for entry in whole][: len(titles[:-1])]
        assert at < 40 or any(listing.problems for listing in listings)


@pytest.mark.parametrize(
    "name", [name for name in FORMS if name.split(".")[-1] in "bib ris nbib csv"]
)
def test_files_that_were_joined_are_read_whole(name: str) -> None:
    data = (CASES / f"form-{name}").read_bytes()
    (once,) = read(Source(name, data))
    (twice,) = read(Source(name, data + b"\n\n" + data.removeprefix(b"sep=;\n")))
    titles = [entry.title for entry in once.entries]
    assert [entry.title for entry in twice.entries] == titles * 2
    assert twice.lost == once.lost * 2
