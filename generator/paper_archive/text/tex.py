r"""Real TeX in plain text: `$O(n^2)$`, `\textbf{x}`, `Schr\"odinger`, `{\small \url{…}}`, `5\%`.

It goes over the text once, from one of `\ $ { }` to the next, and leaves alone what is not clearly
TeX: money (`$5 and $10`), shell variables, sets in braces, unbalanced dollars. pylatexenc says
which character a command stands for (symbols.py); the structure is parsed here, because pylatexenc
takes milliseconds for an abstract and writes a raised 2/3 as ^2/3.

An unknown command is the author's macro for a name: `\method` becomes `method`.
"""

from __future__ import annotations

import re

from paper_archive.text import symbols
from paper_archive.text.accent_reader import AccentReader
from paper_archive.text.accents import ACCENTS, LETTERS
from paper_archive.text.dollars import is_math
from paper_archive.text.hyperref import address_argument, link_with_text
from paper_archive.text.mathematics import (
    CODE_POINT,
    ESCAPED,
    NAME,
    THIN,
    MathReader,
    brace_pairs,
    math,
)
from paper_archive.text.scripts import subscript, superscript

_MAX_MATH = 1000  # characters between dollars

_NEXT = re.compile(r"[\\${}]")
_DOLLARS = re.compile(rf"(\$\$?)((?:[^$\\]|\\.){{1,{_MAX_MATH}}}+)\1", re.S)
_SIGNS = frozenset("\\=<>")
_ESCAPED_IN_JSON = re.compile(r"u(20[0-6][0-9A-Fa-f]|00[A-Fa-f][0-9A-Fa-f])")
_STOPS = frozenset(".,;:)")
_ONE_FORMULA = re.compile(
    r"(?<![\w\\^_])\{\$[^${}]{1,200}+(?:\{[^${}]{0,200}+\}[^${}]{0,200}+){0,4}\$\}\Z"
)
_COLOR = re.compile(r"(?:\[\w*+\])?\s?\{[a-z0-9!.,\s-]*+\}")


def detex(text: str) -> str:
    """Return the text with its TeX converted. Takes linear time and never raises."""
    pairs = brace_pairs(text)
    return text if pairs is None else _TexReader(text, pairs).text(0, len(text))


