"""The file of the desk and its imports: what is read of strangers' files, and how it is joined.

A case is a file in `imports/` and what is read of it, beside it as JSON, which `--update-golden`
writes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from paper_archive.exports import index

from tests.desk.scripts import Desk

IMPORTS = Path(__file__).with_name("imports")
CASES = sorted(file for file in IMPORTS.iterdir() if not file.name.endswith(".read.json"))
NOW = "2026-11-29T22:30:00.000Z"


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk()


def entry(title: str, **values: Any) -> dict[str, Any]:
    """An entry as the desk keeps it."""
    made = {
        "ids": [],
        "title": title,
        "authors": [],
        "more": 0,
        "gist": "",
        "listed": "",
        "tags": [],
        "votes": 0,
        "links": [],
        "cite": None,
        "saved": "2026-08-20T10:00:00Z",
        "folders": [],
        "note": "",
        "noted": "",
    } | values
    slug = made.get("slug")
    return made | {"key": made.get("key") or next(iter(made["ids"]), f"slug:{slug}")}


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.name)
def test_a_file(desk: Desk, file: Path, request: pytest.FixtureRequest) -> None:
    # The file may hold halves of surrogate pairs, as escapes.
    read = desk.call("file.readAny", file.read_text("utf-8"), "<idOf>")
    golden = file.with_name(f"{file.name}.read.json")
    if request.config.getoption("--update-golden"):
        golden.write_text(json.dumps(read, ensure_ascii=False, indent=1) + "\n", "utf-8")
    else:
        assert json.loads(golden.read_text("utf-8")) == read
    assert desk.global_value("({}).polluted === undefined && [].polluted === undefined")


def test_what_is_written_is_read_again_and_fits_its_schema(desk: Desk) -> None:
    papers = [
        entry(
            "Zeta ζ",
            ids=["arxiv:2608.16590"],
            slug="zeta",
            authors=["Xin Ding"],
            more=12,
            tags=[["agents", "Agents"]],
            votes=92,
            links=[["PDF", "https://arxiv.org/pdf/1"]],
            folders=["to cite"],
            note="Two\nlines",
            noted=NOW,
            listed="2026-08-20",
        ),
        entry("Elsewhere", key="title:elsewhere", saved="2026-08-19T10:00:00Z"),
    ]
    seen = {"id": "a1", "n": 1, "newest": "2026-08-20"}
    kept = {
        "papers": papers,
        "read": [{"slug": "zeta", "at": NOW}],
        "days": {"2026-08-20": {"slug": "zeta", "at": NOW}},
        "follows": [{"key": "tag:a", "kind": "tag", "id": "a", "title": "A", "since": seen}],
    }
    here = {"title": "Daily papers", "site": "https://example.org/"}
    text = desk.call("file.write", kept, here, NOW)
    schema = json.loads((index.SCHEMAS / "desk.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(text))
    read = desk.call("file.readAny", text, "<idOf>")
    without_keys = [{k: v for k, v in paper.items() if k != "key"} for paper in papers]
    assert sorted(read["papers"], key=str) == sorted(without_keys, key=str)
    assert (read["archive"], read["read"], read["days"]) == (here, kept["read"], kept["days"])
    # A second import of the same changes nothing.
    joined = desk.call("join", papers, read["papers"], NOW)
    assert (joined["added"], joined["merged"], joined["same"]) == (0, 0, 2)


def test_a_paper_of_bibtex_is_saved_also_with_a_note(desk: Desk) -> None:
    text = "@misc{a, title = {Owls}, eprint = {2506.00001}, annote = {By night}}"
    read = desk.call("file.readAny", text, "<idOf>", NOW)
    (paper,) = desk.call("join", [], read["papers"], NOW)["puts"]
    assert (paper["saved"], paper["note"]) == (NOW, "By night")
    # A paper that had a note alone gets its star; one that was saved keeps its day.
    for saved, stars in (("", [NOW]), ("2026-08-20T10:00:00Z", [])):
        mine = entry("Owls", ids=["arxiv:2506.00001"], saved=saved, note="By night")
        joined = desk.call("join", [mine], read["papers"], NOW)
        assert [each["saved"] for each in joined["puts"]] == stars


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing in it"),
        ("\ufeff  \n", "nothing in it"),
        ("{", "damaged"),
        ('{"format": "paper-archive desk", "version": 1, "papers": [{"title": "cut', "damaged"),
        ('{"format": "other", "version": 1, "papers": []}', "no desk file"),
        ('[{"title": "x"}]', "no desk file"),
        ('{"format": "paper-archive desk", "version": 2, "papers": []}', "newer version"),
        ('{"format": "paper-archive desk", "version": "1", "papers": []}', "no version"),
        ('{"format": "paper-archive desk", "version": 1, "papers": {}}', "no list of papers"),
        ("[" * 1_000, "damaged"),
        ("\x89PNG\x00\x00", "no text"),
        ("Nothing but prose, of 2024.", "No paper was found"),
        ("@misc{x, title = {}}", "No paper was found"),
    ],
    ids=lambda value: value[:24],
)
def test_what_is_no_desk_is_refused_in_a_sentence(desk: Desk, text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why) as refused:
        desk.call("file.readAny", text, "<idOf>")
    assert str(refused.value).endswith(".")


def test_a_million_papers_are_refused(desk: Desk) -> None:
    text = '{"format": "paper-archive desk", "version": 1, "papers": [%s0]}' % ("0," * 999_999)
    with pytest.raises(ValueError, match=r"1,?000,?000 papers.*Nothing was imported"):
        desk.call("file.readAny", text, "<idOf>")


def test_a_large_file_is_refused_before_it_is_read(desk: Desk) -> None:
    desk.call("file.notTooLarge", 30_000_000)
    with pytest.raises(ValueError, match=r"50 MB.*Nothing was imported"):
        desk.call("file.notTooLarge", 50_000_000)
    with pytest.raises(ValueError, match="11 MB"):
        desk.call("file.readAny", "prose " * 1_800_000, "<idOf>")


@pytest.mark.parametrize(
    ("text", "end"),
    [
        *((text, "2506.00001") for text in ("\n", ".", "1..")),
        *((text, "@misc{k, eprint={2506.00001}}") for text in ("@a{", "@a{k", "@string{a={x}}")),
    ],
)
def test_one_piece_again_and_again_is_read_once(desk: Desk, text: str, end: str) -> None:
    # Where its length counted twice, the test would take minutes.
    papers = desk.call("file.readAny", f"{text * 50_000}\n{end}", "<idOf>")["papers"]
    assert [paper["ids"] for paper in papers] == [["arxiv:2506.00001"]]


def test_names_of_bibtex_stand_for_no_more_than_a_file_may_have(desk: Desk) -> None:
    name, many = "x" * 2_000, "#a" * 20_000
    text = f"@string{{a={{{name}}}}}@misc{{k, title = {{T}}, annote = a{many}}}"
    (paper,) = desk.call("file.readAny", text, "<idOf>")["papers"]
    assert (paper["title"], len(paper["note"])) == ("T", 20_000)


def test_days_of_no_calendar_are_left_out(desk: Desk) -> None:
    stated = {"title": "T", "listed": "2026-13-45", "saved": "2026-99-99T99:99:99Z"}
    read = desk.call("clean.entry", stated)
    assert (read["listed"], read["saved"]) == ("", "")


def test_values_of_any_length_are_cut(desk: Desk) -> None:
    long = "x" * 1_000_000
    paper = {
        "title": long,
        "ids": [f"arxiv:{long}", "doi:10.1000/x"],
        "note": long,
        "folders": [long],
        "authors": [long] * 3,
        "links": [["PDF", f"https://example.org/{long}"]],
        "cite": {"key": long, "title": long},
    }
    read = desk.call("clean.entry", paper)
    assert len(read["title"]) == 1000
    assert len(read["note"]) == 100_000
    assert (read["ids"], read["links"], read["cite"]) == (["doi:10.1000/x"], [], None)
    assert len(read["folders"][0]) == 60


def test_nothing_of_the_readers_is_overwritten(desk: Desk) -> None:
    mine = entry("Zeta", ids=["arxiv:1"], slug="zeta", folders=["a"], note="Mine.", noted=NOW)
    theirs = entry(
        "ZETA!",
        ids=["arxiv:1", "doi:10.1000/z"],
        slug="other",
        folders=["b"],
        note="Theirs.",
        noted="2026-01-01T00:00:00Z",
        saved="2026-01-01T00:00:00Z",
    )
    new = entry("New", ids=["doi:10.1000/new"])
    joined = desk.call("join", [mine], [theirs, new, new], NOW)
    assert (joined["added"], joined["merged"], joined["same"]) == (1, 1, 1)
    merged = next(put for put in joined["puts"] if put["key"] == "arxiv:1")
    assert (merged["title"], merged["slug"]) == ("Zeta", "zeta")
    assert merged["folders"] == ["a", "b"]
    assert merged["note"] == "Theirs.\n\nMine."
    assert merged["ids"] == ["arxiv:1", "doi:10.1000/z"]
    assert dict(joined["before"]) == {"arxiv:1": mine, "doi:10.1000/new": None}
    # What it was merged with is now known by that paper's id as well.
    again = desk.call("join", joined["puts"], [entry("Z", ids=["doi:10.1000/z"], saved="")], NOW)
    assert again["added"] == 0


def test_a_paper_that_comes_into_the_archive_gets_its_page(desk: Desk) -> None:
    elsewhere = entry("arXiv:2409.17703", ids=["arxiv:2409.17703"])
    here = entry("Birds", ids=["arxiv:2409.17703"], slug="birds", listed="2026-08-20")
    (put,) = desk.call("join", [elsewhere], [here], NOW)["puts"]
    assert (put["title"], put["slug"], put["key"]) == ("Birds", "birds", "arxiv:2409.17703")


@pytest.mark.parametrize("name", ["cut.bib", "cut.ris", "references.json", "hostile.json"])
def test_a_file_cut_off_anywhere_gives_whole_papers_alone(desk: Desk, name: str) -> None:
    text = (IMPORTS / name).read_text("utf-8").rstrip()
    whole, read = desk.call("file.readAny", text, "<idOf>"), 0
    step = max(1, len(text) // 400)
    for end in range(1, len(text), step):
        try:
            found = desk.call("file.readAny", text[:end], "<idOf>")
        except ValueError as refused:
            assert str(refused).endswith(".")
            continue
        number = len(found["papers"])
        assert found["papers"] == whole["papers"][:number]
        # What was begun behind them is named.
        opened = text[:end].count("@" if name.endswith(".bib") else "TY  -")
        assert number + len(found["cut"]) == opened
        read = max(read, number)
    assert read == (0 if name.endswith("json") else 2)


def test_a_name_with_parts_stays_so_in_bibtex(desk: Desk) -> None:
    assert desk.call("texName", ["van der Wu", "Bo", "Jr."]) == "van der Wu, Jr., Bo"
    assert desk.call("texName", ["Kimi & Team"]) == "{Kimi \\& Team}"
