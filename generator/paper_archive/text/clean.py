r"""Raw title or abstract → one line of plain Unicode.

The steps, in order: mend wrongly decoded characters (encoding.py); drop invisible characters and
join white space; remove leftovers of markup (markup.py); convert real TeX (tex.py); convert TeX's
typographic signs (punctuation.py); restore TeX without its backslashes (stripped.py). A step runs
only if one of its characters or words occurs, because most texts need none. The last two do not
change URLs.

    clean("Schr\\\"odinger  bridges: \n 11.9times")  →  "Schrödinger bridges: 11.9×"
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from paper_archive.text.braces import without_stray_braces
from paper_archive.text.encoding import mended
from paper_archive.text.markup import unmarked
from paper_archive.text.punctuation import typeset
from paper_archive.text.stripped import restore
from paper_archive.text.tex import detex

# C0 controls that are not white space, what encoding.py leaves of C1, soft hyphen, zero width
# space, direction marks and overrides, invisible operators, byte order mark, interlinear marks,
# surrogates, noncharacters, tag characters (a flag of England, Scotland or Wales becomes a black
# flag). The joiners U+200C and U+200D stay: emoji and several scripts are written with them. C0's
# separators U+001C-1F count as white space in Python.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "]"
)
# One pass may write TeX again (`{{-}{-}}`, a dollar without its partner). Bounded, because a
# hostile text can need any number of passes.
_PASSES = 4
_SIGNS_OF_WORK = ("\\", "$", "{", "}", "^", "_", "~", "--", "`", "''", "&", "<")
_ADDRESS = re.compile(r"(?:https?://|www\.|(?:github|gitlab)\.com/)([^\s{}<>\"`]*+)")
_AFTER_ADDRESS = ".,;:)]'~"
# Marks on one letter. No language needs as many as Unicode's stream-safe format allows (UAX 15),
# and Python takes quadratic time to sort them.
_MOST_MARKS = 30
# The halfwidth signs of voiced sounds are letters, but compatibility forms make them marks.
_HALFWIDTH = "\uff9e\uff9f"
_PERHAPS_MARKS = re.compile(rf"(?:[^\x00-\u02ff\w]|[{_HALFWIDTH}]){{{_MOST_MARKS + 1},}}")


# Letters, with full stops, hyphens or apostrophes between or after them.
_PLAIN_NAME = re.compile(r"[A-Za-zÀ-ɏ]++(?:(?:[-.'] ?| )[A-Za-zÀ-ɏ]++)*\.?")


def visible(text: str) -> str:
    """Return a text without invisible characters; nothing else of it changes."""
    return _INVISIBLE.sub("", text)


def clean_name(raw: str) -> str:
    """Return a person's name as a reader should see it; most names need no change."""
    return raw if _PLAIN_NAME.fullmatch(raw) else clean(raw)


def clean(raw: str) -> str:
    """Return the text as a reader should see it; `raw` itself if unchanged, which saves memory.

    Accepts any string and never raises.
    """
    if not raw:
        return raw
    text = _one_line(raw if raw.isascii() else mended(raw))
    for _ in range(_PASSES):
        written = _without_tex(text)
        if written == text:
            break
        text = _one_line(written)
        if not any(sign in text for sign in _SIGNS_OF_WORK):
            # What has lost its braces or blanks may be the neighbour that a rule needs.
            text = _one_line(restore(text))
            break
    return raw if text == raw else text


def _without_tex(text: str) -> str:
    if "&" in text or "<" in text:
        text = unmarked(text)
    if "\\" in text or "$" in text:
        text = detex(text)
    if "--" in text or "~" in text or "`" in text or "''" in text:
        text = _outside_addresses(typeset, text)
    text = restore(text)
    return without_stray_braces(text) if "{" in text or "}" in text else text


def _one_line(text: str) -> str:
    """Return the text in NFC, with single spaces and without invisible characters."""
    # A printable text has no invisible character and no white space but plain spaces; to ask is
    # much faster than to search. Most texts have line breaks.
    text = text.replace("\n", " ")
    if not text.isprintable() or "  " in text or text != text.strip():
        text = " ".join(text.split())
        if not text.isprintable():
            text = _without_invisible(text)
    if text.isascii():
        return text
    if not unicodedata.is_normalized("NFC", text) or any(sign in text for sign in _HALFWIDTH):
        text = unicodedata.normalize("NFC", _PERHAPS_MARKS.sub(_few_marks, text))
    return text


def _without_invisible(text: str) -> str:
    for _ in range(_PASSES):
        visible = " ".join(_INVISIBLE.sub("", text).split())
        text = mended(visible)  # Characters that are neighbours now may be one.
        if text == visible:
            break
    return text


def _few_marks(run: re.Match[str]) -> str:
    """Return a run of signs and marks without the marks that are too many for their letter."""
    kept: list[str] = []
    marks = 0
    for sign in run[0]:
        is_mark = unicodedata.combining(unicodedata.normalize("NFKD", sign)[0])
        marks = marks + 1 if is_mark else 0
        if marks <= _MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def _outside_addresses(step: Callable[[str], str], text: str) -> str:
    if "http" not in text and "www." not in text and ".com/" not in text:
        return step(text)
    out: list[str] = []
    copied = 0
    for match in _ADDRESS.finditer(text):
        end = match.start(1) + len(match[1].rstrip(_AFTER_ADDRESS))
        if end > match.start(1):
            out += step(text[copied : match.start()]), text[match.start() : end]
            copied = end
    out.append(step(text[copied:]))
    return "".join(out)
