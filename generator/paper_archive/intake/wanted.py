"""The sources of an archive: `sources` under the plugin in `mkdocs.yml`.

    sources:
      - arxiv:
          categories: [cs.CL, cs.AI]
          queries: ['all:"diffusion policy"']
      - hugging-face
      - biorxiv: {categories: [neuroscience]}
      - feed: https://www.nature.com/nature.rss
      - feed: {address: https://example.org/feed.xml, name: example}

Each item is the name of a kind, alone or with its options. Without any item nothing is fetched.
Every kind has the option `name`, which stands in the names of the files; it is the kind by default,
and the host of a feed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from paper_archive.intake import addresses
from paper_archive.intake.source import ADDRESS, TEXT, TEXTS, Options
from paper_archive.intake.sources import KINDS
from paper_archive.model import InputError, Problem
from paper_archive.strict_yaml import nearest

# The names of files end with these, after the name of the source.
_NAME = re.compile(r"(?!(?:gz|jsonl?|txt)$)[a-z][a-z0-9-]{0,39}")
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A source of an archive; `name` stands in the names of its files."""

    kind: str
    name: str
    options: Options


def read_sources(value: Any, file: str, line_of: Callable[[Path], int]) -> tuple[Wanted, ...]:
    """Return the sources that the setting `sources` names.

    `line_of` returns the line of a value below the setting. Raises InputError for a mistake.
    """
    return _Reader(file, line_of).sources(value)


class _Reader:
    def __init__(self, file: str, line_of: Callable[[Path], int]) -> None:
        self._file, self._line_of = file, line_of

    def _refuse(self, path: Path, what: str, fix: str) -> NoReturn:
        raise InputError(Problem(self._file, self._line_of(path), what, fix))

    def sources(self, value: Any) -> tuple[Wanted, ...]:
        if value is None:
            return ()
        if not isinstance(value, list):
            self._refuse((), "sources is not a list", "write `- arxiv: …`, one source per line")
        wanted: list[Wanted] = []
        for number, item in enumerate(value):
            source = self._source(number, item)
            if any(source.name == other.name for other in wanted):
                what = f"two sources are called '{source.name}'"
                kind = KINDS[source.kind]
                option = kind.MAIN or next(iter(kind.OPTIONS))
                as_in = f"`- {source.kind}: {{{option}: …, name: another}}`"
                self._refuse((number,), what, f"give one another name, as in {as_in}")
            wanted.append(source)
        return tuple(wanted)

    def _source(self, number: int, item: Any) -> Wanted:
        if isinstance(item, dict) and len(item) == 1:
            ((kind, stated),) = item.items()
        elif isinstance(item, str):
            kind, stated = item, None
        else:
            fix = "put its options in braces, as in `- feed: {address: https://…, name: journal}`"
            self._refuse((number,), "a source is not one kind with its options", fix)
        if kind not in KINDS:
            path: Path = (number, kind) if isinstance(item, dict) else (number,)
            self._refuse(path, f"unknown kind of source '{kind}'", nearest(str(kind), KINDS))
        values = dict(self._options(number, kind, stated))
        stated_name = values.pop("name", "")
        options = Options(values)
        if mistake := KINDS[kind].mistake(options):
            key, what, fix = mistake
            self._refuse((number, kind, key) if key else (number, kind), what, fix)
        name = stated_name or KINDS[kind].default_name(options)
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            what = f"the name of a source is '{name}'"
            self._refuse((number, kind, "name"), what, "write small letters, digits and hyphens")
        return Wanted(kind, name, options)

    def _options(
        self, number: int, kind: str, stated: Any
    ) -> Iterator[tuple[str, str | tuple[str, ...]]]:
        known = {**KINDS[kind].OPTIONS, "name": TEXT}
        main = KINDS[kind].MAIN
        if isinstance(stated, str) and main:
            stated = {main: stated}
        elif stated is None:
            stated = {}
        if not isinstance(stated, dict):
            what = f"the options of {kind} are no mapping"
            self._refuse((number, kind), what, f"write {', '.join(known)} as `key: value`")
        for key, value in stated.items():
            path = (number, kind, key)
            if key not in known:
                self._refuse(path, f"unknown key '{key}' in {kind}", nearest(str(key), known))
            yield key, self._value(path, key, known[key], value)

    def _value(self, path: Path, key: str, holds: str, value: Any) -> str | tuple[str, ...]:
        if holds == TEXTS:
            texts = [value] if isinstance(value, str) else value
            if not (isinstance(texts, list) and all(isinstance(each, str) for each in texts)):
                self._refuse(path, f"{key} is not {TEXTS}", "write `[one, two]`")
            if not texts or not all(each.strip() for each in texts):
                self._refuse(path, f"{key} is empty", "fill it in or delete the line")
            return tuple(dict.fromkeys(each.strip() for each in texts))
        if not isinstance(value, str) or not value.strip():
            self._refuse(path, f"{key} is not {holds}", f"write {holds}")
        if holds == ADDRESS and (why := addresses.refusal(value.strip())):
            what = f"{key} '{addresses.shown(value.strip())}' {why}"
            self._refuse(path, what, "begin it with https://")
        return value.strip()
