"""Reads and checks `topics.yml`: subjects that a query describes, each with its own page.

    topics:
    - id: agent-memory                   # its address, topics/agent-memory.html
      name: Memory of agents
      text: How agents remember.         # optional, shown below the name
      query: '"agent memory" tag:agents -survey after:2025'

A query is in the language of the search box (see `search/__init__.py`), and the search's own
scripts parse it. A paper must have all of its words.

Refused, all at once, each with its line: unknown, repeated and missing keys, ids that repeat, that
are no slugs or whose address belongs to another page, queries that are empty, that only exclude,
that are the id of one paper or too long, quotation marks without the other, dates that are none or
exclude each other, unknown tags, and names that two topics have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from paper_archive.model import InputError, Problem, Source
from paper_archive.search.query_parser import QueryParser
from paper_archive.search.tokens import tag_of
from paper_archive.search.topic_query import TopicQueries, TopicQuery
from paper_archive.store.topics import Topic
from paper_archive.strict_yaml import Node, document, nearest

_KEYS = ("id", "name", "query")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_ID = 64
_RESERVED = ("index",)
_NUMBERED = re.compile(r"(.+)-[0-9]+")
_SAYS = ("words", "phrases", "tags", "authors", "people", "facts", "after", "before")
_EXCLUDES = (
    "without",
    "without_phrases",
    "without_tags",
    "without_authors",
    "without_people",
    "without_facts",
)
_SEE = "see the search language in the manual"


def load_topics(
    source: Source, templates: Sequence[Path], tags: Mapping[str, str] | None
) -> tuple[tuple[Topic, ...], TopicQueries]:
    """Read, check and return the topics of a `topics.yml`, and their queries.

    `templates` are the folders of the theme; `tags` are the titles of the vocabulary by id, None to
    accept any tag. Raises InputError for all mistakes together.
    """
    root = document(source)
    if root is None or root.empty:
        return (), TopicQueries({})
    entries = root.mapping("the file", ("topics",), ())["topics"]
    if entries.empty:
        return (), TopicQueries({})
    reader = _TopicsReader(QueryParser(templates), tags)
    for entry in entries.items("'topics'"):
        reader.read(entry)
    if reader.problems:
        raise InputError(*reader.problems)
    return tuple(reader.topics), TopicQueries(reader.queries)


class _TopicsReader:
    def __init__(self, parser: QueryParser, tags: Mapping[str, str] | None) -> None:
        self._parser, self._tags = parser, tags
        # The titles of tags, as queries write them.
        self._titled = {tag_of(title): tag for tag, title in reversed(list((tags or {}).items()))}
        self._lines: dict[str, int] = {}
        self._names: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.topics: list[Topic] = []
        self.queries: dict[str, TopicQuery] = {}

    def read(self, entry: Node) -> None:
        """Take an entry, and note its mistakes."""
        values: dict[str, Any] = {}
        try:
            fields = entry.mapping("a topic", _KEYS, ("text",))
        except InputError as error:
            self.problems += error.problems
            return
        readers: dict[str, Callable[[Node], Any]] = {
            "id": self._id,
            "name": self._name,
            "text": _text,
            "query": self._query,
        }
        for key, node in fields.items():
            try:
                values[key] = readers[key](node)
            except InputError as error:
                self.problems += error.problems
        if len(values) == len(fields):
            text, parsed = values["query"]
            topic = Topic(values["id"], values["name"], values.get("text", ""), text)
            self.topics.append(topic)
            self.queries[topic.id] = parsed

    def _id(self, node: Node) -> str:
        text = node.text("'id'")
        if not _ID.fullmatch(text) or len(text) > _LONGEST_ID:
            fix = f"use lower-case letters, digits and single hyphens, at most {_LONGEST_ID}"
            node.refuse(f"'{text}' is not an id", fix)
        if text in _RESERVED:
            node.refuse(f"topics/{text}.html is the page of all topics", "choose another id")
        if text in self._lines:
            node.refuse(f"the topic '{text}' appears twice", f"line {self._lines[text]} has it too")
        for one, other in ((text, known) for known in self._lines):
            for longer, shorter in ((one, other), (other, one)):
                numbered = _NUMBERED.fullmatch(longer)
                if numbered and numbered[1] == shorter:
                    what = f"topics/{longer}.html may become an older page of '{shorter}'"
                    node.refuse(what, "choose an id that does not end in a number")
        self._lines[text] = node.line
        return text

    def _name(self, node: Node) -> str:
        text = node.text("'name'")
        if line := self._names.get(text.casefold()):
            node.refuse(f"another topic is called '{text}'", f"line {line} has it; choose another")
        self._names[text.casefold()] = node.line
        return text

    def _query(self, node: Node) -> tuple[str, TopicQuery]:
        text = node.text("'query'")
        query = self._parser.parse(text)
        for code, about in query["problems"]:
            if code == "bad-date":
                fix = "write after:2025, after:2025-03 or after:2025-03-14"
                node.refuse(f"'{about}' is no date", fix)
            node.refuse("the query is too long", "use fewer words")
        if text.count('"') % 2:
            node.refuse("a quotation mark is not closed", "write both quotation marks of a phrase")
        if query["after"] and query["before"] and query["after"] >= query["before"]:
            node.refuse("no day is after the one and before the other", "exchange the two dates")
        if query["id"]:
            node.refuse("the query is the id of one paper", "write what its papers are about")
        if not any(query[part] for part in _SAYS):
            if any(query[part] for part in _EXCLUDES):
                what = "the query only says what not to find"
                node.refuse(what, "add a word, phrase or filter that papers must have")
            if query["common"]:
                words = ", ".join(f"'{word}'" for word in query["common"])
                node.refuse(f"nearly every paper has {words}", "add a word that says more")
            node.refuse("the query asks for nothing", _SEE)
        for part in ("tags", "without_tags"):
            query[part] = [self._tag(tag, node) for tag in query[part]]
        return text, TopicQuery.of(query, self._parser.readings(query["words"]))

    def _tag(self, name: str, node: Node) -> str:
        if self._tags is None or name in self._tags:
            return name
        if name not in self._titled:
            node.refuse(f"unknown tag '{name}'", nearest(name, self._tags, "see tags.yml"))
        tag: str = self._titled[name]
        return tag


def _text(node: Node) -> str:
    return node.text("'text'")
