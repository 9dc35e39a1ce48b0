"""The site's page of a day, saved as HTML.

    <div class="SVELTE_HYDRATER" data-target="DailyPapers" data-props="{&quot;date&quot;:
     &quot;2024-08-01T00:00:00.000Z&quot;,&quot;dailyPapers&quot;:[{&quot;paper&quot;:{…}}, …]}">
      <article> … <a href="/login?next=%2Fpapers%2F2407.21646"> … 16 </a>
        <h3><a href="/papers/2407.21646">Towards Achieving Human Parity …</a></h3>
        … <a href="/papers/2407.21646">7 authors</a> … </article>

`data-props` holds the day and its papers as the API answers them, with abstracts; they are read as
`records` says. A page without it is read from its cards, which have neither abstracts nor a day.
Of a page that breaks off in its data, the papers before are read. Refused and reported: a paper
without a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from typing import Any

from lxml import etree

from paper_archive.listing.entries.building import Raw, built
from paper_archive.listing.entries.by_day import ByDay
from paper_archive.listing.form import Reading
from paper_archive.listing.json import item_list, record
from paper_archive.listing.json.lenient import BadJson, decode
from paper_archive.listing.records import entry_of, paper_of
from paper_archive.listing.records.values import fields, several
from paper_archive.listing.trees.html import page_of, words_of
from paper_archive.model import Problem

FORM = "page-html"
_BEGINS = re.compile(r"\s*<(?:!doctype html|html|!--)", re.IGNORECASE)
_MARKS = (
    'data-target="DailyPapers"',
    "https://huggingface.co/papers",
    "Daily Papers - Hugging Face",
)
_PAPER = re.compile(r"(?:https://huggingface\.co)?/papers/([\w./-]{3,40})")
_NUMBER = re.compile(r"\d{1,7}")
_AUTHORS = re.compile(r"(\d{1,5}) authors?\b")
_SAVE_AGAIN = "save the page again, or fetch the day from the API"
# The papers stand under one of these.
_LISTS = ("dailyPapers", "papers")
_PROPS = re.compile(r'\bdata-props="([^"]*+)"')
# A file that breaks off in the data.
_CUT = re.compile(r'\bdata-props="([^"]*+)\Z')
_LIST = re.compile(r"&quot;(?:dailyPapers|papers)&quot;\s?:\s?\[")
_DAY = re.compile(r"&quot;date(?:String)?&quot;\s?:\s?&quot;(\d{4}-\d{2}-\d{2})")
_CARD = re.compile(r"<article\b", re.IGNORECASE)
# A card has 6,000 characters. Of a longer one only its beginning is parsed: a tree takes a hundred
# times the memory of its text.
_MOST_CARD = 100_000


def detect(text: str) -> str:
    """Return the reason why the text is the page of a day, "" if it is not."""
    if not _BEGINS.match(text) or not any(mark in text for mark in _MARKS):
        return ""
    return "it is the HTML of the site's page"


def read(name: str, text: str) -> list[Reading]:
    """Read the papers in the page's data, else those of its cards."""
    papers = ByDay(name, FORM)
    data, at = _data(text)
    if data is None and (cut := _CUT.search(text)) and (begin := _LIST.search(cut[1])):
        line = text.count("\n", 0, cut.start()) + 1
        if day := _DAY.search(cut[1], 0, begin.start()):
            papers.begin(record.day_of(day[1]), line)
        _read_cut(unescape(cut[1][begin.end() :]), line, papers)
        return papers.readings()
    if data is None:
        _read_cards(text, papers)
        return papers.readings()
    line = text.count("\n", 0, at) + 1
    papers.begin(record.day_of(data.get("date")) or record.day_of(data.get("dateString")), line)
    for item in _items(data):
        papers.add(*entry_of(name, line, paper_of(item)))
        if papers.full:
            break
    return papers.readings()


def _data(text: str) -> tuple[dict[str, Any] | None, int]:
    """Return the first data with papers, and where they stand; None if there are none."""
    for props in _PROPS.finditer(text):
        if not any(key in props[1] for key in _LISTS):
            continue
        try:
            data = fields(decode(unescape(props[1]).strip()))
        except BadJson:
            continue
        if any(several(data.get(key)) for key in _LISTS):
            return data, props.start()
    return None, 0


def _read_cut(text: str, line: int, papers: ByDay) -> None:
    """Read the items of a list that the end of the file cuts off."""
    for _, item in item_list.items(text, at=0):
        if isinstance(item, item_list.Broken):
            papers.add(None, [Problem(papers.name, line, item.what, _SAVE_AGAIN)])
        else:
            papers.add(*entry_of(papers.name, line, paper_of(item)))


def _read_cards(text: str, papers: ByDay) -> None:
    begins = [card.start() for card in _CARD.finditer(text)]
    line, counted = 1, 0
    for begin, end in pairwise([*begins, len(text)]):
        line, counted = line + text.count("\n", counted, begin), begin
        if begin == begins[0]:
            papers.report(line, "the page has no data of its papers, only cards", _SAVE_AGAIN)
        card = page_of(text[begin : min(end, begin + _MOST_CARD)])
        raw = Raw() if card is None else _raw(card)
        papers.add(*built(papers.name, line, raw, with_abstract=False))
        if papers.full:
            break


def _items(data: dict[str, Any]) -> Iterator[Any]:
    for item in next(filter(None, (several(data.get(key)) for key in _LISTS)), []):
        # The title beside `paper` has no line breaks; it is the one shown.
        if isinstance(item, dict) and isinstance(item.get("paper"), dict):
            paper = item["paper"]
            yield {
                **item,
                "paper": paper if "title" in paper else {**paper, "title": item.get("title")},
            }
        else:
            yield item


def _raw(card: etree._Element) -> Raw:
    raw = Raw()
    for link in card.iter("a"):
        address = link.get("href") or ""
        heading = link.getparent()
        if heading is not None and heading.tag in ("h2", "h3", "h4") and not raw.title:
            raw.title = words_of(link)
            paper = _PAPER.match(address)
            raw.arxiv_id = paper[1] if paper else ""
        elif "/login" in address and (votes := _NUMBER.search(words_of(link))):
            raw.upvotes = int(votes[0])
    if authors := _AUTHORS.search(words_of(card)):
        raw.author_count = int(authors[1])
    return raw
