"""A page saved without its papers (V6): names of submitters and no titles. Refused.

    Submitted by
    somebody
    new
    Get trending papers in your email inbox!
    Subscribe
    Submitted by
    other

Some extractors keep only these lines of a day's page. Nothing can be read from them; the problem
says how to save the page instead. Lines of the site, pictures and numbers may occur in between.
"""

from __future__ import annotations

import re

from paper_archive.listing.form import Reading
from paper_archive.listing.hugging_face.card_facts import fact_of
from paper_archive.listing.hugging_face.site_text import is_site_text
from paper_archive.model import Problem

FORM = "names-only"
_SUBMITTED = re.compile(r"Submitted by:?(?: (\S+))?")
_PICTURE = re.compile(r"!?\[[^\[\]]*+\](?:\([^()]*+\))?")
_ABSTRACT = re.compile(r"^.{160,}$", re.MULTILINE)
_TITLE = re.compile(r"^#{3,4} |\]\([^()\s]*/papers/\d", re.MULTILINE)


def detect(text: str) -> str:
    """Return the reason why the text is a page without titles, "" if it is not."""
    if "Submitted by" not in text or _ABSTRACT.search(text) or _TITLE.search(text):
        return ""
    names, others = _counted(text)
    # Titles would be as many other lines as names; a few are lines of a menu.
    if names and 2 * others < names:
        return f"it has the names of {names} submitters and no titles"
    return ""


def read(name: str, text: str) -> Reading:
    """Return a reading without entries, whose problem says how to save the page instead."""
    names, _ = _counted(text)
    what = f"the page was saved without its papers: {names} names of submitters and no titles"
    fix = (
        "save the day's page as text once it shows its titles and abstracts "
        "(title, abstract, title, abstract …), or save the daily papers API's response for the day"
    )
    return Reading(FORM, problems=(Problem(name, 0, what, fix),))


def _counted(text: str) -> tuple[int, int]:
    """Count the submitters, and the lines below the first that may belong to papers."""
    names = others = 0
    name_follows = False
    for line in filter(None, map(str.strip, text.split("\n"))):
        if match := _SUBMITTED.fullmatch(line):
            name_follows = not match[1]
            names += 1
        elif _PICTURE.fullmatch(line):
            continue
        elif name_follows and not is_site_text(line):
            name_follows = False
        elif names and not is_site_text(line) and not line.startswith(("Subscribe", "[Subscribe")):
            others += fact_of(line, goes_on=False) is None
    return names, others
