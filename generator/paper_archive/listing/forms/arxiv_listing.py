r"""arXiv's daily mail and its listing files.

    Date: Thu, 6 Mar 2025 00:45:57 -0500
    ------------------------------------------------------------------------------
     received from  Tue  4 Mar 25 19:00:00 GMT  to  Wed  5 Mar 25 19:00:00 GMT
    ------------------------------------------------------------------------------
    \\
    arXiv:2503.01234 (*cross-listing*)
    Date: Tue, 4 Mar 2025 08:16:29 GMT   (1531kb,D)

    Title: A Title That Goes On
      in the Next Line
    Authors: Ada Lovelace, Alan Turing, et al. (72 additional authors not shown)
    Categories: cs.CV cs.CL
    Comments: 29 pages
    Journal-ref: J. Examples 12 (2025) 34
    DOI: 10.1000/182
    \\
      The abstract, whose first line is indented.
    \\ ( https://arxiv.org/abs/2503.01234 ,  1531kb)
    ------------------------------------------------------------------------------

A rule of `%-%-` begins the cross-lists and one of `%%--` the replacements, which have a line
`replaced with revised version` and mostly no abstract; one of `%%%---` ends the listing. Accepted
besides: `Paper: hep-th/0001001` and `From:` in files up to 2007; files of a month, without
abstracts; files of a week, with a line `/* Fri, 3 Mar 2023 */` before its papers of a day; a mail
quoted with `>`, indented, or with its lines trimmed; several mails; a missing id, if the last line
has it.

The day is that of `listing/arxiv/announcement.py`. Reported: a missing `\\`; the abstract then
begins where lines are no longer those of a field. An entry without a title is lost and reported.
"""

from __future__ import annotations

import re

from paper_archive.listing.arxiv.announcement import announced_day
from paper_archive.listing.arxiv.block_entry import entry_of
from paper_archive.listing.arxiv.blocks import Block, blocks, unquoted
from paper_archive.listing.entries.collection import Collection
from paper_archive.listing.form import PageDay, Reading
from paper_archive.text.arxiv import ID

FORM = "arxiv-listing"
_IN_FILE = re.compile(
    rf"^[> ]{{0,4}}(?:arXiv:\s?|Paper(?: \(\*cross-listing\*\))?:\s{{0,3}})(?:{ID})"
    r"(?: \(\*cross-listing\*\))?[ \t]{0,5}\n[> ]{0,4}(?:Date|From|replaced|Title)\b",
    re.MULTILINE | re.IGNORECASE,
)


def detect(text: str) -> str:
    """Return the reason why the text is a mail or a listing file of arXiv, "" if it is not."""
    if "arXiv:" not in text and "Paper" not in text:
        return ""
    return r"its entries begin with \\ and an arXiv id" if _IN_FILE.search(text) else ""


def read(name: str, text: str) -> list[Reading]:
    """Read a mail or a listing file of arXiv."""
    lines = unquoted(text.split("\n"))
    days: list[tuple[PageDay | None, list[Block]]] = [(None, [])]
    for block in blocks(lines):
        if isinstance(block, PageDay):
            days.append((block, []))
        else:
            days[-1][1].append(block)
    days[0] = (announced_day(lines), days[0][1])
    full = [_reading(name, day, of_day) for day, of_day in days if of_day]
    return full or [Reading(FORM, day=days[0][0])]


def _reading(name: str, day: PageDay | None, of_day: list[Block]) -> Reading:
    found = Collection(name, FORM)
    found.add_all(of_day, lambda block: block.line, lambda block: entry_of(name, block))
    return found.reading(day)
