"""Reads a JSON file of papers as the nodes that `strict_yaml` has for YAML, with lines.

Any JSON is YAML, but PyYAML cannot read halves of a character (`\\ud83d\\ude00`), and takes forty
times as long. Only what a list may have is kept: values of the file, and of each of its `papers`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import yaml

from paper_archive.model import InputError, Problem, Source
from paper_archive.strict_yaml import Node

PAPERS = "papers"
_SPACE = re.compile(r"[ \t\n\r]*+")
_TEXT, _NULL = "tag:yaml.org,2002:str", "tag:yaml.org,2002:null"


def is_json(source: Source) -> bool:
    """Tell whether a file begins as a JSON object does; some YAML does too."""
    return source.data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def json_document(source: Source) -> Node:
    """Return the root of a JSON object. Raises InputError if the file is none."""
    try:
        text = source.data.decode("utf-8-sig")
        return Node(source.name, _Reader(text).root())
    except UnicodeDecodeError as error:
        line = source.data.count(b"\n", 0, error.start) + 1
        what = f"byte {error.start} is not UTF-8"
        raise InputError(Problem(source.name, line, what, "save the file as UTF-8")) from error
    except json.JSONDecodeError as error:
        said = error.msg.removesuffix(" starting at")  # A position would follow.
        what = f"not JSON: {said[:1].lower()}{said[1:]}"
        fix = "check the brackets, commas and quotes here and just above, or export the file again"
        raise InputError(Problem(source.name, error.lineno, what, fix)) from error
    except RecursionError as error:
        what = "brackets in one another are too many"
        raise InputError(Problem(source.name, 0, what, "export the file again")) from error


class _Reader:
    """Reads an object from its beginning to its end; `_line` is the line of `_at`."""

    def __init__(self, text: str) -> None:
        # Numbers stay as written: 2608.16590 is an id.
        self._decoder = json.JSONDecoder(
            object_pairs_hook=tuple, parse_float=str, parse_int=str, parse_constant=str
        )
        self._text, self._at, self._line = text, 0, 1
        self._last_mark = self._mark_of(1)

    def root(self) -> yaml.Node:
        """Return the object, and nothing may follow it."""
        self._expect("{")
        pairs = []
        for _ in self._items("}"):
            key = self._scalar(str(self._value()))
            self._expect(":")
            is_papers = key.value == PAPERS and self._next() == "["
            pairs.append((key, self._papers() if is_papers else self._shallow(self._value())))
        if self._next():
            raise json.JSONDecodeError("extra data", self._text, self._at)
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, self._mark())

    def _papers(self) -> yaml.Node:
        mark = self._mark()
        self._expect("[")
        papers = []
        for _ in self._items("]"):
            line = self._line
            value = self._value()
            end, self._line = self._line, line
            papers.append(self._paper(value))
            self._line = end
        return yaml.SequenceNode("tag:yaml.org,2002:seq", papers, mark)

    def _paper(self, value: Any) -> yaml.Node:
        if not isinstance(value, tuple):
            return self._shallow(value)
        pairs = [(self._scalar(key), self._shallow(each)) for key, each in value]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, self._mark())

    def _shallow(self, value: Any) -> yaml.Node:
        """Return a value or a list of values; what is deeper is left out."""
        if isinstance(value, list):
            values = [self._scalar(each) for each in value if not isinstance(each, list | tuple)]
            return yaml.SequenceNode("tag:yaml.org,2002:seq", values, self._mark())
        if isinstance(value, tuple):
            return yaml.MappingNode("tag:yaml.org,2002:map", [], self._mark())
        return self._scalar(value)

    def _scalar(self, value: Any) -> yaml.ScalarNode:
        tag = _NULL if value is None else _TEXT
        text = str(value).lower() if isinstance(value, bool) else str(value or "")
        return yaml.ScalarNode(tag, text, self._mark())

    def _mark(self) -> yaml.Mark:
        """Return the mark of the line, which all values of a paper share."""
        if self._last_mark.line != self._line - 1:
            self._last_mark = self._mark_of(self._line)
        return self._last_mark

    def _mark_of(self, line: int) -> yaml.Mark:
        return yaml.Mark("", 0, line - 1, 0, None, 0)

    def _items(self, closing: str) -> Iterator[None]:
        """Stand at each item up to the closing bracket, which is read too."""
        if self._next() == closing:
            self._move(self._at + 1)
            return
        while True:
            self._next()
            yield
            if self._next() == closing:
                self._move(self._at + 1)
                return
            self._expect(",")

    def _next(self) -> str:
        """Pass over white space, and return the character after it, "" at the end."""
        match = _SPACE.match(self._text, self._at)
        self._move(match.end() if match else self._at)
        return self._text[self._at : self._at + 1]

    def _expect(self, sign: str) -> None:
        if self._next() != sign:
            raise json.JSONDecodeError(f"expecting '{sign}'", self._text, self._at)
        self._move(self._at + 1)

    def _value(self) -> Any:
        self._next()
        value, end = self._decoder.raw_decode(self._text, self._at)
        self._move(end)
        return value

    def _move(self, end: int) -> None:
        self._line += self._text.count("\n", self._at, end)
        self._at = end
