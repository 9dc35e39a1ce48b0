"""`tags.yml`: the tags, and the phrases by which a paper earns them.

    points: {strong: 3, normal: 1.5, weak: 0.6, title: 1.75, again: 0.7,
             cutoff: 2.5, share: 0.35, floor: 1.5}
    facets: {models: Models}
    contexts:
      machine learning: {from: 2, phrases: [neural network, deep learning]}
    ignore: [state of the art, code is available]
    tags:
    - id: physics
      facet: models
      title: Physics
      means: physics papers
      strong: [black hole]        # also normal, weak, in-title: lists of phrases
      not: [black-hole attack]    # phrases that speak against the tag
      unless: [machine learning]  # in these contexts only strong and in-title count
      cutoff: 3                   # in place of the one of `points`

What each means to a curator stands at the top of `site_src/tags.yml`; how they add up,
in `matching`. Accepted are exactly these keys. Refused, with line and nearest match:
unknown, repeated or missing keys, ids that repeat or are no slugs, unknown facets and
contexts, tags without phrases, phrases without a word, a phrase twice in a tag (in any
spelling that folds into the same words), numbers out of range, anything not YAML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

from generator.model import Source
from generator.tags.folding import WORD, Folder, capitals, spellings
from generator.tags.nodes import Node, document, nearest

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_STRENGTHS = ("strong", "normal", "weak", "in-title", "not")
_OPTIONS = ("unless", "cutoff")
_SHARES = ("again", "share", "floor")
# 2 ** hyphens spellings of a phrase are looked for.
_MOST_HYPHENS = 4


@dataclass(frozen=True, slots=True)
class Points:
    """How phrases add up. The first three are points; `title` and `again` multiply them.

    `again` is what a second mention counts; `cutoff` what a tag needs; `share` what it needs
    relative to the paper's best tag; `floor` what the best tag needs when none is above its
    cutoff, relative to that cutoff.
    """

    strong: float
    normal: float
    weak: float
    title: float
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
    """A kind of paper, told by `least` mentions of its phrases, in which tags may be vetoed."""

    id: str
    least: int
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, what it means, and its rules. `cutoff` is in points."""

    id: str
    facet: str
    title: str
    means: str
    cutoff: float
    phrases: tuple[Phrase, ...]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Everything of a `tags.yml`, in the order of the file."""

    points: Points
    facets: tuple[Facet, ...]
    tags: tuple[Tag, ...]
    contexts: tuple[Context, ...] = ()
    ignored: tuple[str, ...] = ()

    def of_facet(self, facet: str) -> tuple[Tag, ...]:
        """The tags of one facet, by its id."""
        return tuple(tag for tag in self.tags if tag.facet == facet)


def load_taxonomy(source: Source) -> Taxonomy:
    """Reads and checks a `tags.yml`. Raises InputError for the first mistake, with its line."""
    keys = document(source).mapping(
        "the file", ("points", "facets", "tags"), ("contexts", "ignore")
    )
    points = _points(keys["points"])
    facets = tuple(
        Facet(_slug(name, "the facet"), title.text("a facet's title"))
        for name, title in keys["facets"].named("'facets'")
    )
    contexts = _contexts(keys["contexts"]) if "contexts" in keys else ()
    ignored = _phrases(keys["ignore"], "'ignore'", {}) if "ignore" in keys else ()
    entries = keys["tags"].items("'tags'")
    if not entries:
        keys["tags"].refuse("'tags' is empty", "write at least one tag")
    lines: dict[str, int] = {}
    tags = tuple(_tag(entry, points, facets, contexts, lines) for entry in entries)
    return Taxonomy(points, facets, tags, contexts, ignored)


def _points(node: Node) -> Points:
    names = tuple(field.name for field in fields(Points))
    keys = node.mapping("'points'", names, ())
    return Points(
        **{
            name: keys[name].number(f"'{name}'", *((0, 1) if name in _SHARES else (0.01, 100)))
            for name in names
        }
    )


def _contexts(node: Node) -> tuple[Context, ...]:
    contexts = []
    for name, value in node.named("'contexts'"):
        label = f"the context '{name.text('a context')}'"
        keys = value.mapping(label, ("from", "phrases"), ())
        least = int(keys["from"].number("'from'", 1, 100))
        phrases = _phrases(keys["phrases"], label, {})
        contexts.append(Context(name.text("a context"), least, phrases))
    return tuple(contexts)


def _tag(
    node: Node,
    points: Points,
    facets: tuple[Facet, ...],
    contexts: tuple[Context, ...],
    lines: dict[str, int],
) -> Tag:
    """One tag. `lines` are the ids before it and where they stand; its own is added."""
    keys = node.mapping("a tag", ("id", "facet", "title", "means"), (*_STRENGTHS, *_OPTIONS))
    tag_id = _slug(keys["id"], "the tag")
    label = f"the tag '{tag_id}'"
    if tag_id in lines:
        keys["id"].refuse(f"{label} stands twice", f"the first is in line {lines[tag_id]}")
    lines[tag_id] = keys["id"].line
    # A phrase may be a title phrase and, elsewhere, have another strength.
    seen: dict[bool, dict[str, int]] = {True: {}, False: {}}
    phrases = tuple(
        Phrase(text, strength)
        for strength in _STRENGTHS
        if strength in keys
        for text in _phrases(keys[strength], label, seen[strength == "in-title"])
    )
    if all(phrase.strength == "not" for phrase in phrases):
        node.refuse(f"{label} has no phrases", "write at least one list, such as `strong: […]`")
    unless = keys["unless"].items(f"'unless' of {label}") if "unless" in keys else []
    return Tag(
        id=tag_id,
        facet=_one_of(keys["facet"], "facet", [facet.id for facet in facets]),
        title=keys["title"].text("'title'"),
        means=keys["means"].text("'means'"),
        cutoff=keys["cutoff"].number("'cutoff'", 0.01, 100) if "cutoff" in keys else points.cutoff,
        phrases=phrases,
        unless=tuple(_one_of(name, "context", [c.id for c in contexts]) for name in unless),
    )


def _phrases(node: Node, label: str, seen: dict[str, int]) -> tuple[str, ...]:
    """The phrases of a list. `seen` are the folded ones before it and where they stand."""
    items = node.items(f"a phrase list of {label}")
    if not items:
        node.refuse(f"a phrase list of {label} is empty", "write a phrase or take it out")
    texts = []
    for item in items:
        text = item.text(f"a phrase of {label}")
        if not WORD.search(text):
            item.refuse(f"'{text}' has no word", "write letters or digits")
        if text.count("-") > _MOST_HYPHENS:
            item.refuse(f"'{text}' has too many hyphens", "write spaces for some")
        fold = Folder(capitals(text))
        for form in {fold(form) for form in spellings(text)}:
            if form in seen:
                what = f"'{text}' stands twice in {label}"
                item.refuse(what, f"it folds into the same words as in line {seen[form]}")
        for form in spellings(text):
            seen[fold(form)] = item.line
        texts.append(text)
    return tuple(texts)


def _slug(node: Node, what: str) -> str:
    text = node.text(f"the id of {what}")
    if not _ID.fullmatch(text):
        node.refuse(f"'{text}' is no id", "write small letters, digits and single hyphens")
    return text


def _one_of(node: Node, kind: str, known: Sequence[str]) -> str:
    name = node.text(f"a {kind}")
    if name not in known:
        node.refuse(f"unknown {kind} '{name}'", nearest(name, known))
    return name
