"""What a test needs and a machine may lack: skipped with a word, or failed where it must be there.

`TESTS_REQUIRE` names what must be there: `browser`, `firefox`, `kiwix`, `moto`, `properdocs`,
`realdata`, `sshd` (and rsync), `tex`, `vnu`, `webkit`.
"""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def missing(need: str, word: str) -> NoReturn:
    """Skip the test, or fail it where the need is required."""
    if need in os.environ.get("TESTS_REQUIRE", "").split():
        pytest.fail(word)
    pytest.skip(word)
