r"""BibTeX and BibLaTeX.

    @string{jsb = "Journal of Sea Birds"}
    @article{lee2024birds,
      title    = {Birds and {LLMs} at Sea},
      author   = {Lee, Ann B. and van der Berg, Johannes and {Kimi Team}},
      journal  = jsb,
      year     = 2024, month = sep, day = 26,
      abstract = {We ask …},
      eprint   = {2409.17703}, archiveprefix = {arXiv}, primaryclass = {cs.CV},
      doi      = {10.1000/182},
      url      = {https://example.org/birds},
      keywords = {birds, sea},
      note     = {Accepted at a conference}
    }

Accepted besides: `( )` around an entry; values in quotes, joined by `#`, or abbreviated; names in
each of BibTeX's orders; `crossref` and `xdata`; BibLaTeX's `date`, `journaltitle`, `subtitle` and
`eprinttype`; an arXiv id in the place of a journal, as Google Scholar and DBLP write it; a missing
comma between fields. `keywords` are categories, and `note` is the comment. Without another venue
`howpublished` is the venue if it names one, as citations of an archive do. TeX is left for the text
room. Refused and reported: an entry that is not closed, which costs no other; one without a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from paper_archive.listing.bibliography.cited import EXPORT_AGAIN, CitedPapers
from paper_archive.listing.bibliography.in_parts import read_in_parts
from paper_archive.listing.bibliography.journals import journal_of
from paper_archive.listing.bibliography.stated import (
    ARXIV_VENUE,
    arxiv_in_journal,
    comment_in_note,
    ids_in_note,
    stated_doi,
)
from paper_archive.listing.bibliography.tex_entries import TexEntry, entries
from paper_archive.listing.bibliography.tex_names import names
from paper_archive.listing.bibliography.tex_values import address, plain
from paper_archive.listing.dates.publication import Published, of_parts, published
from paper_archive.listing.entries.building import Raw, arxiv_of
from paper_archive.listing.form import Reading

FORM = "bibtex"
_ENTRY = re.compile(r"^[ \t\ufeff]{0,9}@[A-Za-z]{3,20}[ \t]{0,3}[{(]", re.MULTILINE)
_STRING = re.compile(
    r"^[ \t]{0,9}@string[ \t]{0,3}[{(][^\n]{1,500}\n", re.MULTILINE | re.IGNORECASE
)
# What may stand before the first entry: `This file was created with JabRef 2.10.`
_MOST_BEFORE = 600
_ADDRESS = re.compile(r"https?://[^\s{}]{1,500}")
# A place on the web is not where a paper was published.
_NO_VENUE = re.compile(
    r"https?:|\burl\b|\b(?:accessed|available|online|web|website)\b", re.IGNORECASE
)
_BETWEEN_WORDS = re.compile(r"[;,]")
# Older versions of paper-archive wrote the day of the listing as a note.
_LISTED = re.compile(r"Listed \d{1,2} [A-Z][a-z]+ \d{4}")


def detect(beginning: str) -> str:
    """Return the reason why a text is BibTeX, "" if it is not."""
    match = _ENTRY.search(beginning)
    if not match:
        return ""
    before = [
        line for line in beginning[: match.start()].split("\n") if line.strip() and line[0] != "%"
    ]
    if sum(map(len, before)) > _MOST_BEFORE or any(
        line.startswith(("#", "```")) for line in before
    ):
        return ""
    return "it begins with an entry of BibTeX"


def read(name: str, text: str) -> Reading:
    """Read a bibliography in BibTeX or BibLaTeX."""
    collection = CitedPapers(name, FORM)
    for entry in entries(text):
        if entry.broken:
            what = f"an entry that cannot be read: {entry.broken}"
            collection.lose(entry.line, what, f"correct it, or {EXPORT_AGAIN}")
        else:
            collection.add_paper(entry.lines.get("title", entry.line), partial(raw, entry))
        for line, what, fix in entry.doubts:
            collection.report(line, what, fix)
        if collection.full:
            collection.stop(entry.line)
            break
    return collection.reading()


def read_pieces(name: str, pieces: Iterable[bytes]) -> Reading:
    """Read a bibliography that is longer than a text may be.

    Abbreviations hold in what follows them; an entry takes fields from those near it only.
    """
    abbreviations: list[str] = []

    def around(part: str) -> tuple[str, str]:
        # Those of earlier parts stand before this one.
        abbreviations.extend(_STRING.findall(part))
        return "".join(abbreviations), ""

    return read_in_parts(name, pieces, read, _ENTRY, around)


def raw(entry: TexEntry) -> Raw:
    """Return what an entry states."""
    get = entry.fields.get
    title, subtitle = plain(get("title", "")), plain(get("subtitle", ""))
    venue = get("journaltitle") or get("journal") or get("booktitle") or get("eventtitle") or ""
    how = plain(get("howpublished", ""))
    venue = journal_of(plain(venue)) or ("" if _NO_VENUE.search(how) else how)
    fields = filter(None, map(get, ("url", "code", "github", "project")))
    urls = list(map(address, [*fields, *_ADDRESS.findall(get("howpublished", ""))]))
    on = _published(entry)
    scheme = (get("archiveprefix") or get("eprinttype") or "").strip().lower()
    eprint = address(get("eprint", ""))
    note = plain(get("note", ""))
    of_note = ids_in_note(note)
    comment = comment_in_note(note)
    if not comment and not of_note and not _LISTED.fullmatch(note.strip()):
        comment = note
    return Raw(
        title=f"{title}: {subtitle}" if subtitle else title,
        abstract=plain(get("abstract", "")),
        authors=list(names(get("author", ""))),
        arxiv_id=_arxiv_id(scheme, eprint)
        or address(get("arxivid", "") or get("arxiv", ""))
        or of_note.get("arxiv", "")
        or arxiv_in_journal(venue, get("volume", ""), get("number", "")),
        ids={
            "doi": stated_doi(address(get("doi", "")), urls) or of_note.get("doi", ""),
            "pmid": address(get("pmid", "")) or (eprint if scheme in ("pubmed", "pmid") else ""),
            "pmcid": address(get("pmcid", "")),
        },
        urls=urls,
        published=on.day,
        year=on.year,
        categories=[
            address(get("primaryclass") or get("eprintclass") or ""),
            *_BETWEEN_WORDS.split(plain(get("keywords", ""))),
        ],
        comment=comment,
        venue="" if ARXIV_VENUE.match(venue) else venue,
    )


def _arxiv_id(scheme: str, eprint: str) -> str:
    """Return an e-print number that is arXiv's; without a scheme, one that looks like it."""
    return eprint if scheme == "arxiv" or (not scheme and arxiv_of(eprint)[0]) else ""


def _published(entry: TexEntry) -> Published:
    get = entry.fields.get
    on = published([get("date", "")])
    if on.day:
        return on
    month, _, day = plain(get("month", "")).replace("~", " ").strip().partition(" ")
    if month.isdecimal() and day[:1].isalpha():  # 9~sep
        month, day = day, month
    year = get("year", "")
    stated = of_parts(year, month, get("day", "") or day)
    return stated if stated.year else on
