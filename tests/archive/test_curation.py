"""`curation.yml` is checked strictly: a mistake is named with its line and a way out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from paper_archive.archive.curation import Curation
from paper_archive.archive.curation_file import load_curation
from paper_archive.model import InputError, Source
from paper_archive.strict_yaml import nearest

from tests.archive.papers_to_correct import corrected

HERE = Path(__file__).parent
OWN = HERE.parents[1] / "site_src" / "curation.yml"


def expected(text: str) -> tuple[int, str, str]:
    """The comment lines at the top of a case: line, what, fix."""
    line, what, fix = (row.split(": ", 1)[1] for row in text.splitlines()[:3])
    return int(line), what, fix


@pytest.mark.parametrize("path", sorted(HERE.glob("broken/*.yml")), ids=lambda path: path.stem)
def test_mistake(path: Path) -> None:
    text = path.read_text("utf-8")
    with pytest.raises(InputError) as caught:
        corrected(text)
    problem = caught.value.problem
    assert (problem.line, problem.what, problem.fix) == expected(text)
    assert problem.source == "curation.yml"


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "papers:\nmerge:\n", "null\n"])
def test_an_empty_file_and_empty_parts_correct_nothing(text: str) -> None:
    assert load_curation(Source("curation.yml", text.encode())) == Curation()


def test_the_file_of_the_sample_corrects_nothing() -> None:
    assert load_curation(Source("curation.yml", OWN.read_bytes())) == Curation()


def test_the_example_in_the_file_of_the_sample_is_right() -> None:
    lines = OWN.read_text("utf-8").splitlines()
    first = lines.index("# listings:")
    text = "\n".join(line.removeprefix("#").removeprefix(" ") for line in lines[first:])
    curation = load_curation(
        Source("curation.yml", text.encode()), {"some-tag": (), "another-tag": ()}
    )
    assert [str(entry.paper) for entry in curation.papers] == ["some-slug", "2503.11111"]
    assert len(curation.merges) == len(curation.redirects) == len(curation.dates) == 1
    assert len(curation.splits) == 2


def test_ids_and_dates_are_no_numbers() -> None:
    text = "listings:\n  a.txt: {date: 2025-03-14}\npapers:\n  2503.01230: {id: 2503.01230}\n"
    curation = load_curation(Source("curation.yml", text.encode()))
    assert str(curation.papers[0].paper) == str(curation.papers[0].arxiv_id) == "2503.01230"
    assert curation.days(["x/a.txt", "x/aa.txt"]) == {"x/a.txt": date(2025, 3, 14)}


def test_a_listing_is_meant_by_its_whole_name_before_the_end_of_others() -> None:
    curation = load_curation(Source("c.yml", b"listings:\n  a.txt: {date: 2025-03-14}\n"))
    assert list(curation.days(["a.txt", "old/a.txt"])) == ["a.txt"]


def test_the_nearest_of_many_names_is_the_nearest_of_all() -> None:
    names = [f"a-paper-on-birds-and-{n}-other-animals" for n in range(5000)]
    assert nearest("a-paper-on-brids-and-4321-other-animals", names) == (
        "did you mean 'a-paper-on-birds-and-4321-other-animals'?"
    )


@pytest.mark.parametrize(("written", "listed"), [("é", "e\u0301"), ("e\u0301", "é")])
def test_listings_are_found_however_their_names_write_accents(written: str, listed: str) -> None:
    text = f"listings: {{caf{written}.txt: {{date: 2025-03-14}}}}\n"
    curation = load_curation(Source("curation.yml", text.encode()))
    known = [f"2025/caf{listed}.txt", f"2025/my-caf{listed}.txt"]
    assert curation.days(known) == {known[0]: date(2025, 3, 14)}
    both = ["2025/caf\u00e9.txt", "2025/cafe\u0301.txt"]
    with pytest.raises(InputError, match="several listings end in"):
        curation.days(both)


def test_an_id_in_curation_may_name_the_subject_class() -> None:
    text = "papers: {math.GT/0309136: {withdrawn: asked for}}\n"
    (entry,) = load_curation(Source("curation.yml", text.encode())).papers
    assert entry.paper.text == "math/0309136"
