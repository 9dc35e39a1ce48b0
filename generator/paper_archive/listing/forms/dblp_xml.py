"""A search at DBLP as XML, or the records of a person or an issue.

    <result><hits total="1"><hit score="5"><info>
      <authors><author pid="1/2">Ann Lee 0001</author></authors><title>Birds at Sea.</title>
      <venue>CoRR</venue><volume>abs/2409.17703</volume><year>2024</year>
      <doi>10.48550/ARXIV.2409.17703</doi><ee>https://doi.org/…</ee></info></hit></hits></result>

    <dblpperson><r><article key="journals/corr/abs-2409-17703"><author>Ann Lee 0001</author>
      <title>Birds at Sea.</title><journal>CoRR</journal><volume>abs/2409.17703</volume>
      <year>2024</year></article></r></dblpperson>

There are no abstracts. Refused and reported: a record without a title.
"""

from __future__ import annotations

import re
from functools import partial

from lxml import etree

from paper_archive.listing.bibliography.cited import CitedPapers
from paper_archive.listing.entries.building import Raw
from paper_archive.listing.form import Reading
from paper_archive.listing.records.dblp import of_parts
from paper_archive.listing.trees.xml import line_of, parsed
from paper_archive.listing.trees.xml_paths import text_at, texts_at

FORM = "dblp-xml"
_BEGINS = re.compile(
    r"\s{0,99}(?:<\?xml[^<>]{0,200}\?>)?\s{0,99}(?:<!DOCTYPE[^<>]{0,200}>)?\s{0,99}"
    r"<(?:result>\s{0,99}<query|dblpperson\b|dblp\b)"
)
_TAGS = ("info", "article", "inproceedings", "incollection", "phdthesis", "mastersthesis", "book")


def detect(beginning: str) -> str:
    """Return the reason why a text is XML of DBLP, "" if it is not."""
    return "it is XML of DBLP" if _BEGINS.match(beginning.lstrip("\ufeff")) else ""


def read(name: str, text: str) -> Reading:
    """Read records of DBLP."""
    found = parsed(name, text, _TAGS)
    collection = CitedPapers(name, FORM, found.problems, found.lost)
    for record in found.entries:
        collection.add_paper(line_of(record), partial(_raw, record))
        if collection.full:
            collection.stop(line_of(record))
            break
    return collection.reading()


def _raw(record: etree._Element) -> Raw:
    venues = [texts_at(record, name) for name in ("venue", "journal", "booktitle", "school")]
    return of_parts(
        title=text_at(record, "title"),
        authors=texts_at(record, "authors", "author") or texts_at(record, "author"),
        venue=", ".join(next(filter(None, venues), [])),
        volume=text_at(record, "volume"),
        doi=text_at(record, "doi"),
        year=text_at(record, "year"),
        urls=texts_at(record, "ee"),
    )
