"""The trending page with its structure (V5): submitters, dates, upvotes; every card twice.

    Submitted by

    [img]

    somebody

    ### [SmallDoc: Documents in One Model](https://huggingface.co/papers/2503.11576)

    SmallDoc converts whole documents and …

    [[some-lab] Some Lab](https://huggingface.co/some-lab) · Published on Oct 4, 2026

    [Upvote

    117](https://huggingface.co/login?next=%2Fpapers%2F2503.11576)

    [GitHub 131](https://github.com/some/smalldoc) [arXiv Page](https://arxiv.org/abs/2503.11576)

Accepted besides: `- 4 authors` and `· Published on …` in place of the organisation, a title
whose link is wrapped over two lines, and the page as plain lines, without Markdown. The page has
every card twice, and the copy says `Oct 4, 2026` without `Published on`; both make one entry. The
names of submitters are ignored. A card without an abstract is kept and reported; an id that is not
arXiv's is reported and left out. Refused: a day; `Published on` is the day of the paper.
"""

from __future__ import annotations

import re

from paper_archive.listing.form import Reading
from paper_archive.listing.hugging_face.cards import read_cards
from paper_archive.listing.hugging_face.site_text import DAY

FORM = "trending-structured"
_PUBLISHED = re.compile(rf"(?:^|[·\]\s])Published on {DAY.pattern}\s*$", re.MULTILINE)
_UPVOTE = re.compile(r"^\[?Upvote\s+(?:\d+|-)", re.MULTILINE)
_SUBMITTED = re.compile(r"^Submitted by\b", re.MULTILINE)
_DAY_LINE = re.compile(rf"^{DAY.pattern}\s*$", re.MULTILINE)
_DAILY = re.compile(r"^#* *Daily Papers\s*$", re.MULTILINE)
_TITLE = re.compile(r"^#{2,4} \[", re.MULTILINE)


def detect(text: str) -> str:
    """Return the reason why the text is a structured trending page, "" if it is not."""
    # Testing for a word first saves other forms the cost of the patterns on every line.
    if "Published on" in text and _PUBLISHED.search(text):
        return "its papers say when they were 'Published on'"
    first = _TITLE.search(text)
    head = text[: first.start()] if first else text[:2000]
    if _DAILY.search(head) or _DAY_LINE.search(head):
        return ""  # A day's page has submitters as well.
    if "Upvote" in text and _UPVOTE.search(text) and (first or "Submitted by" in text):
        return "its papers have an 'Upvote' with a number"
    submitted = "Submitted by" in text and _SUBMITTED.search(text)
    if submitted and _TITLE.search(text, submitted.end()):
        return "'Submitted by' is above titles that are Markdown headings"
    return ""


def read(name: str, text: str) -> Reading:
    """Read a structured trending page."""
    entries, problems, lost = read_cards(name, text)
    return Reading(FORM, entries, problems=problems, lost=lost)
