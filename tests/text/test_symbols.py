"""Every macro that pylatexenc knows, and every sign of ours, as a text shows it."""

from __future__ import annotations

import time
import unicodedata

import pytest
from paper_archive.text.accents import ACCENTS, LETTERS, with_accent
from paper_archive.text.clean import clean
from paper_archive.text.signs import SIGNS
from paper_archive.text.symbols import AROUND, FRACTIONS, KEEP_ARGUMENT, symbol
from pylatexenc.latex2text import get_default_latex_context_db

DATABASE = get_default_latex_context_db()
KNOWN = sorted({name for part in DATABASE.category_list for name in DATABASE.d[part]["macros"]})
FORMS = (
    r"\%s",
    r"\%s{a}{b}",
    r"x \%s y",
    r"$\%s$",
    r"$\%s{a}{b}$",
    r"$x \%s y$",
    r"$\%s_2^{\%s}$",
)
# Of pylatexenc's own templates and placeholders.
REMAINS = ("%s", "%(", "<ref>", "<cit", "g r a p h i c s", "GIVEN", time.strftime("%Y"))


def test_no_template_or_placeholder_comes_out() -> None:
    wrong = []
    for name in sorted({*KNOWN, *SIGNS, *LETTERS, *AROUND, *FRACTIONS}):
        for form in FORMS:
            text = clean(form.replace("%s", name))
            if any(remain in text for remain in REMAINS) or (len(name) > 1 and f"\\{name}" in text):
                wrong.append((name, form, text))
    assert not wrong


@pytest.mark.parametrize("name", sorted(KEEP_ARGUMENT - {"ensuremath"}))
def test_a_decoration_leaves_its_argument(name: str) -> None:
    assert clean(rf"$\{name}{{ab}}$") == "ab"


@pytest.mark.parametrize("name", sorted(FRACTIONS))
def test_fractions_have_a_slash(name: str) -> None:
    assert clean(rf"$\{name}{{a}}{{b+1}}$") == "a/(b+1)"


def test_our_table_has_what_pylatexenc_lacks() -> None:
    assert not SIGNS.keys() & set(KNOWN)


def test_a_sign_is_one_normal_character_or_a_word() -> None:
    for name, sign in SIGNS.items():
        assert unicodedata.is_normalized("NFC", sign)
        assert len(sign) == 1 or sign.isalpha()
        assert symbol(name) == sign
        if unicodedata.category(sign[0]) not in ("Ps", "Pe"):
            assert clean(rf"$a \{name} b$") == f"a {sign} b"


@pytest.mark.parametrize("mark", sorted(ACCENTS))
def test_an_accent_of_unicode_is_one_character(mark: str) -> None:
    """Of every accent Unicode has letters, and a text shows these."""
    letters = [letter for letter in "aceghinorstuyzAOU" if with_accent(mark, letter, False)]
    assert letters
    for letter in letters:
        text = clean(f"x\\{mark}{{{letter}}}")
        assert len(text) == 2 and unicodedata.normalize("NFD", text)[1] == letter
