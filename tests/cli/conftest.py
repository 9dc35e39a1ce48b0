"""What tests of several commands share."""

from __future__ import annotations

from pathlib import Path

import pytest
from paper_archive.init.create import create

BIBTEX = """\
@article{a, title = {Optimising the Colours of Reef Fishes}, year = {2024}, author = {Ada One},
  doi = {10.1101/2024.03.01.583012}, pmid = {38123456}, pmcid = {PMC10987654},
  abstract = {Reefs are modelled as networks, whose behaviour we analyse for the first time here.}}
@article{b, title = {Two Kinds of Corals}, year = {2024}, author = {Bo Two},
  doi = {10.1101/2024.03.01.583013}, eprint = {2403.01234}, archiveprefix = {arXiv},
  abstract = {Corals grow in two ways, and we say which of them is the faster one in warm water.}}
"""


@pytest.fixture(scope="module")
def reefs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Listings of two papers with ids of several kinds. No test may change them."""
    folder = tmp_path_factory.mktemp("reefs")
    (folder / "2024-03-02.bib").write_text(BIBTEX)
    return folder


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A new archive."""
    create(tmp_path / "birds", "Birds")
    return tmp_path / "birds"
