"""Tables that spell letters in ASCII, and that split ASCII into words.

The slugs of papers depend on these tables, and slugs are permanent addresses: add a letter only if
no slug of an existing archive changes.
"""

from __future__ import annotations

# Latin letters that Unicode does not decompose into a letter and a mark.
LATIN = dict(zip("ßæœøđðþłı", "ss ae oe o d d th l i".split(), strict=True))
# Greek in titles is mathematics, and is spelt as mathematicians spell it.
GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψωϵϕϑϱ",
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho"
        " sigma sigma tau upsilon phi chi psi omega epsilon phi theta rho".split(),
        strict=True,
    )
)
# For `str.translate`: in ASCII, all characters except letters and digits separate words.
ASCII_BREAKS = {code: " " for code in range(128) if not chr(code).isalnum()}
