"""`tags.yml` is read strictly: a mistake is named with its line and a way out."""

from __future__ import annotations

from pathlib import Path

import pytest
from paper_archive.model import InputError, Source
from paper_archive.tags import load_taxonomy

HERE = Path(__file__).parent
OWN = HERE.parents[1] / "site_src" / "tags.yml"


def expected(text: str) -> tuple[int, str, str]:
    """The comment lines at the top of a case: line, what, fix."""
    line, what, fix = (row.split(": ", 1)[1] for row in text.splitlines()[:3])
    return int(line), what, fix


@pytest.mark.parametrize("path", sorted(HERE.glob("broken/*.yml")), ids=lambda path: path.stem)
def test_mistake(path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_taxonomy(Source(path.name, path.read_bytes()))
    problem = caught.value.problem
    assert (problem.line, problem.what, problem.fix) == expected(path.read_text(encoding="utf-8"))
    assert problem.source == path.name


def test_bytes_that_are_not_utf8() -> None:
    with pytest.raises(InputError) as caught:
        load_taxonomy(Source("tags.yml", b"points:\n  a: \xff\n"))
    assert caught.value.problem.line == 2
    assert caught.value.problem.what == "byte 13 is not UTF-8"


def test_control_characters() -> None:
    with pytest.raises(InputError) as caught:
        load_taxonomy(Source("tags.yml", b"# a\npoints: \x00\n"))
    assert caught.value.problem.line == 2
    assert caught.value.problem.what.startswith("not YAML: ")


def test_own_file() -> None:
    taxonomy = load_taxonomy(Source("tags.yml", OWN.read_bytes()))
    assert len(taxonomy.tags) == 76
    assert {tag.facet for tag in taxonomy.tags} == {facet.id for facet in taxonomy.facets}
    physics = next(tag for tag in taxonomy.of_facet("science") if tag.id == "physics")
    assert physics.title == "Physics"
    assert physics.unless == ("machine learning",)
    assert "black hole" in {phrase.text for phrase in physics.phrases}


def test_byte_order_mark() -> None:
    data = b"\xef\xbb\xbf" + OWN.read_bytes()
    assert len(load_taxonomy(Source("tags.yml", data)).tags) == 76
