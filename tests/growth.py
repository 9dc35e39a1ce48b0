"""Counts steps of Python code, to compare the work on an input and on one four times as long."""

from __future__ import annotations

import sys
from collections.abc import Callable
from math import log
from types import FrameType
from typing import Any

# Of n log n from a few hundred to four times as many, with room for what is done once.
MOST = 1.3


def steps(work: Callable[[], object]) -> int:
    """Return how many lines of the package `work` executes."""
    lines = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal lines
        if "paper_archive" not in frame.f_code.co_filename:
            return None
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return lines


def exponent(size: Callable[[int], int], n: int) -> float:
    """Return e if the size for 4 n is 4 ** e times the size for n."""
    return log(size(4 * n) / size(n)) / log(4)
