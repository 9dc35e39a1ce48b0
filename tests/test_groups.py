"""Tests of a group run in one process, where they share what is costly to make."""

from __future__ import annotations

import pytest


@pytest.mark.xdist_group("together")
def test_a_group_is_known_to_who_hands_out_the_tests(request: pytest.FixtureRequest) -> None:
    """xdist hands tests out by their ids, to which it adds the group: pytest 9.2 lost that."""
    is_grouped = request.config.getoption("loadgroup", default=False)  # In a worker of xdist only.
    assert request.node.nodeid.endswith("@together") or not is_grouped
