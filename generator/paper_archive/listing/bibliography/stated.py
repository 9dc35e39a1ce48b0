"""Ids of papers in the fields of bibliographies that are not fields of ids.

    arXiv: 2409.17703 [cs]    PMID: 38123456    PMCID: PMC10987654    DOI: 10.1000/182
    arXiv preprint arXiv:1706.03762             CoRR, abs/1706.03762

The first are lines of a note, as Zotero keeps them; the others are in the place of a journal. A
short DOI such as `10/fqd6hj` is no DOI: it leads to one, but only its server knows to which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from paper_archive.text.arxiv import ID
from paper_archive.text.identifiers import doi_of, ids_of_address, is_short_doi

_LINE = re.compile(r"\s{0,3}(arxiv|doi|pmid|pmcid)\s{0,2}:\s{0,3}(\S{1,200})", re.IGNORECASE)
_COMMENT = re.compile(r"Comments?:\s{0,3}(\S.{0,2000})")
_ARXIV_JOURNAL = re.compile(
    rf"(?:(?:arxiv|corr)\b[\s\w,.()-]{{0,40}}?[\s:/,(\[]{{1,3}}|abs/)({ID})(?:v\d{{1,3}})?\b",
    re.IGNORECASE,
)
ARXIV_VENUE = re.compile(r"\s{0,3}(?:arxiv|corr)\b", re.IGNORECASE)
_DOI_IN_PATH = re.compile(
    r"https?://[^/\s]{1,100}/doi/(?:[a-z]{3,8}/)?(10\.\d{4,9}/[^\s?#]{1,200})"
)


def ids_in_note(note: str) -> dict[str, str]:
    """Return the ids that the lines of a note name, by `arxiv`, `doi`, `pmid` and `pmcid`."""
    ids: dict[str, str] = {}
    if ":" not in note:
        return ids
    for line in note.split("\n"):
        if match := _LINE.match(line):
            ids.setdefault(match[1].lower(), match[2])
    return ids


def comment_in_note(note: str) -> str:
    """Return the comment of arXiv that Zotero keeps as a line of a note, "" if there is none."""
    lines = [line.strip() for line in note.split("\n")]
    return next((match[1] for line in lines if (match := _COMMENT.fullmatch(line))), "")


def arxiv_in_journal(*texts: str) -> str:
    """Return the arXiv id in the place of a journal or volume, "" if there is none."""
    for text in texts:
        if match := _ARXIV_JOURNAL.search(text[:200]):
            return match[1]
    return ""


def stated_doi(doi: str, urls: Iterable[str]) -> str:
    """Return what a field of DOIs says; if it is a short DOI, the DOI in an address.

    An address that `built` understands by itself needs no other field.
    """
    if doi and not is_short_doi(doi):
        return doi
    for url in urls:
        if any(scheme == "doi" for scheme, _ in ids_of_address(url)):
            return ""
        if (match := _DOI_IN_PATH.match(url)) and (found := doi_of(match[1])):
            return found
    return doi
