"""Tells whether dollars enclose mathematics: they also stand for money and shell variables."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"[-+−]?\d[\d.,]*%?\Z")
_GREEK = re.compile(r"[Α-ω]")
_GLUED = re.compile(r"[A-Za-z][-,.;:]\Z")
_PLAIN = re.compile(
    r"(?:\d[\d.,]*+ ?[A-Z]{2,4}|[A-Za-z]++(?:[/@][A-Za-z]++)++|[<>] ?\d[\d.,]*+ )\Z"
)
_MONEY = re.compile(
    r"\d[\d.,]*+ ?(?:[KMBTkmb]|bn|[mb]illion|trillion)?(?=[\s;:,.)(~/+-])"
    r"(?! ?\\(?:times|cdot|pm))"
)
_CURRENCY = re.compile(r" (?:US|AU|CA|HK|NZ|SG|[ACRS])\Z")  # before the next dollar
_COMPARED = re.compile(r"\A\d[\d.,]*[KMBk]? .{0,200}[\s(][<>]\Z", re.S)
_COMMAND = re.compile(r"\\[A-Za-z]++")
_PROSE = re.compile(r"(?<![A-Za-z])[a-z]{2,}(?: |\Z)")


def is_math(content: str, after: str) -> bool:
    """Tell whether dollars around `content` mark mathematics, not money or shell variables.

    `after` is the character after the closing dollar, or the empty string.
    """
    if "\\" in content:
        return not _is_money(content, after)
    if not content.strip():
        return False
    if _is_plain(content, after):
        return True
    words = re.findall(r"[A-Za-z]{4,}", content)
    if content[0].isspace() != content[-1].isspace():
        return re.search(r"[\^_]", content) is not None and not words and len(content) < 80
    content = content.strip()
    if content in ("+", "-", "=") or (content == "/" and after.isalnum()):
        return True
    if _NUMBER.match(content) and after.isalpha():  # $225.8$B
        return True
    if _GREEK.search(content) and not words:
        return True
    if after.isdigit() and _COMPARED.search(content):  # <$1 and >$5
        return False
    if re.search(r"[\^_=<>]", content):
        return len(words) <= 6
    if re.match(r"\d.* [A-Za-z]{2}", content):  # 10 to 4: an amount and words
        return False
    if content[-1] in "-–/,(:;" or (after.isdigit() and not content.isalpha()):
        return False
    return len(words) <= 1 and (not after.isalpha() or len(content) <= 4)


def _is_plain(content: str, after: str) -> bool:
    """Tell whether dollars enclose what needs none: $n,$ and $t-$test, $30 FPS$."""
    if _GLUED.match(content):
        return content[1:] != "-" or after.isalpha()
    if after.isalnum():
        return content[0] == " " and _NUMBER.match(content, 1) is not None and after.isalpha()
    return _PLAIN.match(content) is not None


def _is_money(content: str, after: str) -> bool:
    """Tell whether TeX that begins with a number is an amount, words, and perhaps the next amount.

    Real mathematics does not end with a blank before a closing dollar and a digit.
    """
    amount = _MONEY.match(content)
    if amount is None:
        return False
    if after.isdigit() and (content[-1] in " ~(-–/,[+" or _CURRENCY.search(content)):
        return True
    rest = _COMMAND.sub(" ", content[amount.end() :])
    return content[-1].isspace() and _PROSE.search(rest) is not None
