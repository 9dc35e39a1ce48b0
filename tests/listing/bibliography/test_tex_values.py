"""The values of fields of BibTeX."""

from __future__ import annotations

import pytest
from paper_archive.listing.bibliography.tex_values import plain


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("{GPT}-4 and {{BERT}}", "GPT-4 and BERT"),
        (r"{\'E}tude \'{e} {\o}re", r"{\'E}tude \'{e} {\o}re"),
        (r"$x^{2}$ of {A}", r"$x^{2}$ of A"),
        (r"\textbf{Bold {GPT}} \frac{1}{2}", r"\textbf{Bold GPT} \frac{1}{2}"),
        (r"\textbraceleft{}a\textbraceright{} \textbackslash{}b", r"\{a\} \b"),
        ("5$ and {B}", "5$ and B"),
        ("unbalanced } brace", "unbalanced } brace"),
    ],
)
def test_braces_that_keep_capitals_go(written: str, read: str) -> None:
    assert plain(written) == read
