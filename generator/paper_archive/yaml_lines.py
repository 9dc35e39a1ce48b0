"""The lines of the keys of a YAML document, and whether its aliases end."""

from __future__ import annotations

from collections.abc import Collection

import yaml
from yaml.reader import Reader

Place = tuple[str | int, ...]
# More than any configuration has; a few lines of aliases stand for billions.
_MOST, _DEEPEST = 200_000, 100
# libyaml's loader is ten times as fast, but some builds of PyYAML lack it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def line_of_odd(data: bytes) -> int:
    """Return the line of the first byte that is not UTF-8, or the first character that YAML does
    not allow, 0 if there is none."""
    try:
        odd = Reader.NON_PRINTABLE.search(text := data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return text.count("\n", 0, odd.start()) + 1 if odd else 0


def line_of_half(node: yaml.Node | None) -> int:
    """Return the line of a text with half of a pair of UTF-16, which no file can hold, or 0."""
    halves = []
    waiting, seen = [node] if node else [], set()
    while waiting:
        here = waiting.pop()
        if id(here) not in seen:
            seen.add(id(here))
            waiting += _below(here)
            if isinstance(here, yaml.ScalarNode) and any(
                "\ud800" <= c <= "\udfff" for c in here.value
            ):
                halves.append(here.start_mark.line + 1)
    return min(halves, default=0)


def line_of_deep(text: str) -> int:
    """Return the line where values are nested too deep to be composed, 0 if none are.

    libyaml composes them by recursion in C, and the process would die. Raises yaml.YAMLError.
    """
    brackets = text.count("[") + text.count("{")
    if brackets <= _DEEPEST and not any(
        line.count("- ") + line.count("? ") > _DEEPEST or line[:_DEEPEST].isspace()
        for line in text.splitlines()
        if len(line) > _DEEPEST
    ):
        return 0
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            return event.start_mark.line + 1 if event.start_mark else 1
    return 0


class EndlessError(ValueError):
    """A document that holds itself, or stands for too much; with the line, and what to do."""

    def __init__(self, what: str, line: int, fix: str) -> None:
        super().__init__(what)
        self.line, self.fix = line, fix


def check(node: yaml.Node | None) -> None:
    """Raise EndlessError if the aliases below a node lead back to it, or stand for too much."""
    if node is not None:
        _measure(node, {}, set())


def _measure(
    node: yaml.Node, known: dict[int, tuple[int, int]], around: set[int]
) -> tuple[int, int]:
    """How many values a node stands for, and how deep they are nested.

    Each node is looked at once, however many aliases it has.
    """
    line, written_out = node.start_mark.line + 1, "write out what the alias, `*…`, stands for"
    if id(node) in around:
        raise EndlessError("has an alias of what is around it", line, written_out)
    if id(node) not in known:
        around.add(id(node))
        below = [_measure(each, known, around) for each in _below(node)]
        around.remove(id(node))
        size = 1 + sum(size for size, _ in below)
        depth = 1 + max((depth for _, depth in below), default=0)
        if size > _MOST:
            what = f"has aliases that stand for more than {_MOST:,} values"
            raise EndlessError(what, line, written_out)
        if depth > _DEEPEST:
            what = f"is nested more than {_DEEPEST} levels deep"
            raise EndlessError(what, line, "write it flatter")
        known[id(node)] = size, depth
    return known[id(node)]


def _below(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [each for pair in node.value for each in pair]
    return node.value if isinstance(node, yaml.SequenceNode) else []


def lines_of(
    node: yaml.Node | None, numbered: Collection[str], path: Place = ()
) -> dict[Place, int]:
    """The line of every key, by the names of the keys that lead to it.

    Items of the lists that are `numbered` have their numbers among the keys, others their text.
    """
    lines: dict[Place, int] = {}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            place = (*path, str(key.value))
            lines[place] = key.start_mark.line + 1
            lines |= lines_of(value, numbered, place)
    elif isinstance(node, yaml.SequenceNode):
        is_numbered = bool(path) and path[-1] in numbered
        for number, item in enumerate(node.value):
            place = (*path, number) if is_numbered else path
            if is_numbered:
                lines[place] = item.start_mark.line + 1
            elif isinstance(item, yaml.ScalarNode):
                lines[(*path, str(item.value))] = item.start_mark.line + 1
            lines |= lines_of(item, numbered, place)
    return lines
