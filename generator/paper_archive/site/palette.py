"""The colours of `theme.palette`: Material's names, as this theme draws them.

Material paints a bar in its primary colour and writes white or black on it. This theme writes
*with* the colour, so each name has two shades: one for light pages and one for dark ones, of the
same hue as Material's, which can be read on all backgrounds of the theme (WCAG 2: 4.5 : 1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

DARK = "slate"
CUSTOM = "custom"
# Of light pages, of dark ones.
SHADES: Mapping[str, tuple[str, str]] = {
    "red": ("#c52b30", "#fe7d75"),
    "pink": ("#cf0053", "#ff7993"),
    "purple": ("#9f3bb1", "#db80eb"),
    "deep-purple": ("#7b52be", "#b391f7"),
    "indigo": ("#4051b5", "#879fff"),
    "blue": ("#046bb6", "#4ba8fe"),
    "light-blue": ("#016fa3", "#38acf0"),
    "cyan": ("#057282", "#36bbd2"),
    "teal": ("#077569", "#4fb3a5"),
    "green": ("#027a17", "#61b661"),
    "light-green": ("#497304", "#8fc159"),
    "lime": ("#656e03", "#cbdb52"),
    "yellow": ("#746a03", "#fcec5b"),
    "amber": ("#856301", "#fac33c"),
    "orange": ("#935d04", "#f9aa42"),
    "deep-orange": ("#bf3800", "#ff7e58"),
    "brown": ("#795649", "#bf9c8f"),
    "grey": ("#686868", "#a3a3a3"),
    "blue-grey": ("#536c77", "#90a8b2"),
    # A bar in white or black is no colour to write with: both draw links like text.
    "black": ("#191c1d", "#e3e6e3"),
    "white": ("#191c1d", "#e3e6e3"),
}


@dataclass(frozen=True, slots=True)
class Palette:
    """The chosen scheme, and the shades for light and dark pages; "" where the theme's own stay.

    The scheme is `slate` where pages are dark unless the reader chose otherwise, `default` where
    the reader's system decides, or the name of a light scheme that a style sheet defines.
    """

    scheme: str = "default"
    primary: tuple[str, str] = ("", "")
    accent: tuple[str, str] = ("", "")

    @classmethod
    def of(cls, value: object) -> Palette:
        """Read `theme.palette`: one palette, or a list with one for light and one for dark."""
        entries = palettes(value)
        if not entries:
            return cls()
        first = entries[0]
        light = next((each for each in entries if each.get("scheme") != DARK), first)
        dark = next((each for each in entries if each.get("scheme") == DARK), light)
        scheme = first.get("scheme")
        scheme = scheme.replace(" ", "-") if isinstance(scheme, str) and scheme else "default"
        # With `media` the reader's system decides.
        if scheme == DARK and any("media" in each for each in entries):
            scheme = "default"

        def shades(key: str) -> tuple[str, str]:
            names = named(light.get(key)), named(dark.get(key) or light.get(key))
            return SHADES.get(names[0], ("", ""))[0], SHADES.get(names[1], ("", ""))[1]

        return cls(scheme, shades("primary"), shades("accent"))

    @property
    def css(self) -> str:
        """The rules that set the shades; "" where the theme's own stay."""
        names = ("--acc-light", "--acc-dark", "--hov-light", "--hov-dark")
        chosen = zip(names, (*self.primary, *self.accent), strict=True)
        values = ";".join(f"{name}:{shade}" for name, shade in chosen if shade)
        return f":root{{{values}}}\n" if values else ""


def palettes(value: object) -> list[Mapping[str, Any]]:
    """The mappings of `theme.palette`, which is one or a list of them."""
    return [each for each in (value if isinstance(value, list) else [value]) if is_mapping(each)]


def is_mapping(value: object) -> TypeGuard[Mapping[Any, Any]]:
    """Tell whether a value of `mkdocs.yml` has keys."""
    return isinstance(value, Mapping)


def named(value: object) -> str:
    """The name of a colour as Material writes it: hyphens for spaces; "" for none."""
    return str(value).strip().replace(" ", "-") if value else ""
