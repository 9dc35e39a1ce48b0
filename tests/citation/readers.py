"""The programs that read citations, as their users run them, and real papers for them to read."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import warnings
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from citeproc import Citation as Cluster
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from paper_archive.archive.merge import merge
from paper_archive.citation.citation import Citation
from paper_archive.listing import read
from paper_archive.model import Source

from tests.needs import missing
from tests.realdata import shared


def real_citations(days: int) -> list[Citation]:
    """The citations of the papers of some days of the API."""
    with gzip.open(shared("corpora/hf-daily-api.jsonl.gz"), "rt", encoding="utf-8") as lines:
        answers = [json.loads(line) for line in islice(lines, days)]
    listings = [
        listing
        for answer in answers
        for listing in read(
            Source(f"{answer['date']}.json", json.dumps(answer["response"]).encode())
        )
    ]
    papers = merge(listings).archive.papers
    return [Citation.of(paper, "https://example.org/") for paper in papers]


def bibtex(folder: Path, entries: str, style: str) -> dict[str, str]:
    """What BibTeX prints of a file in a style, by key, in one line each; it may warn of nothing."""
    program = _program("bibtex")
    (folder / "papers.bib").write_text(entries, "utf-8")
    aux = f"\\relax\n\\citation{{*}}\n\\bibdata{{papers}}\n\\bibstyle{{{style}}}\n"
    (folder / "papers.aux").write_text(aux, "utf-8")
    run = subprocess.run([program, "papers"], cwd=folder, capture_output=True, check=False)
    output = run.stdout.decode("utf-8", "replace")
    assert run.returncode == 0 and "arning" not in output, output
    # Its lines break anywhere between two words; a long one has a percent sign at its end.
    # Where it abbreviates a name, it keeps the first byte of a letter that is not ASCII.
    printed = re.sub(r"%\n", "", (folder / "papers.bbl").read_text("utf-8", "replace"))
    items = re.findall(r"\\bibitem\{([^}]+)\}(.*?)(?=\\bibitem|\\end)", printed, re.DOTALL)
    return {key: " ".join(text.replace("\\newblock", "").split()) for key, text in items}


def biber(folder: Path, entries: str) -> str:
    """The entries as biber writes them; its validator may warn of nothing.

    Its data model has no field for the ids of PubMed, so that it skips ours.
    """
    program = _program("biber")
    (folder / "papers.bib").write_text(entries, "utf-8")
    command = [program, "--tool", "--validate-datamodel", "--output-file", "out.bib", "papers.bib"]
    run = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    output = run.stdout.decode("utf-8", "replace")
    warned = [line for line in output.splitlines() if line.startswith("WARN")]
    assert all(re.search("'pmc?id' invalid in data model - ignoring", line) for line in warned)
    assert run.returncode == 0 and "ERROR" not in output, output
    return (folder / "out.bib").read_text("utf-8")


def in_apa_style(items: Iterable[dict[str, object]]) -> list[str]:
    """What a citation processor prints of CSL items in the APA style; it may warn of nothing."""
    items = list(items)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", ResourceWarning)  # It closes no file.
        source = CiteProcJSON(items)
        style = CitationStylesStyle("apa", validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        for item in items:
            bibliography.register(Cluster([CitationItem(item["id"])]))
        return list(map(str, bibliography.bibliography()))


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        missing("tex", f"{name} is not installed: apt-get install texlive-base biber")
    return path
