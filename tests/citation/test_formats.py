"""Citations: what Python writes, what the browser writes, and what other programs read of it.

A case is a file in `cases/`: a citation, and its BibTeX, RIS and CSL-JSON, which
`--update-golden` writes.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
from bibtexparser.middlewares.names import parse_single_name_into_parts
from paper_archive.citation.bibtex import bibtex
from paper_archive.citation.citation import Citation, keyed
from paper_archive.citation.csl import csl
from paper_archive.citation.ris import ris
from playwright.sync_api import Browser, Page
from pylatexenc.latex2text import LatexNodes2Text

CASES = sorted(Path(__file__).with_name("cases").glob("*.json"))
SCRIPT = Path(__file__).parents[2] / "site_src/theme/assets/cite.js"
# Names whose words decide how they are parted.
TELLING = ", Jr. III van der De Team AI and & 李 明 Lee Ann, X".split(" ")
HOSTILE = "aB1 é\\{}%&$#_~^@\"'<>,;|\u00a0\u2028ſßİΣς漢𝒜🚀-–and"


def citation_of(values: dict[str, Any]) -> Citation:
    listed = date.fromisoformat(values["listed"]) if values.get("listed") else None
    return Citation(**{**values, "authors": tuple(values.get("authors", ())), "listed": listed})


def written(citation: Citation) -> dict[str, Any]:
    key = citation.key
    return {
        "key": key,
        "bibtex": bibtex(citation, key),
        "ris": ris(citation),
        "csl": json.loads(csl(citation, key)),
    }


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_case(file: Path, request: pytest.FixtureRequest) -> None:
    case = json.loads(file.read_text("utf-8"))
    made = written(citation_of(case["citation"]))
    if request.config.getoption("--update-golden"):
        text = json.dumps({"citation": case["citation"], **made}, ensure_ascii=False, indent=1)
        file.write_text(text + "\n", "utf-8")
    else:
        assert {key: case[key] for key in made} == made


def record(citation: Citation) -> dict[str, Any]:
    """A citation as the browser has it."""
    values = asdict(citation)
    values.pop("names")
    values["arxiv"] = values.pop("arxiv_id")
    values["listed"] = citation.listed.isoformat() if citation.listed else ""
    return values


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.add_script_tag(path=SCRIPT)
    yield page
    page.close()


def by_browser(page: Page, citations: list[Citation]) -> list[dict[str, Any]]:
    return page.evaluate(
        """papers => papers.map(paper => {
          const { bibtex, ris, csl, key } = paperArchive.cite, own = key(paper)
          return { key: own, bibtex: bibtex(paper, own), ris: ris(paper), csl: csl(paper, own) }
        })""",
        [record(citation) for citation in citations],
    )


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_the_browser_writes_the_same(page: Page) -> None:
    rng = random.Random(1)

    def words() -> str:
        return "".join(rng.choices(HOSTILE, k=rng.randrange(1, 20)))

    def name() -> str:
        return " ".join(rng.choices(TELLING, k=rng.randrange(1, 6)))

    drawn = [
        Citation(f"x-{n}", words(), tuple(of() for _ in range(rng.randrange(4))), "2024")
        for n in range(500)
        for of in (rng.choice((words, name)),)
    ]
    cases = [citation_of(json.loads(file.read_text("utf-8"))["citation"]) for file in CASES]
    both = cases + drawn
    for citation, made in zip(both, by_browser(page, both), strict=True):
        assert made == written(citation)
    whole = page.evaluate(
        "papers => paperArchive.cite.formats.map(format => format.write(papers))",
        [record(citation) for citation in cases + cases],
    )
    pairs = list(keyed(cases + cases))
    assert whole[0] == "\n\n".join(bibtex(c, key) for key, c in pairs) + "\n"
    assert whole[1] == "\n\n".join(ris(c) for _, c in pairs) + "\n"
    assert json.loads(whole[2]) == [json.loads(csl(c, key)) for key, c in pairs]


def plain(tex: str) -> str:
    # Of LaTeX's own signs pylatexenc lacks some, and has another circumflex.
    tex = tex.replace(r"\textbraceleft{}", r"\{").replace(r"\textbraceright{}", r"\}")
    for name, sign in (("asciicircum", "^"), ("less", "<"), ("greater", ">"), ("bar", "|")):
        tex = tex.replace(f"\\text{name}{{}}", sign)
    return LatexNodes2Text(keep_braced_groups=False).latex_to_text(tex)


def parsed(text: str) -> list[dict[str, str]]:
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    return [
        {"ID": entry.key, **{field.key: field.value for field in entry.fields}}
        for entry in library.entries
    ]


def test_bibtexparser_reads_every_case_and_writes_it_again() -> None:
    citations = [citation_of(json.loads(file.read_text("utf-8"))["citation"]) for file in CASES]
    pairs = list(keyed(citations))
    text = "\n\n".join(bibtex(citation, key) for key, citation in pairs)
    entries = parsed(text)
    assert [entry["ID"] for entry in entries] == [key for key, _ in pairs]
    for entry, (_, citation) in zip(entries, pairs, strict=True):
        assert plain(entry["title"]) == citation.title
        if citation.authors:
            parts = map(parse_single_name_into_parts, authors(entry["author"]))
            assert sum(bool(part.last) for part in parts) == len(citation.authors)
        # What BibTeX itself counts, whatever stands before them.
        assert all(value.count("{") == value.count("}") for value in entry.values())
    assert parsed(bibtexparser.write_string(bibtexparser.parse_string(text))) == entries


def authors(field: str) -> list[str]:
    """Part a list of authors as BibTeX does: at `and`, but for one in braces."""
    parts, depth = [""], 0
    for word in field.split(" "):
        if word.lower() == "and" and depth == 0:
            parts.append("")
        else:
            parts[-1] += f" {word}"
        depth += word.count("{") - word.count("}")
    return [part.strip() for part in parts]
