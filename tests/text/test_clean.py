"""`clean`: golden cases, properties, and speed on input that is meant to be slow."""

from __future__ import annotations

import json
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from paper_archive.text.clean import clean, clean_name
from paper_archive.text.encoding import mended

_LINES = (Path(__file__).parent / "cases.tsv").read_text(encoding="utf-8").splitlines()
CASES = [line.split("\t") for line in _LINES if line and not line.startswith("# ")]
# JSON lines, because control characters cannot be seen: the kind, then pairs of raw and clean.
_PAIRS = (Path(__file__).parent / "leftovers.jsonl").read_text(encoding="ascii").splitlines()
CASES += [pair for pair in map(json.loads, _PAIRS) if isinstance(pair, list)]

# Parts of TeX, so that random texts resemble it.
FRAGMENTS = [
    *("\\${}^_~`'\"()[].,- 2xe%&\n\u202eé"),
    *("``", "''", "--", "---", "_{", "^{", "times", "sim", "approx", "geq", "pi", "{sim}", "to"),
    *(r"\alpha", r"\textbf{", r"\"o", r"\url{", r"\href{", r"\cite{a}", r"\(", r"\)", r"\frac"),
    *(r"\sqrt[", r"\ours", r"\%", r"\,", r"\$", r"\hat", r"\left", r"\begin{", r"\footnote{"),
    *("https://a.b/c", "{{small ", "x2014", r"\unicode{x2014}"),
    *("&amp;", "&lt;", "<p>", "</p>", "<sub>", "</sub>", "<a href=", "}", "Ã©", "\x92"),
    *(r"\d", r"\'", r"\not", r"\ss ", r"\left", r"\right", r"\ket", r"\verb|", "$5 ", " $6"),
]
TEXTS = st.one_of(
    st.text(),
    st.text(st.characters(codec=None)),
    st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join),
)


@pytest.mark.parametrize(("raw", "expected"), CASES, ids=[case[0] for case in CASES])
def test_case(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("two\nlines \t and\r\n\u00a0more ", "two lines and more"),
        ("a\u0002b\u0003c\u0000d\u0085e\u009bf", "abcd…e›f"),
        ("\ufeffsoft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("\u202eevil\u2066 \u200edir\u200f", "evil dir"),
        ("lone \ud800 \ufffe \U0001ffff end", "lone end"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e007f hid\U000e0041den", "\U0001f3f4 hidden"),
        ("👩\u200d🔬 and e\u0301", "👩\u200d🔬 and é"),
    ],
)
def test_characters(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@settings(max_examples=4 * settings.default.max_examples)
@given(TEXTS)
def test_one_line_of_plain_text(raw: str) -> None:
    text = clean(raw)
    assert text == " ".join(text.split())
    assert not [c for c in text if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert unicodedata.is_normalized("NFC", text)
    text.encode("utf-8")


@settings(max_examples=4 * settings.default.max_examples)
@given(TEXTS)
def test_clean_text_stays(raw: str) -> None:
    text = clean(raw)
    # TeX may write two letters that look wrongly decoded, such as Ü and ¬; nothing was decoded.
    assume(mended(text) == text)
    assert clean(text) == text


# The samples have stripped TeX as well: geq is not a word.
SAMPLE = Path(__file__).parents[2] / "site_src" / "listings"
WORDS = sorted(
    {
        word
        for path in SAMPLE.rglob("*.txt")
        for word in path.read_text("utf-8").split()
        if word.isalpha() and word.isascii() and word != "geq"
    }
)


@given(st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_words_stay(text: str) -> None:
    assert clean(text) == text


# 10,000 characters each; 50 ms would be a thousand abstracts.
SLOW = [
    *"${}\\`~^_'",
    *("$$$${{{{\\\\", "$a", r"\(", r"\textbf{", "{a}", "https://", "https://a{", "``a ", "`a "),
    "--",
    *("a~", "a^{", "a_", "x_{a}", "times", "1times", " times ", "sim 1", r"\cite[", r"\""),
    r"\url{",
    *(r"\frac", "{" * 19 + "}" * 19, r"\textbf{" * 19 + "}" * 19, "www.", "text{", "{small "),
    *("&amp;", "&lt;p", "<p>", "<sub>" * 25 + "</sub>" * 25, "<a href='x'>", "</i>", "<mml:msup>"),
    *(r"\'", r"\d", r"\~{", r"$\left", r"$\not", r"\verb|", r"\verb+x", "$5 a ", "$5 \\a ", "a}"),
    *("Ã©", "â\x80\x99", "Ã\x83Â", "\x92", "Â", "5 ~", "$n,$", r"\"x", "{A", "<jats:title>"),
    *("https://a.b/c{{small ", r"$\hat" * 90 + "$", "$" + "^" * 900 + "$", "a\u0301", "\u202e"),
]  # fmt: skip


@pytest.mark.parametrize("piece", SLOW, ids=[repr(piece[:12]) for piece in SLOW])
def test_linear_time(piece: str) -> None:
    raw = (piece * (10_000 // len(piece) + 1))[:10_000]
    clean(raw[:100])
    start = time.process_time()
    clean(raw)
    assert time.process_time() - start < 0.25


@pytest.mark.parametrize(
    "raw",
    [
        "Ada Lovelace",
        "J. K. O'Neill-Smith Jr.",
        "José  Núñez",
        r"Erd\H{o}s",
        "李 明",
        "x ",
        "",
        "A.-B.",
    ],
)
def test_names_are_cleaned_as_texts_are(raw: str) -> None:
    assert clean_name(raw) == clean(raw)


@given(TEXTS)
def test_an_untouched_text_is_the_same_object(raw: str) -> None:
    text = clean(raw)
    assert text != raw or text is raw
