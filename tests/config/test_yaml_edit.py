"""YAML edited as text: what was there stays, letter by letter."""

from __future__ import annotations

import difflib
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from paper_archive.yaml_edit import Append, Edit, NotEditable, Put, Relist, Take, edited

FILE = """\
# The top.
papers: # all of them
  a-b: {title: "x", tags: {add: [one]}} # a comment

  # About the next.
  c:
      withdrawn: |
        because
        of this

merge:
- [a, b]
# The end.
"""


@pytest.mark.parametrize(
    ("edit", "lines"),
    [
        (Put(("papers", "c", "id"), "7"), ["      id: 7"]),
        (Put(("papers", "d", "title"), '"D"', "old"), ["  d:  # old", '    title: "D"']),
        (Put(("redirects", "e"), "c"), ["redirects:", "  e: c"]),
        (Put(("listings", "a: b.txt"), "{}"), ["listings:", '  "a: b.txt": {}']),
        (Append(("merge",), "[c, d]"), ["- [c, d]"]),
        (Append(("split",), "{paper: c}"), ["split:", "  - {paper: c}"]),
    ],
    ids=str,
)
def test_new_lines_stand_beside_their_like(edit: Edit, lines: list[str]) -> None:
    new = edited(FILE, [edit])
    changed = [line for line in difflib.ndiff(FILE.splitlines(), new.splitlines())
               if line[0] in "+-"]  # fmt: skip
    assert changed == [f"+ {line}" for line in lines]
    assert edited(FILE.replace("\n", "\r\n"), [edit]) == new.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("edit", "before", "after"),
    [
        (Put(("papers", "a-b", "title"), '"y"'), 'title: "x"', 'title: "y"'),
        (Put(("papers", "a-b", "id"), "7"), "[one]}}", "[one]}, id: 7}"),
        (Put(("papers", "c", "withdrawn"), '"no"'), "|\n        because\n        of this", '"no"'),
        (Append(("papers", "a-b", "tags", "add"), "two"), "[one]", "[one, two]"),
        (Append(("papers", "a-b", "tags", "not"), "two"), "[one]", "[one], not: [two]"),
        (Take(("papers", "a-b", "tags", "add"), "one"), "[one]", "[]"),
        (Take(("papers", "a-b", "tags", "add"), "two"), "", ""),
        (Take(("papers", "z", "tags", "add"), "one"), "", ""),
    ],
    ids=str,
)
def test_a_value_changes_in_its_place(edit: Edit, before: str, after: str) -> None:
    assert edited(FILE, [edit]) == FILE.replace(before, after, 1)


@pytest.mark.parametrize(
    ("text", "edit", "after"),
    [
        ("", Put(("a", "b"), "1"), "a:\n  b: 1\n"),
        ("# Nothing yet.", Put(("a",), "1"), "# Nothing yet.\n\na: 1\n"),
        ("a:", Put(("a", "b"), "1"), "a:\n  b: 1\n"),
        ("~ # nothing\n", Put(("a", "b"), "1"), " # nothing\n\na:\n  b: 1\n"),
        ("a: null\nc: 2\n", Put(("a", "b"), "1"), "a: \n  b: 1\nc: 2\n"),
        ("a: ~ # none\nc: 2\n", Append(("a",), "1"), "a:  # none\n  - 1\nc: 2\n"),
        (
            "a:\n  b:\n    c: 1\n    # Of b.\n  # Of what follows.\n",
            Put(("a", "d"), "2"),
            "a:\n  b:\n    c: 1\n    # Of b.\n  d: 2\n  # Of what follows.\n",
        ),
        ("a: # later\nc: 2\n", Put(("a", "b"), "1"), "a: # later\n  b: 1\nc: 2\n"),
        ("{a: {b: 1,}}", Put(("a", "c"), "2"), "{a: {b: 1, c: 2}}"),
        ("a: [\n  1, # one\n]\n", Append(("a",), "2"), "a: [\n  1, # one\n 2]\n"),
        ("a: []\n", Append(("a",), "1"), "a: [1]\n"),
        ("a:\n- x\n- y\n- z\n", Take(("a",), "y"), "a:\n- x\n- z\n"),
        ("a:\n- x\n", Take(("a",), "x"), "a: []\n"),
        ("a: [x, y, z]\n", Take(("a",), "z"), "a: [x, y]\n"),
        # A part that is repeated: where the key is.
        ("a: {b: 1}\na: {c: 1}\n", Put(("a", "b"), "2"), "a: {b: 2}\na: {c: 1}\n"),
    ],
)
def test_other_ways_to_write_it(text: str, edit: Edit, after: str) -> None:
    assert edited(text, [edit]) == after


AB, CD, ABC = ("a", "b"), ("c", "d"), ("a", "b", "c")


