"""The language of a text, as far as its script tells."""

from __future__ import annotations

import re

# In runs, of which a text has far fewer than letters.
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_KANA = re.compile("[\u3041-\u30ff]+")
_HANGUL = re.compile("[\uac00-\ud7a3]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]+")
_PROBE = 300
# A Chinese sentence about a model has many Latin letters; an English one has no Chinese at all.
_LEAST = 0.1


def language_of(text: str) -> str:
    """Return `zh`, `ja`, `ko` or `en`, "" if the script does not tell.

    A text in Latin letters is English if it has no others than those of ASCII.
    """
    if text.isascii():
        return "en" if _LATIN.search(text) else ""
    text = text[:_PROBE]
    han = _count(_HAN, text)
    kana, hangul = (
        _count(script, text) if script.search(text) else 0 for script in (_KANA, _HANGUL)
    )
    latin = "".join(_LATIN.findall(text))
    most = _LEAST * (han + kana + hangul + len(latin))
    if kana and han + kana > most:
        return "ja"
    if hangul > max(han, most):
        return "ko"
    if han > most:
        return "zh"
    foreign = 0 if latin.isascii() else sum(not letter.isascii() for letter in latin)
    return "en" if latin and not han and foreign <= len(latin) * 0.005 else ""


def _count(script: re.Pattern[str], text: str) -> int:
    return sum(map(len, script.findall(text)))


def is_east_asian(text: str) -> bool:
    """Tell whether a text is Chinese, Japanese or Korean."""
    return language_of(text) in ("zh", "ja", "ko")
