"""Braces without their partner, left of a lost command: `Chrono}logical`, `a {binary code`.

The others stay: sets, templates, and what is cut off within a formula (`10^{-6)`).
"""

from __future__ import annotations

import re

_BRACE = re.compile(r"[{}]")
_WORD = re.compile(r"[A-Za-z\d]{1,30}\Z")


def without_stray_braces(text: str) -> str:
    """Return a text without the single braces that touch a word. Takes linear time."""
    if text.count("{") == text.count("}"):
        return text
    opened: list[int] = []
    stray: list[int] = []
    for match in _BRACE.finditer(text):
        if match[0] == "{":
            opened.append(match.start())
        elif opened:
            opened.pop()
        else:
            stray.append(match.start())
    out: list[str] = []
    copied = 0
    for at in sorted((*stray, *opened)):
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if text[at] == "{":
            goes, instead = after.isalpha() and before in ("", " "), ""
        else:
            goes = after.isalpha() and (before.isalnum() or before in (".", ","))
            instead = " " if before in ".," or _ends_a_name(text, at) else ""
            if before.isalpha() and (not after or after in " (),.;:"):
                is_name = after == "(" and _ends_a_name(text, at)
                goes, instead = True, " " if is_name else ""
        if goes:
            out += text[copied:at], instead
            copied = at + 1
    out.append(text[copied:])
    return "".join(out)


def _ends_a_name(text: str, at: int) -> bool:
    """Tell whether a name in capitals or with digits ends there: PRMBench, Align-70k."""
    word = _WORD.search(text[max(0, at - 30) : at])
    return word is not None and (
        any(sign.isdigit() for sign in word[0]) or sum(sign.isupper() for sign in word[0]) > 1
    )
