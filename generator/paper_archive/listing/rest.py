"""Counts the entries in the rest of a text that is longer than a text may be.

They are counted by the sign with which an entry of the form begins, so that nothing is held in
memory. A form that has no such sign, as the plain one, is not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# Quoted-printable text may be wrapped anywhere.
_BREAK = rb"(?:=\r?\n)?"
_SIGNS = {
    form: re.compile(sign, re.MULTILINE)
    for form, sign in (
        ("arxiv-listing", rb"^\\\\[ \t\r]{0,3}\n(?:arXiv:|Paper)"),
        ("arxiv-page", rb"<dt[ >]"),
        ("arxiv-page-text", rb"^[ \t]{0,20}\[\d{1,5}\][ \t\r]{0,9}(?:\n[ \t\r]{0,20}){0,6}arXiv:"),
        ("daily-json", rb'"\d{4}\.\d{4,5}(?:v\d{1,3})?"\s{0,9}:'),
        ("daily-list", rb"^[-*+] \*{0,2}\d{4}-\d\d-\d\d"),
        ("day-report", rb"^\*\*Abstract\*\*:"),
        ("dblp-xml", rb"<(?:info|article|inproceedings|incollection)[ >]"),
        ("feed", rb"<(?:item|entry)[ >]"),
        ("html-tables", rb"<tr[ >]"),
        ("json-feed", rb'"title"\s{0,9}:'),
        ("markdown-tables", rb"^\|[^\n]{1,900}?arxiv\.org/"),
        ("oai", rb"<record[ >]"),
        ("page-html", rb"<article[ >]"),
        ("scholar-alert", rb"(?<!\.)" + _BREAK.join(b"%c" % sign for sign in b"gse_alrt_title")),
    )
}
# In bytes: no sign is longer.
LONGEST_SIGN = 1_000


def entries_in(forms: Iterable[str], pieces: Iterable[bytes], before: bytes = b"") -> int:
    """Return the number of entries of some forms that begin in the pieces of a text.

    So do those whose sign begins at the end of the text `before`.
    """
    signs = [_SIGNS[form] for form in sorted(set(forms) & _SIGNS.keys())]
    if not signs:
        return 0
    sign = re.compile(b"|".join(b"(?:%b)" % each.pattern for each in signs), re.MULTILINE)
    count, rest = -len(sign.findall(before)), before
    for piece in pieces:
        data = rest + piece
        # A sign that a piece cuts off is found with the next one.
        stop = max(0, len(data) - LONGEST_SIGN)
        end = 0
        for found in sign.finditer(data):
            if found.start() >= stop:
                break
            count, end = count + 1, found.end()
        rest = data[max(stop, end) :]
    return count + len(sign.findall(rest))
