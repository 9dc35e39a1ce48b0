"""The page as Markdown with inline links (V3).

    # Daily Papers
    ## by [![](https://…/papers-by.png)AK](https://huggingface.co/akhaliq) and the …
    Oct 2
    [101](https://huggingface.co/login?next=%2Fpapers%2F2410.05434)
    ### [Better Students Through\\  Privileged Feedback](https://huggingface.co/papers/2410.05434)
    [While large models decide well, they do not improve \\\\
    by themselves …](https://huggingface.co/papers/2410.05434)
    [![lab](https://…/x.png)Lab](https://huggingface.co/lab)     or [- 3 authors](…)
    ·
    May 29[6](https://huggingface.co/papers/2410.05434#community)

Blank lines stand between all of these. The day is in the page's heading, in a separate heading, or
missing; `May 29[6](…)` is the day of a paper, and has no year. Accepted besides: titles and
abstracts with brackets and links in them, or without a link. A title without an abstract is kept
and reported; an abstract without a title is lost and reported. Refused and reported: ids that are
not arXiv's; a page of which no title leads to a paper. `hugging_face.markdown_page` describes the
parts of a page.
"""

from __future__ import annotations

import re
from dataclasses import replace

from paper_archive.listing.foreign_formats import FORMS, SAVE
from paper_archive.listing.form import Reading
from paper_archive.listing.hugging_face.markdown_page import read_page
from paper_archive.model import Problem
from paper_archive.text.english import plural

FORM = "markdown-links"
# A heading such as `## [1.2.0] - 2025-03-14` or `## [Usage](#usage)` is of a project's own texts.
_TITLE = re.compile(
    r"^#{2,4} +\[(?!!|v?\d{1,4}(?:\.\d{1,4}){1,3}[^\s\]]{0,20}\]|unreleased\]|[^\n\]]{1,80}\]\(#)",
    re.MULTILINE | re.IGNORECASE,
)
_SUBSCRIBE = re.compile(r"^\[Subscribe\]\(", re.MULTILINE)


def detect(text: str) -> str:
    """Return the reason why the text is in this form, "" if it is not."""
    if _TITLE.search(text):
        return "its titles are Markdown headings with links"
    return "'Subscribe' is a Markdown link in it" if _SUBSCRIBE.search(text[:2000]) else ""


def read(name: str, text: str) -> Reading:
    """Read the papers below their headings."""
    reading = read_page(FORM, name, text.split("\n"))
    entries = reading.entries
    if not entries or any(entry.arxiv_id for entry in entries):
        return reading
    what = f"none of its {plural(len(entries), 'heading')} leads to a paper"
    refusal = Problem(name, entries[0].line, what, f"{SAVE}; {FORMS}")
    return replace(reading, problems=(*reading.problems, refusal), refusal=refusal)
