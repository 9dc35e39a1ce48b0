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
from paper_archive.text.accents import ACCENTS, CONTRACTIONS, LETTERS, accented
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
_ACCENTS_OF_SIGNS = frozenset("\"'`^~=.")
_DEEPEST_ACCENT = 2  # on an accented letter: \~{\^e}
_AFTER_APOSTROPHE = re.compile(r"[a-z]{1,2}(?![A-Za-z]|\\[\"'`^~=.])")
_QUOTED = re.compile(r"(?<![\w\\])\\\"(?=\w)[^\\\"]{1,200}\\\"(?![\w{\\])")
_NUMBER = re.compile(r"[-+−]?\d[\d.,]*%?\Z")
_GLUED = re.compile(r"[A-Za-z][-,.;:]\Z")
_PLAIN = re.compile(
    r"(?:\d[\d.,]*+ ?[A-Z]{2,4}|[A-Za-z]++(?:[/@][A-Za-z]++)++|[<>] ?\d[\d.,]*+ )\Z"
)
_MONEY = re.compile(
    r"\d[\d.,]*+ ?(?:[KMBTkmb]|bn|[mb]illion|trillion)?(?=[\s;:,.)(~/+-])(?! ?\\[a-z]*(?:times|cdot|pm))"
)
_CURRENCY = re.compile(r" (?:US|AU|CA|HK|NZ|SG|[ACRS])\Z")  # before the next dollar
_COMMAND = re.compile(r"\\[A-Za-z]++")
_PROSE = re.compile(r"(?<![A-Za-z])[a-z]{2,}(?: |\Z)")
_GREEK = re.compile(r"[Α-ω]")
_SIGNS = frozenset("\\=<>")
_SCALE = re.compile(r" [CFKNESW](?![A-Za-z])")  # of temperature, or a point of the compass
_ESCAPED_IN_JSON = re.compile(r"u(20[0-6][0-9A-Fa-f]|00[A-Fa-f][0-9A-Fa-f])")
_STOPS = frozenset(".,;:)")
_COLOR = re.compile(r"(?:\[\w*+\])?\s?\{[a-z0-9!.,\s-]*+\}")


def detex(text: str) -> str:
    """Return the text with its TeX converted. Takes linear time and never raises."""
    pairs = brace_pairs(text)
    return text if pairs is None else _TexReader(text, pairs).text(0, len(text))


def _is_math(content: str, after: str) -> bool:
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


