"""The lines of the keys of a YAML document, and whether its aliases end."""

from __future__ import annotations

from collections.abc import Collection

import yaml

Place = tuple[str | int, ...]
# More than any configuration has; a few lines of aliases stand for billions.
_MOST = 200_000


class EndlessError(ValueError):
    """A document that holds itself, or repeats itself without measure; `line` is its anchor's."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(what)
        self.line = line


def check(node: yaml.Node | None) -> None:
    """Raise EndlessError if the aliases below a node lead back to it, or stand for too much."""
    sizes: dict[int, int] = {}
    if node is not None:
        _size(node, sizes, set())


def _size(node: yaml.Node, sizes: dict[int, int], around: set[int]) -> int:
    """The number of nodes that one stands for; each is counted once, however often it is named."""
    if id(node) in around:
        raise EndlessError("holds an alias of what is around it", node.start_mark.line + 1)
    if id(node) not in sizes:
        around.add(id(node))
        sizes[id(node)] = 1 + sum(_size(each, sizes, around) for each in _below(node))
        around.remove(id(node))
        if sizes[id(node)] > _MOST:
            what = f"has aliases that stand for more than {_MOST:,} values"
            raise EndlessError(what, node.start_mark.line + 1)
    return sizes[id(node)]


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
