"""Reads YAML strictly: values must be of the expected kind, and mistakes name their line.

It works on PyYAML's nodes, because plain dicts keep neither line numbers nor repeated keys.
"""

from __future__ import annotations

import difflib
import heapq
import math
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import NoReturn

import yaml

from paper_archive.model import InputError, Problem, Source
from paper_archive.yaml_lines import LOADER, line_of_deep, line_of_odd

_NULL = "tag:yaml.org,2002:null"
# As many names, those that share most pairs of letters, are compared letter by letter.
_COMPARED = 50
# As many mistakes are reported at once.
_MOST_MISTAKES = 20


class Node:
    """One value of a YAML document, with its line."""

    __slots__ = ("_node", "_source")

    def __init__(self, source: str, node: yaml.Node) -> None:
        self._source = source
        self._node = node

    @property
    def line(self) -> int:
        return self._node.start_mark.line + 1

    @property
    def empty(self) -> bool:
        """Whether there is no value, as after a key whose lines were all deleted."""
        return isinstance(self._node, yaml.ScalarNode) and self._node.tag == _NULL

    @property
    def is_text(self) -> bool:
        """Whether it is one value, neither a mapping nor a list."""
        return isinstance(self._node, yaml.ScalarNode)

    @property
    def is_list(self) -> bool:
        """Whether it is a list."""
        return isinstance(self._node, yaml.SequenceNode)

    def refuse(self, what: str, fix: str) -> NoReturn:
        """Raise InputError for the line of this value."""
        raise InputError(Problem(self._source, self.line, what, fix))

    def mapping(
        self, what: str, required: Collection[str], optional: Collection[str]
    ) -> dict[str, Node]:
        """Return the fields of a mapping. Unknown, repeated and missing keys raise InputError."""
        mistakes = Mistakes()
        fields = self.fields(what, required, optional, mistakes)
        mistakes.refuse()
        return fields

    def fields(
        self,
        what: str,
        required: Collection[str],
        optional: Collection[str],
        mistakes: Mistakes,
        elsewhere: tuple[str, Collection[str]] = ("", ()),
    ) -> dict[str, Node]:
        """Return the known fields of a mapping, and note unknown, repeated and missing keys.

        `elsewhere` names another mapping of the file and its keys: an unknown key may be one of
        them at the wrong place. Raises InputError if it is no mapping.
        """
        if not isinstance(self._node, yaml.MappingNode):
            names = ", ".join(required or optional)
            self.refuse(f"{what} is not a mapping", f"write {names} as `key: value`")
        known = list(dict.fromkeys((*required, *optional)))
        fields: dict[str, Node] = {}
        hints = []
        for key, value in self._pairs():
            with mistakes.noted():
                name = key.text("a key")
                if name not in known:
                    hints.append(_nearest_key(name, known, *elsewhere))
                    key.refuse(f"unknown key '{name}' in {what}", hints[-1])
                if name in fields:
                    key._refuse_second(name, what, fields[name], value)
                fields[name] = value
        # A misspelt key is not missing too.
        missing = [n for n in required if n not in fields and did_you_mean(n) not in hints]
        if missing:
            names = ", ".join(f"'{name}'" for name in missing)
            fix = ", ".join(f"`{name}: …`" for name in missing)
            with mistakes.noted():
                self.refuse(f"{what} has no {names}", f"add {fix}")
        return fields

    def parts(self, what: str, names: Collection[str]) -> dict[str, list[Node]]:
        """Return the values of a mapping by name; a name may be repeated.

        Unknown names raise InputError.
        """
        if not isinstance(self._node, yaml.MappingNode):
            self.refuse(f"{what} is not a mapping", f"write {', '.join(names)} as `key: value`")
        parts: dict[str, list[Node]] = {}
        for key, value in self._pairs():
            name = key.text("a key")
            if name not in names:
                key.refuse(f"unknown key '{name}' in {what}", nearest(name, names))
            parts.setdefault(name, []).append(value)
        return parts

    def named(self, what: str) -> list[tuple[Node, Node]]:
        """Return the (name, value) pairs of a mapping. Raises InputError for a repeated name."""
        if not isinstance(self._node, yaml.MappingNode):
            self.refuse(f"{what} is not a mapping", "write `name: …`, one per line")
        seen: dict[str, Node] = {}
        pairs = list(self._pairs())
        for key, value in pairs:
            name = key.text("a name")
            if name in seen:
                key._refuse_second(name, what, seen[name], value)
            seen[name] = value
        return pairs

    def _refuse_second(self, name: str, what: str, first: Node, second: Node) -> NoReturn:
        """Refuse a name that appears twice: what is under both may belong together."""
        is_text = first.is_text or second.is_text
        fix = "keep one of the two" if is_text else "merge them: move what is under it to the first"
        self.refuse(f"'{name}' appears twice in {what}", fix)

    def _pairs(self) -> Iterator[tuple[Node, Node]]:
        for key, value in self._node.value:
            yield Node(self._source, key), Node(self._source, value)

    def get(self, name: str) -> Node | None:
        """Return the first value of a key, None where there is none or this is no mapping."""
        if isinstance(self._node, yaml.MappingNode):
            for key, value in self._pairs():
                if key.is_text and key._node.value == name:
                    return value
        return None

    def items(self, what: str) -> list[Node]:
        """Return the items of a list."""
        if not isinstance(self._node, yaml.SequenceNode):
            self.refuse(f"{what} is not a list", "write `[one, two]`, or one `- item` per line")
        return [Node(self._source, item) for item in self._node.value]

    def text(self, what: str) -> str:
        """Return a scalar as it is written (`on` stays `on`). Raises InputError if it is empty."""
        if not isinstance(self._node, yaml.ScalarNode):
            self.refuse(f"{what} is not text", "write plain text, in quotes if it contains : or #")
        text = " ".join(self._node.value.split())
        if not text:
            self.refuse(f"{what} is empty", "fill it in or delete the line")
        return text

    def lines(self, what: str) -> str:
        """Return a text with its line breaks. Raises InputError if it is not text."""
        if not isinstance(self._node, yaml.ScalarNode):
            self.refuse(f"{what} is not text", "write plain text, or `|` and the lines below it")
        if self.empty:
            return ""
        lines = (" ".join(line.split()) for line in self._node.value.splitlines())
        return "\n".join(lines).strip("\n")

    def number(self, what: str, low: float, high: float) -> float:
        """Return a number from `low` to `high`, both included. Raises InputError for others."""
        text = self.text(what)
        try:
            value = float(text)
        except ValueError:
            self.refuse(f"{what} is '{text}', not a number", f"write a number, {low:g} to {high:g}")
        if not (math.isfinite(value) and low <= value <= high):
            self.refuse(f"{what} is {text}", f"write a number from {low:g} to {high:g}")
        return value


