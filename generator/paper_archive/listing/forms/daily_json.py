r"""The JSON of programs of the *arxiv-daily* kind: papers by topic and arXiv id, or by day.

    {"Legal NLP": {"1905.13350": "|**2019-05-30**|**Threshold-Based …**|Sabine Wehnert et.al.|
                                  [1905.13350v1](http://arxiv.org/abs/1905.13350v1)|null|\n",
                   "1905.10892": "- 2019-05-26, **Extreme …**, …, Paper: [http://…](http://…)\n",
                   "1905.10000": {"paper_title": "…", "paper_authors": "…", "publish_time": "…"}}}

    {"2025-03-14": [{"id": "2503.00001", "title": "…", "abstract": "…"}], "2025-03-15": [ … ]}

A paper is a row of a table, an item of a list (`daily_items`), or an object. A topic that is a
category of arXiv is the category of its papers, and one that is a day is the day of its listing.
Else there is no day: that of the file's name counts. Refused and reported: a paper that is none of
these. A file that is cut off is read up to there.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from paper_archive.listing.entries.building import arxiv_of
from paper_archive.listing.entries.by_day import ByDay
from paper_archive.listing.form import Reading
from paper_archive.listing.forms.daily_list import entry_of_item
from paper_archive.listing.guard import attempt
from paper_archive.listing.json.lenient import BadJson, decode_at, shown
from paper_archive.listing.json.record import day_of
from paper_archive.listing.markdown.headings import category_of
from paper_archive.listing.records import dialect_of, entry_of
from paper_archive.listing.records.values import first_text
from paper_archive.listing.tables.page_columns import names
from paper_archive.model import Entry, Problem
from paper_archive.text.arxiv import ID

FORM = "daily-json"
_SAVE_AGAIN = "copy the whole file again"
_KEY = re.compile(
    rf'"({ID})(?:v\d{{1,3}})?"\s{{0,9}}:\s{{0,9}}(?=["{{])|"(\d{{4}}-\d\d-\d\d)"\s{{0,9}}:\s{{0,9}}\['
)
_TOPIC = re.compile(r'"([^"\\]{1,200})"\s{0,9}:\s{0,9}\{')
_BEGINS = re.compile(
    rf'\s*\{{\s*(?:"[^"\\]{{1,200}}"\s*:\s*\{{\s*\}}\s*,\s*)*'
    rf'(?:"[^"\\]{{1,200}}"\s*:\s*\{{\s*)?"(?:{ID})(?:v\d{{1,3}})?"\s*:\s*["{{]'
)
_BEGINS_DAY = re.compile(
    r'\s*\{\s*(?:"\d{4}-\d\d-\d\d"\s*:\s*\[\s*\]\s*,\s*)*"\d{4}-\d\d-\d\d"\s*:\s*\[\s*\{'
)
# An object of a list, after a bracket or a comma; the next one after a broken one.
_OBJECT = re.compile(r"[\s,]*(?=\{)")
_NEXT = re.compile(r'\{\s*"|"\d{4}-\d\d-\d\d"\s{0,9}:\s{0,9}\[')
# Other words for the fields of a paper.
_WORDS = {
    "title": ("title", "paper_title"),
    "abstract": ("abstract", "summary", "paper_abstract"),
    "url": ("url", "paper_url", "pdf_url", "link"),
    "githubRepo": ("githubRepo", "code_url", "code", "repo_url"),
    "published": ("published", "publish_time", "publish_date", "date"),
}
_AUTHORS = ("authors", "paper_authors", "author", "paper_first_author", "first_author")


def detect(text: str) -> str:
    """Return the reason why the text is such JSON, "" if it is not."""
    if _BEGINS_DAY.match(text):
        return "it is JSON of papers by day"
    return "it is JSON of papers by topic and arXiv id" if _BEGINS.match(text) else ""


def read(name: str, text: str) -> list[Reading]:
    """Read the papers of all topics and days."""
    papers = ByDay(name, FORM)
    at = 0
    line, counted = 1, 0
    category = ""
    in_list = False
    while not papers.full:
        paper_id = ""
        if in_list and (found := _OBJECT.match(text, at)):
            begin = found.end()
        elif key := _KEY.search(text, at):
            # The last topic that begins between two papers is that of the second.
            for topic in _TOPIC.finditer(text, at, key.start()):
                category = category_of(topic[1])
                if day := day_of(topic[1]):
                    papers.begin(day, 0)
            if in_list := bool(key[2]):
                papers.begin(day_of(key[2]), 0)
                at = key.end()
                continue
            begin, paper_id = key.end(), key[1]
        else:
            break
        # The place of a paper is that of its id.
        place = key.start() if paper_id and key else begin
        line, counted = line + text.count("\n", counted, place), place
        try:
            value, at = decode_at(text, begin)
        except BadJson as error:
            what = f"broken JSON: '{text[place : place + 60]}'"
            papers.add(None, [Problem(name, line, what, _SAVE_AGAIN)])
            at = begin if error.deep else min(begin + 1, len(text))
            if in_list:
                following = _NEXT.search(text, begin + 1)
                at = following.start() if following else len(text)
                in_list = following is not None and following[0].startswith("{")
            continue
        paper = partial(_entry, name, line, value, category, paper_id)
        papers.add(*attempt(name, line, "a paper", paper, lambda problem: (None, [problem])))
    return papers.readings()


def _entry(
    name: str, line: int, value: Any, category: str, key: str
) -> tuple[Entry | None, list[Problem]]:
    if isinstance(value, dict):
        stated = arxiv_of(str(value.get("id") or ""))[0]
        value = value if stated or not key else {**value, "id": key}
        if not dialect_of(value):
            value = _in_our_words(value)
            if category and "categories" not in value:
                value["categories"] = [category]
        return entry_of(name, line, value)
    if not isinstance(value, str):
        what = f"not a paper: {shown(value, 60)}"
        return None, [Problem(name, line, what, "write it as an object with a `title`")]
    return entry_of_item(name, line, value, category, key)


def _in_our_words(value: dict[str, Any]) -> dict[str, Any]:
    """Return a paper with its fields named as `json_record` reads them."""
    said = {ours: first_text(value, *keys) for ours, keys in _WORDS.items()}
    paper = {**value, **{key: text for key, text in said.items() if text}}
    if not isinstance(value.get("authors"), list):
        paper["authors"] = names(first_text(value, *_AUTHORS))
    if "abstract" not in paper and "summary" not in paper:
        paper["abstract"] = None
    return paper
