"""The parts of items that are kept for other lists."""

from __future__ import annotations

import pickle
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from paper_archive.model import Paper
from paper_archive.pages import item_parts
from paper_archive.pages.imprint import Imprint
from paper_archive.pages.item_parts import ItemParts, KeptParts
from paper_archive.pages.items import item

from tests.pages.papers import catalog, paper

PAPERS = [
    paper("terns", authors=("Ann Lee", "B", "C", "D", "E"), upvotes=7),
    paper("hebrew", title="דנה \ud800 <b>*x*</b>", authors=("לוי",)),
    paper("nul", title="A\0B"),
    paper("bare", abstract=""),
]


@pytest.mark.parametrize("in_memory", [0, 2])
@pytest.mark.parametrize("in_file", [0, 900, 1 << 20])
def test_items_are_the_same_wherever_their_parts_are_kept(
    monkeypatch: pytest.MonkeyPatch, in_memory: int, in_file: int
) -> None:
    expected = [item(each, Imprint.of(catalog([])), "days") for each in PAPERS]
    monkeypatch.setattr(item_parts, "_IN_MEMORY", in_memory)
    monkeypatch.setattr(item_parts, "_MOST_IN_FILE", in_file)
    imprint = Imprint.of(catalog([]))
    for _ in range(3):
        assert [item(each, imprint, "days") for each in PAPERS] == expected


def test_parts_are_made_once_and_again_for_a_paper_that_differs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(item_parts, "_IN_MEMORY", 1)
    imprint, kept, made = Imprint.of(catalog([])), KeptParts(), list[str]()

    def make(each: Paper) -> ItemParts:
        made.append(each.title)
        item(each, imprint, "days")
        return imprint.item_parts.of(each, lambda _: pytest.fail("they are kept"))

    for each in (*PAPERS[:2], *PAPERS[:2]):
        assert kept.of(each, make).paper == each
    other = replace(PAPERS[1], title="Other")
    assert kept.of(other, make).title.markdown == "Other"
    assert made == [PAPERS[0].title, PAPERS[1].title, "Other"]
    # Another process begins with none.
    assert pickle.loads(pickle.dumps(kept)).of(PAPERS[0], make).paper == PAPERS[0]
    assert len(made) == 4


def test_without_a_folder_for_temporary_files_items_are_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    expected = [item(each, Imprint.of(catalog([])), "days") for each in PAPERS]
    monkeypatch.setattr(item_parts, "_IN_MEMORY", 0)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    imprint = Imprint.of(catalog([]))
    for _ in range(2):
        assert [item(each, imprint, "days") for each in PAPERS] == expected
