r"""Raw title or abstract → one line of plain Unicode.

In order: characters that show nothing are dropped and white space is one space; real TeX (tex.py);
typographic signs (punctuation.py); TeX without its backslashes (stripped.py). Each step starts
only where a character or word of its own occurs, since most texts need none. Addresses are left
alone by all but the first two.

    clean("Schr\\\"odinger  bridges: \n 11.9times")  →  "Schrödinger bridges: 11.9×"
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from paper_archive.text.punctuation import typeset
from paper_archive.text.stripped import restore
from paper_archive.text.tex import detex

# C0 and C1 controls that are not white space, soft hyphen, zero width space, direction marks and
# overrides, invisible operators, byte order mark, interlinear marks, surrogates, noncharacters,
# tag characters. The joiners U+200C and U+200D stay: emoji and several scripts are written with
# them. C0's separators U+001C-1F and U+0085 count as white space in Python.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "]"
)
# What one pass writes can be TeX again (`{{-}{-}}`, a dollar without its partner); a bound, since
# a text can be made to need any number.
_PASSES = 4
_SIGNS_OF_TEX = ("\\", "$", "{", "^", "_", "~", "--", "`", "''")
_ADDRESS = re.compile(
    r"((?:https?://|www\.|(?:github|gitlab)\.com/)[^\s{}<>\"`]*[^\s{}<>\"`.,;:)\]'~])"
)


# A name of letters, with a point, a hyphen or an apostrophe between or behind them.
_PLAIN_NAME = re.compile(r"[A-Za-zÀ-ɏ]+(?:(?:[-.'] ?| )[A-Za-zÀ-ɏ]+)*\.?")


def clean_name(raw: str) -> str:
    """A person's name as a reader should see it; nine of ten are letters and need no look."""
    return raw if _PLAIN_NAME.fullmatch(raw) else clean(raw)


def clean(raw: str) -> str:
    """The text as a reader should see it; `raw` itself where it is so, which saves its memory.

    Accepts any string and never raises.
    """
    if not raw:
        return raw
    text = _one_line(raw)
    for _ in range(_PASSES):
        written = _without_tex(text)
        if written == text:
            break
        # A word out of its braces may be the neighbour that a rule asks for.
        braces = "{sim}" in text or "{approx}" in text
        text = _one_line(written)
        if not braces and not any(sign in text for sign in _SIGNS_OF_TEX):
            break
    return raw if text == raw else text


def _without_tex(text: str) -> str:
    if "\\" in text or "$" in text:
        text = detex(text)
    if "--" in text or "~" in text or "`" in text or "''" in text:
        text = _outside_addresses(typeset, text)
    return restore(text)


def _one_line(text: str) -> str:
    """No invisible characters, NFC, and words with one space between them."""
    # Nothing printable is invisible or white space but a plain space, and asking is much faster
    # than looking for each; line breaks are in most texts.
    text = text.replace("\n", " ")
    if not text.isprintable() or "  " in text or text != text.strip():
        text = " ".join(text.split())
        if not text.isprintable():
            text = " ".join(_INVISIBLE.sub("", text).split())
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _outside_addresses(step: Callable[[str], str], text: str) -> str:
    if "http" not in text and "www." not in text and ".com/" not in text:
        return step(text)
    parts = _ADDRESS.split(text)
    parts[::2] = map(step, parts[::2])
    return "".join(parts)
