"""PubMed's XML, as `efetch` answers it and *Send to* saves it.

    <PubmedArticleSet><PubmedArticle><MedlineCitation>
      <PMID>38123456</PMID>
      <Article>
        <Journal><JournalIssue><PubDate><Year>2024</Year><Month>Sep</Month><Day>26</Day></PubDate>
          </JournalIssue><Title>Journal of Sea Birds</Title></Journal>
        <ArticleTitle>Birds at <i>Sea</i>.</ArticleTitle>
        <ELocationID EIdType="doi">10.1000/182</ELocationID>
        <Abstract><AbstractText Label="AIM">We ask …</AbstractText></Abstract>
        <AuthorList><Author><LastName>Lee</LastName><ForeName>Ann B</ForeName></Author>
          <Author><CollectiveName>Team</CollectiveName></Author></AuthorList>
        <ArticleDate><Year>2024</Year><Month>09</Month><Day>20</Day></ArticleDate></Article>
      <KeywordList><Keyword>birds</Keyword></KeywordList></MedlineCitation>
      <PubmedData><ArticleIdList><ArticleId IdType="pmc">PMC10987654</ArticleId></ArticleIdList>
      </PubmedData></PubmedArticle></PubmedArticleSet>

Accepted besides: articles without a set around them, joined sets, chapters of books
(`PubmedBookArticle`). Headings of MeSH are the categories of an article without keywords. Refused
and reported: an article without a title, and one in which the file breaks off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

from lxml import etree

from paper_archive.listing.authors.reading_order import joined
from paper_archive.listing.bibliography.cited import CitedPapers
from paper_archive.listing.bibliography.in_parts import read_in_parts
from paper_archive.listing.dates.publication import Published, of_parts, published
from paper_archive.listing.entries.building import Raw
from paper_archive.listing.form import Reading
from paper_archive.listing.trees.xml import line_of, parsed, text_of
from paper_archive.listing.trees.xml_paths import at, text_at, texts_at

FORM = "pubmed-xml"
_TAGS = ("PubmedArticle", "PubmedBookArticle")
_BEGINS = re.compile(r"<(?:PubmedArticle|PubmedBookArticle)[\s>]")
_AROUND = "<PubmedArticleSet>", "</PubmedArticleSet>"


def detect(beginning: str) -> str:
    """Return the reason why a text is PubMed's XML, "" if it is not."""
    if not beginning.lstrip("\ufeff \t\r\n").startswith("<"):
        return ""
    return "it has an article of PubMed's XML" if _BEGINS.search(beginning) else ""


def read(name: str, text: str) -> Reading:
    """Read articles of PubMed."""
    found = parsed(name, text, _TAGS)
    collection = CitedPapers(name, FORM, found.problems, found.lost)
    for record in found.entries:
        article = _article(record)
        title = next(_titles(article), article)
        collection.add_paper(line_of(title), partial(_raw, record, article))
        if collection.full:
            collection.stop(line_of(record))
            break
    return collection.reading()


def read_pieces(name: str, pieces: Iterable[bytes]) -> Reading:
    """Read articles that are longer than a text may be."""
    return read_in_parts(name, pieces, read, _BEGINS, lambda part: _AROUND)


def _article(record: etree._Element) -> etree._Element:
    """Return the element with the title and the authors."""
    paths = (("MedlineCitation", "Article"), ("BookDocument",))
    return next((found for path in paths for found in at(record, *path)), record)


def _titles(article: etree._Element) -> Iterator[etree._Element]:
    yield from at(article, "ArticleTitle")
    yield from at(article, "VernacularTitle")
    yield from at(article, "Book", "BookTitle")


def _raw(record: etree._Element, article: etree._Element) -> Raw:
    citation = next(at(record, "MedlineCitation"), article)
    ids = {
        each.get("IdType") or "": text_of(each)
        for data in ("PubmedData", "PubmedBookData")
        for each in at(record, data, "ArticleIdList", "ArticleId")
    }
    dois = [text_of(e) for e in at(article, "ELocationID") if e.get("EIdType") == "doi"]
    on = _published(article)
    titles = [title for element in _titles(article) if (title := text_of(element).strip())]
    return Raw(
        title=titles[0] if titles else "",
        abstract=" ".join(map(_part, at(article, "Abstract", "AbstractText"))),
        authors=[_name(author) for author in at(article, "AuthorList", "Author")],
        ids={
            "doi": ids.get("doi") or next(iter(dois), ""),
            "pmid": text_at(citation, "PMID") or ids.get("pubmed", ""),
            "pmcid": ids.get("pmc", ""),
        },
        published=on.day,
        year=on.year,
        categories=texts_at(citation, "KeywordList", "Keyword")
        or texts_at(citation, "MeshHeadingList", "MeshHeading", "DescriptorName"),
        venue=text_at(article, "Journal", "Title")
        or text_at(article, "Journal", "ISOAbbreviation")
        or (text_at(article, "Book", "BookTitle") if len(titles) > 1 else ""),
    )


def _part(text: etree._Element) -> str:
    """Return a part of an abstract, with its label."""
    label = (text.get("Label") or "").strip()
    return f"{label}: {text_of(text)}" if label and label != "UNLABELLED" else text_of(text)


def _name(author: etree._Element) -> str:
    family = text_at(author, "LastName")
    given = text_at(author, "ForeName") or text_at(author, "Initials")
    return joined(family, given, text_at(author, "Suffix")) or text_at(author, "CollectiveName")


def _published(article: etree._Element) -> Published:
    """Return the day of the issue, else that of the article on the web, else the year."""
    paths = (("Journal", "JournalIssue", "PubDate"), ("ArticleDate",), ("Book", "PubDate"))
    dates = [
        of_parts(*(text_at(date, part) for part in ("Year", "Month", "Day")))
        for path in paths
        for date in at(article, *path)
    ]
    medline = published([text_at(article, "Journal", "JournalIssue", "PubDate", "MedlineDate")])
    stated = (on for on in (*dates, medline) if on.year)
    return next((on for on in dates if on.day), next(stated, Published()))
