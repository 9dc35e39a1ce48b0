"""What the readers of our citations say: BibTeX, biber, a CSL processor, a reader of RIS."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
import rispy
from paper_archive.citation.bibtex import bibtex
from paper_archive.citation.citation import Citation
from paper_archive.citation.csl import csl
from paper_archive.citation.ris import ris

from tests.citation import readers
from tests.citation.test_formats import authors, parsed, plain
from tests.citation.written import CASES, case

pytestmark = pytest.mark.slow
# The fields of the venue by kind of publication, in BibTeX and as biber writes them.
VENUES = {"article": "journal", "inproceedings": "booktitle"}
BIBLATEX = {"article": "journaltitle", "inproceedings": "booktitle"}
RIS_TYPES = {"article": "JOUR", "inproceedings": "CONF"}


@cache
def cited() -> tuple[Citation, ...]:
    """All cases, and the papers of some days."""
    return (*map(case, CASES), *readers.real_citations(4))


def entries(citations: tuple[Citation, ...]) -> str:
    return "\n\n".join(map(bibtex, citations)) + "\n"


def complete(citation: Citation) -> bool:
    """Tell whether it has what styles want of every entry."""
    return bool(citation.authors and citation.published)


@pytest.mark.parametrize("style", ["plain", "unsrt", "abbrv"])
def test_bibtex_warns_of_nothing(style: str, tmp_path: Path) -> None:
    whole = tuple(filter(complete, cited()))
    assert len(readers.bibtex(tmp_path, entries(whole), style)) == len(whole)


def test_a_style_that_lowers_titles_keeps_names_and_single_capitals(tmp_path: Path) -> None:
    titles = {
        "Deep Q-Learning with U-Net": "Deep {Q}-learning with {U}-net",
        "Distilling T5 into DeepSeek-R1": "Distilling {T5} into {DeepSeek}-{R1}",
        "Kimi K2 and OpenAI O1": "Kimi {K2} and {OpenAI} {O1}",
        "Programs in C, C++ and R": "Programs in {C}, {C}++ and {R}",
        "An X-Ray of Type I Errors": "An {X}-ray of type {I} errors",
        "The Q&A of a Plan B": r"The {Q}\&{A} of a plan {B}",
        "Learning Λ-Calculus": "Learning Λ-calculus",
        "A Survey: A Review of Vitamin A": "A survey: A review of vitamin {A}",
        "O'Brien and McDonald's Llama3": "{O'Brien} and {McDonald}'s {Llama3}",
    }
    citations = tuple(Citation(title, ("Ann Lee",), "2024") for title in titles)
    printed = readers.bibtex(tmp_path, entries(citations), "plain")
    for citation, lowered in zip(citations, titles.values(), strict=True):
        assert f"{lowered}, 2024" in printed[citation.key]


def test_bibtex_parts_names_as_we_do(tmp_path: Path) -> None:
    """It abbreviates given names alone, and puts particles before the family name."""
    names = {
        "Ann B. Lee": "A.~B. Lee",
        "Johannes van der Berg": "J.~van~der Berg",
        "Rob Van Der Goot": "R.~Van~Der~Goot",
        "Gerard 't Hooft": "G.~'t Hooft",
        "Willem in 't Veld": "W.~in~'t Veld",
        "Drummond de Andrade, Carlos": "C.~{Drummond de Andrade}",
        "Tarek el-Sayed": "T.~{el-Sayed}",
        "Eric H. Nyberg, 3rd": "E.~H. Nyberg, 3rd",
        "Hal Daumé III": "H.~Daumé, III",
        "Nico Van de Weghe": "N.~{Van de Weghe}",
        "Blaise Agüera y Arcas": "B.~{Agüera y Arcas}",
        "Ann Öztürk-Müller": "A.~{Öztürk-Müller}",
        "Kimi Team": "{Kimi Team}",
        "Plato": "Plato",
        "others": "{others}",
    }
    citations = tuple(Citation("Birds", (name, "Bo Li"), "2024") for name in names)
    printed = readers.bibtex(tmp_path, entries(citations), "abbrv")
    for citation, name in zip(citations, names.values(), strict=True):
        assert (
            printed[citation.key]
            .replace("~", " ")
            .startswith(f"{name} and B.~Li. Birds".replace("~", " "))
        ), name


def test_biber_finds_nothing_against_its_data_model(tmp_path: Path) -> None:
    chosen = tuple(filter(complete, cited()))[:100]
    written = {entry["ID"]: entry for entry in parsed(readers.biber(tmp_path, entries(chosen)))}
    for citation in chosen:
        entry = written[citation.key]
        assert plain(entry["title"]) == citation.title
        assert entry["date"] == citation.published[:4]
        assert entry.get("eprint", "") == citation.arxiv_id
        assert entry["ENTRYTYPE"] == (citation.kind if citation.kind in VENUES else "misc")
        field = BIBLATEX.get(citation.kind, "howpublished")
        assert plain(entry.get(field, "")) == citation.venue
        assert entry.get("doi", "") == citation.doi
        assert len(authors(entry["author"])) == len(citation.authors)


def test_bibtex_is_read_back_whole() -> None:
    for entry, citation in zip(parsed(entries(cited())), cited(), strict=True):
        kind = citation.kind if citation.kind in VENUES else "misc"
        assert (entry["ID"], entry["ENTRYTYPE"]) == (citation.key, kind)
        assert plain(entry.get(VENUES.get(citation.kind, "howpublished"), "")) == citation.venue
        assert plain(entry["title"]) == citation.title
        assert entry.get("year", "") == citation.published[:4]
        assert entry.get("eprint", "") == citation.arxiv_id
        assert entry.get("doi", "") == citation.doi
        assert "note" not in entry
        for text, name in zip(authors(entry.get("author", "")), citation.names, strict=False):
            parts = [plain(part) for part in text.split(", ")] if not name.group else [plain(text)]
            suffix_last = [parts[0], parts[2], parts[1]] if len(parts) == 3 else parts
            assert ", ".join(suffix_last) == name.family_first


def test_ris_is_read_back_whole() -> None:
    records = rispy.loads("\n\n".join(map(ris, cited())) + "\n")
    for record, citation in zip(records, cited(), strict=True):
        assert record["type_of_reference"] == RIS_TYPES.get(citation.kind, "UNPB")
        named = "publisher" if citation.kind == "posted" else "secondary_title"
        venue = record.get(named, record.get("journal_name", ""))
        assert venue == citation.venue
        assert record["title"] == citation.title.strip()
        assert record.get("authors", []) == [name.family_first for name in citation.names]
        assert record.get("year", "") == citation.published[:4]
        assert record.get("doi", "") == citation.doi
        number = citation.arxiv_id or citation.id("pmid")
        assert record.get("accession_number", "") == number
        assert "notes" not in record


def test_a_citation_processor_prints_every_paper() -> None:
    items = [json.loads(csl(citation)) for citation in cited()]
    printed = readers.in_apa_style(items)
    assert len(printed) == len(items)
    for citation, text in zip(cited(), printed, strict=True):
        assert citation.title.split(" ")[0] in text
        if citation.doi:
            assert f"https://doi.org/{citation.doi}" in text
        assert citation.kind in ("", "inproceedings") or citation.venue in text
        assert "Listed" not in text


def test_the_style_of_the_apa() -> None:
    citation = Citation(
        "Birds at Sea", ("Ann B. Lee", "Rob Van Der Goot", "Hal Daumé III", "Kimi Team"),
        "2024-09-26", "2409.17703",
    )  # fmt: skip
    (text,) = readers.in_apa_style([json.loads(csl(citation))])
    assert text.replace("ArXiv:", "arXiv:") == (
        "Lee, A. B., Van Der Goot, R., Daumé, H., III, & Kimi Team. (2024). Birds at Sea "
        "(arXiv:2409.17703). arXiv. https://doi.org/10.48550/arXiv.2409.17703"
    )


@pytest.mark.parametrize(
    ("kind", "venue", "printed"),
    [
        ("article", "Annals of Boats", "Annals of Boats."),
        ("inproceedings", "Boats 2024", "Boats 2024."),
        ("posted", "bioRxiv", "bioRxiv."),
    ],
)
def test_the_style_of_the_apa_names_the_venue(kind: str, venue: str, printed: str) -> None:
    citation = Citation(
        "Birds at Sea", ("Ann B. Lee",), "2024-09-26", kind=kind, venue=venue,
        other_doi="10.1000/boats",
    )  # fmt: skip
    (text,) = readers.in_apa_style([json.loads(csl(citation))])
    assert text.startswith("Lee, A. B. (2024")
    assert f"Birds at Sea. {printed}" in text and text.endswith("https://doi.org/10.1000/boats")


@pytest.mark.parametrize("style", ["plain", "unsrt", "abbrv"])
def test_styles_of_bibtex_print_every_venue(style: str, tmp_path: Path) -> None:
    citations = tuple(
        Citation(f"Birds {n}", ("Ann B. Lee",), "2024", kind=kind, venue=f"Boats & Ships {n}")
        for n, kind in enumerate(("", "posted", "article", "inproceedings"))
    )
    printed = readers.bibtex(tmp_path, entries(citations), style)
    for citation in citations:
        assert citation.venue.replace("&", r"\&") in printed[citation.key].replace("~", " ")
