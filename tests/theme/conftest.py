"""What the tests of the theme share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.theme.all_kinds import archive_of_all_kinds


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive_of_all_kinds(tmp_path_factory.mktemp("kinds"))
