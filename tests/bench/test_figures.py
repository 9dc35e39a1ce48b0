"""Benches: what is kept of them, and that each can be asked by its name."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest

from tests.bench import __main__ as benches
from tests.bench import figures
from tests.bench.figures import Figure


def test_every_bench_has_a_title_and_figures() -> None:
    for name in benches.names():
        module = import_module(f"tests.bench.bench_{name}")
        assert module.__doc__.splitlines()[0].endswith("."), name
        assert callable(module.figures), name


def test_times_without_a_peer_are_given_in_calibrations() -> None:
    assert Figure("build", 3, "s").calibrated(1.5).ratio == 2
    assert Figure("desk", 300, "ms").calibrated(1.5).ratio == pytest.approx(0.2)
    assert Figure("tags, a paper", 300, "µs").calibrated(1.5).ratio == pytest.approx(2)
    assert Figure("page", 7.9, "KB").calibrated(1.5).ratio is None
    beside = Figure.beside("clean", 40, "µs", "another", 4000)
    assert beside.calibrated(1.5) == beside and beside.ratio == 0.01


def test_what_is_kept_can_be_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(figures, "RESULTS", tmp_path)
    found = [Figure("build", 1234.4, "s").calibrated(2), Figure("files", 7)]
    kept = json.loads(figures.keep({"build": found}, 2).read_text("utf-8"))
    assert [Figure(**each) for each in kept["figures"]["build"]] == found
    assert kept["calibration"]["seconds"] == 2 and kept["machine"] == figures.machine()
    figures.show("Builds.", found)
    assert "1,234 | s    |   617 | calibration" in capsys.readouterr().out
