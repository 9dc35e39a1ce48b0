r"""Superscripts and subscripts in plain Unicode.

- If Unicode has all the characters, and no two letters are neighbours, they are used: x², 10⁻³,
  O(n²), Lᵏ⁺¹, F₁.
- Else a word follows its sign: G_stack, r^update; and anything longer stands in parentheses:
  O(T^(2/3)), 2^(O(log n)).
- Signs that are read without being raised stay plain: A*, 360°, 5th.
"""

from __future__ import annotations

import re

_SUPER = dict(zip("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾", strict=True)) | dict(
    zip(
        "abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδ⊤",
        "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᵀ",
        strict=True,
    )
)
_SUB = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True)) | dict(
    zip("aehijklmnoprstuvxβγρφχ", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True)
)
_UNRAISED = {
    "∘": "°", "°": "°", "*": "*", "∗": "*", "⋆": "*", "**": "**", "′": "′", "″": "″", "†": "†",
    "★": "★", "‡": "‡", "th": "th", "st": "st", "nd": "nd", "rd": "rd", "™": "™", "®": "®",
}  # fmt: skip
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
# Without a script inside, which would stand beside the first: p^(2ˢ), not p^2ˢ.
_WORD = re.compile(r"(?:[^\W_²³¹⁰-₟ʰ-ˣᴬ-ᶿⱼⱽ]|\.)+\Z")


def _set(script: str, table: dict[str, str], sign: str) -> str:
    script = "".join(script.split()) if len(script) < 8 else script.strip()
    if not script:
        return ""
    if not _TWO_LETTERS.search(script) and all(character in table for character in script):
        return "".join(map(table.__getitem__, script))
    if _WORD.match(script) or len(script) == 1:
        return sign + script
    return f"{sign}{script}" if _is_enclosed(script) else f"{sign}({script})"


def _is_enclosed(script: str) -> bool:
    """Tell whether one pair of parentheses encloses all of it, as in (t)."""
    return script[0] == "(" and script.find(")") == len(script) - 1


def superscript(script: str) -> str:
    """`2` → `²`, `2/3` → `^(2/3)`, `*` → `*`."""
    plain = _UNRAISED.get(script.strip())
    return plain if plain is not None else _set(script, _SUPER, "^")


def subscript(script: str) -> str:
    """`1` → `₁`, `stack` → `_stack`, `a,b` → `_(a,b)`."""
    return _set(script, _SUB, "_")