@pytest.mark.parametrize(
    ("text", "edit", "after"),
    [
        ("m:\n- [a, b] # x\n- [c, d]\n", Relist(["m"], AB, ABC), "m:\n- [a, b, c] # x\n- [c, d]\n"),
        ("m:\n - - a # x\n   - b\n", Relist(["m"], AB, ABC), "m:\n - - a # x\n   - b\n   - c\n"),
        ("m: [[a, b], [c, d]]\n", Relist(["m"], AB, [*AB, *CD]), "m: [[a, b, c, d], [c, d]]\n"),
        ("m:\n- [a, b]\n", Relist(["m"], AB, ("c", "a", "b")), "m:\n- [c, a, b]\n"),
        ("m:\n- - a\n  - b\n- x\n", Relist(["m"], AB, ("c", "a")), "m:\n- [c, a]\n- x\n"),
        ("m:\n- [a, b]\n# x\n- [c, d]\n", Relist(["m"], CD, ()), "m:\n- [a, b]\n# x\n"),
        ("m:\n- [a, b]\nn: 1\n", Relist(["m"], AB, ()), "m: []\nn: 1\n"),
        # A part that is repeated, and a list too.
        ("m: [[a, b]]\nm:\n- [c, d]\n", Relist(["m"], AB, ABC), "m: [[a, b, c]]\nm:\n- [c, d]\n"),
        ("m: [[a, b]]\nm:\n- [a, b]\n", Relist(["m"], AB, ABC), "m: [[a, b, c]]\nm: []\n"),
        ("m:\n- [A, b]\n", Relist(["m"], AB, ABC, str.lower), "m:\n- [A, b, c]\n"),
        ("m:\n- [c, d]\n", Relist(["m"], AB, ABC), "m:\n- [c, d]\n- [a, b, c]\n"),
        ("n: 1\n", Relist(["m"], AB, ()), "n: 1\n"),
    ],
)  # fmt: skip
def test_a_list_in_a_list(text: str, edit: Edit, after: str) -> None:
    assert edited(text, [edit]) == after


def test_what_cannot_be_edited_is_named() -> None:
    with pytest.raises(NotEditable, match="'b' is an alias"):
        edited("a: &x {c: 1}\nb: *x\n", [Put(("b", "c"), "2")])
    with pytest.raises(NotEditable, match="a list is an alias"):
        edited("a: &x [b]\nm:\n- *x\n", [Relist(("m",), ["b"], ["b", "c"])])
    with pytest.raises(NotEditable, match="neither a mapping nor a list"):
        edited("a: text\n", [Put(("a", "b"), "2")])


KEYS = st.text("ab-: #", min_size=1, max_size=4)
VALUES = st.recursive(
    st.text("xy #:,'\"\n", max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(KEYS, VALUES, max_size=4),
    st.lists(KEYS, min_size=1, max_size=3),
    st.sampled_from([None, True, False]),
    st.integers(2, 5),
)
def test_any_yaml_can_be_edited(
    data: dict[str, Any], path: list[str], flow: bool | None, indent: int
) -> None:
    text = yaml.safe_dump(data, default_flow_style=flow, indent=indent, allow_unicode=True)
    wanted = yaml.safe_load(text)
    place = wanted
    for key in path[:-1]:
        if place is not None and not isinstance(place.get(key, {}), dict):
            return
        place = place.setdefault(key, {})
    place[path[-1]] = "new"
    assert yaml.safe_load(edited(text, [Put(path, '"new"')])) == wanted


@pytest.mark.parametrize(
    ("text", "edit", "words"),
    [
        ("a: &x {c: 1}\nb: *x\n", Put(("a", "c"), "2"), "'a' has an anchor"),
        ("a: {c: &x 1}\nb: *x\n", Put(("a", "c"), "2"), "'c' has an anchor"),
        ("a: {c: {d: &x 1}}\nb: *x\n", Put(("a", "c"), "2"), "'c' has an anchor"),
        ("a:\n  c: &x\n  - 1\nb: *x\n", Append(("a", "c"), "2"), "'c' has an anchor"),
        ("a: !!seq\n- 1\n", Append(("a",), "2"), "'a' has a tag"),
        ("a:\n- b\n- &x c\n- *x\n", Take(("a",), "c"), "'a' has an anchor"),
        ("a:\n- [&x b, c]\n", Relist(("a",), ["b", "c"], []), "a list has an anchor"),
        ("&x\na: 1\n", Put(("b",), "2"), "the file has an anchor"),
        ("a: [b, # why\n c]\n", Take(("a",), "b"), "the comment `# why` would be lost"),
        ("a: > # why\n  b\n", Put(("a",), "c"), "the comment `# why` would be lost"),
        ("a: {b}\n", Put(("a", "b", "c"), "1"), "written unusually"),
        ("a: *x\n", Put(("b",), "1"), "found undefined alias"),
        ("a: 1\n---\na: 2\n", Put(("b",), "1"), "not YAML"),
        ("a: [\n", Put(("b",), "1"), "not YAML"),
        ("[" * 9999, Put(("b",), "1"), "in one another are too many"),
    ],
    ids=str,
)  # fmt: skip
def test_what_could_change_more_than_its_place_is_refused(
    text: str, edit: Edit, words: str
) -> None:
    with pytest.raises(NotEditable, match=words):
        edited(text, [edit])


def test_comments_of_items_stay_with_their_names() -> None:
    text = "m: # one\n - - a # first\n   - b # second\n - # other\n  - c\n  - d # same\n"
    joined = [Relist(("m",), ["c", "d"], []), Relist(("m",), ["a", "b"], ["x", "a", "b", "c", "d"])]
    assert edited(text, joined) == (
        "m: # one\n - - x\n   - a # first\n   - b # second\n   - c\n   - d\n"
        " # c, d: other\n # same\n"
    )
    tags = "t:\n  remove: # wrong\n    - x # really\n"
    assert (
        edited(tags, [Take(("t", "remove"), "x")]) == "t:\n  remove: [] # wrong\n    # x: really\n"
    )
    crlf = edited(text.replace("\n", "\r\n"), joined)
    assert crlf == edited(text, joined).replace("\n", "\r\n")
    assert edited("a: |\n  b", [Put(("c",), "2")]) == "a: |\n  b\nc: 2\n"
    assert edited("a: &x 1\nb: *x\n", [Put(("c",), "2")]) == "a: &x 1\nb: *x\nc: 2\n"
