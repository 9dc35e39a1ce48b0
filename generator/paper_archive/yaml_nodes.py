"""PyYAML's nodes with what they lose: anchors, aliases and tags; and the comments of a text."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.resolver import Resolver

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NULL = "tag:yaml.org,2002:null"
ALIAS, _ANCHOR, _TAG = "is an alias", "has an anchor", "has a tag"
_BLOCKS = ("|", ">")


class NotEditable(ValueError):
    """A place of a file that cannot be edited as text; says which, and its line."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


def composed(text: str) -> yaml.Node | None:
    """Return the root of a YAML text, None if there is none.

    A node that is an alias, or has an anchor or a tag, has these words as `special`; an alias is a
    copy of the node that it stands for, in the place of the alias. Raises NotEditable.
    """
    try:
        root: yaml.Node | None = _Composer(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = f"not YAML: {error.problem or error.context}"
        raise NotEditable(mark.line + 1 if mark else 1, what) from error
    except yaml.YAMLError as error:
        raise NotEditable(1, f"not YAML: {' '.join(str(error).split())}") from error
    except RecursionError as error:
        raise NotEditable(1, "brackets or lists in one another are too many") from error
    return root


def special(node: yaml.Node) -> str:
    """Return what keeps a node from being edited, such as "is an alias", "" for nothing."""
    words: str = getattr(node, "special", "")
    return words


def inside(node: yaml.Node) -> Iterator[yaml.Node]:
    """Yield a node and the nodes in it; what an alias stands for is not in it."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        yield here
        if isinstance(here, yaml.CollectionNode) and special(here) != ALIAS:
            pairs = isinstance(here, yaml.MappingNode)
            waiting += [each for pair in here.value for each in pair] if pairs else here.value


def elsewhere(node: yaml.Node | None, path: Sequence[str]) -> list[object]:
    """Return what a document says outside of a path, in a form that can be compared."""
    if not path or not isinstance(node, yaml.MappingNode) or special(node):
        return [_said(node)] if path and node is not None and node.tag != NULL else []
    said: list[object] = []
    for key, value in node.value:
        if key.value == path[0]:
            said += [(path[0], inner) for inner in elsewhere(value, path[1:])]
        else:
            said.append((_said(key), _said(value)))
    return said


def _said(node: yaml.Node | None) -> object:
    if node is None or special(node) == ALIAS:
        return getattr(node, "anchor", None)
    name = (node.tag, special(node), getattr(node, "anchor", None))
    if isinstance(node, yaml.MappingNode):
        return (*name, [(_said(key), _said(value)) for key, value in node.value])
    if isinstance(node, yaml.SequenceNode):
        return (*name, [_said(item) for item in node.value])
    # Where a file ends in a block without a line break, further lines add one.
    is_block = isinstance(node, yaml.ScalarNode) and node.style in _BLOCKS
    return (*name, node.value.rstrip("\n") if is_block else node.value)


def comments(text: str) -> list[tuple[int, str]]:
    """Return the comments of a YAML text, each with its place; a text that is none has none."""
    found: list[tuple[int, str]] = []
    place = 0
    try:
        for token in yaml.scan(text, Loader=_LOADER):
            found += _between(text, place, token.start_mark.index)
            place = token.end_mark.index
            if isinstance(token, yaml.ScalarToken) and token.style in _BLOCKS:
                # A comment may follow the sign of a block, whose end may be that of its comments.
                first = text.find("\n", token.start_mark.index, place)
                found += _between(text, token.start_mark.index + 1, first if first > 0 else place)
    except yaml.YAMLError:
        return []
    return found + _between(text, place, len(text))


def _between(text: str, start: int, end: int) -> list[tuple[int, str]]:
    found = []
    while (start := text.find("#", start, end)) >= 0:
        line_end = text.find("\n", start, end)
        stop = end if line_end < 0 else line_end
        found.append((start, text[start:stop].rstrip()))
        start = stop
    return found


class _Composer(Composer, Resolver):
    """Composes the events of a text, which libyaml parses, where it is there."""

    def __init__(self, text: str) -> None:
        Composer.__init__(self)
        Resolver.__init__(self)
        self._events = yaml.parse(text, Loader=_LOADER)
        self._next: Any = next(self._events, None)

    def check_event(self, *choices: type) -> bool:
        return self._next is not None and (not choices or isinstance(self._next, choices))

    def peek_event(self) -> Any:
        return self._next

    def get_event(self) -> Any:
        event, self._next = self._next, next(self._events, None)
        return event

    def compose_node(self, parent: Any, index: Any) -> Any:
        node: Any
        event = self.peek_event()
        if self.check_event(yaml.AliasEvent):
            self.get_event()
            if event.anchor not in self.anchors:
                line = event.start_mark.line + 1
                raise NotEditable(line, f"not YAML: found undefined alias '{event.anchor}'")
            node = copy.copy(self.anchors[event.anchor])
            node.start_mark, node.end_mark = event.start_mark, event.end_mark
            node.special = ALIAS
        else:
            node = super().compose_node(parent, index)
            node.special = _ANCHOR if event.anchor else _TAG if event.tag else ""
        node.anchor = event.anchor
        return node