class Mistakes:
    """The mistakes of a file, to report together."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Note an InputError instead of raising it; what follows inside is skipped."""
        try:
            yield
        except InputError as error:
            self.problems += error.problems

    def refuse(self) -> None:
        """Raise InputError for the first mistakes in the order of the file, if there are any."""
        if not self.problems:
            return
        first = sorted(self.problems, key=lambda problem: problem.line)
        if (more := len(first) - _MOST_MISTAKES) > 0:
            what = f"has {more:,} more mistake{'s' * (more > 1)}"
            last = Problem(first[0].source, 0, what, "mend these first")
            first[_MOST_MISTAKES:] = [last]
        raise InputError(*first)


def document(source: Source) -> Node | None:
    """Return the root of a YAML file, None if the file has only comments.

    Raises InputError if it is not UTF-8 or not YAML.
    """
    try:
        text = source.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.data.count(b"\n", 0, error.start) + 1
        what = f"byte {error.start} is not UTF-8"
        raise InputError(Problem(source.name, line, what, "save the file as UTF-8")) from error
    try:
        if line := line_of_deep(text):
            what, fix = "lists or mappings are nested too deep", "write it flatter"
            raise InputError(Problem(source.name, line, what, fix))
        root = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = f"not YAML: {error.problem or error.context}"
        fix = "check the indentation, brackets, commas and quotes here and just above"
        problem = Problem(source.name, mark.line + 1 if mark else 0, what, fix)
        raise InputError(problem) from error
    except yaml.YAMLError as error:
        what = f"not YAML: {' '.join(str(error).split())}"
        line = line_of_odd(source.data)
        raise InputError(Problem(source.name, line, what, "remove unusual characters")) from error
    return None if root is None else Node(source.name, root)


def nearest(
    name: str,
    known: Collection[str],
    otherwise: str = "see the top of the file",
    alike: float = 0.5,
) -> str:
    """Return a hint for a misspelt name: the most similar known name, else all known names.

    `otherwise` is the hint if no name is similar and there are too many to list. `alike`, 0 to 1,
    is how similar a name must be.
    """
    if near := most_similar(name, known, alike):
        return did_you_mean(near)
    return f"known names: {', '.join(known)}" if 0 < len(known) <= 12 else otherwise


def _nearest_key(name: str, known: Collection[str], where: str, others: Collection[str]) -> str:
    """Return the hint for a misspelt key, which may be one of `others` in the mapping `where`."""
    near = most_similar(name, [*known, *others])
    return nearest(name, known) if near in ("", *known) else f"did you mean '{near}' of {where}?"


def most_similar(name: str, known: Collection[str], alike: float = 0.5) -> str:
    """Return the known name that is most similar to a misspelt one, "" if none is."""
    candidates = known
    if len(known) > _COMPARED:
        pairs = _pairs_of(name)
        candidates = heapq.nlargest(_COMPARED, known, lambda other: _overlap(pairs, other))
    near = difflib.get_close_matches(name, candidates, n=1, cutoff=alike)
    return near[0] if near else ""


def did_you_mean(name: str) -> str:
    """Return the hint that another name is meant."""
    return f"did you mean '{name}'?"


def _pairs_of(text: str) -> set[str]:
    return {text[n : n + 2] for n in range(len(text) - 1)}


def _overlap(pairs: set[str], other: str) -> float:
    """Jaccard index of the pairs of letters, in a hundredth of the time of a full comparison."""
    others = _pairs_of(other)
    return len(pairs & others) / (len(pairs | others) or 1)
