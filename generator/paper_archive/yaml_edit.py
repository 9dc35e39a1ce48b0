"""Edits YAML as text: only the lines of a change differ, and comments and order stay.

Libraries that parse and write a whole file again move comments to other keys, and change quotes and
indentation. This module finds the place of a change in PyYAML's nodes, and changes the text there.
New lines follow the last line of their mapping or list, written as the others there are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INDENTATION = 2
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]*")
_NULL = "tag:yaml.org,2002:null"


@dataclass(frozen=True, slots=True)
class Put:
    """Sets a value in mappings: `path` are the keys that lead to it, `value` is YAML on one line.

    Keys that do not exist are added. The `comment` is written after the last but one where it is
    new.
    """

    path: Sequence[str]
    value: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Append:
    """Adds an item, YAML on one line, to the list that `path` leads to."""

    path: Sequence[str]
    item: str


@dataclass(frozen=True, slots=True)
class Take:
    """Removes an item, a text, from the list that `path` leads to, if it is there."""

    path: Sequence[str]
    item: str


@dataclass(frozen=True, slots=True)
class Relist:
    """Changes a list of texts that is an item of the list that `path` leads to.

    The list `before` becomes `after`, or goes if this is empty. If it is there several times, the
    others go; if it is nowhere, `after` is added. Texts are compared as `read` returns them.
    """

    path: Sequence[str]
    before: Sequence[str]
    after: Sequence[str]
    read: Callable[[str], str] = str


Edit = Put | Append | Take | Relist


class NotEditable(ValueError):
    """A place of a file that cannot be edited as text; says which, and its line."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return YAML with changes, which are made one after the other.

    The root must be a mapping, or nothing. Raises NotEditable.
    """
    for edit in edits:
        text = _Text(text).edited(edit)
    return text


class _Text:
    """YAML and its nodes."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line_end = "\r\n" if "\r\n" in text else "\n"
        self._root: yaml.Node | None = yaml.compose(text, Loader=_LOADER)

    def edited(self, edit: Edit) -> str:
        if isinstance(edit, Relist):
            return self._relisted(edit)
        before, node, rest = self._found(None, self._root, edit.path)
        if rest and node is not None and node.tag == _NULL and node.value:
            # `null` and `~` are written where a value is missing.
            start, end = node.start_mark.index, node.end_mark.index
            return _Text(self._spliced(start, end, "")).edited(edit)
        match edit:
            case Put(_, value) if not rest:
                return self._replaced(node, before, value)
            case Append(_, item) if not rest and isinstance(node, yaml.SequenceNode):
                return self._with_item(node, item)
            case Take(_, item):
                return self._without_item(node, before, item) if not rest else self._text
            case Append(_, item):
                return self._with_keys(node, before, rest, ["-", item])
            case Put(_, value, comment):
                return self._with_keys(node, before, rest, [value], comment)

    def _found(
        self, key: yaml.Node | None, node: yaml.Node | None, path: Sequence[str]
    ) -> tuple[yaml.Node | None, yaml.Node | None, Sequence[str]]:
        """Return the key and the value that a path leads to, and the rest of it that is missing.

        Where a key is repeated, it is the last one of those that lead furthest.
        """
        if key is not None and node is not None and node.end_mark.index < key.start_mark.index:
            raise NotEditable(key.start_mark.line + 1, f"'{key.value}' is an alias")
        if not path or not isinstance(node, yaml.MappingNode):
            return key, node, path
        there = [
            self._found(name, value, path[1:])
            for name, value in reversed(node.value)
            if name.value == path[0]
        ]
        return min(there, key=lambda found: len(found[2])) if there else (key, node, path)

    def _replaced(self, node: yaml.Node | None, key: yaml.Node | None, value: str) -> str:
        """Return the text with another value of a key, in the line of the key."""
        if node is None or key is None:
            raise NotEditable(1, "the file is no mapping")
        start = self._text.index(":", key.end_mark.index) + 1
        if _is_in_line(node):
            start = node.start_mark.index
        return self._spliced(start, self._end(node), " " * (not _is_in_line(node)) + value)

    def _with_keys(
        self,
        node: yaml.Node | None,
        key: yaml.Node | None,
        rest: Sequence[str],
        value: Sequence[str],
        comment: str = "",
    ) -> str:
        """Return the text with new keys, one in the other, and the value of the last."""
        if isinstance(node, yaml.MappingNode) and node.flow_style:
            inner = f"[{value[1]}]" if value[0] == "-" else value[0]
            for name in reversed(rest[1:]):
                inner = f"{{{_key(name)}: {inner}}}"
            return self._before_the_end(node, f"{_key(rest[0])}: {inner}")
        if isinstance(node, yaml.MappingNode):
            column, after = node.value[0][0].start_mark.column, self._end(node)
        elif node is None:
            column, after = 0, len(self._text.rstrip())
        elif key is not None and _is_nothing(node):
            column = key.start_mark.column + _INDENTATION
            after = max(node.end_mark.index, key.end_mark.index)
        else:
            raise NotEditable(node.start_mark.line + 1, "neither a mapping nor a list")
        lines = []
        for depth, name in enumerate(rest):
            note = f"  # {comment}" if comment and depth == len(rest) - 2 else ""
            lines.append(f"{' ' * (column + depth * _INDENTATION)}{_key(name)}:{note}")
        if value[0] == "-":
            lines.append(f"{' ' * (column + len(rest) * _INDENTATION)}- {value[1]}")
        else:
            lines[-1] += f" {value[0]}"
        return self._with_lines(after, lines, column)

    def _with_item(self, node: yaml.SequenceNode, item: str) -> str:
        if node.flow_style or not node.value:
            return self._before_the_end(node, item)
        column = node.start_mark.column
        return self._with_lines(self._end(node), [f"{' ' * column}- {item}"], column)

    def _relisted(self, edit: Relist) -> str:
        """Return the text with another list in a list; the last of its kind changes first."""
        there = [
            (key, node, n)
            for key, node in self._parts(None, self._root, edit.path)
            for n, item in enumerate(node.value)
            if [edit.read(text) for text in _texts(item)] == list(edit.before)
        ]
        if not there:
            return self.edited(Append(edit.path, _flow(edit.after))) if edit.after else self._text
        key, node, n = there[-1]
        here = node.value[n]
        if here.start_mark.index < node.start_mark.index:
            raise NotEditable(node.start_mark.line + 1, "a list is an alias")
        if len(there) > 1 or not edit.after:
            text = self._without(node, key, n)
            return _Text(text).edited(edit) if len(there) > 1 else text
        more = edit.after[len(edit.before) :]
        if [*edit.before, *more] != [*edit.after]:
            return self._spliced(here.start_mark.index, self._end(here), _flow(edit.after))
        if not more:
            return self._text
        text = self._with_item(here, more[0])
        done = [*edit.before, more[0]]
        return _Text(text).edited(Relist(edit.path, done, edit.after, edit.read))

    def _parts(
        self, key: yaml.Node | None, node: yaml.Node | None, path: Sequence[str]
    ) -> Iterator[tuple[yaml.Node | None, yaml.SequenceNode]]:
        """Yield the keys and values of all lists that a path leads to."""
        if not path and isinstance(node, yaml.SequenceNode):
            yield key, node
        elif path and isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                if name.value == path[0]:
                    yield from self._parts(name, value, path[1:])

    def _without_item(self, node: yaml.Node | None, key: yaml.Node | None, item: str) -> str:
        texts = _texts(node)
        if not isinstance(node, yaml.SequenceNode) or item not in texts:
            return self._text
        return self._without(node, key, texts.index(item))

    def _without(self, node: yaml.SequenceNode, key: yaml.Node | None, n: int) -> str:
        if len(node.value) == 1:
            return self._replaced(node, key, "[]")
        here = node.value[n]
        if not node.flow_style:
            start = self._text.rindex("\n", 0, here.start_mark.index)
            return self._spliced(start, self._line_after(self._end(here)), "")
        if n + 1 < len(node.value):
            end = node.value[n + 1].start_mark.index
            return self._spliced(here.start_mark.index, end, "")
        return self._spliced(self._end(node.value[n - 1]), self._end(here), "")

    def _before_the_end(self, node: yaml.CollectionNode, item: str) -> str:
        """Return the text with another item in brackets or braces."""
        end = node.end_mark.index - 1
        if not node.value:
            return self._spliced(end, end, item)
        is_mapping = isinstance(node, yaml.MappingNode)
        last = self._end(node.value[-1][1] if is_mapping else node.value[-1])
        has_comma = "," in self._text[last:end].partition("#")[0]
        return (
            self._spliced(last, last, f", {item}")
            if not has_comma
            else self._spliced(end, end, f" {item}")
        )

    def _with_lines(self, after: int, lines: Iterable[str], column: int) -> str:
        """Return the text with lines after the one that has the place `after`.

        Comments below it that are indented deeper than the new lines belong to what is there.
        """
        at = self._line_after(after)
        while (line := self._text[at + 1 : self._line_after(at + 1)]).lstrip(" ")[:1] == "#":
            if self._root is None or len(line) - len(line.lstrip(" ")) <= column:
                break
            at = self._line_after(at + 1)
        new = self._line_end.join(lines)
        if self._root is None and self._text.strip():
            new = self._line_end + new  # a line between comments and the first part
        if at == len(self._text) and not self._text.endswith("\n"):
            start = self._line_end if self._text else ""
            return f"{self._text}{start}{new}{self._line_end}"
        return self._spliced(at + 1, at + 1, new + self._line_end)

    def _line_after(self, place: int) -> int:
        """Return where the line of a place ends."""
        at = self._text.find("\n", place)
        return len(self._text) if at < 0 else at

    def _end(self, node: yaml.Node) -> int:
        """Return where the text of a node ends, without the comments that follow it."""
        while isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
            last = node.value[-1]
            key, node = last if isinstance(node, yaml.MappingNode) else (None, last)
            if key is not None and node.end_mark.index < key.end_mark.index:
                return self._line_after(key.end_mark.index)  # an alias
        end = int(node.end_mark.index)
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            return len(self._text[:end].rstrip())
        return end

    def _spliced(self, start: int, end: int, new: str) -> str:
        return self._text[:start] + new + self._text[end:]


def _texts(node: yaml.Node | None) -> list[str]:
    """Return the texts of a list, in order."""
    items = node.value if isinstance(node, yaml.SequenceNode) else ()
    return [item.value for item in items]


def _flow(items: Sequence[str]) -> str:
    return f"[{', '.join(items)}]"


def _key(name: str) -> str:
    """Return a key, in quotes where it could be read as something else."""
    return name if _PLAIN.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def _is_nothing(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == _NULL and not node.value


def _is_in_line(node: yaml.Node) -> bool:
    """Tell whether a value begins in the line of its key, wherever else it may be written."""
    if isinstance(node, yaml.CollectionNode):
        return bool(node.flow_style)
    return not _is_nothing(node)
