r"""TeX between dollars as text: `O(T^{2/3})` → `O(T^(2/3))`, `a\\le\\frac{1}{2}` → `a≤1/2`."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from paper_archive.text import symbols
from paper_archive.text.hyperref import address_argument, link_with_text
from paper_archive.text.scripts import subscript, superscript

_MAX_DEPTH = 20  # of braces and of arguments; a paper needs five, and the stack is finite

_NEXT = re.compile(r"[\\{}^_~'&]")
_BRACE = re.compile(r"\\.|[{}]", re.S)
_OPTION = re.compile(r" ?\[[^\[\]{}]{0,200}\]")
# Commands of signs that close a pair, and of those that open one.
_CLOSING = re.compile(r"\\r(?:ight|floor|ceil|angle|[vV]ert|brace|[bB]rack|rbracket)(?![A-Za-z])")
_BEFORE_ITS_LETTER = frozenset("⌊⌈⟨⟦[{∀∃∄")
_STRUCK = {"|": "∣", "‖": "∥"}  # the relations, which have a negated form
_OPERATOR = re.compile(r"[-+−±·×=<>,| /]")
# An address may be glued to a command: \noindenthttps://…
NAME = re.compile(r"([A-Za-z](?:(?!https?://)[A-Za-z])*)\*?( *)")
CODE_POINT = re.compile(r"(?:unicode|char)\s*+(?:\{\s*+)?(?:\"|x)([0-9A-Fa-f]{2,5})\s*+\}?")
ESCAPED = frozenset("%&#_{}$~^")
THIN = {",": " ", ";": " ", ":": " ", ">": " ", " ": " ", "\n": " ", "!": "", "/": "", "@": "",
        "-": "", "\\": " ", "|": "‖"}  # fmt: skip


@lru_cache(maxsize=16384)
def math(span: str) -> str:
    """Return TeX from between dollars as text: `O(T^{2/3})` → `O(T^(2/3))`."""
    pairs = brace_pairs(span)
    return span if pairs is None else MathReader(span, pairs).math(0, len(span)).strip()


def brace_pairs(text: str) -> dict[int, int] | None:
    """Map opening braces to their closing ones; None if braces nest too deep."""
    pairs: dict[int, int] = {}
    if "{" not in text:
        return pairs
    opened: list[int] = []
    for match in _BRACE.finditer(text):
        if match[0] == "{":
            opened.append(match.start())
        elif match[0] == "}" and opened:
            pairs[opened.pop()] = match.start()
        if len(opened) > _MAX_DEPTH:
            return None
    return pairs


class MathReader:
    """Converts parts of one text; all methods but `math` also return where the part ends."""

    def __init__(self, source: str, pairs: dict[int, int]) -> None:
        self.source = source
        self.pairs = pairs
        self._depth = 0

    def math(self, start: int, end: int) -> str:
        source, out, position = self.source, [], start
        while (match := _NEXT.search(source, position, end)) is not None:
            at, sign = match.start(), match[0]
            out.append(source[position:at])
            if sign == "\\":
                if _CLOSING.match(source, at, end):
                    out[-1] = out[-1].rstrip(" ")
                written, position = self.command(at + 1, end, "".join(out[-2:]))
            elif sign in "^_":
                script, position = self.argument(at + 1, end)
                written = superscript(script) if sign == "^" else subscript(script)
                if written[:1] in ("^", "_") and source[position : position + 1].isalnum():
                    written += " "  # c_gen D, not c_genD
            elif sign == "{":
                written, position = self.argument(at, end)
            else:
                written, position = {"~": " ", "&": " ", "'": "′"}.get(sign, ""), at + 1
            out.append(written)
        out.append(source[position:end])
        return "".join(out)

    def argument(self, at: int, end: int) -> tuple[str, int]:
        """Convert an argument: a group, a command or a single character."""
        source = self.source
        while at < end and source[at].isspace():
            at += 1
        if at >= end:
            return "", end
        closing = self.pairs.get(at, end)
        if source[at] not in "\\{" or closing > end:
            return source[at].replace("'", "′"), at + 1
        if self._depth == _MAX_DEPTH or (source[at] == "{" and closing == end):
            return "", at + 1
        self._depth += 1
        try:
            if source[at] == "\\":
                return self.command(at + 1, end)
            return self.math(at + 1, closing), closing + 1
        finally:
            self._depth -= 1

    def command(self, at: int, end: int, before: str = "") -> tuple[str, int]:
        """Convert the command whose name begins at `at`; `before` is the text written last."""
        source = self.source
        named = NAME.match(source, at, end)
        if named is None:
            return self._sign(at, end)
        name, position = named[1], named.end()
        if (code := CODE_POINT.match(source, at, end)) and int(code[1], 16) < 0x110000:
            return chr(int(code[1], 16)), code.end()
        if name in ("left", "right", "middle"):
            return self._delimiter(name, position, end)
        if name in symbols.DROPPED:
            return "", self.skip_arguments(named.end(1), end)
        if name in symbols.SWITCHES:
            return "", position
        if name in symbols.SPACES:
            return " ", position
        if name in symbols.KEEP_ARGUMENT:
            return self.argument(position, end)
        if (form := self._form(name, position, end)) is not None:
            is_mixed = name in symbols.FRACTIONS and before[-1:].isdigit() and form[0][:1].isdigit()
            return (" " + form[0], form[1]) if is_mixed else form  # 2 1/2
        is_last = _CLOSING.match(source, position, end) is not None
        after = "" if is_last else named[2][:1] + source[position : position + 1]
        if name in ("not", "centernot"):
            return self._negated(position, end, before)
        # Between dollars \P and \S are not ¶ and § but letters of the author.
        known = name if len(name) == 1 and name.isupper() else symbols.symbol(name)
        if known is None and source.startswith("{", position):
            return self.argument(position, end)
        return _spaced(before, name if known is None else known, after), position

    def _sign(self, at: int, end: int) -> tuple[str, int]:
        sign = self.source[at : at + 1] if at < end else ""
        if sign == "\\" and at + 1 < end and self.source[at + 1] in "%&":  # 31\\% is 31\%
            return self.source[at + 1], at + 2
        return (sign if sign in ESCAPED else THIN.get(sign, sign)), min(at + 1, end)

    def _delimiter(self, name: str, at: int, end: int) -> tuple[str, int]:
        r"""Convert what follows `\left`, `\right` or `\middle`, and drop the blank inside."""
        if not self.source.startswith((".", "{"), at, end):
            delimiter, at = self.argument(at, end)
        else:
            delimiter, at = "", at + self.source.startswith(".", at, end)
        if name == "left":
            while at < end and self.source[at] == " ":
                at += 1
        return delimiter, at

    def _form(self, name: str, at: int, end: int) -> tuple[str, int] | None:
        """Convert a command with a form of its own, whose arguments begin at `at`."""
        source = self.source
        if name in ("href", "url"):
            return self._link(name, at, end)
        if name in symbols.MARKS:
            base, at = self.argument(at, end)
            return (base + symbols.MARKS[name] if len(base) == 1 else base), at
        if name in symbols.FRACTIONS:
            above, below, at = self._two(at, end)
            return f"{_enclosed(above)}/{_enclosed(below)}", at
        if name in symbols.SECOND_ARGUMENT:
            _, second, at = self._two(at, end)
            return second, at
        if name in ("binom", "dbinom", "tbinom"):
            above, below, at = self._two(at, end)
            return f"C({above}, {below})", at
        if name in symbols.AROUND and (name[:2] in ("br", "ke") or source.startswith("{", at, end)):
            inner, at = self.argument(at, end)
            if name == "braket" and source.startswith("{", at, end):
                second, at = self.argument(at, end)
                inner = f"{inner}|{second}"
            return f"{symbols.AROUND[name][0]}{inner.strip()}{symbols.AROUND[name][1]}", at
        if name in ("ketbra", "dyad"):
            inner, at = self.argument(at, end)
            second, at = self.argument(at, end) if source.startswith("{", at, end) else (inner, at)
            return f"|{inner}⟩⟨{second}|", at
        if name == "sqrt":
            index = _OPTION.match(source, at, end)
            radicand, at = self.argument(index.end() if index else at, end)
            root = superscript(index[0].strip(" []")) if index else ""
            return f"{root}√{_enclosed(radicand)}", at
        if name == "mathbb":
            letters, at = self.argument(at, end)
            return symbols.BLACKBOARD.get(letters, letters), at
        if name == "pmod":
            modulus, at = self.argument(at, end)
            return f" (mod {modulus})", at
        if name[0] == "x" and (arrow := symbols.symbol(name[1:])) and name.endswith("arrow"):
            option = _OPTION.match(source, at, end)
            above, at = self.argument(option.end() if option else at, end)
            return arrow + superscript(above), at
        return None

    def _two(self, at: int, end: int) -> tuple[str, str, int]:
        first, at = self.argument(at, end)
        second, at = self.argument(at, end)
        return first, second, at

    def _negated(self, at: int, end: int, before: str) -> tuple[str, int]:
        r"""Strike through what follows `\not`; Unicode has one character for most such signs."""
        while self.source.startswith(("\\!", "\\,"), at, end):
            at += 2
        sign, at = self.argument(at, end)
        sign = _STRUCK.get(sign.strip(), sign.strip())
        if not sign:
            return "¬", at
        negated = unicodedata.normalize("NFC", f"{sign[0]}\u0338{sign[1:]}")
        blank = " " if self.source[at - 1] == " " else ""
        return _spaced(before, negated, blank + self.source[at : at + 1]), at

    def _link(self, name: str, at: int, end: int) -> tuple[str, int]:
        address = address_argument(self.source, at, end)
        if address is None:
            return self.argument(at, end)
        url, position = address
        if name == "url":
            return url, position
        text, position = self.argument(position, end)
        return link_with_text(url, text), position

    def behind_space(self, at: int, end: int) -> int:
        """Return where an argument begins, perhaps after a space; `at` if there is none."""
        brace = at + (self.source[at : at + 1] == " ")
        return brace if self.source.startswith("{", brace, end) else at

    def skip_arguments(self, at: int, end: int) -> int:
        while (option := _OPTION.match(self.source, at, end)) is not None:
            at = option.end()
        at = self.behind_space(at, end)
        return min(self.pairs.get(at, at - 1) + 1, end)


def _enclosed(term: str) -> str:
    term = term.strip()
    return f"({term})" if _OPERATOR.search(term) else term


def _spaced(before: str, written: str, after: str) -> str:
    r"""Add the space that TeX sets around names and signs: `n\log n` is n log n, `a\le b` is a≤b.

    `after` is the next character, with the space before it if there is one.
    """
    if len(written) > 1 and written.isascii() and written.isalpha():
        left = " " if before[-1:].isalnum() or before[-1:] == ")" else ""
        return left + written + (" " if after[:1].isalnum() or after[:1] == " " else "")
    if written in _BEFORE_ITS_LETTER:
        return written
    follows = after[1:] if after[:1] == " " else ""
    if written.isalpha():
        joined = follows.isalnum() and before[-1:] != " "
        return written if joined else written + after[: len(follows)]
    return written + " " if follows and before[-1:] == " " else written
