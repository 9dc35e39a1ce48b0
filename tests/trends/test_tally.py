"""A kept tally changes what a comparison costs, and nothing that it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import product

import pytest
from paper_archive.model import Paper
from paper_archive.store.store import Store
from paper_archive.store.update import Changes
from paper_archive.trends import begin_record, kept_tally, windows
from paper_archive.trends.comparison import Comparison, Phrase
from paper_archive.trends.field import Field
from paper_archive.trends.likely import phrases_of
from paper_archive.trends.occurrences import Phrases, occurrences
from paper_archive.trends.tally import Tally

from tests.pages.papers import catalog, paper, row
from tests.trends.papers import NEWEST, corpus, random_papers

TAGS = [f"tag-{n}" for n in range(40)]
# Its phrases: one rises, one is in two titles of this year, one was there a year ago.
RISES, RARE, FORMER = "agent harness", "secret marmot", "folded kite"


def named(name: str, day: date, phrase: str) -> Paper:
    return paper(name, day.isoformat(), title=f"The {phrase} {name}", abstract=f"Our {phrase}.")


def archive() -> list[Paper]:
    rising = [named(f"r-{n}", NEWEST - timedelta(2 * n), RISES) for n in range(30)]
    rare = [named(f"m-{n}", NEWEST - timedelta(9 * n), RARE) for n in range(2)]
    former = [named(f"f-{n}", NEWEST - timedelta(12 * n), FORMER) for n in range(3)]
    former += [named(f"g-{n}", NEWEST - timedelta(200 + n), FORMER) for n in range(5)]
    return [*random_papers(5, 500, 820), *rising, *rare, *former]


def phrases(found: Iterable[Phrase]) -> list[object]:
    # Without `first`, which is a number in one store.
    return [(each.text, each.papers, each.before, each.ratio, each.z) for each in found]


def said(store: Store) -> list[object]:
    """All that comparisons say of the newest periods, years and months."""
    field = Field(store, TAGS)
    months = [(2025, 12), *((2026, n) for n in range(1, 5))]
    found: list[Comparison | None] = [*field.now, field.year(2026), field.year(2025)]
    found += [field.month(*month) for month in months]
    return [
        each and (each.window, each.tags, each.pairs, phrases(each.phrases), phrases(each.new))
        for each in found
    ]


def words(store: Store) -> set[str]:
    field = Field(store, TAGS)
    found = [*field.now, field.year(2026)]
    return {phrase.text for each in found if each for phrase in (*each.phrases, *each.new)}


def without_tally(store: Store) -> Store:
    store.db.execute("DELETE FROM blobs WHERE name = 'trends tally'")
    return store


def test_most_phrases_are_not_counted_and_the_rest_is_all_that_is_shown() -> None:
    store = catalog(archive()).archive.store
    found = said(store)
    periods = windows.of_year_from(NEWEST, 2026, NEWEST - timedelta(820), NEWEST)
    few = phrases_of(store, periods)
    assert {RISES} <= words(store)
    all_of_them = phrases_of(without_tally(store), periods)
    assert 0 < len(few.phrases) < len(all_of_them.phrases) / 4
    assert said(store) == found


def test_a_tally_has_bounds_of_what_any_days_have() -> None:
    papers = corpus(archive())
    since, until = (date.fromordinal(int(papers.days[n])) for n in (0, -1))
    names = Phrases.of(papers)
    made = Tally.of(names, papers, since, until)
    assert Tally.unpacked(made.packed).quarters.tolist() == made.quarters.tolist()
    end = until - timedelta(50)
    shorter = Tally.of(names, papers.between(since, end), since, end).until_last(papers)
    assert shorter.quarters.tolist() == made.quarters.tolist()
    for first, days in product(range(0, 800, 57), (1, 7, 28, 91, 365)):
        start = since + timedelta(first)
        last = min(start + timedelta(days - 1), until)
        counts = occurrences(names, papers.between(start, last))[0].counts(names)
        assert (made.least(start, last) <= counts).all()
        assert (made.most(start, last) >= counts).all()
    # Of whole months, there is no doubt.
    march = date(2026, 3, 1), date(2026, 3, 31)
    assert made.least(*march).tolist() == made.most(*march).tolist()


def a_new_day(papers: list[Paper]) -> list[Paper]:
    day = NEWEST + timedelta(1)
    return [*papers, *(named(f"x-{n}", day, "blue lantern") for n in range(5))]


def after_weeks(papers: list[Paper]) -> list[Paper]:
    return [*papers, *(named(f"x-{n}", NEWEST + timedelta(29), "blue lantern") for n in range(5))]


def more_on_an_old_day(papers: list[Paper]) -> list[Paper]:
    return [*papers, *(named(f"x-{n}", NEWEST - timedelta(40), RARE) for n in range(8))]


def none_before(papers: list[Paper]) -> list[Paper]:
    return [each for each in papers if not each.slug.startswith("g-")]


def others_on_the_newest_day(papers: list[Paper]) -> list[Paper]:
    others = [named(f"x-{n}", NEWEST, RARE) for n in range(8)]
    return [*(each for each in papers if each.days[0] != NEWEST), *others]


def without_the_last_weeks(papers: list[Paper]) -> list[Paper]:
    return [each for each in papers if each.days[0] < NEWEST - timedelta(20)]


def without_two_years(papers: list[Paper]) -> list[Paper]:
    return [each for each in papers if each.days[0] < NEWEST - timedelta(730)]


CHANGES: dict[Callable[[list[Paper]], list[Paper]], set[str]] = {
    a_new_day: {"blue lantern"},
    after_weeks: {"blue lantern"},
    more_on_an_old_day: {RARE},
    none_before: {FORMER},
    others_on_the_newest_day: {RARE},
    without_the_last_weeks: set(),
    without_two_years: set(),
}


def update(store: Store, before: list[Paper], after: list[Paper]) -> None:
    kept = {each.slug for each in before} & {each.slug for each in after}
    former = tuple(each for each in before if each.slug not in kept)
    fresh = tuple(each for each in after if each.slug not in kept)
    for each in former:
        number = store.id_of(each.slug)
        assert number is not None
        store.remove(number)
    store.put(row(each, 2000 + n) for n, each in enumerate(fresh))
    outline = catalog(after).outline
    changes = Changes(False, 0, 0, outline, outline, former=former, fresh=fresh)
    begin_record(store, changes)()


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_after_an_update_comparisons_say_what_they_say_of_a_clean_archive(
    change: Callable[[list[Paper]], list[Paper]],
) -> None:
    before = archive()
    store = catalog(before).archive.store
    assert not words(store) & CHANGES[change]
    after = change(before)
    update(store, before, after)
    assert kept_tally.tally(store) is not None
    assert CHANGES[change] <= words(store)
    assert said(store) == said(without_tally(catalog(after).archive.store))
    # Once more: an update may follow an update.
    update(store, after, before)
    assert not words(store) & CHANGES[change]
