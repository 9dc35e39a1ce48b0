r"""Reads accents with their letters, and the blanks behind letters: `\d{\=r}`, `Stra\ss e`."""

from __future__ import annotations

import re

from paper_archive.text import symbols
from paper_archive.text.accents import ACCENTS, CONTRACTIONS, LETTERS, with_accent
from paper_archive.text.mathematics import NAME

_AFTER_APOSTROPHE = re.compile(r"[a-z]{1,2}(?![A-Za-z]|\\[\"'`^~=.])")
_QUOTED = re.compile(r"(?<![\w\\])\\\"(?=\w)[^\\\"]{1,200}\\\"(?![\w{\\])")
_SCALE = re.compile(r" [CFKNESW](?![A-Za-z])")  # of temperature, or a point of the compass
_REST_OF_NAME = re.compile(r"\{([a-z]{2,12})\}")
_DEEPEST_ACCENT = 2  # on an accented letter: \~{\^e}
_ACCENTS_OF_SIGNS = frozenset("\"'`^~=.")


class AccentReader:
    """Reads accents of one text; methods return the text and where it goes on."""

    def __init__(self, source: str, pairs: dict[int, int]) -> None:
        self.source = source
        self.pairs = pairs
        self._has_quoted_word: bool | None = None

    def of_name(self, name: str, at: int, end: int) -> tuple[str, int] | None:
        r"""Convert the accent `name`, or the command whose first letter arXiv took for one.

        What was `\rho` stands in its texts as `\r{ho}`.
        """
        letter = self.accented(name, at, end)
        if letter is None and (rest := _REST_OF_NAME.match(self.source, at, end)) is not None:
            known = symbols.symbol(name + rest[1])
            return None if known is None else (known, rest.end())
        return letter

    def of_sign(self, at: int, end: int) -> tuple[str, int] | None:
        r"""Convert the accent whose sign is at `at`, if it is no escape (it\'s, \"word\")."""
        sign = self.source[at : at + 1] if at < end else ""
        if not sign or sign not in _ACCENTS_OF_SIGNS:
            return None
        if sign in "^~" and self.source.startswith("{}", at + 1, end):
            return sign, at + 3  # over nothing: the sign itself
        if sign == "'" and self._is_apostrophe(at, end):
            return None
        if sign == '"' and not self.source[at - 2 : at - 1].isalnum() and self._quotes_words():
            return None
        return self.accented(sign, at + 1, end)

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

    def accented(self, mark: str, at: int, end: int, depth: int = 0) -> tuple[str, int] | None:
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
        letter = with_accent(
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
        return self.accented(mark, behind, end, depth + 1)

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

    def is_tied(self, name: str, at: int, after: int) -> bool:
        r"""Tell whether a sign belongs to what follows: `\S 3`, `G\"odel\textquoteright s`."""
        source = self.source
        if name in symbols.TIED:
            return True
        if name in ("S", "P"):
            return source[after + 1 : after + 2].isdigit()
        if name in ("textquotesingle", "textquoteright"):
            match = _AFTER_APOSTROPHE.match(source, after + 1)
            return match is not None and match[0] in CONTRACTIONS
        # The author who writes a blank before the dash wants one behind it too.
        return name in ("textendash", "textemdash") and source[at - 2 : at - 1].isalnum()

    def behind_letter(self, name: str, at: int, after: int, end: int) -> int:
        r"""Return where the text goes on behind a letter or sign that may drop a blank.

        Not behind a unit or an angle: 5 \AA resolution, 45 \textdegree turns.
        """
        source = self.source
        if not source.startswith(" ", after, end) or source[after - 1] == "}":
            return after
        is_unit = name == "AA" and source[max(0, at - 3) : at - 1].strip(" ~")[-1:].isdigit()
        is_angle = name == "textdegree" and not _SCALE.match(source, after, end)
        return after if is_unit or is_angle else after + 1
