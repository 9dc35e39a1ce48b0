"""The trending page (V4): no day, no submitters, every card twice.

    Get trending papers in your email inbox!
    ## Trending Papers
    ## by AK and the research community
    ### SmallDoc: An ultra-compact model for end-to-end
      document conversion

    SmallDoc converts whole documents and …
    - 8 authors
    [LINK: GitHub 50.8k](https://github.com/some/smalldoc)

Accepted besides: titles that are links to papers (`### [title](…/papers/2503.11576)`), titles
as plain lines, links on separate lines, a missing heading. The abstract is often one sentence by
the site. The second of two equal cards is the same card for another width of screen; both make one
entry. A card without an abstract is kept and reported. Refused: a day in the text; the listing is
undated unless its file name has a day.
"""

from __future__ import annotations

import re

from paper_archive.listing.form import Reading
from paper_archive.listing.forms import trending_structured
from paper_archive.listing.hugging_face.cards import read_cards

FORM = "trending"
_HEADING = re.compile(r"^#{1,3} *Trending Papers\s*$", re.MULTILINE)
_GITHUB = re.compile(r"^\[LINK: ?GitHub [\d.,]+[kKM]?\]\(", re.MULTILINE)
_TITLE = re.compile(r"^### ", re.MULTILINE)
_LINE = re.compile(r"^[^\S\n]*+Trending Papers\s*$", re.MULTILINE)
_DAILY = re.compile(r"^#* *Daily Papers\s*$|^[^\S\n]*+(?:Subscribe|new)\b", re.MULTILINE)


def detect(text: str) -> str:
    """Return the reason why the text is a trending page, "" if it is not."""
    if trending_structured.detect(text):
        return ""
    named = "Trending Papers" in text
    if named and _HEADING.search(text):
        return "it has the heading of the trending page"
    if "[LINK:" in text and _GITHUB.search(text) and _TITLE.search(text):
        return "its titles are headings, with the stars of their code below"
    if named and _LINE.search(text[:2000]) and not _DAILY.search(text[:2000]):
        return "it has the heading of the trending page as a plain line"
    return ""


def read(name: str, text: str) -> Reading:
    """Read a trending page."""
    entries, problems, lost = read_cards(name, text)
    return Reading(FORM, entries, problems=problems, lost=lost)
