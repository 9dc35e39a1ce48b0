"""The names of files in the folder of listings.

    2025/2025-03-14.txt      2025/2025-03-14.2.txt      2025/2025-03-14.jsonl.gz
    2025/2025-03-14.arxiv.jsonl      2025/2025-03-14.arxiv.2.jsonl

The last two were fetched from a source of `mkdocs.yml`, whose name they have.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from pathlib import PurePosixPath
from unicodedata import normalize

from paper_archive.listing.decoding.unpack import MAGIC
from paper_archive.model import Source

# A file of any other form keeps its ending if it is one of `_KEPT`.
ENDINGS = {
    "api": ".json",
    "article-page": ".html",
    "bibtex": ".bib",
    "daily-json": ".json",
    "endnote-xml": ".xml",
    "feed": ".xml",
    "html-tables": ".html",
    "arxiv-page": ".html",
    "json-feed": ".json",
    "json-lines": ".jsonl",
    "oai": ".xml",
    "page-html": ".html",
    "pubmed": ".nbib",
    "ris": ".ris",
    "table": ".csv",
    "weeks-csv": ".csv",
    "zotero-rdf": ".rdf",
}
_KEPT = frozenset((".md", ".eml", ".mbox"))
_TSV = ".tsv"
_ENDINGS = frozenset((".gz", ".txt", _TSV, *_KEPT, *ENDINGS.values()))
_NAME = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?!\d)(?:\.([a-z][a-z0-9-]{0,39})(?:\.\d{1,6})?\.jsonl?(?:\.gz)?$)?"
)


def label_of(name: str) -> tuple[date | None, str]:
    """Return the day and the source in the name of a file, None and "" where it has none."""
    match = _NAME.match(PurePosixPath(name).name)
    if not match:
        return None, ""
    try:
        day = date.fromisoformat(match[1])
    except ValueError:
        return None, ""
    return day, match[2] or ""


def day_name(day: date, source: Source, form: str, label: str = "") -> str:
    """Return the name of a listing of a day, which was fetched from the source `label`."""
    stated = PurePosixPath(source.name.removesuffix(".gz")).suffix.lower()
    ending = ENDINGS.get(form) or (stated if stated in _KEPT else ".txt")
    if ending == ".csv" and stated == _TSV:
        ending = _TSV
    of_source = f".{label}" if label else ""
    packed = ".gz" if source.data.startswith(MAGIC) else ""
    return f"{day:%Y}/{day}{of_source}{ending}{packed}"


def kept_name(source: Source) -> str:
    """Return the name of a file of several days."""
    # Hidden files are not read.
    return PurePosixPath(source.name).name.lstrip(".") or "listing.jsonl"


def free_name(name: str, stems: Collection[str]) -> str:
    """Return the name with the first number that no listing has, under any extension.

    `stems` are those of the names that are taken (see `stem_of`).
    """
    path = PurePosixPath(name)
    endings = "".join(suffix for suffix in path.suffixes if suffix in _ENDINGS)
    stem = path.name.removesuffix(endings)
    number, tried = 1, stem
    while stem_of(path.with_name(tried).as_posix()) in stems:
        number += 1
        tried = f"{stem}.{number}"
    return path.with_name(tried + endings).as_posix()


def stem_of(name: str) -> str:
    """Return a name without its extension, as file systems compare it.

    Some ignore case, or how accents are written.
    """
    for ending in (".gz", *_ENDINGS - {".gz"}):
        name = name.removesuffix(ending)
    return normalize("NFC", name).casefold()
