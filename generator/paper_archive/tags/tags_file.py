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
      strong: [black hole]        # also normal, weak, names, in-title: lists of phrases
      not: [black-hole attack]    # phrases that speak against the tag
      unless: [machine learning]  # in these contexts normal and weak count nothing
      cutoff: 3                   # overrides the one in `points`

A file may extend an installed vocabulary, and then says only what differs:

    extends: biology              # or default, mathematics, physics, empty
    points: {cutoff: 2}           # these numbers change, the others stay
    facets: {ours: Our subjects}  # further facets, or other titles; `contexts` likewise
    ignore: [lab meeting]         # further phrases
    drop: [zoology]               # tags to leave out; a facet without tags goes with them
    tags:
    - id: neuroscience            # a tag of biology: these keys change, the others stay
      title: Brains
      strong: [optogenetics]      # phrases come on top; one that it has gets this strength
      without: [synapse]          # phrases of biology that no longer count for it
    - id: axolotls                # another tag, with all that a tag needs
      …

Dropping comes first, so a tag that is also under `tags` is written anew. Only these keys are
accepted. Refused, up to twenty together, with the line and the nearest match: unknown, repeated
or missing keys, ids that repeat or are not slugs, unknown vocabularies, facets, contexts, tags to
drop and phrases to leave out, tags without phrases, phrases without a word, a phrase twice in a
tag (in any spelling that folds into the same words), one word in two cases (LLM, llm), numbers
out of range, anything that is not YAML. If the extended vocabulary itself is unknown, facets, tags
and phrases that it may have are not refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from functools import lru_cache

from paper_archive.model import InputError, Problem, Source
from paper_archive.strict_yaml import Mistakes, Node, document, nearest
from paper_archive.tags.tag_entry import POINTS, STRENGTHS, TagEntry, TagReader, slug
from paper_archive.tags.taxonomy import Context, Facet, Phrase, Points, Tag, Taxonomy
from paper_archive.tags.vocabulary import EXTENDS, Vocabulary, extended_name, vocabulary_of

_SECTIONS = ("points", "facets", "tags")
_OPTIONAL = ("contexts", "ignore")
_DROP = "drop"
_SHARES = ("again", "share", "floor")
_SHARE = (0.0, 1.0)
_SEE = "`paper-archive tags` lists all"


@lru_cache(maxsize=2)
def load_taxonomy(source: Source) -> Taxonomy:
    """Read and check a `tags.yml`. Raises InputError for the first twenty mistakes together."""
    vocabulary = source if isinstance(source, Vocabulary) else vocabulary_of(source)
    root = document(vocabulary)
    if root is None:
        raise InputError(Problem(source.name, 0, "the file is empty", "add the tags to it"))
    if vocabulary.base is None:
        return _TagsFile(source.name, lacks_base=_extends(root)).read(root).taxonomy()
    base = document(vocabulary.base)
    if base is None:
        raise ValueError(f"the vocabulary {vocabulary.base.name} is empty")
    extended = _TagsFile(vocabulary.base.name).read(base)
    return _TagsFile(source.name, extended).read(root).taxonomy()


def _extends(root: Node) -> bool:
    """Whether a file has the key `extends`, or one that looks like a slip of it."""
    mistakes, keys = Mistakes(), dict[str, Node]()
    with mistakes.noted():
        keys = root.fields("the file", (), (EXTENDS, *_SECTIONS, *_OPTIONAL, _DROP), mistakes)
    meant = nearest(EXTENDS, (EXTENDS,))
    return EXTENDS in keys or any(problem.fix == meant for problem in mistakes.problems)


