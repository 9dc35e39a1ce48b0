r"""Real TeX in plain text: `$O(n^2)$`, `\textbf{x}`, `Schr\"odinger`, `{\small \url{…}}`, `5\%`.

A reader walks over the text once, from one of `\ $ { }` to the next, and leaves all that is not
clearly TeX as it is: money (`$5 and $10`), shell variables, sets in braces, unbalanced dollars.
Which character a command stands for is pylatexenc's knowledge (symbols.py); the structure is
read here, since pylatexenc takes milliseconds for an abstract, and writes 2/3 raised as ^2/3.

A command that nobody knows is its author's macro for a name: `\method` becomes `method`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.text import symbols
from generator.text.scripts import subscript, superscript

_MAX_DEPTH = 20  # of braces; deeper ones are no paper's text and would exhaust the stack
_MAX_MATH = 1000  # characters between dollars

_NEXT = re.compile(r"[\\${}]")
_NEXT_IN_MATH = re.compile(r"[\\{}^_~'&]")
_BRACE = re.compile(r"\\.|[{}]", re.S)
_NAME = re.compile(r"([A-Za-z]+)\*?( *)")
_OPTION = re.compile(r" ?\[[^\[\]{}]{0,200}\]")
_URL_ARGUMENT = re.compile(r"\s*\{\s*((?:[^\s\\{}]|\\.|\{\\.\})*)\s*\}")
_DOLLARS = re.compile(rf"(\$\$?)((?:[^$\\]|\\.){{1,{_MAX_MATH}}}+)\1", re.S)
_ACCENT = re.compile(r"""(["'`^~=.])(?:\{(\\?[A-Za-z])\}|(\\[ij])(?![A-Za-z])\s?|([A-Za-z]))""")
_LETTER_ACCENT = re.compile(r"([cvHukr])(?:\s?\{(\\?[A-Za-z])\}| ([A-Za-z]))")
_CODE_POINT = re.compile(r"(?:unicode|char)\s*\{?\s*(?:\"|x)([0-9A-Fa-f]{2,5})\s*\}?")
_ESCAPED = frozenset("%&#_{}$~^")
_THIN = {",": " ", ";": " ", ":": " ", ">": " ", " ": " ", "\n": " ", "!": "", "/": "", "@": "",
         "-": "", "\\": " ", "|": "‖"}  # fmt: skip
_STOPS = frozenset(".,;:)")
_COLOR = re.compile(r"(?:\[\w*\])?\s?\{[a-z0-9!.,\s-]*\}")
# Link texts that say nothing beside the address.
_BARE_LINK_TEXT = re.compile(
    r"(?:(?:at|in|on)\s)?(?:here|(?:this|the|our)?\s?(?:https?)?\s?(?:url|link|website|page|site"
    r"|repository|repo|webpage))?[.:]?\Z",
    re.I,
)
_OPERATOR = re.compile(r"[-+−±·×=<>,| /]")


def link_with_text(url: str, text: str) -> str:
    """`text (url)`, or the address alone when the text says no more than the address."""
    text = text.strip()
    bare = text.removeprefix("https://").removeprefix("http://").rstrip("/. ")
    if bare.lower() in url.lower().rstrip("/") and ("." in bare or not bare):
        return url
    return url if _BARE_LINK_TEXT.match(text) else f"{text} ({url})"


def detex(text: str) -> str:
    """Text with its TeX written out. Linear in the text's length; never raises."""
    pairs = _brace_pairs(text)
    return text if pairs is None else _Reader(text, pairs).text(0, len(text))


@lru_cache(maxsize=16384)
def math(span: str) -> str:
    """What stands between dollars, as text: `O(T^{2/3})` → `O(T^(2/3))`."""
    pairs = _brace_pairs(span)
    return span if pairs is None else _Reader(span, pairs).math(0, len(span)).strip()


def _brace_pairs(text: str) -> dict[int, int] | None:
    """Where each opening brace closes; None when they nest too deep."""
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


def _is_math(content: str, after: str) -> bool:
    """Whether dollars around `content` are mathematics: not money and not shell variables.

    `after` is the character behind the closing dollar, or the empty string.
    """
    if "\\" in content:
        return True
    if content[0].isspace() != content[-1].isspace() or not content.strip():
        return False
    content = content.strip()
    words = re.findall(r"[A-Za-z]{4,}", content)
    if re.search(r"[\^_=<>]", content):
        return len(words) <= 6
    if content[-1] in "-–/,(:;" or (after.isdigit() and not content.isalpha()):
        return False
    return len(words) <= 1 and (not after.isalpha() or len(content) <= 4)


class _Reader:
    """Reads stretches of one text; every method answers with text, most with where it ended."""

    def __init__(self, source: str, pairs: dict[int, int]) -> None:
        self.source = source
        self.pairs = pairs

    # Text mode

    def text(self, start: int, end: int) -> str:
        source, out, position = self.source, [], start
        while (match := _NEXT.search(source, position, end)) is not None:
            at = match.start()
            out.append(source[position:at])
            if match[0] == "\\":
                written, position = self._text_command(at + 1, end)
                if not written:  # what tied it to the word before goes as well
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
        is_markup = re.match(r"\s*(?:\\[^{}]|\{\\)", self.source[at + 1 : at + 20])
        return (inner if is_markup else f"{{{inner}}}"), closing + 1

    def _text_command(self, at: int, end: int) -> tuple[str, int]:
        """Reads the command whose name starts at `at`, behind the backslash."""
        source = self.source
        named = _NAME.match(source, at, end)
        if named is None:
            return self._text_sign(at, end)
        name, after = named[1], named.end(1) + source.startswith("*", named.end(1))
        if (accented := self._accent(_LETTER_ACCENT, at, end)) is not None:
            return accented
        if name in ("url", "path", "nolinkurl", "href"):
            return self._link(name, after, end)
        if (code := _CODE_POINT.match(source, at, end)) and int(code[1], 16) < 0x110000:
            return chr(int(code[1], 16)), code.end()
        if name == "color" and not _COLOR.match(source, after, end):
            return "\\color", after
        if name in symbols.DROPPED:
            position = self._skip_arguments(after, end)
            # What was cited stood behind a space or tie, which goes with it before a full stop.
            return ("\b" if source[position : position + 1] in _STOPS else ""), position
        if name in symbols.SWITCHES:
            return "", named.end()
        if name in ("footnote", "thanks", "footnotetext"):
            inner, position = self._text_argument(after, end)
            return (f" ({inner.strip()})" if inner.strip() else " "), position
        if name == "textcolor" or name == "colorbox":
            return self._text_argument(self._skip_arguments(after, end), end)
        if name in ("textsuperscript", "textsubscript"):
            inner, position = self._text_argument(after, end)
            return (superscript if name == "textsuperscript" else subscript)(inner), position
        if name == "texorpdfstring":
            return self._text_argument(self._skip_arguments(after, end), end)
        if name in symbols.SPACES:
            return " ", named.end()
        if name in symbols.KEEP_ARGUMENT:
            return self._text_argument(after, end)
        return self._text_symbol(name, at, after, end)

    def _text_symbol(self, name: str, at: int, after: int, end: int) -> tuple[str, int]:
        source = self.source
        if name in symbols.MARKS or name in ("frac", "sqrt", "mathbb", "binom"):
            return self._math_command(at, end)
        known = symbols.symbol(name)
        if source.startswith("{}", after) and after + 2 <= end:
            after += 2
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
        r"""What a backslash before no letter means: `\%`, `\"o`, `\,`, `\(x\)`."""
        source = self.source
        sign = source[at : at + 1] if at < end else ""
        if sign in ("(", "["):
            closing = source.find("\\)" if sign == "(" else "\\]", at, min(end, at + _MAX_MATH))
            if closing > 0:
                return math(source[at + 1 : closing]), closing + 2
        if (accented := self._accent(_ACCENT, at, end)) is not None:
            return accented
        if sign in _ESCAPED and sign:
            return sign, at + 1
        if sign in ("'", '"'):
            return sign, at + 1
        if sign in _THIN and sign:
            return _THIN[sign], at + 1
        return "\\", at

    def _accent(self, pattern: re.Pattern[str], at: int, end: int) -> tuple[str, int] | None:
        match = pattern.match(self.source, at, end)
        if match is None:
            return None
        # it\'s and \"quoted\" are escapes of another language.
        if match[0] in ("'s", "'t"):
            return None
        letter = symbols.accent(match[1], next(filter(None, match.groups()[1:])))
        return None if letter is None else (letter, match.end())

    def _link(self, name: str, at: int, end: int) -> tuple[str, int]:
        address = _URL_ARGUMENT.match(self.source, at, end)
        if address is None:
            return self._text_argument(at, end)
        url = re.sub(r"\\(.)|\{\\(.)\}", r"\1\2", address[1])
        if name != "href":
            return url, address.end()
        text, position = self._text_argument(address.end(), end)
        return link_with_text(url, text), position

    def _text_argument(self, at: int, end: int) -> tuple[str, int]:
        at = self._behind_space(at, end)
        closing = self.pairs.get(at, end)
        if closing >= end:
            return "", at + self.source.startswith("{", at, end)  # never closed: a text cut short
        return self.text(at + 1, closing), closing + 1

    def _behind_space(self, at: int, end: int) -> int:
        """Where an argument starts if one does; else where we are."""
        brace = at + (self.source[at : at + 1] == " ")
        return brace if self.source.startswith("{", brace, end) else at

    def _skip_arguments(self, at: int, end: int) -> int:
        while (option := _OPTION.match(self.source, at, end)) is not None:
            at = option.end()
        at = self._behind_space(at, end)
        return min(self.pairs.get(at, at - 1) + 1, end)

    # Mathematics

    def math(self, start: int, end: int) -> str:
        source, out, position = self.source, [], start
        while (match := _NEXT_IN_MATH.search(source, position, end)) is not None:
            at, sign = match.start(), match[0]
            out.append(source[position:at])
            if sign == "\\":
                written, position = self._math_command(at + 1, end, "".join(out[-2:]))
            elif sign in "^_":
                script, position = self._math_argument(at + 1, end)
                written = superscript(script) if sign == "^" else subscript(script)
            elif sign == "{":
                written, position = self._math_argument(at, end)
            else:
                written, position = {"~": " ", "&": " ", "'": "′"}.get(sign, ""), at + 1
            out.append(written)
        out.append(source[position:end])
        return "".join(out)

    def _math_argument(self, at: int, end: int) -> tuple[str, int]:
        """A group, a command or a single character."""
        source = self.source
        while at < end and source[at].isspace():
            at += 1
        if at >= end:
            return "", end
        if source[at] == "\\":
            return self._math_command(at + 1, end)
        if source[at] != "{":
            return source[at].replace("'", "′"), at + 1
        closing = self.pairs.get(at, end)
        if closing >= end:
            return "", at + 1
        return self.math(at + 1, closing), closing + 1

    def _math_command(self, at: int, end: int, before: str = "") -> tuple[str, int]:
        """Reads a command as above; `before` is what has been written last."""
        source = self.source
        named = _NAME.match(source, at, end)
        if named is None:
            sign = source[at : at + 1] if at < end else ""
            return (sign if sign in _ESCAPED else _THIN.get(sign, sign)), min(at + 1, end)
        name, position = named[1], named.end()
        if name in ("href", "url"):
            return self._link(name, position, end)
        if (code := _CODE_POINT.match(source, at, end)) and int(code[1], 16) < 0x110000:
            return chr(int(code[1], 16)), code.end()
        if name in ("left", "right", "middle") and source.startswith(".", position, end):
            return "", position + 1
        if name in symbols.DROPPED:
            return "", self._skip_arguments(named.end(1), end)
        if name in symbols.SWITCHES:
            return "", position
        if name in symbols.SPACES:
            return " ", position
        if name in ("frac", "dfrac", "tfrac", "cfrac"):
            above, position = self._math_argument(position, end)
            below, position = self._math_argument(position, end)
            return f"{_enclosed(above)}/{_enclosed(below)}", position
        if name in ("binom", "overset", "underset", "stackrel", "textcolor"):
            first, position = self._math_argument(position, end)
            second, position = self._math_argument(position, end)
            return (f"C({first}, {second})" if name == "binom" else second), position
        if name == "sqrt":
            radicand, position = self._math_argument(position, end)
            return "√" + _enclosed(radicand), position
        if name == "mathbb":
            letters, position = self._math_argument(position, end)
            return symbols.BLACKBOARD.get(letters, letters), position
        if name in symbols.MARKS:
            base, position = self._math_argument(position, end)
            return (base + symbols.MARKS[name] if len(base) == 1 else base), position
        if name in symbols.KEEP_ARGUMENT:
            return self._math_argument(position, end)
        if name == "pmod":
            modulus, position = self._math_argument(position, end)
            return f" (mod {modulus})", position
        known = symbols.symbol(name)
        if known is None and source.startswith("{", position):
            return self._math_argument(position, end)
        after = named[2][:1] + source[position : position + 1]
        return _spaced(before, name if known is None else known, after), position


def _enclosed(term: str) -> str:
    term = term.strip()
    return f"({term})" if _OPERATOR.search(term) else term


def _spaced(before: str, written: str, after: str) -> str:
    r"""The space that TeX sets around names and signs: `n\log n` is n log n, `a\le b` is a≤b.

    `after` is the next character, behind a space if there is one.
    """
    if len(written) > 1 and written.isascii() and written.isalpha():
        left = " " if before[-1:].isalnum() or before[-1:] == ")" else ""
        return left + written + (" " if after[:1].isalnum() or after[:1] == " " else "")
    follows = after[1:] if after[:1] == " " else ""
    if written.isalpha():
        return written if follows.isalnum() else written + after[: len(follows)]
    return written + " " if follows and before[-1:] == " " else written
