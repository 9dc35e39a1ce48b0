"""Reads `tags.yml`: the tags, and the phrases by which a paper earns them.

    points: {strong: 1, normal: 0.5, weak: 0.2, title: 1.75, early: 1.3, late: 0.7,
             again: 0.7, cutoff: 2.2, share: 0.25, floor: 0.25}
    facets: {models: Models}
    contexts:
      machine learning: {from: 2, phrases: [neural network, deep learning]}
    ignore: [state of the art, code is available]
    tags:
    - id: physics
      facet: models
      title: Physics
      means: physics papers
      short: Physics              # optional: the name where there is little room
      strong: [black hole]        # also normal, weak, in-title: lists of phrases
      not: [black-hole attack]    # phrases that speak against the tag
      unless: [machine learning]  # in these contexts only strong and in-title count
      cutoff: 3                   # overrides the one in `points`

The top of `site_src/tags.yml` explains the keys to curators; `matching` says how points
add up. Only these keys are accepted. Refused, with the line and the nearest match:
unknown, repeated or missing keys, ids that repeat or are not slugs, unknown facets and
contexts, tags without phrases, phrases without a word, a phrase twice in a tag (in any
spelling that folds into the same words), one word in two cases (LLM, llm), numbers out
of range, anything that is not YAML.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, fields
from functools import lru_cache

from paper_archive.model import InputError, Problem, Source
from paper_archive.strict_yaml import Node, document, nearest
from paper_archive.tags.folding import WORD, WordFolder, capitals, spellings

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_STRENGTHS = ("strong", "normal", "weak", "in-title", "not")
_OPTIONS = ("short", "unless", "cutoff")
_SHARES = ("again", "share", "floor")
_SHARE = (0.0, 1.0)
_POINTS = (0.01, 100.0)
# A phrase has 2 ** hyphens spellings.
_MOST_HYPHENS = 4
# The characters of a short name, which lists and buttons show.
_LONGEST_SHORT = 20


@dataclass(frozen=True, slots=True)
class Points:
    """How phrases add up. The first three are points; the next four multiply them.

    By place: `title`; in the abstract `early` at its head, falling evenly to `late` at its
    end. `again` is for a second mention. A tag needs the points of `cutoff`, and the `share` of
    the paper's best tag. If no tag is above its cutoff, the best needs the share `floor` of its
    cutoff.
    """

    strong: float
    normal: float
    weak: float
    title: float
    early: float
    late: float
    again: float
    cutoff: float
    share: float
    floor: float


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as written. `strength` is strong, normal, weak, in-title or not."""

    text: str
    strength: str


@dataclass(frozen=True, slots=True)
class Context:
    """A kind of paper, known by `least` mentions of its phrases, in which tags may be vetoed."""

    id: str
    least: int
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of tags, for example models or science."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, what it means, and its rules. `cutoff` is in points.

    `short` is its name where there is little room, "" if that is the title.
    """

    id: str
    facet: str
    title: str
    means: str
    cutoff: float
    phrases: tuple[Phrase, ...]
    unless: tuple[str, ...] = ()
    short: str = ""


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The contents of a `tags.yml`, in the order of the file."""

    points: Points
    facets: tuple[Facet, ...]
    tags: tuple[Tag, ...]
    contexts: tuple[Context, ...] = ()
    ignored: tuple[str, ...] = ()

    def of_facet(self, facet: str) -> tuple[Tag, ...]:
        """Return the tags of a facet, by its id."""
        return tuple(tag for tag in self.tags if tag.facet == facet)


@lru_cache(maxsize=2)
def load_taxonomy(source: Source) -> Taxonomy:
    """Read and check a `tags.yml`. Raises InputError for the first mistake, with its line."""
    root = document(source)
    if root is None:
        raise InputError(Problem(source.name, 0, "the file is empty", "add the tags to it"))
    return _TaxonomyReader().taxonomy(root)


