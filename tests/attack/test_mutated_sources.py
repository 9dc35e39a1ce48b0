"""Answers of sources in which a few bytes are others: they fail, or what is stored is sound."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from paper_archive.intake.answers import FetchError, Media
from paper_archive.intake.collecting import Status, collect
from paper_archive.intake.placing import Intake
from paper_archive.intake.wanted import read_sources

from tests.intake import server
from tests.intake.answers import Paper, batch, found, preprint, preprints, rss
from tests.intake.collected import passes_check

T = TypeVar("T")
DAY = date(2025, 3, 14)
NOW = datetime(2025, 3, 14, 6, tzinfo=UTC)
TITLES = ("Birds at Sea", "Whales at Sea", "Seals", "Terns and Gulls")
CAME_IN = datetime(2025, 3, 13, 12, tzinfo=UTC)
PAPERS = [Paper(f"2503.0000{n}", title, submitted=CAME_IN) for n, title in enumerate(TITLES)]
PUBLISHED = b"<published>2025-03-13T12:00:00Z</published>"
BODIES = {
    "arxiv": batch(DAY, *PAPERS),
    "arxiv-query": found(*PAPERS),
    "hugging-face": server.day(*((paper.id, paper.title) for paper in PAPERS), submitted=str(DAY)),
    "biorxiv": preprints(*(preprint(DAY, f"10.1101/{n}", t) for n, t in enumerate(TITLES))),
    "feed": rss(TITLES, DAY),
}
SOURCES = {
    "arxiv": {"arxiv": {"categories": ["cs.CL"]}},
    "arxiv-query": {"arxiv": {"queries": ["all:sea"]}},
    "hugging-face": "hugging-face",
    "biorxiv": "biorxiv",
    "feed": {"feed": "https://journal.example/"},
}
PIECES = (b"", b"\0", b"\xff", b"9" * 40, b"<", b">", b'"', b"[", b"]]>", b"&x;", b"\\ud800", b"-")


def mutations(body: bytes, number: int) -> Iterator[bytes]:
    chance = random.Random(15)
    for _ in range(number):
        mutated = bytearray(body)
        for _ in range(chance.randint(1, 5)):
            at = chance.randrange(len(mutated))
            piece = chance.choice((*PIECES, bytes(mutated[at : at + 30])))
            mutated[at : at + chance.randint(0, 4)] = piece
        yield bytes(mutated[: chance.randrange(len(mutated))] if chance.random() < 0.2 else mutated)


@pytest.mark.parametrize("kind", BODIES)
def test_mutated_answers(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    number = 2000 if request.config.getoption("--at-length", default=False) else 80
    wanted = read_sources([SOURCES[kind]], "mkdocs.yml", lambda path: 0)
    outcomes = set()
    for n, body in enumerate(mutations(BODIES[kind], number)):
        into = tmp_path / str(n)

        def get(address: str, media: Media, read: Callable[[bytes], T]) -> T:
            if "api/query" in address and kind == "arxiv":
                raise FetchError("not asked here")
            return read(body)  # noqa: B023 - called at once

        (done,) = collect(wanted, Intake(into, (into,), tmp_path), lambda pause: get, NOW, only=DAY)
        row = done.rows[0]
        outcomes.add(row.status)
        if kind != "hugging-face":  # It is kept whole, with the papers that are broken in it.
            passes_check(into, with_doubts=True)
        assert row.status is not Status.NEW or row.new, body
        # Four papers were sent: none may be lost without a word, unless it is of another day now.
        if kind == "arxiv-query" and body.count(PUBLISHED) < len(TITLES):
            continue
        told = [*row.left_out, *(each for made in done.decisions for each in made.problems)]
        assert row.status is Status.FAILED or row.papers + len(told) >= len(TITLES), body
    assert {Status.NEW, Status.FAILED} <= outcomes
