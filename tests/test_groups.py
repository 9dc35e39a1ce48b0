"""Tests of a group run in one process, where they share what is costly to make."""

from __future__ import annotations

import pytest


def is_of(request: pytest.FixtureRequest, group: str) -> bool:
    """Whether xdist hands this test out with its group, whose name it adds to the test's id.

    Without workers of xdist there are no groups.
    """
    is_grouped = request.config.getoption("loadgroup", default=False)
    return not is_grouped or request.node.nodeid.endswith(f"@{group}")


@pytest.mark.xdist_group("together")
def test_a_group_is_known_to_who_hands_out_the_tests(request: pytest.FixtureRequest) -> None:
    """pytest 9.2 lost that."""
    assert is_of(request, "together")


@pytest.mark.browser
def test_tests_that_drive_a_browser_are_a_group(request: pytest.FixtureRequest) -> None:
    """conftest.py makes it, which it has to do before xdist looks."""
    assert is_of(request, "test_groups")
