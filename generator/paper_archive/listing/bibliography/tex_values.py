r"""The values of fields in BibTeX: braces, quotes, numbers, abbreviations, and `#` between them.

    {Birds and {LLMs}}          "Birds"          2024          sep          jan # "~9"

Braces that only keep capitals go; those that belong to a command or to mathematics stay, because
TeX is understood later, where every title and abstract is. Signs that BibTeX needs a command for
(`\textless{}`) become the sign; a brace of a text stays `\{`, so that it is none of TeX's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

MONTHS = {
    month[:3].lower(): month
    for month in (
        "January February March April May June July August September October November December"
    ).split()
}
# As the splitter of the library counts: a brace after a backslash is none.
_BRACE = re.compile(r"(?<!\\)[{}]")
_QUOTE_OR_BRACE = re.compile(r"(?<!\\)[{}]|\"")
_BARE = re.compile(r"[^\s#{}\",]+")
_BETWEEN = re.compile(r"[\s#]*")
_NEXT_FIELD = re.compile(r"\s*([A-Za-z][\w:+.-]{0,60})\s*=\s*")
_SIGNS = {
    "textbackslash": "\\",
    "textbraceleft": r"\{",
    "textbraceright": r"\}",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textunderscore": "_",
    "textdollar": r"\$",
    "lbrace": r"\{",
    "rbrace": r"\}",
}
_TOKEN = re.compile(r"\\([A-Za-z]+)\*?(\s*)|\\([\s\S])|([{}$])|[^\\{}$]+|\\")
_TAKES_ARGUMENT = frozenset("'\"`^~=.")
_ESCAPED = re.compile(r"\\([_%&#~$])")
_WRAPPED = re.compile(r"\\(?:url|href|path)\s*")


class Value(NamedTuple):
    """The text of a value; `unknown` are abbreviations that nothing defines.

    `rest` is what follows it where a comma is missing: the next field, as (name, where its value
    begins).
    """

    text: str
    unknown: tuple[str, ...] = ()
    rest: tuple[str, int] | None = None


def value_of(written: str, abbreviations: Mapping[str, str], at: int = 0) -> Value:
    """Return the value that is written in a field from `at` on.

    The names of `abbreviations` are in lower case.
    """
    parts: list[str] = []
    unknown: list[str] = []
    while (at := _end(_BETWEEN, written, at)) < len(written):
        if parts and (field := _NEXT_FIELD.match(written, at)) and field.end() < len(written):
            return Value("".join(parts), tuple(unknown), (field[1], field.end()))
        sign = written[at]
        if sign == "{":
            end = _end_of_braces(written, at)
            parts.append(written[at + 1 : end])
            at = end + 1
        elif sign == '"':
            end = _end_of_quotes(written, at)
            parts.append(written[at + 1 : end])
            at = end + 1
        elif match := _BARE.match(written, at):
            word = match[0]
            text = word if word.isdecimal() else abbreviations.get(word.lower())
            if text is None:
                unknown.append(word)
            parts.append(word if text is None else text)
            at = match.end()
        else:
            at += 1
    return Value("".join(parts), tuple(unknown))


def plain(text: str) -> str:
    """Return a text without the braces that only keep capitals."""
    if "{" not in text and "}" not in text and "\\" not in text:
        return text
    with_mathematics = text.count("$") - text.count("\\$")
    has_mathematics = with_mathematics > 0 and with_mathematics % 2 == 0
    out: list[str] = []
    kept: list[bool] = []
    in_mathematics = takes_argument = False
    tokens = list(_TOKEN.finditer(text))
    drop_empty = False
    for number, token in enumerate(tokens):
        name, _, sign, mark = token.groups()
        written = token[0]
        after_command, takes_argument = takes_argument, False
        if drop_empty and mark == "{" and _is(tokens, number + 1, "}"):
            kept.append(False)
            continue
        drop_empty = False
        if mark == "$":
            in_mathematics = has_mathematics and not in_mathematics
        elif mark == "{":
            begins_with_command = _is(tokens, number + 1, "\\") and not _is_sign(tokens, number + 1)
            kept.append(in_mathematics or after_command or begins_with_command)
            written = "{" if kept[-1] else ""
        elif mark == "}":
            keep = kept.pop() if kept else True
            written = "}" if keep else ""
            takes_argument = keep and not in_mathematics and _is(tokens, number + 1, "{")
        elif name and not in_mathematics and name in _SIGNS:
            written, drop_empty = _SIGNS[name], True
        elif name or (sign and sign in _TAKES_ARGUMENT):
            takes_argument = True
        elif sign and sign in "{}" and not in_mathematics:
            written = sign
        out.append(written)
    return "".join(out)


def address(text: str) -> str:
    r"""Return an address or id: without braces, `\url` and the backslashes before its signs."""
    if "\\" not in text and "{" not in text and "}" not in text:
        return text.strip()
    text = _WRAPPED.sub("", text).replace("\\textasciitilde", "~").replace("{}", "")
    return _ESCAPED.sub(r"\1", text.replace("{", "").replace("}", "")).strip()


def _is(tokens: list[re.Match[str]], number: int, sign: str) -> bool:
    """Tell whether the token of that number begins with a sign."""
    return number < len(tokens) and tokens[number][0].startswith(sign)


def _is_sign(tokens: list[re.Match[str]], number: int) -> bool:
    """Tell whether the token of that number is a command for a sign, which takes no braces."""
    return tokens[number][1] in _SIGNS or tokens[number][0] in ("\\{", "\\}")


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _end_of_braces(text: str, at: int) -> int:
    """Return where the brace that opens at `at` closes, else the end of the text."""
    depth = 0
    for match in _BRACE.finditer(text, at):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return match.start()
    return len(text)


def _end_of_quotes(text: str, at: int) -> int:
    """Return where the quote that opens at `at` closes: at the next one outside braces."""
    depth = 0
    for match in _QUOTE_OR_BRACE.finditer(text, at + 1):
        if match[0] == '"':
            if depth == 0:
                return match.start()
        else:
            depth = max(0, depth + (1 if match[0] == "{" else -1))
    last = text.rfind('"', at + 1)
    return last if last > at else len(text)
