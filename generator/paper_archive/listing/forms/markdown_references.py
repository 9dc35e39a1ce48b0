"""The page as Markdown with numbered references (V2).

    [Subscribe][29]
    # Daily Papers
    ## by[AK][30] and the research community
    [ 101][31]
    ### [Better Students Through Privileged Feedback][32]
    [ While large models decide well, they do not improve by themselves: their mistakes are not
    kept, and so … ][33]
    * 3 authors
    Mar 8, 2024 [ 6][39]
    [31]: https://huggingface.co/login?next=%2Fpapers%2F2410.05434
    [32]: https://huggingface.co/papers/2410.05434

Lines are wrapped at about 120 columns. The addresses stand at the end, as `[32]: …`, `[32] …` or
`32. …`. If they are missing, papers are identified by their titles, which is reported once. A page
may end in `[Content truncated]`. With its addresses put inline, it is a page of the form
`markdown_links`, whose docstring lists what else is accepted and refused.
"""

from __future__ import annotations

import re
from dataclasses import replace

from paper_archive.listing.form import Reading
from paper_archive.listing.linked_paper import REFERENCE
from paper_archive.listing.markdown_page import read_page
from paper_archive.model import Problem

FORM = "markdown-references"
_TITLE = re.compile(r"^#{2,4} +\[[^\n]*(?:\n[^\n#]+){0,3}?\]\[\d{1,6}\][ \t]*$", re.MULTILINE)
_SUBSCRIBE = re.compile(r"^\[Subscribe\]\[\d+\]", re.MULTILINE)
_DEFINES = frozenset("[0123456789")
_DEFINITION = re.compile(
    r"\s*(?:\[(\d{1,6})\]:?|(\d{1,6})\.)\s+<?(https?://[^\s<>]+|/\S+|\.\S*)>?"
    r'(?:\s+"[^"]*")?\s*'
)
_REFERENCE = re.compile(r"(?<!\\)\]\[(\d{1,6})\]")


def detect(text: str) -> str:
    """Return the reason why the text is in this form, "" if it is not."""
    if _TITLE.search(text):
        return "its titles are Markdown headings with numbered references"
    return "'Subscribe' is a numbered reference in it" if _SUBSCRIBE.search(text[:2000]) else ""


def read(name: str, text: str) -> Reading:
    """Put the addresses inline and read the page."""
    lines = text.split("\n")
    addresses: dict[str, str] = {}
    for i, line in enumerate(lines):
        if line.lstrip()[:1] in _DEFINES and (match := _DEFINITION.fullmatch(line)):
            url = match[3].replace("(", "%28").replace(")", "%29")
            addresses.setdefault(match[1] or match[2], url)
            lines[i] = ""

    missing: set[str] = set()

    def inline(match: re.Match[str]) -> str:
        if match[1] not in addresses:
            missing.add(match[1])
        return f"]({addresses.get(match[1]) or REFERENCE + match[1]})"

    inlined = [_REFERENCE.sub(inline, line) if "][" in line else line for line in lines]
    reading = read_page(FORM, name, inlined)
    if not missing or all(entry.arxiv_id for entry in reading.entries):
        return reading  # A page without papers, or the site's own links.
    what = f"the page lacks the addresses of {len(missing):,} of its references"
    fix = "save the page with its list of links; until then papers are identified by their titles"
    return replace(reading, problems=(Problem(name, 0, what, fix), *reading.problems))
