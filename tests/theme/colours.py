"""Colours as style sheets write them, and the contrast between them."""

from __future__ import annotations


def rgb(colour: str) -> list[int]:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * each for each in colour[1:])
    return [int(digits[at : at + 2], 16) for at in (0, 2, 4)]


def mixed(one: list[int], other: list[int], share: int) -> list[int]:
    return [round((a * share + b * (100 - share)) / 100) for a, b in zip(one, other, strict=True)]


def contrast(one: list[int], other: list[int]) -> float:
    """The ratio of WCAG 2."""

    def luminance(colour: list[int]) -> float:
        parts = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