class _TaxonomyReader:
    """Reads one file from top to bottom; names must be defined above the place that uses them."""

    def __init__(self) -> None:
        self._facets: dict[str, Facet] = {}
        self._contexts: dict[str, Context] = {}
        self._tag_lines: dict[str, int] = {}
        self._short_lines: dict[str, int] = {}
        self._words: dict[str, tuple[str, int]] = {}
        self._fold = WordFolder(())

    def taxonomy(self, root: Node) -> Taxonomy:
        keys = root.mapping("the file", ("points", "facets", "tags"), ("contexts", "ignore"))
        points = self._points(keys["points"])
        for name, title in keys["facets"].named("'facets'"):
            facet = Facet(_slug(name), title.text("a facet's title"))
            self._facets[facet.id] = facet
        if "contexts" in keys:
            for name, rules in keys["contexts"].named("'contexts'"):
                context = self._context(name.text("a context"), rules)
                self._contexts[context.id] = context
        ignored = self._phrases(keys["ignore"], "'ignore'", {}) if "ignore" in keys else ()
        entries = keys["tags"].items("'tags'")
        if not entries:
            keys["tags"].refuse("'tags' is empty", "add at least one tag")
        tags = tuple(self._tag(entry, points) for entry in entries)
        facets, contexts = tuple(self._facets.values()), tuple(self._contexts.values())
        return Taxonomy(points, facets, tags, contexts, ignored)

    def _points(self, node: Node) -> Points:
        names = tuple(field.name for field in fields(Points))
        keys = node.mapping("'points'", names, ())
        numbers = {
            name: keys[name].number(f"'{name}'", *(_SHARE if name in _SHARES else _POINTS))
            for name in names
        }
        return Points(**numbers)

    def _context(self, name: str, node: Node) -> Context:
        label = f"the context '{name}'"
        keys = node.mapping(label, ("from", "phrases"), ())
        least = int(keys["from"].number("'from'", 1, 100))
        return Context(name, least, self._phrases(keys["phrases"], label, {}))

    def _tag(self, node: Node, points: Points) -> Tag:
        keys = node.mapping("a tag", ("id", "facet", "title", "means"), (*_STRENGTHS, *_OPTIONS))
        tag_id = _slug(keys["id"])
        label = f"the tag '{tag_id}'"
        if tag_id in self._tag_lines:
            fix = f"the first is on line {self._tag_lines[tag_id]}"
            keys["id"].refuse(f"{label} appears twice", fix)
        self._tag_lines[tag_id] = keys["id"].line
        # A title phrase may have another strength elsewhere.
        seen: dict[bool, dict[str, int]] = {True: {}, False: {}}
        phrases = tuple(
            Phrase(text, strength)
            for strength in _STRENGTHS
            if strength in keys
            for text in self._phrases(keys[strength], label, seen[strength == "in-title"])
        )
        if all(phrase.strength == "not" for phrase in phrases):
            node.refuse(f"{label} has no phrases", "add at least one list, such as `strong: […]`")
        unless = keys["unless"].items(f"'unless' of {label}") if "unless" in keys else []
        cutoff = keys["cutoff"].number("'cutoff'", *_POINTS) if "cutoff" in keys else points.cutoff
        return Tag(
            id=tag_id,
            facet=_one_of(keys["facet"], "facet", self._facets),
            title=keys["title"].text("'title'"),
            means=keys["means"].text("'means'"),
            cutoff=cutoff,
            phrases=phrases,
            unless=tuple(_one_of(name, "context", self._contexts) for name in unless),
            short=self._short(keys["short"], label) if "short" in keys else "",
        )

    def _short(self, node: Node, label: str) -> str:
        short = node.text(f"'short' of {label}")
        if len(short) > _LONGEST_SHORT:
            fix = f"use at most {_LONGEST_SHORT} characters"
            node.refuse(f"the short name '{short}' of {label} is too long", fix)
        line = self._short_lines.setdefault(short.lower(), node.line)
        if line != node.line:
            node.refuse(f"two tags have the short name '{short}'", f"the first is on line {line}")
        return short

    def _phrases(self, node: Node, label: str, seen: dict[str, int]) -> tuple[str, ...]:
        """Return the phrases of a list. `seen` maps the folded phrases above it to their lines."""
        items = node.items(f"a phrase list of {label}")
        if not items:
            node.refuse(f"a phrase list of {label} is empty", "add a phrase or delete the list")
        texts = []
        for item in items:
            text = item.text(f"a phrase of {label}")
            self._check_words(item, text)
            fold = self._fold if text.islower() else WordFolder(capitals(text))
            forms = {*map(fold, spellings(text))}
            for form in forms:
                if form in seen:
                    fix = f"it folds into the same words as the phrase on line {seen[form]}"
                    item.refuse(f"'{text}' appears twice in {label}", fix)
            seen.update(dict.fromkeys(forms, item.line))
            texts.append(text)
        return tuple(texts)

    def _check_words(self, item: Node, text: str) -> None:
        """Refuse a phrase without words, and a word that is spelt above in another case."""
        words = WORD.findall(text)
        if not words:
            item.refuse(f"'{text}' contains no word", "use letters or digits")
        if text.count("-") > _MOST_HYPHENS:
            item.refuse(f"'{text}' has too many hyphens", "replace some of them with spaces")
        for word in words:
            other, line = self._words.setdefault(word.lower(), (word, item.line))
            if other != word:
                what = f"'{word}' never matches '{other}', the spelling on line {line}"
                item.refuse(
                    what, "spell both the same way, with capitals only where the case matters"
                )


def _slug(node: Node) -> str:
    text = node.text("an id")
    if not _ID.fullmatch(text):
        node.refuse(f"'{text}' is not an id", "use lower-case letters, digits and single hyphens")
    return text


def _one_of(node: Node, kind: str, known: Collection[str]) -> str:
    name = node.text(f"a {kind}")
    if name not in known:
        node.refuse(f"unknown {kind} '{name}'", nearest(name, known))
    return name
