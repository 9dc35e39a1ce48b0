"""Zotero's RDF.

    <rdf:RDF …>
      <bib:Article rdf:about="https://example.org/birds">
        <z:itemType>journalArticle</z:itemType>
        <dcterms:isPartOf><bib:Journal>
          <dc:title>Journal of Sea Birds</dc:title>
          <dc:identifier>DOI 10.1000/182</dc:identifier>
        </bib:Journal></dcterms:isPartOf>
        <bib:authors><rdf:Seq><rdf:li><foaf:Person>
          <foaf:surname>Lee</foaf:surname><foaf:givenName>Ann B.</foaf:givenName>
        </foaf:Person></rdf:li></rdf:Seq></bib:authors>
        <dc:title>Birds at Sea</dc:title>
        <dcterms:abstract>We ask …</dcterms:abstract>
        <dc:date>2024-09-26</dc:date>
        <dc:identifier><dcterms:URI><rdf:value>https://…</rdf:value></dcterms:URI></dc:identifier>
        <dc:description>arXiv: 2409.17703</dc:description>
      </bib:Article>
    </rdf:RDF>

A journal may also be an element of its own, to which `isPartOf` refers. Attachments, notes and
collections are no papers. Refused and reported: an item without a title. What is left of an item in
which the file breaks off is read, and reported. A long file is read in parts: a journal is known to
the items of its part and of later ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from lxml import etree

from paper_archive.listing.authors.reading_order import in_reading_order, joined
from paper_archive.listing.bibliography.cited import CitedPapers
from paper_archive.listing.bibliography.in_parts import read_in_parts
from paper_archive.listing.bibliography.stated import (
    ARXIV_VENUE,
    arxiv_in_journal,
    comment_in_note,
    ids_in_note,
    stated_doi,
)
from paper_archive.listing.dates.publication import published
from paper_archive.listing.entries.building import Raw
from paper_archive.listing.form import Reading
from paper_archive.listing.trees.xml import line_of, parsed, text_of
from paper_archive.listing.trees.xml_paths import at, text_at, texts_at

FORM = "zotero-rdf"
_BEGINS = re.compile(r"<rdf:RDF\b[^<>]{0,4000}(?:zotero\.org/namespaces|purl\.org/net/biblio#)")
_ROOT = re.compile(r"<rdf:RDF\b[^<>]{0,4000}>")
# An item stands below the root; journals, notes and files belong to the items before them.
_ITEM = re.compile(
    r"^[ \t]{0,8}<(?:bib|rdf|z|bibo):(?!Attachment|Memo|Journal|Collection|Periodical|Series)"
    r"[A-Za-z]{3,30} rdf:about=",
    re.MULTILINE,
)
_JOURNAL = re.compile(
    r"<bib:(Journal|Periodical)\b[^<>]{1,300}>(?:(?!</?bib:)[\s\S]){1,2000}?</bib:\1>"
)
# In characters, of journals that are put before a part.
_MOST_JOURNALS = 1 << 20
_NO_ITEMS = frozenset(("attachment", "note", "annotation"))
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_ABOUT, _RESOURCE = f"{_RDF}about", f"{_RDF}resource"


def detect(beginning: str) -> str:
    """Return the reason why a text is Zotero's RDF, "" if it is not."""
    return "it is RDF with the names that Zotero uses" if _BEGINS.search(beginning) else ""


def read(name: str, text: str) -> Reading:
    """Read a bibliography in Zotero's RDF."""
    found = parsed(name, text, ("itemType",))
    collection = CitedPapers(name, FORM, found.problems, found.lost)
    everything = found.root.iter() if found.root is not None else ()
    wholes = {about: each for each in everything if (about := each.get(_ABOUT))}
    before = None
    for kind in found.entries:
        item = kind.getparent()
        # An item has one type; reading it once for each of many would take quadratic time.
        if item is None or item is before or text_of(kind).strip() in _NO_ITEMS:
            continue
        before = item
        line = line_of(next(at(item, "title"), item))
        collection.add_paper(line, partial(raw, item, wholes))
        if collection.full:
            collection.stop(line)
            break
    return collection.reading()


def read_pieces(name: str, pieces: Iterable[bytes]) -> Reading:
    """Read a bibliography that is longer than a text may be."""
    root = ""
    journals: list[str] = []

    def around(part: str) -> tuple[str, str]:
        nonlocal root
        if not root:
            opened = _ROOT.search(part)
            root = opened[0] if opened else "<rdf:RDF>"
        journals.extend(match[0] for match in _JOURNAL.finditer(part))
        while sum(map(len, journals)) > _MOST_JOURNALS:
            del journals[: len(journals) // 2 + 1]
        return root + "".join(journals), "</rdf:RDF>"

    return read_in_parts(name, pieces, read, _ITEM, around)


def raw(item: etree._Element, wholes: dict[str, etree._Element]) -> Raw:
    """Return what an item states; `wholes` are the elements of the file by their address."""
    parts = [part for link in at(item, "isPartOf") for part in _wholes(link, wholes)]
    identifiers = [text for each in (item, *parts) for text in texts_at(each, "identifier") if text]
    urls = texts_at(item, "identifier", "URI", "value")
    note = text_at(item, "description")
    ids = ids_in_note(note)
    venue = next(filter(None, (text_at(part, "title") for part in parts)), "")
    dois = [text for text in identifiers if text.upper().startswith("DOI ")]
    on = published(texts_at(item, "date"))
    return Raw(
        title=text_at(item, "title"),
        abstract=text_at(item, "abstract"),
        authors=[_person(each) for each in at(item, "authors", "Seq", "li", "Person")],
        arxiv_id=ids.get("arxiv", "") or arxiv_in_journal(venue),
        ids={
            "doi": stated_doi(dois[0][4:] if dois else "", urls) or ids.get("doi", ""),
            "pmid": ids.get("pmid", ""),
            "pmcid": ids.get("pmcid", ""),
        },
        urls=urls,
        published=on.day,
        year=on.year,
        categories=[text_of(each) for each in at(item, "subject")],
        comment=comment_in_note(note),
        venue="" if ARXIV_VENUE.match(venue) else venue,
    )


def _wholes(link: etree._Element, wholes: dict[str, etree._Element]) -> list[etree._Element]:
    """Return what an item is a part of: inside the link, or where it refers to."""
    whole = wholes.get(link.get(_RESOURCE, ""))
    return [*link, *([] if whole is None else [whole])]


def _person(person: etree._Element) -> str:
    family = text_at(person, "surname")
    given = text_at(person, "givenName") or text_at(person, "givenname")
    return joined(family, given) if given else in_reading_order(family or text_at(person, "name"))
