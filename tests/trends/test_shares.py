from __future__ import annotations

from datetime import timedelta

import pytest
from paper_archive.trends.shares import (
    Change,
    adjusted,
    carriers,
    q_values,
    share_changes,
    together,
    z_score,
)

from tests.pages.papers import paper
from tests.trends.papers import NEWEST, corpus, random_papers, shuffled

TAGS = [f"tag-{n}" for n in range(40)]
SINCE = NEWEST - timedelta(90)


def sides(papers: list) -> tuple:
    whole = corpus(papers)
    return whole.between(SINCE, NEWEST), whole.between(SINCE - timedelta(365), SINCE - timedelta(1))


def test_z_and_q_are_those_of_the_literature() -> None:
    # Its square is Pearson's chi-square of the table of two by two.
    a, b, c, d = 129, 370 - 129, 1054, 4352 - 1054
    chi_square = (a + b + c + d) * (a * d - b * c) ** 2 / ((a + b) * (c + d) * (a + c) * (b + d))
    assert z_score(129, 370, 1054, 4352) ** 2 == pytest.approx(chi_square)
    assert z_score(5, 100, 50, 100) < 0
    assert z_score(5, 5, 7, 7) == z_score(0, 5, 0, 7) == 0
    # The p-values .0027, .0455, .0124 and .6171, times 4 / 1, 4 / 3, 4 / 2 and 4 / 4.
    assert q_values([3, -2, 2.5, 0.5]) == pytest.approx([0.0108, 0.0607, 0.0248, 0.6171], abs=1e-4)
    assert q_values([]) == []


def test_a_planted_change_is_found_with_its_numbers() -> None:
    papers = [
        paper(p.slug, p.days[0].isoformat(), tags=(*p.tags, *(("birds",) if rise else ())))
        for n, p in enumerate(random_papers(1, 900))
        for rise in [n % (4 if p.days[0] >= SINCE else 12) == 0]
    ]
    now, before = sides(papers)
    ((best, *others),) = adjusted([share_changes(now, before, [*TAGS, "birds"]).tags])
    assert best.tags == ("birds",) and best.is_sure and best.z > 0
    assert (best.now, best.of_now, best.before, best.of_before) == (45, 180, 60, 720)
    assert not any(change.is_sure for change in others)


@pytest.mark.parametrize(("q", "sure"), [(0.0494, True), (0.0496, False), (0.05, False)])
def test_a_change_is_sure_if_its_q_is_shown_below_the_limit(q: float, sure: bool) -> None:
    change = Change(("birds",), 9, 90, 1, 90, 3.0, q)
    assert (change.is_sure, change.is_unsure) == (sure, not sure)


def test_hardly_anything_changes_where_days_are_shuffled() -> None:
    # With q < .05 and no true change, one list in twenty has any.
    papers = random_papers(2, 600)
    lists = []
    for seed in range(20):
        now, before = sides(shuffled(papers, seed))
        changes = adjusted([*share_changes(now, before, TAGS)])
        lists.append(any(change.is_sure for of_kind in changes for change in of_kind))
    assert sum(lists) <= 3


def test_few_papers_and_few_days_are_no_trend() -> None:
    base = random_papers(3, 400)
    burst = [paper(f"b-{n}", NEWEST.isoformat(), tags=("birds",)) for n in range(30)]
    rare = [paper(f"r-{n}", (NEWEST - timedelta(n)).isoformat(), tags=("rare",)) for n in range(6)]
    now, before = sides([*base, *burst, *rare])
    assert not share_changes(now, before, ["birds", "rare", "unknown"]).tags


def test_papers_of_pairs_are_counted() -> None:
    papers = [paper("a", tags=("x", "y")), paper("b", tags=("y", "gone")), paper("c", tags=())]
    carried = carriers(corpus(papers), ["x", "y", "z"])
    assert carried.tolist() == [[True, True, False], [False, True, False], [False] * 3]
    assert together(carried).tolist() == [[1, 1, 0], [1, 2, 0], [0, 0, 0]]
    assert together(carriers(corpus([]), [])).shape == (0, 0)
