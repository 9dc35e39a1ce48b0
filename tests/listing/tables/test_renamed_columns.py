"""Columns with other names are named by the user, and keep their new names in the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from paper_archive.cli import main
from paper_archive.listing import read
from paper_archive.listing.tables.renamed_columns import columns_of, renamed
from paper_archive.model import InputError, Source

TABLE = 'Nr;Bezeichnung;Inhalt;title\n1;"Boote; und Anker";"Wir\nmessen";x\n'
COLUMNS = "title=Bezeichnung,abstract=Inhalt"


def test_a_header_gets_the_names_of_fields() -> None:
    source = renamed(Source("a.csv", TABLE.encode()), columns_of([COLUMNS]))
    assert source.data.decode().startswith("Nr;title;abstract;title (other)\n1;")
    (listing,) = read(source)
    (entry,) = listing.entries
    assert (entry.title, entry.abstract) == ("Boote; und Anker", "Wir messen")


@pytest.mark.parametrize("option", ["title", "title=", "titel=Bezeichnung"])
def test_an_option_that_says_nothing_is_refused(option: str) -> None:
    with pytest.raises(ValueError, match="title"):
        columns_of([option])


def test_a_column_that_is_missing_is_named_with_those_that_are_there() -> None:
    with pytest.raises(InputError, match="no column 'Titel'; its columns are Nr, Bezeichnung"):
        renamed(Source("a.csv", TABLE.encode()), {"title": "Titel"})


def test_check_and_add_take_the_names(tmp_path: Path) -> None:
    file, into = tmp_path / "a.csv", tmp_path / "into"
    file.write_text(TABLE.replace(";title\n", ";Wer\n"), "utf-8")
    run = CliRunner().invoke
    refused = run(main, ["add", str(file), "--into", str(into), "--date", "2025-03-14"])
    assert refused.exit_code == 1 and "--columns title=" in refused.output
    checked = run(main, ["check", str(file), "--columns", COLUMNS])
    assert "1 entry = 1 paper" in checked.output
    options = ["--into", str(into), "--date", "2025-03-14", "--columns", COLUMNS]
    assert run(main, ["add", str(file), *options]).exit_code == 0
    (placed,) = into.rglob("*.csv")
    (listing,) = read(Source(placed.name, placed.read_bytes()))
    assert listing.entries[0].title == "Boote; und Anker"
