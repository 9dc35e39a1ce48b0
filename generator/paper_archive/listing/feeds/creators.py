"""Splits the authors of an item of a feed, which publishers write into one element at times.

    A. Smith, B. Jones, and C. Doe                     three names
    Ann LeeBo RayCy Twombly                            three names that run together: every part
                                                       between them has a first and a last name
    Ann LeeBo Raya Department of Boats, Kiel 24105     nobody can tell where the last name ends

Of the last kind no name is kept: a paper without authors is better than one with wrong ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from paper_archive.listing.authors.arxiv_line import names_of
from paper_archive.listing.trees.html import is_html, text_of_html

# A small letter before a capital, as where two names meet; and inside of names.
_MEETING = re.compile(r"(?<=[a-zß-ÿ.])(?=[A-ZÀ-ÞŁŠŽ][a-zß-ÿ'’. ])")
_INSIDE = re.compile(
    r"\b(?:Mc|Mac|De|Di|Da|Du|Des|Del|Della|Van|Von|Ver|Vander|Le|La|Lo|Fitz|O['’]|St|Ben|Al|El)$"
)
_AFFILIATION = re.compile(
    r"\b(?:Department|Dept|Univ(?:ersity|ersität|ersité)?|Institute|Institut|School|College|Faculty"
    r"|Laboratory|Centre|Center|Hospital|Academy|Division|Ministry)\b|\b\d{4,6}\b"
)
_PERSON = re.compile(r"[^\W\d_][\w.'’-]{0,30}(?: [^\W\d_][\w.'’-]{0,30}){1,4}")
_LONGEST_NAME, _NEAR = 80, 12


def authors_of(lines: Sequence[str]) -> tuple[list[str], int, bool]:
    """Return the names in the elements of an item, the number of all authors (0 if all are named),
    and whether the names can be told apart; if not, there is none."""
    texts = [text_of_html(line) if is_html(line) else line for line in lines]
    if len(texts) > 1:
        clear = not any(map(_is_unclear, texts))
        return (texts, 0, True) if clear else ([], 0, False)
    text = texts[0] if texts else ""
    names, count = names_of(text)
    if not any(map(_is_unclear, names)):
        return names, count, True
    parts = _parts(" ".join(text.split()))
    if len(parts) > 1 and all(map(_PERSON.fullmatch, parts)) and not _AFFILIATION.search(text):
        return parts, 0, True
    return [], 0, False


def _is_unclear(name: str) -> bool:
    """Tell whether a name is more than one, or goes over into an affiliation."""
    name = " ".join(name.split())
    if len(_parts(name)) > 1:
        return True
    return len(name) > _LONGEST_NAME and _AFFILIATION.search(name) is not None


def _parts(text: str) -> list[str]:
    """Return the parts of a text between places where two names may meet, of two words each."""
    parts: list[str] = []
    begin = 0
    blank = text.find(" ")
    for place in _MEETING.finditer(text):
        at = place.start()
        has_two = 0 <= blank < at and " " in text[at : at + _LONGEST_NAME]
        if has_two and not _INSIDE.search(text[max(begin, at - _NEAR) : at]):
            parts.append(text[begin:at].strip())
            begin = at
            blank = text.find(" ", at)
    return [*parts, text[begin:]]
