"""The language of a text, as far as its script tells."""

from __future__ import annotations

import re

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_KANA = re.compile("[\u3041-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_LETTER = re.compile(r"[A-Za-zÀ-ɏ]")
_PROBE = 2_000
# A Chinese sentence about a model has many Latin letters; an English one has no Chinese at all.
_LEAST = 0.1


def language_of(text: str) -> str:
    """Return `zh`, `ja`, `ko` or `en`, "" if the script does not tell.

    A text in Latin letters is English if it has no others than those of ASCII.
    """
    if text.isascii():
        return "en" if _LETTER.search(text) else ""
    text = text[:_PROBE]
    han, kana, hangul = (len(script.findall(text)) for script in (_HAN, _KANA, _HANGUL))
    latin = _LETTER.findall(text)
    most = _LEAST * (han + kana + hangul + len(latin))
    if kana and han + kana > most:
        return "ja"
    if hangul > max(han, most):
        return "ko"
    if han > most:
        return "zh"
    foreign = sum(not letter.isascii() for letter in latin)
    return "en" if latin and not han and foreign <= len(latin) * 0.005 else ""


def is_east_asian(text: str) -> bool:
    """Tell whether a text is Chinese, Japanese or Korean."""
    return language_of(text) in ("zh", "ja", "ko")
