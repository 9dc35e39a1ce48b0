"""The sources of a new archive, as somebody names them in a word: `init --source`.

    hugging-face                      a kind
    arxiv:cs.CL,cs.AI                 a kind and its categories
    biorxiv:neuroscience,cell biology
    feed:https://www.nature.com/nature.rss

What follows the colon is the main option of the kind, or its first one; commas part a list,
also one of addresses. A kind alone asks for everything that it has, so it is refused beside one
with categories. The settings in `mkdocs.yml`, of which `intake/wanted.py` tells, can say more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from paper_archive.intake.source import TEXTS
from paper_archive.intake.sources import KINDS
from paper_archive.intake.wanted import read_sources
from paper_archive.model import InputError, Problem

_INDENTED = "\n        - "
_BETWEEN_ADDRESSES = re.compile(r",[ ]?(?=(?:feed:)?https?://)", re.IGNORECASE)


def setting(named: Sequence[str]) -> str:
    """Return what follows `sources:` in `mkdocs.yml`, an empty list if none is named.

    Raises InputError for a mistake.
    """
    items: list[dict[str, dict[str, Any]]] = []
    for each in _parted(named):
        kind, options = _read(each)
        same = next((item[kind] for item in items if kind in item), None)
        if same is not None and bool(same) != bool(options):
            what = f"{kind} stands alone, which means all of it, and with a choice of it"
            raise InputError(Problem("--source", 0, what, "leave one of them out"))
        if same is not None and all(isinstance(value, list) for value in options.values()):
            for key, value in options.items():
                same[key] = list(dict.fromkeys([*same.get(key, ()), *value]))
        else:
            items.append({kind: options})
    _name_apart(items)
    read_sources(items, "--source", lambda path: 0)
    return "".join(f"{_INDENTED}{_line(item)}" for item in items) or " []"


def _parted(named: Sequence[str]) -> Iterator[str]:
    """Yield the sources, those of a list of addresses one by one."""
    for each in named:
        yield from _BETWEEN_ADDRESSES.split(each)


def _read(named: str) -> tuple[str, dict[str, Any]]:
    if named.strip().lower().startswith(("http://", "https://")):
        named = f"feed:{named.strip()}"
    kind, colon, value = (part.strip() for part in named.partition(":"))
    if not colon or kind not in KINDS:
        return kind, {}
    options = KINDS[kind].OPTIONS
    key = KINDS[kind].MAIN or next(iter(options))
    if options[key] == TEXTS:
        return kind, {key: [text.strip() for text in value.split(",") if text.strip()]}
    return kind, {key: value}


def _name_apart(items: list[dict[str, dict[str, Any]]]) -> None:
    """Give numbers to the sources whose names would be the same, such as two feeds of a host."""
    seen: dict[str, int] = {}
    for item in items:
        ((kind, options),) = item.items()
        if kind == "feed":
            (wanted,) = read_sources([item], "--source", lambda path: 0)
            seen[wanted.name] = number = seen.get(wanted.name, 0) + 1
            if number > 1:
                options["name"] = f"{wanted.name}-{number}"


def _line(item: dict[str, dict[str, Any]]) -> str:
    ((kind, options),) = item.items()
    main = KINDS[kind].MAIN
    value: Any = options.get(main) if [*options] == [main] else options
    if not value:
        return kind
    text = yaml.safe_dump(value, default_flow_style=True, width=2**20, sort_keys=False)
    # A text alone would get a line `...` below it.
    return f"{kind}: {text.splitlines()[0]}"
