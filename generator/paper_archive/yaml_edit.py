"""Edits YAML as text: only the lines of a change differ, and comments and order stay.

Libraries that parse and write a whole file again move comments to other keys, and change quotes and
indentation. This module finds the place of a change in PyYAML's nodes, and changes the text there.
New lines follow the last line of their mapping or list, written as the others there are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence

import yaml

from paper_archive.yaml_change import Append, Edit, Put, Relist, Take
from paper_archive.yaml_nodes import (
    ALIAS,
    NULL,
    NotEditable,
    comments,
    composed,
    elsewhere,
    inside,
    special,
)

__all__ = ["Append", "Edit", "NotEditable", "Put", "Relist", "Take", "edited", "quoted"]

_INDENTATION = 2
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]*")
# What YAML takes only as escapes, and JSON as it is.
_ODD = re.compile("[\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return YAML with changes, which are made one after the other.

    The root must be a mapping, or nothing. Raises NotEditable where a place has an alias, an anchor
    or a tag, where a comment would be lost, and where anything but that place would change.
    """
    for edit in edits:
        new = _Text(text).edited(edit)
        if new != text:
            _compare(text, new, edit.path)
        text = new
    return text


def _compare(text: str, new: str, path: Sequence[str]) -> None:
    """Raise NotEditable unless a change keeps all comments and what stands outside of its place."""
    there = [comment for _, comment in comments(new)]
    for place, comment in comments(text):
        words = comment.lstrip("# ")
        kept = next((n for n, other in enumerate(there) if other.endswith(words)), None)
        line = text.count("\n", 0, place) + 1
        if kept is None:
            raise NotEditable(line, f"the comment `{comment}` would be lost")
        del there[kept]
    try:
        differs = elsewhere(composed(text), path) != elsewhere(composed(new), path)
    except NotEditable as error:
        raise NotEditable(1, f"the place of '{'.'.join(path)}' is written unusually") from error
    if differs:
        raise NotEditable(1, f"more than '{'.'.join(path)}' would change")


