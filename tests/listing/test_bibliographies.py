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
from paper_archive.listing.bibliography.dates import of_parts, published
from paper_archive.listing.bibliography.names import in_reading_order
from paper_archive.listing.bibliography.table_authors import authors
from paper_archive.listing.bibliography.tex_names import names
from paper_archive.listing.bibliography.tex_values import plain
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


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Lee, Ann B.", "Ann B. Lee"),
        ("Lee, Jr., Ann", "Ann Lee Jr."),
        ("Lee, Ann, III", "Ann Lee III"),
        ("van der Berg, Johannes", "Johannes van der Berg"),
        ("Boats, Inc.", "Boats, Inc."),
        ("Department of Boats, Harbour", "Department of Boats, Harbour"),
        ("李, 明", "李 明"),
        ("Plato", "Plato"),
        ("Lee, ", "Lee"),
        ("Ann Lee", "Ann Lee"),
    ],
)
def test_names_are_in_reading_order(written: str, read: str) -> None:
    assert in_reading_order(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Lee, Ann and Bo Ray", ["Ann Lee", "Bo Ray"]),
        ("{Barnes and Noble} and others", ["Barnes and Noble"]),
        ("de la Cruz, Jr., Ana", ["Ana de la Cruz Jr."]),
        ("{Sayre-McCord}, Geoffrey", ["Geoffrey Sayre-McCord"]),
        (r"{\'E}va {\O}rsted AND\n Ray, B.".replace(r"\n", "\n"), [r"{\'E}va {\O}rsted", "B. Ray"]),
        ("family=Berg, given=Johannes, prefix=van der", ["Johannes van der Berg"]),
        ("", []),
    ],
)
def test_names_of_bibtex(written: str, read: list[str]) -> None:
    assert list(names(written)) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("{GPT}-4 and {{BERT}}", "GPT-4 and BERT"),
        (r"{\'E}tude \'{e} {\o}re", r"{\'E}tude \'{e} {\o}re"),
        (r"$x^{2}$ of {A}", r"$x^{2}$ of A"),
        (r"\textbf{Bold {GPT}} \frac{1}{2}", r"\textbf{Bold GPT} \frac{1}{2}"),
        (r"\textbraceleft{}a\textbraceright{} \textbackslash{}b", r"{a} \b"),
        ("5$ and {B}", "5$ and B"),
        ("unbalanced } brace", "unbalanced } brace"),
    ],
)
def test_braces_that_keep_capitals_go(written: str, read: str) -> None:
    assert plain(written) == read


@pytest.mark.parametrize(
    ("text", "day", "year"),
    [
        ("2000-09-01", "2000-09-01", 2000),
        ("2024/09/26/", "2024-09-26", 2024),
        ("2024/09//", None, 2024),
        ("September 1, 2000", "2000-09-01", 2000),
        ("1 Sep. 2000", "2000-09-01", 2000),
        ("1996 Jul 9", "1996-07-09", 1996),
        ("1996 Jul 9-12", None, 1996),
        ("Spring 1996", None, 1996),
        ("2021-02-30", None, 2021),
        ("n.d.", None, 0),
    ],
)
def test_a_year_is_no_day(text: str, day: str | None, year: int) -> None:
    found = published([text])
    assert (found.day and str(found.day), found.year) == (day, year)
    assert of_parts("2018").day is None


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("Lee, Ann; Ray, Bo", ["Ann Lee", "Bo Ray"]),
        ("Ann Lee|Bo Ray", ["Ann Lee", "Bo Ray"]),
        ("Ann Lee, Bo Ray", ["Ann Lee", "Bo Ray"]),
        ("Lee, Ann and Ray, Bo", ["Ann Lee", "Bo Ray"]),
        ("Lee, Ann", ["Ann Lee"]),
        ("Lee AB, Ray B.", ["AB Lee", "B Ray"]),
        (
            "van der Berg A.B., Ray B., Boat Consortium",
            ["A.B. van der Berg", "B. Ray", "Boat Consortium"],
        ),
        ("Smith J Jr, Ray B", ["J Smith Jr", "B Ray"]),
        ("Kimi AI", ["Kimi AI"]),
        ("Hal Daumé III, Henry V", ["Hal Daumé III", "Henry V"]),
        ("Ann Lee et Bo Ray", ["Ann Lee", "Bo Ray"]),
        ("Ann Lee, Bo Ray und Cy Twombly", ["Ann Lee", "Bo Ray", "Cy Twombly"]),
        ("Ann Lee, Bo Ray, et al.", ["Ann Lee", "Bo Ray"]),
        ("李明，王芳、张三", ["李明", "王芳", "张三"]),
        ("Lee, Ann B. (57200000000); Ray, Bo (1)", ["Ann B. Lee", "Bo Ray"]),
        ("Lee, Ann (Kiel)*; Ray, Bo (Kiel; Oslo)", ["Ann Lee", "Bo Ray"]),
    ],
)
def test_names_in_a_cell(cell: str, read: list[str]) -> None:
    assert authors(cell) == read
