"""EndNote's XML, which other programs write too.

    <xml><records><record>
      <ref-type name="Journal Article">17</ref-type>
      <contributors><authors><author>Lee, Ann B.</author></authors></contributors>
      <titles><title>Birds at Sea</title><secondary-title>Sea Birds</secondary-title></titles>
      <dates><year>2024</year><pub-dates><date>Sep 26</date></pub-dates></dates>
      <abstract>We ask …</abstract>
      <electronic-resource-num>10.1000/182</electronic-resource-num>
      <urls><related-urls><url>https://example.org/birds</url></related-urls></urls>
    </record></records></xml>

Accepted besides: `<style>` around any text. Refused and reported: a record without a title, and one
in which the file breaks off. Notes and addresses of files on a disk (`internal-pdf:`) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from lxml import etree

from paper_archive.listing.authors.reading_order import in_reading_order
from paper_archive.listing.bibliography.cited import CitedPapers
from paper_archive.listing.bibliography.in_parts import read_in_parts
from paper_archive.listing.bibliography.stated import ARXIV_VENUE, arxiv_in_journal, stated_doi
from paper_archive.listing.dates.publication import of_parts, published
from paper_archive.listing.entries.building import Raw
from paper_archive.listing.form import Reading
from paper_archive.listing.trees.xml import line_of, parsed
from paper_archive.listing.trees.xml_paths import at, text_at, texts_at

FORM = "endnote-xml"
_BEGINS = re.compile(
    r"<record>\s{0,200}<(?:database|source-app|rec-number|foreign-keys|ref-type|contributors)\b"
)
_PUBMED = re.compile(r"NLM|PubMed|Medline", re.IGNORECASE)
_MONTH_AND_DAY = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})")


def detect(beginning: str) -> str:
    """Return the reason why a text is EndNote's XML, "" if it is not."""
    return "it has a record of EndNote's XML" if _BEGINS.search(beginning) else ""


def read(name: str, text: str) -> Reading:
    """Read a bibliography in EndNote's XML."""
    found = parsed(name, text, ("record",))
    collection = CitedPapers(name, FORM, found.problems, found.lost)
    for record in found.entries:
        title = next(at(record, "titles", "title"), record)
        collection.add_paper(line_of(title), partial(raw, record))
        if collection.full:
            collection.stop(line_of(record))
            break
    return collection.reading()


def read_pieces(name: str, pieces: Iterable[bytes]) -> Reading:
    """Read a bibliography that is longer than a text may be."""
    around = "<xml><records>", "</records></xml>"
    return read_in_parts(name, pieces, read, _BEGINS, lambda part: around)


def raw(record: etree._Element) -> Raw:
    """Return what a record states."""
    urls = texts_at(record, "urls", "related-urls", "url")
    urls += texts_at(record, "urls", "web-urls", "url")
    source = text_at(record, "remote-database-name")
    number = text_at(record, "accession-num")
    pmcid = text_at(record, "custom2")
    venue = text_at(record, "periodical", "full-title") or text_at(
        record, "titles", "secondary-title"
    )
    year, day = text_at(record, "dates", "year"), text_at(record, "dates", "pub-dates", "date")
    if match := _MONTH_AND_DAY.fullmatch(day):
        on = of_parts(year, match[1], match[2])
    else:
        on = published([day, year])
    return Raw(
        title=text_at(record, "titles", "title"),
        abstract=text_at(record, "abstract"),
        authors=[
            in_reading_order(name) for name in texts_at(record, "contributors", "authors", "author")
        ],
        arxiv_id=number if source.casefold() == "arxiv" else arxiv_in_journal(venue),
        ids={
            "doi": stated_doi(text_at(record, "electronic-resource-num"), urls),
            "pmid": number if _PUBMED.search(source) and number.isdecimal() else "",
            "pmcid": pmcid if pmcid.startswith("PMC") else "",
        },
        urls=urls,
        published=on.day,
        year=on.year,
        categories=texts_at(record, "keywords", "keyword"),
        venue="" if ARXIV_VENUE.match(venue) else venue,
    )