class _TexReader:
    """Converts parts of one text; methods return the text, most also where the part ends."""

    def __init__(self, source: str, pairs: dict[int, int]) -> None:
        self.source = source
        self.pairs = pairs
        self.mathematics = MathReader(source, pairs)
        self._has_quoted_word: bool | None = None

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
        if match and _is_math(match[2], self.source[match.end() : match.end() + 1]):
            return math(match[2]), match.end()
        return "$", at + 1

    def _text_group(self, at: int, end: int) -> tuple[str, int]:
        closing = self.pairs.get(at, end)
        if closing >= end:
            return "{", at + 1
        inner = self.text(at + 1, closing)
        # {\it x}, {\"o}: the braces only hold the command.
        is_markup = re.match(r"\s*+(?:\\[^{}]|\{\\)", self.source[at + 1 : at + 20])
        return (inner if is_markup else f"{{{inner}}}"), closing + 1

    def _text_command(self, at: int, end: int) -> tuple[str, int]:
        """Convert the command whose name begins at `at`, after the backslash."""
        source = self.source
        named = NAME.match(source, at, end)
        if named is None:
            return self._text_sign(at, end)
        name, after = named[1], named.end(1) + source.startswith("*", named.end(1))
        if name in ACCENTS and (letter := self._accented(name, named.end(1), end)) is not None:
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
            return "", named.end()
        if name in ("footnote", "thanks", "footnotetext"):
            inner, position = self._text_argument(after, end)
            return (f" ({inner.strip()})" if inner.strip() else " "), position
        if name in ("textcolor", "colorbox"):
            return self._text_argument(self.mathematics.skip_arguments(after, end), end)
        if name in ("textsuperscript", "textsubscript"):
            inner, position = self._text_argument(after, end)
            return (superscript if name == "textsuperscript" else subscript)(inner), position
        if name == "texorpdfstring":
            return self._text_argument(self.mathematics.skip_arguments(after, end), end)
        if name in symbols.SPACES:
            return " ", named.end()
        if name in symbols.KEEP_ARGUMENT:
            return self._text_argument(after, end)
        return self._text_symbol(name, at, after, end)

    def _text_symbol(self, name: str, at: int, after: int, end: int) -> tuple[str, int]:
        source = self.source
        if name in symbols.OF_MATHEMATICS or (
            name == "not" and source[after : after + 1] in _SIGNS
        ):
            return self.mathematics.command(at, end, source[at - 2 : at - 1])
        known = symbols.symbol(name)
        if source.startswith("{}", after) and after + 2 <= end:
            after += 2
        if known is not None and (name in LETTERS or name in symbols.TIED):
            return known, self._behind_letter(name, at, after, end)
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

    def _behind_letter(self, name: str, at: int, after: int, end: int) -> int:
        r"""Return where the text goes on behind a letter or sign that may drop a blank.

        Not behind a unit or an angle: 5 \AA resolution, 45 \textdegree turns.
        """
        source = self.source
        if not source.startswith(" ", after, end) or source[after - 1] == "}":
            return after
        is_unit = name == "AA" and source[max(0, at - 3) : at - 1].strip(" ~")[-1:].isdigit()
        is_angle = name == "textdegree" and not _SCALE.match(source, after, end)
        return after if is_unit or is_angle else after + 1

    def _text_sign(self, at: int, end: int) -> tuple[str, int]:
        r"""Convert a backslash before a sign: `\%`, `\"o`, `\,`, `\(x\)`."""
        source = self.source
        sign = source[at : at + 1] if at < end else ""
        if sign in ("(", "["):
            closing = source.find("\\)" if sign == "(" else "\\]", at, min(end, at + _MAX_MATH))
            if closing > 0:
                return math(source[at + 1 : closing]), closing + 2
        if sign in _ACCENTS_OF_SIGNS and sign:
            escapes = (sign == "'" and self._is_apostrophe(at, end)) or (
                sign == '"' and not source[at - 2 : at - 1].isalnum() and self._quotes_words()
            )
            if not escapes and (letter := self._accented(sign, at + 1, end)) is not None:
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

    def _is_apostrophe(self, at: int, end: int) -> bool:
        r"""Tell whether an escaped apostrophe is one: it\'s, O\'Neill and d\'Ivoire."""
        source = self.source
        contraction = _AFTER_APOSTROPHE.match(source, at + 1, end)
        if contraction is not None and contraction[0] in CONTRACTIONS:
            return True
        before, letter, after = (
            source[at - 2 : at - 1],
            source[at + 1 : at + 2],
            source[at + 2 : at + 3],
        )
        return letter.isupper() and before.isalpha() and (before.islower() or after.islower())

    def _accented(self, mark: str, at: int, end: int, depth: int = 0) -> tuple[str, int] | None:
        """Convert an accent whose argument begins at `at`, perhaps after a blank."""
        source = self.source
        blank = source.startswith(" ", at, end)
        begin = at + blank
        closing = self.pairs.get(begin, end)
        in_braces = source.startswith("{", begin, end) and closing < end
        if blank and not in_braces and not self._may_have_blank(mark, at):
            return None
        base = self._letter(begin + in_braces, closing if in_braces else end, depth)
        if base is None or (in_braces and base[1] != closing):
            return None
        is_nested = source.startswith("\\", begin + in_braces)
        letter = accented(
            mark, base[0], (in_braces and (is_nested or not mark.isalpha())) or depth > 0
        )
        return None if letter is None else (letter, closing + 1 if in_braces else base[1])

    def _letter(self, at: int, end: int, depth: int) -> tuple[str, int] | None:
        r"""Return the letter at `at`: `o`, `\i`, `\ae` or one with an accent."""
        source = self.source
        if at >= end:
            return None
        if source[at] != "\\":
            return (source[at], at + 1) if source[at].isalpha() else None
        named = NAME.match(source, at + 1, end)
        if named is not None and named[1] in LETTERS:
            is_closed = source.startswith("{}", named.end(1), end)
            return LETTERS[named[1]], named.end(1) + 2 if is_closed else named.end()
        mark, behind = (named[1], named.end(1)) if named else (source[at + 1 : at + 2], at + 2)
        if mark not in ACCENTS or depth == _DEEPEST_ACCENT:
            return None
        return self._accented(mark, behind, end, depth + 1)

    def _may_have_blank(self, mark: str, at: int) -> bool:
        r"""Tell whether an accent of TeX may have its letter behind the blank at `at`.

        A backslash before a sign and a blank is mostly an escape: `\"quoted\" and`, `users\' own`.
        """
        before = self.source[at - 3 : at - 2] if at > 2 else ""
        if mark == '"':
            return before.isalpha() and not self._quotes_words()
        if mark == "^":
            return before.isalpha() or before in ("", " ", "(")
        return mark.isalpha() or (mark == "~" and before.isalpha())

    def _quotes_words(self) -> bool:
        if self._has_quoted_word is None:
            self._has_quoted_word = _QUOTED.search(self.source) is not None
        return self._has_quoted_word

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