class _TexReader:
    """Converts parts of one text; methods return the text, most also where the part ends."""

    def __init__(self, source: str, pairs: dict[int, int]) -> None:
        self.source = source
        self.pairs = pairs
        self.mathematics = MathReader(source, pairs)
        self.accents = AccentReader(source, pairs)

    def text(self, start: int, end: int) -> str:
        source, out, position = self.source, [], start
        while (match := _NEXT.search(source, position, end)) is not None:
            at = match.start()
            out.append(source[position:at])
            if match[0] == "\\":
                written, position = self._text_command(at + 1, end)
                if not written:  # also drop what tied it to the word before
                    stops = source[position : position + 1] in _STOPS
                    out[-1] = out[-1].rstrip(" ~" if stops else "~")
            elif match[0] == "$":
                written, position = self._dollars(at, end)
            elif match[0] == "{":
                written, position = self._text_group(at, end)
            else:
                written, position = "}", at + 1
            out.append(written)
        out.append(source[position:end])
        return "".join(out)

    def _dollars(self, at: int, end: int) -> tuple[str, int]:
        match = _DOLLARS.match(self.source, at, end)
        if match and is_math(match[2], self.source[match.end() : match.end() + 1]):
            return math(match[2]), match.end()
        return "$", at + 1

    def _text_group(self, at: int, end: int) -> tuple[str, int]:
        closing = self.pairs.get(at, end)
        if closing >= end:
            return "{", at + 1
        inner = self.text(at + 1, closing)
        # {\it x}, {\"o}, {$\alpha$}: the braces only hold the command.
        is_markup = _ONE_FORMULA.match(self.source, at, closing + 1) or re.match(
            r"\s*+(?:\\[^{}]|\{\\)", self.source[at + 1 : at + 20]
        )
        return (inner if is_markup else f"{{{inner}}}"), closing + 1

    def _text_command(self, at: int, end: int) -> tuple[str, int]:
        """Convert the command whose name begins at `at`, after the backslash."""
        source = self.source
        named = NAME.match(source, at, end)
        if named is None:
            return self._text_sign(at, end)
        name, after = named[1], named.end(1) + source.startswith("*", named.end(1))
        if (
            name in ACCENTS
            and (letter := self.accents.of_name(name, named.end(1), end)) is not None
        ):
            return letter
        if name in ("verb", "lstinline"):
            return self._verbatim(after, end)
        if name in ("url", "path", "nolinkurl", "href"):
            return self._link(name, after, end)
        if (escape := _ESCAPED_IN_JSON.match(source, at, end)) is not None:
            return chr(int(escape[1], 16)), escape.end()
        if (code := CODE_POINT.match(source, at, end)) and int(code[1], 16) < 0x110000:
            return chr(int(code[1], 16)), code.end()
        if name == "color" and not _COLOR.match(source, after, end):
            return "\\color", after
        if name in symbols.DROPPED:
            return "", self.mathematics.skip_arguments(after, end)
        if name in symbols.SWITCHES:
            # \bf{x}; an empty pair of braces only ends the command.
            has_braces = source.startswith("{", named.end(1), end)
            return self._text_argument(named.end(1), end) if has_braces else ("", named.end())
        if name in ("footnote", "thanks", "footnotetext"):
            inner, position = self._text_argument(after, end)
            return (f" ({inner.strip()})" if inner.strip() else " "), position
        if name in symbols.SECOND_ARGUMENT_OF_TEXT:
            return self._last_argument(symbols.SECOND_ARGUMENT_OF_TEXT[name], after, end)
        if name in ("textsuperscript", "textsubscript"):
            inner, position = self._text_argument(after, end)
            return (superscript if name == "textsuperscript" else subscript)(inner), position
        if name in symbols.SPACES:
            return " ", named.end()
        if name in symbols.KEEP_ARGUMENT:
            return self._text_argument(after, end)
        return self._text_symbol(name, at, after, end)

    def _last_argument(self, others: int, at: int, end: int) -> tuple[str, int]:
        for _ in range(others):
            at = self.mathematics.skip_arguments(at, end)
        return self._text_argument(at, end)

    def _text_symbol(self, name: str, at: int, after: int, end: int) -> tuple[str, int]:
        source = self.source
        if name in symbols.OF_MATHEMATICS or (
            name == "not" and source[after : after + 1] in _SIGNS
        ):
            return self.mathematics.command(at, end, source[at - 2 : at - 1])
        known = symbols.symbol(name)
        if source.startswith("{}", after) and after + 2 <= end:
            after += 2
        if known is not None and (name in LETTERS or self.accents.is_tied(name, at, after)):
            return known, self.accents.behind_letter(name, at, after, end)
        if known is not None:
            return known, after + (known.endswith(".") and source.startswith(".", after))
        before = source[at - 2 : at - 1]
        if source.startswith("{", after) and self.pairs.get(after, end) < end:
            inner, position = self._text_argument(after, end)
            return inner, position
        # C:\Users, \n and \w+ are not TeX.
        if len(name) == 1 or before.isalnum() or before in (":", "\\"):
            return "\\" + source[at:after], after
        return name, after

    def _text_sign(self, at: int, end: int) -> tuple[str, int]:
        r"""Convert a backslash before a sign: `\%`, `\"o`, `\,`, `\(x\)`."""
        source = self.source
        sign = source[at : at + 1] if at < end else ""
        if sign in ("(", "["):
            closing = source.find("\\)" if sign == "(" else "\\]", at, min(end, at + _MAX_MATH))
            if closing > 0:
                return math(source[at + 1 : closing]), closing + 2
        if (letter := self.accents.of_sign(at, end)) is not None:
            return letter
        if sign == "\\" and source.startswith(("%", "&", "#", "_"), at + 1, end):
            return source[at + 1], at + 2  # Q\\&A is Q\&A, escaped twice
        if sign in ESCAPED and sign:
            return sign, at + 1
        if sign in ("'", '"'):
            return sign, at + 1
        if sign in THIN and sign:
            return THIN[sign], at + 1
        return "\\", at

    def _verbatim(self, at: int, end: int) -> tuple[str, int]:
        r"""Return what stands between two equal signs, as in `\verb|x_1|`."""
        sign = self.source[at : at + 1] if at < end else ""
        if sign and not sign.isalnum() and not sign.isspace() and sign not in "{\\":
            closing = self.source.find(sign, at + 1, min(end, at + _MAX_MATH))
            if closing > 0:
                return self.source[at + 1 : closing], closing + 1
        return self._text_argument(at, end)

    def _link(self, name: str, at: int, end: int) -> tuple[str, int]:
        address = address_argument(self.source, at, end)
        if address is None:
            return self._text_argument(at, end)
        url, position = address
        if name != "href":
            return url, position
        text, position = self._text_argument(position, end)
        return link_with_text(url, text), position

    def _text_argument(self, at: int, end: int) -> tuple[str, int]:
        at = self.mathematics.behind_space(at, end)
        closing = self.pairs.get(at, end)
        if closing >= end:
            return "", at + self.source.startswith("{", at, end)  # never closed: a text cut short
        return self.text(at + 1, closing), closing + 1
