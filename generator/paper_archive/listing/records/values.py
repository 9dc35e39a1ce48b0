"""Takes values of JSON of any type, as strangers' records have them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_OTHERS = re.compile(r"[,;]?\s{1,3}et\.?\s?al\b\.?\s{0,3}$", re.IGNORECASE)


def text(value: object) -> str:
    """Return a string, or a number as its digits; "" for anything else."""
    if isinstance(value, str):
        return value
    return str(value) if type(value) is int else ""


def several(value: object) -> list[Any]:
    """Return a list; [] for anything else."""
    return value if isinstance(value, list) else []


def fields(value: object) -> dict[str, Any]:
    """Return an object; {} for anything else."""
    return value if isinstance(value, dict) else {}


def number(value: object) -> int:
    """Return a whole number, also one in a string; 0 for anything else."""
    if type(value) is int:
        return value
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 9 else 0


def names(value: object) -> list[str]:
    """Return the names in a list of strings or of objects with a `name`, or in one string.

    In a string semicolons separate them if it has any, else commas; `et al.` is no author.
    """
    if isinstance(value, str):
        value = _OTHERS.sub("", value)
        parts = value.split(";") if ";" in value else value.split(",")
        return [part for part in map(str.strip, parts) if part]
    return list(_named(value))


def _named(value: object) -> Iterator[str]:
    for each in several(value):
        name = each.get("name") if isinstance(each, dict) else each
        if isinstance(name, str) and name.strip():
            yield name


def first_text(item: dict[str, Any], *keys: str) -> str:
    """Return the first text under one of the keys that is not empty."""
    return next((found for key in keys if (found := text(item.get(key)).strip())), "")
