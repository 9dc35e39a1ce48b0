"""Files of lists, by hand and from a desk: what is read, and what is wrong with the rest."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from paper_archive.lists.folder import load_lists, read_list
from paper_archive.model import InputError, Source

from tests.site.run import invoke

BY_HAND = """# Ours
title: Reading  group
description: |
  Thursdays at 4.

  Room 12.
papers:
- 2608.16590
- id: 10.1/x
  title: Schr\\"odinger bridges
  note: |
    one
      two
  section: Agents
  by: [Anna, Ben]
  date: 3 September 2026
  added: 2026-08-28
- {title: A Paper without Id}
- {id: 2401.00010, section: Agents, note: }
"""


def read(text: str, name: str = "lists/reading-group.yml"):
    return read_list(Source(name, text.encode("utf-8", "surrogatepass")))


def desk(*papers: object, **more: object) -> str:
    return json.dumps({"format": "paper-archive desk", "version": 1, **more, "papers": papers})


def said(problems) -> list[str]:
    return [str(problem) for problem in problems]


def wrong(problems) -> list[str]:
    """What is wrong, without what to do."""
    return [text.partition(" (")[0] for text in said(problems)]


def test_what_is_written_by_hand_is_read() -> None:
    found = read(BY_HAND)
    assert (found.id, found.title, found.text, found.problems) == (
        "reading-group", "Reading group", "Thursdays at 4.\n\nRoom 12.", (),
    )  # fmt: skip
    first, bare, full, last = found.entries
    # Papers without a section come first; numbers stay as written.
    assert (first.names, first.line) == (("2608.16590",), 8)
    assert (bare.names, bare.title) == (("slug:a-paper-without-id",), "A Paper without Id")
    assert (full.names, full.title, full.note) == (("10.1/x",), "Schrödinger bridges", "one\ntwo")
    assert (full.section, full.by, full.date) == ("Agents", "Anna, Ben", date(2026, 9, 3))
    assert full.added is not None and full.added.date() == date(2026, 8, 28)
    assert last.names == ("2401.00010",) and last.note == ""


def test_a_file_may_be_the_papers_alone_json_or_empty() -> None:
    assert [entry.names for entry in read("- 2401.00010\n- [x]\n").entries] == [("2401.00010",)]
    for empty in ("", "# soon\n", "title: Soon\npapers:\n"):
        assert read(empty).entries == ()
    assert read("").title == "Reading group"
    in_json = read('{"title": "T", "papers": [2608.16590, {"id": "2608.1", "by": null}]}')
    assert [entry.names[0] for entry in in_json.entries] == ["2608.16590", "2608.1"]
    assert read("{title: T, papers: [2608.16590]}").entries[0].names == ("2608.16590",)


ONE_MISTAKE = {
    "- id: 1\n  idd: 2\n": "2: unknown key 'idd' in a paper (did you mean 'id'?)",
    "- id: 1\n  date: someday\n": "2: 'someday' is not a day (write it like 2026-09-03)",
    "- id: 1\n  date: 3/4/2026\n": (
        "2: '3/4/2026' can be read in two ways (write 2026-04-03 or 2026-03-04)"
    ),
    "- id: 1\n  note: [a]\n": (
        "2: 'note' is not text (write plain text, or `|` and the lines below it)"
    ),
    f"- id: 1\n  note: {'x' * 100_001}\n": (
        "2: 'note' has 100,001 characters (shorten it to 100,000 or write a page of your own)"
    ),
    "- id: 1\n- note: x\n": "2: a paper has no 'id' (add `id: …`, or `title: …` if it has none)",
    "- id: 1\n- {id: '', title: ' '}\n": (
        "2: a paper has no 'id' (add `id: …`, or `title: …` if it has none)"
    ),
    "- id: 1\n- id: [2]\n": (
        "2: 'id' is not text (write plain text, or `|` and the lines below it)"
    ),
    "- id: 1\n- [2]\n": (
        "2: a paper is not a mapping "
        "(write id, title, note, section, by, date, added as `key: value`)"
    ),
    "papers: [1]\ntitel: x\n": "2: unknown key 'titel' in the file (did you mean 'title'?)",
    "secton: x\npapers: [1]\n": (
        "1: unknown key 'secton' in the file (did you mean 'section' of a paper?)"
    ),
    "- id: 1\n  secton: x\n": "2: unknown key 'secton' in a paper (did you mean 'section'?)",
    "- id: 1\n  descripton: x\n": (
        "2: unknown key 'descripton' in a paper (did you mean 'description' of the file?)"
    ),
    desk({"id": "1"}, {"note": "x"}): (
        "1: a saved paper has no 'id', 'slug' or 'title' (export the desk again)"
    ),
    desk({"id": "1", "saved": "soon"}): (
        "1: 'soon' is no time (write it like 2026-11-29T22:30:00Z)"
    ),
}


@pytest.mark.parametrize(("text", "expected"), ONE_MISTAKE.items(), ids=range(len(ONE_MISTAKE)))
def test_a_mistake_costs_no_more_than_itself(text: str, expected: str) -> None:
    found = read(text)
    assert said(found.problems) == [f"lists/reading-group.yml:{expected}"]
    assert [entry.names[0] for entry in found.entries] == ["1"]


NO_LIST = {
    "title: x\n": "1: the file has no 'papers'",
    "papers: 2608.16590\n": "1: 'papers' is not a list",
    "just words": "1: the file is not a mapping",
    "papers:\n- [\n": "3: not YAML",
    '{"papers": [1,\n 2': "2: not JSON: expecting ','",
    '{"papers": [1,\n "2': "2: not JSON: unterminated string (check",
    "\n" + "[" * 100_000: "2: lists or mappings are nested too deep",
    "- " * 20_000: "1: lists or mappings are nested too deep",
    "\n".join(" " * n + "-" for n in range(2000)): "101: lists or mappings are nested too deep",
    '{"papers": ' + "[" * 200_000: ": brackets in one another are too many",
    "a\0b": "1: not YAML",
    "\udcff": "1: byte 0 is not UTF-8",
    desk().replace("1", "2"): "1: the desk's version is 2, and this program reads 1",
    '{"format": "paper-archive desk"}': "1: the export has no 'papers'",
    desk().replace("[]", "{}"): "1: 'papers' is not a list",
}


@pytest.mark.parametrize(("text", "expected"), NO_LIST.items(), ids=range(len(NO_LIST)))
def test_what_is_no_list_is_refused(text: str, expected: str) -> None:
    with pytest.raises(InputError) as refused:
        read(text)
    assert str(refused.value).startswith(f"lists/reading-group.yml:{expected}".replace("::", ":"))


def test_an_export_of_a_desk_shows_what_was_saved_and_nothing_else() -> None:
    text = desk(
        {"id": "arxiv:1", "slug": "a", "saved": "2026-11-01T00:00:00Z", "folders": ["b", "A"]},
        {"id": "arxiv:2", "saved": "2026-11-02T00:00:00+01:00", "note": "Two \\ud83d\\ude00\n!"},
        {"id": "slug:c", "slug": "c", "saved": "2026-11-03T00:00:00Z", "new": {"a": [{}]}},
        {"id": "arxiv:4", "folders": ["A"], "authors": ["Ann Lee", 7], "title": "T", "slug": "t"},
        {"id": "arxiv:5", "saved": "", "note": "a note alone", "noted": "2026-11-03T00:00:00Z"},
        {"id": "slug:undefined", "ids": ["pmid:6"], "title": "Six", "folders": ["c"]},
        read={"secret": 1}, days={"secret": 1}, follows=["secret"], archive={"title": "secret"},
    ).replace("\\\\", "\\").replace('}, {"id"', '},\n{"id"')  # fmt: skip
    found = read(text, "lists/my desk.json")
    assert (found.id, found.title, found.problems) == ("my-desk", "My desk", ())
    assert [(entry.names, entry.section, entry.line) for entry in found.entries] == [
        (("slug:c",), "", 3),
        (("arxiv:2",), "", 2),
        (("arxiv:4", "slug:t"), "A", 4),
        (("arxiv:1", "slug:a"), "b", 1),
        (("pmid:6", "slug:six", "slug:undefined"), "c", 6),
    ]
    assert found.entries[1].note == "Two 😀\n!"
    assert found.entries[2].authors == ("Ann Lee", "7")
    assert "secret" not in repr(found)
    assert read(text[:-1] + ', "title": "Ours", "description": "x\\ny"}').title == "Ours"


def test_files_have_addresses_of_their_own(tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    for name in ("Lese Gruppe.yml", "ünï.YAML", "b.json", "README.md", ".hidden.yml"):
        (folder / name).write_text("{papers: [1]}" if name != "b.json" else '{"papers": [1]}')
    (folder / "notes.doc").touch()
    lists, problems = load_lists(folder, tmp_path)
    assert [found.id for found in lists] == ["b", "lese-gruppe", "uni"]
    assert wrong(problems) == ["lists/notes.doc: is no list, and is left out"]
    for name in ("index.yml", "lese-gruppe.yaml", "!.yml"):
        (folder / name).write_text("papers: [1]")
    (folder / "pipe.yml").mkdir()
    with pytest.raises(InputError) as refused:
        load_lists(folder, tmp_path)
    assert wrong(refused.value.problems) == [
        "lists/!.yml: '!' cannot be the address of a list",
        "lists/index.yml: 'index' cannot be the address of a list",
        "lists/lese-gruppe.yaml: lists/lese-gruppe.html is the page of lists/Lese Gruppe.yml too",
        "lists/pipe.yml: cannot be read: it is a folder, and no file",
    ]


def test_check_checks_lists(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "ours.yml").write_text("- id: 1\n  by: {}\n- birds\n- [x]\n")
    (tmp_path / "a.json").write_text('[{"title": "Birds", "abstract": "We count birds."}]')
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: P\nplugins:\n- paper-archive: {listings: a.json, lists: lists}\n"
    )
    for paths in ((), ("a.json", "--lists", "lists")):
        done = invoke("check", *paths, "--strict", cwd=tmp_path)
        assert done.returncode == 1
        assert "lists/ours.yml:2: 'by' is not text" in done.stderr
        assert "in 1 listing and 1 list" in done.stdout
        # A few listings are no archive.
        assert ("note: lists/ours.yml:1: the archive lacks '1' (add" in done.stderr) != bool(paths)
    assert invoke("check", "--quiet", cwd=tmp_path).stderr.count("the archive lacks") == 1
    told = json.loads(invoke("check", "--json", cwd=tmp_path).stdout)
    assert [problem["line"] for problem in told["lists"]] == [2, 4]
    assert [problem["line"] for problem in told["lacking"]] == [1]
    (tmp_path / "lists" / "index.yml").touch()
    done = invoke("check", cwd=tmp_path)
    assert done.returncode and "'index' cannot be the address of a list" in done.stderr
