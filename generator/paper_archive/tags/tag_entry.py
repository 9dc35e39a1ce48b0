"""Reads the entries under `tags` of a `tags.yml`, and the phrases of all its sections.

`tags_file` describes the format.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from paper_archive.model import InputError
from paper_archive.strict_yaml import Mistakes, Node, nearest
from paper_archive.tags.folding import WORD, WordFolder, capitals, endings, forms, without_endings
from paper_archive.tags.taxonomy import Phrase

# Those that count in titles only.
_OF_TITLES = ("names", "in-title")
STRENGTHS = ("strong", "normal", "weak", *_OF_TITLES, "not")
POINTS = (0.01, 100.0)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TEXTS = ("facet", "title", "means")
_OPTIONS = ("short", "unless", "cutoff")
# Of a tag that the extended vocabulary has.
_WITHOUT = "without"
_SEE = "`paper-archive tags` lists all."
# A phrase has 2 ** hyphens spellings.
_MOST_HYPHENS = 4
# The characters of a short name, which lists and buttons show.
_LONGEST_SHORT = 20


@dataclass(frozen=True, slots=True)
class TagEntry:
    """A tag as files state it; `cutoff` is None where the one of all tags counts."""

    id: str
    facet: str = ""
    title: str = ""
    means: str = ""
    short: str = ""
    cutoff: float | None = None
    unless: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()

    def without_short(self) -> TagEntry:
        """Return the same tag, named by its title everywhere."""
        return replace(self, short="")


class TagReader:
    """Reads the entries of a file called `name`, and notes all mistakes.

    `base` has read the file that it extends; if the file `lacks_base`, an entry may name what only
    that could know. `shorts` are the short names of this file, in lower case, with their lines.
    """

    def __init__(
        self, name: str, mistakes: Mistakes, base: TagReader | None, *, lacks_base: bool = False
    ) -> None:
        self.name = name
        self._lacks_base = lacks_base
        self.shorts: dict[str, int] = {}
        self._mistakes = mistakes
        self._lines: dict[str, int] = {}
        # A word in lower case → as it is spelt, and where.
        self._words: dict[str, tuple[str, int | str]] = {}
        if base:
            self._words = {
                word: (spelt, f"line {line} of {base.name}")
                for word, (spelt, line) in base._words.items()
            }
        self._fold = WordFolder(())

    def entry(
        self,
        node: Node,
        known: Mapping[str, TagEntry],
        facets: Collection[str],
        contexts: Collection[str],
    ) -> TagEntry | None:
        """Return a tag, None without an id; one of the `known` keeps what the entry leaves out."""
        named = node.get("id")
        name = named.text("an id") if named else ""
        former = TagEntry(name) if self._lacks_base else known.get(name)
        if named and known and not former and not (node.get("facet") or node.get("means")):
            fix = f"{nearest(name, known, _SEE)} A new tag needs facet, title and means"
            named.refuse(f"unknown tag '{name}'", fix)
        needed, more = (("id",), (*_TEXTS, _WITHOUT)) if former else (("id", *_TEXTS), ())
        keys = node.fields("a tag", needed, (*more, *STRENGTHS, *_OPTIONS), self._mistakes)
        if "id" not in keys:
            return None
        tag_id = self._id(keys["id"])
        label = f"the tag '{tag_id}'"

        def unless(names: Node) -> tuple[str, ...]:
            items = names.items(f"'unless' of {label}")
            return tuple(self._one_of(name, "context", contexts) for name in items)

        readers: dict[str, Callable[[Node], object]] = {
            "facet": lambda value: self._one_of(value, "facet", facets),
            "title": lambda value: value.text("'title'"),
            "means": lambda value: value.text("'means'"),
            "short": lambda value: self._short(value, label),
            "cutoff": lambda value: value.number("'cutoff'", *POINTS),
            "unless": unless,
        }
        stated: dict[str, Any] = {}
        for name, read in readers.items():
            if name in keys:
                with self._mistakes.noted():
                    stated[name] = read(keys[name])
        phrases = tuple(self._own_phrases(keys, label))
        if former:
            if len(keys) == 1:
                node.refuse(f"{label} changes nothing", "add a key to change, or delete it")
            phrases = (*self._left(former, phrases, keys, label), *phrases)
        if self._lacks_base:
            return replace(former or TagEntry(tag_id), **stated, phrases=phrases)
        listed = keys.keys() & set(STRENGTHS) - {"not"}
        if all(phrase.strength == "not" for phrase in phrases) and not listed:
            node.refuse(f"{label} has no phrases", "add at least one list, such as `strong: […]`")
        return replace(former or TagEntry(tag_id), **stated, phrases=phrases)

    def phrases(self, node: Node, label: str, seen: dict[str, int]) -> tuple[str, ...]:
        """Return the phrases of a list, without those that are mistakes.

        `seen` maps the folded phrases above it to their lines.
        """
        items = node.items(f"a phrase list of {label}")
        if not items:
            node.refuse(f"a phrase list of {label} is empty", "add a phrase or delete the list")
        texts = []
        for item in items:
            try:  # `noted` would cost as much as reading the phrase.
                texts.append(self._phrase(item, label, seen))
            except InputError as error:
                self._mistakes.problems += error.problems
        return tuple(texts)

    def _phrase(self, item: Node, label: str, seen: dict[str, int]) -> str:
        text = item.text(f"a phrase of {label}")
        self._check_words(item, text)
        forms = self._forms(text)
        for form in forms:
            if form in seen:
                fix = f"it folds into the same words as the phrase on line {seen[form]}"
                item.refuse(f"'{text}' appears twice in {label}", fix)
        seen.update(dict.fromkeys(forms, item.line))
        return text

    def _id(self, node: Node) -> str:
        tag_id = slug(node)
        if tag_id in self._lines:
            fix = f"the first is on line {self._lines[tag_id]}"
            node.refuse(f"the tag '{tag_id}' appears twice", fix)
        self._lines[tag_id] = node.line
        return tag_id

    def _short(self, node: Node, label: str) -> str:
        short = node.text(f"'short' of {label}")
        if len(short) > _LONGEST_SHORT:
            fix = f"use at most {_LONGEST_SHORT} characters"
            node.refuse(f"the short name '{short}' of {label} is too long", fix)
        line = self.shorts.setdefault(short.lower(), node.line)
        if line != node.line:
            node.refuse(f"two tags have the short name '{short}'", f"the first is on line {line}")
        return short

    def _own_phrases(self, keys: Mapping[str, Node], label: str) -> Iterator[Phrase]:
        # A title phrase may have another strength elsewhere.
        seen: dict[bool, dict[str, int]] = {True: {}, False: {}}
        for strength in STRENGTHS:
            if strength in keys:
                with self._mistakes.noted():
                    above = seen[strength in _OF_TITLES]
                    for text in self.phrases(keys[strength], label, above):
                        yield Phrase(text, strength)

    def _left(
        self, former: TagEntry, own: Iterable[Phrase], keys: Mapping[str, Node], label: str
    ) -> Iterator[Phrase]:
        """Yield the phrases of a tag that the file neither takes away nor states itself."""
        gone: dict[bool, set[str]] = {True: set(), False: set()}
        for phrase in own:
            gone[phrase.strength in _OF_TITLES] |= self._forms(phrase.text)
        if _WITHOUT in keys:
            known = {form for phrase in former.phrases for form in self._forms(phrase.text)}
            with self._mistakes.noted():
                for item in keys[_WITHOUT].items(f"'{_WITHOUT}' of {label}"):
                    with self._mistakes.noted():
                        text = item.text(f"a phrase of {label}")
                        forms = self._forms(text)
                        if forms.isdisjoint(known) and not self._lacks_base:
                            fix = nearest(text, [p.text for p in former.phrases], "remove it")
                            item.refuse(f"'{text}' is no phrase of {label}", fix)
                        gone[True] |= forms
                        gone[False] |= forms
        for phrase in former.phrases:
            if self._forms(phrase.text).isdisjoint(gone[phrase.strength in _OF_TITLES]):
                yield phrase

    def _one_of(self, node: Node, kind: str, known: Collection[str]) -> str:
        name = node.text(f"a {kind}")
        if name not in known and not self._lacks_base:
            node.refuse(f"unknown {kind} '{name}'", nearest(name, known))
        return name

    def _forms(self, text: str) -> set[str]:
        """Return the folded spellings of a phrase."""
        fold = self._fold if text.islower() else WordFolder(capitals(text))
        return {*forms(text, fold)}

    def _check_words(self, item: Node, text: str) -> None:
        """Refuse a phrase without words, and a word that is spelt above in another case."""
        words = WORD.findall(text)
        if not words:
            item.refuse(f"'{text}' contains no word", "use letters or digits")
        if text.count("-") > _MOST_HYPHENS:
            item.refuse(f"'{text}' has too many hyphens", "replace some of them with spaces")
        if endings(text):
            words = WORD.findall(without_endings(text))
        for word in words:
            other, place = self._words.setdefault(word.lower(), (word, item.line))
            if other != word:
                place = place if isinstance(place, str) else f"line {place}"
                what = f"'{word}' never matches '{other}', the spelling on {place}"
                item.refuse(
                    what, "spell both the same way, with capitals only where the case matters"
                )


def slug(node: Node) -> str:
    """Return an id. Raises InputError for other texts."""
    text = node.text("an id")
    if not _ID.fullmatch(text):
        node.refuse(f"'{text}' is not an id", "use lower-case letters, digits and single hyphens")
    return text