class _TagsFile:
    """Reads one file on top of `base`, the file that it extends.

    A file that `lacks_base` extends a vocabulary that is unknown.
    """

    def __init__(
        self, name: str, base: _TagsFile | None = None, *, lacks_base: bool = False
    ) -> None:
        self._base = base
        self._lacks_base = lacks_base
        self._mistakes = Mistakes()
        self._points: dict[str, float] = dict(base._points) if base else {}
        self._facets: dict[str, Facet] = dict(base._facets) if base else {}
        self._contexts: dict[str, Context] = dict(base._contexts) if base else {}
        self._ignored: tuple[str, ...] = base._ignored if base else ()
        self._entries: dict[str, TagEntry] = dict(base._entries) if base else {}
        self._reader: TagReader = TagReader(
            name, self._mistakes, base._reader if base else None, lacks_base=lacks_base
        )

    def read(self, root: Node) -> _TagsFile:
        """Take the whole file. Raises InputError for its mistakes."""
        extending = self._lacks_base or self._base is not None
        needed = () if extending else _SECTIONS
        others = (EXTENDS, *_SECTIONS, *_OPTIONAL, _DROP) if extending else _OPTIONAL
        keys = root.fields("the file", needed, others, self._mistakes)
        if self._lacks_base:
            with self._mistakes.noted():
                extended_name(root)
        if extending:  # Someone may have turned all lines of a section into comments.
            keys = {name: section for name, section in keys.items() if not section.empty}
        for name, read in (
            ("points", self._read_points),
            ("facets", self._read_facets),
            ("contexts", self._read_contexts),
            ("ignore", self._read_ignored),
            (_DROP, self._drop),
            ("tags", self._read_tags),
        ):
            if name in keys:
                with self._mistakes.noted():
                    read(keys[name])
        self._mistakes.refuse()
        return self

    def taxonomy(self) -> Taxonomy:
        """Return what the files say together."""
        points = Points(**self._points)
        tags = tuple(_tag(entry, points) for entry in self._entries.values())
        used = {tag.facet for tag in tags}
        facets = tuple(f for f in self._facets.values() if f.id in used or self._base is None)
        return Taxonomy(points, facets, tags, tuple(self._contexts.values()), self._ignored)

    def _read_points(self, node: Node) -> None:
        names = tuple(field.name for field in fields(Points))
        needed = () if self._lacks_base or self._base else names
        for name, number in node.fields("'points'", needed, names, self._mistakes).items():
            with self._mistakes.noted():
                limits = _SHARE if name in _SHARES else POINTS
                self._points[name] = number.number(f"'{name}'", *limits)

    def _read_facets(self, node: Node) -> None:
        for name, title in node.named("'facets'"):
            with self._mistakes.noted():
                facet = slug(name)
                self._facets[facet] = Facet(facet, facet)  # Tags may name it, whatever its title.
                self._facets[facet] = Facet(facet, title.text("a facet's title"))

    def _read_contexts(self, node: Node) -> None:
        for named, rules in node.named("'contexts'"):
            with self._mistakes.noted():
                name = named.text("a context")
                label = f"the context '{name}'"
                self._contexts[name] = Context(name, 1, ())
                keys = rules.mapping(label, ("from", "phrases"), ())
                least = int(keys["from"].number("'from'", 1, 100))
                phrases = self._reader.phrases(keys["phrases"], label, {})
                self._contexts[name] = Context(name, least, phrases)

    def _read_ignored(self, node: Node) -> None:
        ignored = self._reader.phrases(node, "'ignore'", {})
        self._ignored = tuple(dict.fromkeys((*self._ignored, *ignored)))

    def _drop(self, node: Node) -> None:
        known = tuple(self._entries)
        for item in node.items("'drop'"):
            with self._mistakes.noted():
                name = item.text("a tag to drop")
                if name not in known and not self._lacks_base:
                    item.refuse(f"unknown tag '{name}'", nearest(name, known, _SEE))
                self._entries.pop(name, None)

    def _read_tags(self, node: Node) -> None:
        former = dict(self._entries)
        for item in node.items("'tags'"):
            with self._mistakes.noted():
                entry = self._reader.entry(item, former, self._facets, self._contexts)
                if entry:
                    self._entries[entry.id] = entry
        # A later version may call a tag what this file calls another.
        taken = self._reader.shorts
        for name, entry in self._entries.items():
            if former.get(name) is entry and entry.short.lower() in taken:
                self._entries[name] = entry.without_short()


def _tag(entry: TagEntry, points: Points) -> Tag:
    return Tag(
        id=entry.id,
        facet=entry.facet,
        title=entry.title,
        means=entry.means,
        cutoff=points.cutoff if entry.cutoff is None else entry.cutoff,
        phrases=tuple(_in_order(entry.phrases)),
        unless=entry.unless,
        short=entry.short,
    )


def _in_order(phrases: Iterable[Phrase]) -> list[Phrase]:
    return sorted(phrases, key=lambda phrase: STRENGTHS.index(phrase.strength))