class _Text:
    """YAML and its nodes."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line_end = "\r\n" if "\r\n" in text else "\n"
        self._root = composed(text)

    def edited(self, edit: Edit) -> str:
        if isinstance(edit, Relist):
            return self._relisted(edit)
        before, node, rest = self._found(None, self._root, edit.path)
        is_filled = bool(rest) or isinstance(edit, Append)
        if is_filled and node is not None and node.tag == NULL and node.value:
            # `null` and `~` are written where a value is missing.
            start, end = node.start_mark.index, node.end_mark.index
            return _Text(self._spliced(start, end, "")).edited(edit)
        match edit:
            case Put(_, value) if not rest:
                return self._replaced(node, before, value)
            case Append(_, item) if not rest and isinstance(node, yaml.SequenceNode):
                return self._with_items(node, [item])
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
        _refuse_special(key, node)
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
        for part in inside(node):
            _refuse_special(key, part)
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

    def _with_items(self, node: yaml.SequenceNode, items: Sequence[str]) -> str:
        """Return the text with more items at the end of a list."""
        if node.flow_style or not node.value:
            return self._before_the_end(node, ", ".join(items))
        column = node.start_mark.column
        return self._with_lines(
            self._end(node), [f"{' ' * column}- {item}" for item in items], column
        )

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
        for part in (node, *inside(here)):
            if special(part):
                raise NotEditable(part.start_mark.line + 1, f"a list {special(part)}")
        if len(there) > 1 or not edit.after:
            text = self._without(node, key, n)
            return _Text(text).edited(edit) if len(there) > 1 else text
        return self._with_items_around(here, edit.before, edit.after)

    def _with_items_around(
        self, node: yaml.SequenceNode, before: Sequence[str], after: Sequence[str]
    ) -> str:
        """Return the text with a list that has other items too, before and behind those there."""
        size = len(before)
        starts = (n for n in range(len(after)) if [*after[n : n + size]] == [*before])
        at = next(starts, None)
        if at is None or not size:
            return self._spliced(node.start_mark.index, self._end(node), _flow(after))
        start, first, behind = node.start_mark.index, after[:at], after[at + size :]
        text = self._with_items(node, behind) if behind else self._text
        if node.flow_style:
            return text[: start + 1] + "".join(f"{item}, " for item in first) + text[start + 1 :]
        next_line = f"{self._line_end}{' ' * node.start_mark.column}"
        return text[:start] + "".join(f"- {item}{next_line}" for item in first) + text[start:]

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
        """Return the text without an item of a list; what a comment says of it stays."""
        here, last = node.value[n], len(node.value) - 1
        for part in inside(here):
            _refuse_special(key, part)
        if not node.flow_style:
            start = self._text.rindex("\n", 0, self._dash(node, n))
            end = self._line_after(self._end(here))
            text = self._spliced(start, end, self._notes(node, here, start, end))
            if last or key is None:
                return text
            at = self._text.index(":", key.end_mark.index) + 1
            return f"{text[:at]} []{text[at:]}"
        if not last:
            return self._replaced(node, key, "[]")
        if n < last:
            end = node.value[n + 1].start_mark.index
            return self._spliced(here.start_mark.index, end, "")
        return self._spliced(self._end(node.value[n - 1]), self._end(here), "")

    def _dash(self, node: yaml.SequenceNode, n: int) -> int:
        """Return the place of the sign of an item, whose value may begin lines below."""
        at = self._end(node.value[n - 1]) if n else int(node.start_mark.index)
        while self._text[at] != "-":
            at = self._line_after(at) if self._text[at] == "#" else at + 1
        return at

    def _notes(self, node: yaml.Node, here: yaml.Node, start: int, end: int) -> str:
        """Return the comments of a stretch as lines, the first with the item's name."""
        notes = [words.lstrip("# ") for place, words in comments(self._text) if start < place < end]
        if not notes:
            return ""
        name = ", ".join(_texts(here)) or here.value
        lines = [
            f"{' ' * node.start_mark.column}# {note}"
            for note in (f"{name}: {notes[0]}", *notes[1:])
        ]
        # They follow a carriage return, where lines end with one.
        return "".join(f"\n{line}{self._line_end[:-1]}" for line in lines)

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
            if special(node) == ALIAS:
                break
            last = node.value[-1]
            node = last[1] if isinstance(node, yaml.MappingNode) else last
        end = int(node.end_mark.index)
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            return len(self._text[:end].rstrip())
        return end

    def _spliced(self, start: int, end: int, new: str) -> str:
        return self._text[:start] + new + self._text[end:]


def _refuse_special(key: yaml.Node | None, node: yaml.Node | None) -> None:
    """Raise NotEditable for a node that is in two places, or has an explicit tag."""
    if node is not None and (words := special(node)):
        name = f"'{key.value}'" if isinstance(key, yaml.ScalarNode) else "the file"
        raise NotEditable(node.start_mark.line + 1, f"{name} {words}")


def _texts(node: yaml.Node | None) -> list[str]:
    """Return the texts of a list, in order."""
    items = node.value if isinstance(node, yaml.SequenceNode) else ()
    return [item.value for item in items]


def quoted(text: str) -> str:
    """Return a text in quotes, with escapes for characters that YAML does not take as they are."""
    return _ODD.sub(lambda odd: f"\\u{ord(odd[0]):04x}", json.dumps(text, ensure_ascii=False))


def _flow(items: Sequence[str]) -> str:
    return f"[{', '.join(items)}]"


def _key(name: str) -> str:
    """Return a key, in quotes where it could be read as something else."""
    return name if _PLAIN.fullmatch(name) else quoted(name)


def _is_nothing(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == NULL and not node.value


def _is_in_line(node: yaml.Node) -> bool:
    """Tell whether a value begins in the line of its key, wherever else it may be written."""
    if isinstance(node, yaml.CollectionNode):
        return bool(node.flow_style)
    return not _is_nothing(node)
