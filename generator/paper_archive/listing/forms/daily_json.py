r"""The JSON of programs of the *arxiv-daily* kind: papers by topic and arXiv id.

    {"Legal NLP": {"1905.13350": "|**2019-05-30**|**Threshold-Based …**|Sabine Wehnert et.al.|
                                  [1905.13350v1](http://arxiv.org/abs/1905.13350v1)|null|\n",
                   "1905.10892": "- 2019-05-26, **Extreme …**, …, Paper: [http://…](http://…)\n"}}

A paper is a row of a table, an item of a list (`tables.daily_items`), or an object. A topic that is
a category of arXiv is the category of its papers. There is no day: that of the file's name counts.
Refused and reported: a paper that is none of these. A file that is cut off is read up to there.
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
from paper_archive.listing.markdown.headings import category_of
from paper_archive.listing.records import entry_of
from paper_archive.model import Entry, Problem
from paper_archive.text.arxiv import ID

FORM = "daily-json"
_SAVE_AGAIN = "copy the whole file again"
_KEY = re.compile(rf'"({ID})(?:v\d{{1,3}})?"\s{{0,9}}:\s{{0,9}}(?=["{{])')
_TOPIC = re.compile(r'"([^"\\]{1,200})"\s{0,9}:\s{0,9}\{')
_BEGINS = re.compile(
    rf'\s*\{{\s*(?:"[^"\\]{{1,200}}"\s*:\s*\{{\s*\}}\s*,\s*)*'
    rf'(?:"[^"\\]{{1,200}}"\s*:\s*\{{\s*)?"(?:{ID})(?:v\d{{1,3}})?"\s*:\s*["{{]'
)


def detect(text: str) -> str:
    """Return the reason why the text is such JSON, "" if it is not."""
    return "it is JSON of papers by topic and arXiv id" if _BEGINS.match(text) else ""


def read(name: str, text: str) -> Reading:
    """Read the papers of all topics."""
    papers = ByDay(name, FORM)
    at = 0
    line, counted = 1, 0
    category = ""
    while not papers.full and (key := _KEY.search(text, at)):
        # The last topic that begins between two papers is that of the second.
        for topic in _TOPIC.finditer(text, at, key.start()):
            category = category_of(topic[1])
        line, counted = line + text.count("\n", counted, key.start()), key.start()
        try:
            value, at = decode_at(text, key.end())
        except BadJson as error:
            what = f"broken JSON: '{text[key.start() : key.start() + 60]}'"
            papers.add(None, [Problem(name, line, what, _SAVE_AGAIN)])
            at = key.end() if error.deep else min(key.end() + 1, len(text))
            continue
        paper = partial(_entry, name, line, value, category, key[1])
        papers.add(*attempt(name, line, "a paper", paper, lambda problem: (None, [problem])))
    return papers.readings()[0]


def _entry(
    name: str, line: int, value: Any, category: str, key: str
) -> tuple[Entry | None, list[Problem]]:
    if isinstance(value, dict):
        stated = arxiv_of(str(value.get("id") or ""))[0]
        return entry_of(name, line, value if stated else {**value, "id": key})
    if not isinstance(value, str):
        what = f"not a paper: {shown(value, 60)}"
        return None, [Problem(name, line, what, "write it as an object with a `title`")]
    return entry_of_item(name, line, value, category, key)
