"""What looks like a leftover of TeX or markup in an address, and what does not."""

from __future__ import annotations

import pytest
from paper_archive.archive.leftover import leftover
from paper_archive.archive.slug import slugify


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        ("A mathcal O(n) Bound", "mathcal"),
        ("Faster by 11.9times", "9times"),
        ("On textbfDeep Models", "textbf"),
        ("A %s/%s Bound", "%s"),
        ("Learning with \\ours", "\\ours"),
        ("The {Deep} Model", "{"),
        ("Q&foo; Systems", "&foo;"),
        ("Patterns x2014 and Others", "x2014"),
        ("The <sub> of It", "<sub>"),
        ("Lost \ufffd Letters", "\ufffd"),
    ],
)
def test_leftovers(title: str, rest: str) -> None:
    assert leftover(title, slugify(title)) == rest


@pytest.mark.parametrize(
    "title",
    [
        "Q&A for R&D at 5% of $10",
        "Let's <think> about it: a<b",
        "Times of Our Lives: 3 times faster, sometimes",
        "The Texture of Mathematics and Context",
        "ℓ₂ Norms on ℝⁿ, O(n²) and α → β",
        "C:\\ and \\n",
    ],
)
def test_titles_without_leftovers(title: str) -> None:
    assert leftover(title, slugify(title)) == ""
