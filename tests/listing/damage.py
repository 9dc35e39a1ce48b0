"""Damage to a listing that reading must survive."""

from __future__ import annotations


def without_a_line(text: str) -> list[str]:
    """Return copies of the text, each without one of its lines."""
    lines = text.split("\n")
    return ["\n".join(lines[:i] + lines[i + 1 :]) for i in range(len(lines))]
