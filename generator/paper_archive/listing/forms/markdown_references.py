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
from paper_archive.listing.hugging_face.linked_paper import REFERENCE
from paper_archive.listing.hugging_face.markdown_page import read_page
from paper_archive.listing.limits import MOST_TEXT_BYTES
from paper_archive.model import Problem

FORM = "markdown-references"
_TITLE = re.compile(r"^#{2,4} ++\[", re.MULTILINE)
_CLOSED = re.compile(r"\]\[\d{1,6}\]$")
_MOST_TITLE_LINES = 4
# Programs write longer addresses of pictures only. An address may be used many times.
_MOST_ADDRESS = 2_000
_SUBSCRIBE = re.compile(r"^\[Subscribe\]\[\d+\]", re.MULTILINE)
_DEFINES = frozenset("[0123456789")
_DEFINITION = re.compile(
    r"\s*(?:\[(\d{1,6})\]:?|(\d{1,6})\.)\s+<?(https?://[^\s<>]+|/\S+|\.\S*)>?"
    r'(?:\s+"[^"]*")?\s*'
)
_REFERENCE = re.compile(r"(?<!\\)\]\[(\d{1,6})\]")


def detect(text: str) -> str:
    """Return the reason why the text is in this form, "" if it is not."""
    if _has_title(text):
        return "its titles are Markdown headings with numbered references"
    return "'Subscribe' is a numbered reference in it" if _SUBSCRIBE.search(text[:2000]) else ""


def _has_title(text: str) -> bool:
    """Tell whether a heading ends in a reference, on its line or within three lines more."""
    for title in _TITLE.finditer(text):
        at = title.end()
        for number in range(_MOST_TITLE_LINES):
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            line = text[at:end].rstrip(" \t")
            if number and (not line or "#" in line):
                break
            if _CLOSED.search(line, max(0, len(line) - 10)):
                return True
            at = end + 1
    return False


def read(name: str, text: str) -> Reading:
    """Put the addresses inline and read the page."""
    lines = text.split("\n")
    addresses: dict[str, str] = {}
    for i, line in enumerate(lines):
        if line.lstrip()[:1] in _DEFINES and (match := _DEFINITION.fullmatch(line)):
            lines[i] = ""
            if len(match[3]) > _MOST_ADDRESS:
                continue
            url = match[3].replace("(", "%28").replace(")", "%29")
            addresses.setdefault(match[1] or match[2], url)

    missing: set[str] = set()
    grown = 0
    most = len(text) + MOST_TEXT_BYTES // 4

    def inline(match: re.Match[str]) -> str:
        nonlocal grown
        address = addresses.get(match[1], "")
        grown += len(address)
        if not address or grown > most:
            missing.add(match[1])
            address = REFERENCE + match[1]
        return f"]({address})"

    inlined = [_REFERENCE.sub(inline, line) if "][" in line else line for line in lines]
    reading = read_page(FORM, name, inlined)
    if not missing or all(entry.arxiv_id for entry in reading.entries):
        return reading  # A page without papers, or the site's own links.
    what = f"the page lacks the addresses of {len(missing):,} of its references"
    fix = "save the page with its list of links; until then papers are identified by their titles"
    return replace(reading, problems=(Problem(name, 0, what, fix), *reading.problems))
