"""Values of `theme` and `extra` whose type makes them useless, such as a list instead of a text.

MkDocs takes any value there, so each becomes a note of the build, as settings without effect do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from paper_archive.mkdocs_yml import KINDS
from paper_archive.site.palette import is_mapping

_TEXT, _LIST, _MAPPING = (str,), (list,), (dict,)


def wrong_types(values: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the key of each such value, and what to say of it."""
    theme, extra = values.get("theme"), values.get("extra")
    yield from _wrong(extra, _MAPPING, "extra")
    for key in ("logo", "favicon"):
        yield from _wrong(_in(theme, key), _TEXT, "theme", key)
    icon, palette, social = _in(theme, "icon"), _in(theme, "palette"), _in(extra, "social")
    yield from _wrong(icon, _MAPPING, "theme", "icon")
    yield from _wrong(_in(icon, "logo"), _TEXT, "theme", "icon", "logo")
    yield from _wrong(palette, (*_MAPPING, *_LIST), "theme", "palette")
    yield from _wrong(_in(palette, "scheme"), _TEXT, "theme", "palette", "scheme")
    for number, item in enumerate(palette if isinstance(palette, list) else ()):
        yield from _wrong(item, _MAPPING, "theme", "palette", number)
        yield from _wrong(_in(item, "scheme"), _TEXT, "theme", "palette", number, "scheme")
    yield from _wrong(social, _LIST, "extra", "social")
    for number, item in enumerate(social if isinstance(social, list) else ()):
        yield from _wrong(item, _MAPPING, "extra", "social", number)
        for key in ("icon", "link", "name"):
            yield from _wrong(_in(item, key), _TEXT, "extra", "social", number, key)
        if is_mapping(item) and item.get("link") in (None, ""):
            what = "has an entry without a link, which is left out; add `link: https://…`"
            yield ("extra", "social", number), what


def _in(value: object, key: str) -> object:
    return value.get(key) if is_mapping(value) else None


def _wrong(
    value: object, kinds: tuple[type, ...], *key: str | int
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield a note for a value of another type; no value is fine, and `false` is none."""
    if value is not None and value is not False and not isinstance(value, kinds):
        expected = " or ".join(KINDS[kind] for kind in kinds)
        stated = KINDS.get(type(value), "something else")
        yield key, f"is {stated}, and not {expected}, so it has no effect; write {expected}"
