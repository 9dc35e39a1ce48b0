"""Answers of OAI-PMH, by which arXiv and other archives hand out what they know of papers.

    <OAI-PMH><ListRecords><record><header><identifier>oai:arXiv.org:0704.0002</identifier></header>
      <metadata><arXiv><id>0704.0002</id><created>2007-03-30</created>
        <authors><author><keyname>Lovelace</keyname><forenames>Ada</forenames></author></authors>
        <title>…</title><categories>math.CO cs.CG</categories><comments>…</comments>
        <journal-ref>…</journal-ref><doi>…</doi><abstract>…</abstract></arXiv></metadata></record>

Read are the formats `arXiv`, `arXivRaw` (with versions, and authors on one line) and `oai_dc`
(Dublin Core). Records that are said to be deleted are no papers, and are counted in a problem. An
answer has no day; one that goes on elsewhere (`resumptionToken`) is reported, and an error is. A
long file, of one answer or of many, is read in parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

from lxml import etree

from paper_archive.listing.authors.arxiv_line import names_of
from paper_archive.listing.dates.timestamps import day_of_feed
from paper_archive.listing.entries.building import Raw, built
from paper_archive.listing.entries.collection import Collection
from paper_archive.listing.form import Reading
from paper_archive.listing.trees.xml import AGAIN, Parsed, children, parsed, text_of
from paper_archive.listing.trees.xml_parts import parsed_parts
from paper_archive.model import Entry, Problem

FORM = "oai"
_TAGS = ("record",)
_ROOTS = ("OAI-PMH", "ListRecords")
_ROOT = re.compile(r"<(?:[\w-]{1,20}:)?OAI-PMH[\s>]|<ListRecords[\s>]")
_TEXTS = frozenset("title abstract categories comments id doi description creator".split())
_PARTS = ("forenames", "keyname", "suffix")
_VERSION = re.compile(r"v(\d{1,3})")
_FROM_IDENTIFIER = re.compile(r"oai:arXiv\.org:(\S{1,40})", re.IGNORECASE)
_COMMENT = re.compile(r"\s{0,9}Comments?:\s{0,3}")
_ADDRESS = re.compile(r"https?://|doi:|10\.\d{4}", re.IGNORECASE)
_ARXIV_ID = re.compile(r"\s{0,9}(?:arXiv:|oai:|urn:)", re.IGNORECASE)


def detect(text: str) -> str:
    """Return the reason why the text is an answer of OAI-PMH, "" if it is not."""
    if not text.lstrip("\ufeff \t\r\n").startswith("<"):
        return ""
    return "it is an answer of OAI-PMH" if _ROOT.search(text, 0, 20_000) else ""


def read(name: str, text: str) -> Reading:
    """Read an answer of OAI-PMH."""
    return _collected(name, [parsed(name, text, _TAGS)])


def read_pieces(name: str, pieces: Iterable[bytes]) -> Reading:
    """Read answers that are longer than a text may be."""
    return _collected(name, parsed_parts(name, pieces, _TAGS, _ROOTS))


def _collected(name: str, answers: Iterable[Parsed]) -> Reading:
    found = Collection(name, FORM)
    deleted = 0
    goes_on = None
    for answer in answers:
        found.problems += answer.problems
        found.lost += answer.lost
        records = [each for each in answer.entries if not _is_deleted(each)]
        deleted += len(answer.entries) - len(records)
        found.add_all(records, answer.line_of, partial(_read, name, answer))
        found.problems += _errors(name, answer)
        goes_on = _goes_on(name, answer, goes_on)
    if deleted:
        what = f"records that are deleted at their source: {deleted:,}"
        found.problems.append(Problem(name, 0, what, "nothing is to be done; they are left out"))
    found.problems += [goes_on] if goes_on else []
    return found.reading()


def _is_deleted(record: etree._Element) -> bool:
    header = record.find("{*}header")
    return header is not None and header.get("status") == "deleted"


def _read(name: str, answer: Parsed, record: etree._Element) -> tuple[Entry | None, list[Problem]]:
    fields = _fields(record)
    line = answer.line_of(record)
    # A field of text has elements inside if it was not closed.
    if any(len(each) for field in _TEXTS & fields.keys() for each in fields[field]):
        return None, [Problem(name, line, "a record whose fields are not closed", AGAIN)]
    return built(name, line, _raw(record, fields))


def _errors(name: str, answer: Parsed) -> Iterator[Problem]:
    """Yield the errors of an answer."""
    for error in () if answer.root is None else answer.root.iter("{*}error"):
        what = f"the source answered: {error.get('code', '')} {text_of(error)[:120]}"
        yield Problem(name, answer.line_of(error), " ".join(what.split()), "ask it again")


def _goes_on(name: str, answer: Parsed, before: Problem | None) -> Problem | None:
    """Return the problem that a file ends with an answer that goes on elsewhere, None if not.

    `before` is that of the parts before; an answer that says nothing changes nothing.
    """
    tokens = [] if answer.root is None else list(answer.root.iter("{*}resumptionToken"))
    if not tokens:
        return before
    if not text_of(tokens[-1]).strip():
        return None
    size = tokens[-1].get("completeListSize", "")
    what = f"the answer is a part of {f'{size} records' if size else 'a longer one'}"
    line = answer.line_of(tokens[-1])
    return Problem(name, line, what, "fetch the parts that follow it as well")


def _fields(record: etree._Element) -> dict[str, list[etree._Element]]:
    """Return the fields of a record by their names."""
    metadata = record.find("{*}metadata")
    of_format = metadata[0] if metadata is not None and len(metadata) else record
    fields: dict[str, list[etree._Element]] = {}
    for name, element in children(of_format):
        fields.setdefault(name, []).append(element)
    return fields


def _raw(record: etree._Element, fields: dict[str, list[etree._Element]]) -> Raw:
    raw = _dublin_core(fields) if "creator" in fields or "description" in fields else _arxiv(fields)
    if not raw.arxiv_id:
        identifier = text_of(record.find("{*}header/{*}identifier")).strip()
        if match := _FROM_IDENTIFIER.fullmatch(identifier):
            raw.arxiv_id = match[1]
    return raw


def _arxiv(fields: dict[str, list[etree._Element]]) -> Raw:
    def of(name: str) -> str:
        return text_of(fields[name][0]) if name in fields else ""

    doi, *others = of("doi").split() or [""]
    raw = Raw(
        title=of("title"),
        abstract=of("abstract"),
        arxiv_id=of("id"),
        ids={"doi": doi},
        urls=[f"https://doi.org/{other}" for other in others],
        published=day_of_feed(of("created")),
        categories=of("categories").split(),
        comment=of("comments"),
        venue=of("journal-ref"),
    )
    authors = fields["authors"][0] if "authors" in fields else None
    if authors is not None and len(authors):
        raw.authors = [_name(author) for author in authors]
    else:
        raw.authors, raw.author_count = names_of(text_of(authors))
    for version in fields.get("version", ()):
        number = _VERSION.fullmatch(version.get("version") or "")
        raw.version = max(raw.version, int(number[1]) if number else 0)
        raw.published = raw.published or day_of_feed(text_of(version.find("{*}date")))
    return raw


def _name(author: etree._Element) -> str:
    """Return `Ada Lovelace Jr.` for the parts of a name."""
    parts = {name: element.text or "" for name, element in children(author)}
    return " ".join([parts[key] for key in _PARTS if parts.get(key)])


def _dublin_core(fields: dict[str, list[etree._Element]]) -> Raw:
    def of(name: str) -> list[str]:
        return [text.strip() for each in fields.get(name, ()) if (text := text_of(each)).strip()]

    raw = Raw(title=next(iter(of("title")), ""), categories=of("subject"))
    raw.authors = [_turned(name) for name in of("creator")]
    for text in of("description"):
        if match := _COMMENT.match(text):
            raw.comment = raw.comment or text[match.end() :]
        else:
            raw.abstract = raw.abstract or text
    raw.published = min(filter(None, map(day_of_feed, of("date"))), default=None)
    urls: list[str] = []
    for text in of("identifier"):
        if not _ADDRESS.match(text):
            raw.venue = raw.venue or ("" if _ARXIV_ID.match(text) else text)
        elif text.lower().startswith("http"):
            urls.append(text)
        else:
            urls.append("https://doi.org/" + re.sub(r"(?i)doi:\s?", "", text, count=1))
    raw.urls = urls
    return raw


def _turned(name: str) -> str:
    """Return `Ada Lovelace` for `Lovelace, Ada`."""
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and ", " not in first else name
