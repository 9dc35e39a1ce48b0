"""TeX's spelling of typographic signs outside mathematics: ``quotes'', dashes and ties.

All of these occur in ordinary text too (`--flag`, `i--`, `~10`), so the rules look at the signs
around them.
"""

from __future__ import annotations

import re

# Three or more backticks are a fence of code, not quotation marks.
_QUOTE = re.compile(r"(?<!`)``(?![`\s])|(?<!')''(?!')|\"")
_SINGLE = re.compile(r"(?<![\w`'])`(?=[^\s`'])([^`'\"]{1,80}(?:'[a-z][^`'\"]{0,80})?)'(?![\w'])")
# These patterns begin with the sign and look behind it afterwards, so that Python searches for the
# sign alone, which is ten times as fast.
_EM_DASH = re.compile(r"---(?<!----)(?![->])")
# Between words or numbers, between spaces, or after a word; never before a word (--flag) or after a
# single letter (i--).
_EN_DASH = re.compile(
    r"--(?<=[\w)\]%’”\"'.×°′⟩]--)(?=[\w(\[“‘\"'$~≈√⟨])|"
    r"--(?<=[\w)\]%’”\"']{2}--)(?= )|--(?<= --)(?= )"
)
# A range of numbers (1~4), a distribution (x~N(0, 1)) and "about" (~10) are not ties.
_TIE = re.compile(
    r"~(?<=[^\s~(\[{/=<>|&?#]~)~*+(?: (?=[$€£]?\d))?(?=[\w(\[{\"'`“‘$\\,.;:)%–—∼≈≤≥]|--|\s|\Z)"
)
_AMOUNT = re.compile(r"\d[%kKMBx]?\Z|%\Z")
# An amount with its unit, at the end of what stands before a tilde: $5, 10 ms, 2 GB, 20°, 1.3x.
_QUANTITY = re.compile(
    r"(?<![\w.-])(?:[$€£]\d[\d.,]{0,12}[KMBTk]?|\d[\d.,]{0,12}(?:[x×°%‰KMGTBDk]|[° ]?[CFK]|"
    r" ?[kMGTP]?(?:B|bit|Hz|W|V|J|Pa|FLOPs?)| ?[µμmnkcd]?(?:s|m|g|l|A)|"
    r" ?(?:min|dB|px|fps|FPS|h)| (?:day|week|month|year|hour|minute|second|token|point|step)s))\Z"
)
# A bare number, and one that belongs to a name: Llama 3, Fig. 3
_COUNT = re.compile(r"(?<![^\s(\[])\d[\d.,]{0,12}\Z")
_NAME_WITH_NUMBER = re.compile(r"[A-Z]\w{0,20}\.?[ ~-]\d[\d.,]{0,12}\Z")
_NEXT_AMOUNT = re.compile(r"[$€£]?\d")
_TIED_NUMBER = re.compile(r"[A-Za-z]{2}~[\d.]+\Z")  # Llama~3~8B is not a range
# Before a parenthesis or a URL (where the text that this module gets ends).
_TIE_BEHIND_SPACE = re.compile(r" ~(?=\(|\Z)")


def typeset(text: str) -> str:
    """Replace TeX's spellings of quotation marks, dashes and ties."""
    if "`" in text or "''" in text:
        text = _quotes(text)
    if "--" in text:
        text = _EN_DASH.sub("–", _EM_DASH.sub("—", text))
    if "~" in text:
        text = _TIE_BEHIND_SPACE.sub(" ", _TIE.sub(_tie, text))
    return text


def _tie(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - 2) : match.start()]
    after = match.string[match.end() : match.end() + 2]
    if (
        _AMOUNT.search(before)
        and after[:1].isdigit()
        and not match[0].endswith(" ")
        and not _TIED_NUMBER.search(match.string, max(0, match.start() - 12), match.start())
    ):
        return match[0]
    if _NEXT_AMOUNT.match(match.string, match.end()) and _is_amount(
        match.string[max(0, match.start() - 40) : match.start()], match[0].endswith(" ")
    ):
        return "~"  # a range
    lone = before[-1:].isalpha() and not before[:-1].isalnum()
    if lone and len(after) == 2 and after[0].isalpha() and not after[1].isalpha():
        return match[0]
    return " "


def _is_amount(before: str, has_blank: bool) -> bool:
    """Tell whether a text ends with an amount that a tilde, perhaps with a blank, may follow."""
    if _QUANTITY.search(before):
        return True
    count = has_blank and _COUNT.search(before) is not None
    return count and _NAME_WITH_NUMBER.search(before) is None


def _quotes(text: str) -> str:
    """Pair up ``…'', ''…'', ``…" and "…''; a mark without a partner stays as it is."""
    out: list[str] = []
    copied = 0
    opened: re.Match[str] | None = None
    for match in _QUOTE.finditer(text):
        at, end = match.span()
        in_front = not text[at - 1 : at].strip(" ([") and text[end : end + 1].strip(" .,;:!?)")
        if match[0] == "``" or (in_front and (match[0] == "''" or opened is None)):
            opened = match
        elif opened is not None and match[0] == opened[0] == '"':
            opened = match if in_front else None
        elif opened is not None and (match[0] == "''" or opened[0] == "``"):
            if match[0] == '"' and not text[at - 1 : at].strip():
                continue
            out += text[copied : opened.start()], "“", text[opened.end() : at], "”"
            copied, opened = end, None
    out.append(text[copied:])
    quoted = "".join(out)
    return _SINGLE.sub(r"‘\1’", quoted) if "`" in quoted else quoted
