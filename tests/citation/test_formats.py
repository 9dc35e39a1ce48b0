"""Citations: what Python writes, and what the browser writes from the attributes of a page.

A case is a file in `cases/`: a citation, and its BibTeX, RIS and CSL-JSON, which
`--update-golden` writes.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
from bibtexparser.middlewares.names import parse_single_name_into_parts
from paper_archive.citation.attributes import attributes
from paper_archive.citation.bibtex import bibtex
from paper_archive.citation.citation import Citation
from paper_archive.citation.csl import csl
from paper_archive.citation.ris import ris
from playwright.sync_api import Browser, Page
from pylatexenc.latex2text import LatexNodes2Text

from tests.citation.written import CASES, case, written

SCRIPT = Path(__file__).parents[2] / "site_src/theme/assets/cite.js"
# Names whose words decide how they are parted.
TELLING = (
    ", Jr. III 3rd van Van der De 't y el- Team AI and & 李 明 Lee Ann, X Ph.D. (MIT) *".split()
)
HOSTILE = "aB1 é\\{}%&$#_~^@\"'<>,;|!\u00a0\u2028ſßİΣς漢𝒜🚀-–and"


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_case(file: Path, request: pytest.FixtureRequest) -> None:
    known = json.loads(file.read_text("utf-8"))
    made = written(case(file))
    if request.config.getoption("--update-golden"):
        text = json.dumps({"citation": known["citation"], **made}, ensure_ascii=False, indent=1)
        file.write_text(text + "\n", "utf-8")
    else:
        assert {key: known[key] for key in made} == made


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.add_script_tag(path=SCRIPT)
    yield page
    page.close()


def by_browser(
    page: Page, citations: list[Citation], *, beside_bibtex: bool
) -> list[dict[str, Any]]:
    return page.evaluate(
        """cited => cited.map(([title, attributes, entry]) => {
          const { read, fieldsOf, bibtex, ris, csl } = paperArchive.cite
          const element = document.createElement("li")
          for (const name in attributes) element.setAttribute("data-" + name, attributes[name])
          const paper = read(element, title, "", entry && fieldsOf(entry))
          return { key: paper.key, bibtex: bibtex(paper), ris: ris(paper), csl: csl(paper) }
        })""",
        [
            (
                citation.title,
                attributes(citation, beside_bibtex=beside_bibtex),
                bibtex(citation) if beside_bibtex else "",
            )
            for citation in citations
        ],
    )


@pytest.mark.browser
@pytest.mark.parametrize("beside_bibtex", [False, True])
def test_the_browser_writes_the_same(page: Page, beside_bibtex: bool) -> None:
    rng = random.Random(1)

    def words() -> str:
        return "".join(rng.choices(HOSTILE, k=rng.randrange(1, 20)))

    def name() -> str:
        return " ".join(rng.choices(TELLING, k=rng.randrange(1, 6)))

    drawn = [
        Citation(words(), tuple(of() for _ in range(rng.randrange(4))), "2024", page="x%2F&y=1")
        for _ in range(500)
        for of in (rng.choice((words, name)),)
    ]
    cases = [case(file) for file in CASES]
    both = cases + drawn
    by_script = by_browser(page, both, beside_bibtex=beside_bibtex)
    for citation, made in zip(both, by_script, strict=True):
        assert made == written(citation)


@pytest.mark.browser
def test_the_browser_writes_files_as_the_data_has_them(page: Page) -> None:
    cases = [case(file) for file in CASES]
    whole = page.evaluate(
        """cited => {
          const papers = cited.map(([title, attributes]) => {
            const element = document.createElement("li")
            for (const name in attributes) element.setAttribute("data-" + name, attributes[name])
            return paperArchive.cite.read(element, title, "")
          })
          return paperArchive.cite.formats.map(format => format.write(papers))
        }""",
        [(citation.title, attributes(citation)) for citation in cases],
    )
    assert whole[0] == "\n\n".join(map(bibtex, cases)) + "\n"
    assert whole[1] == "\n\n".join(map(ris, cases)) + "\n"
    assert json.loads(whole[2]) == [json.loads(csl(citation)) for citation in cases]


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
        {"ID": entry.key, "ENTRYTYPE": entry.entry_type}
        | {field.key.lower(): field.value for field in entry.fields}
        for entry in library.entries
    ]


def test_bibtexparser_reads_every_case_and_writes_it_again() -> None:
    citations = [case(file) for file in CASES]
    text = "\n\n".join(map(bibtex, citations))
    entries = parsed(text)
    assert [entry["ID"] for entry in entries] == [citation.key for citation in citations]
    for entry, citation in zip(entries, citations, strict=True):
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
