"""The days of tags and topics, after any updates, are those counted at once."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import pytest
from paper_archive.archive.curation_file import load_curation
from paper_archive.model import Entry, Listing, Paper, Source
from paper_archive.store import list_days as module
from paper_archive.store.list_days import ListDays, list_days, update_list_days
from paper_archive.store.topics import Topic, update_topics

from tests.store.folder import Folder

TOPIC = Topic("seas", "Seas", "", "seas")
WORDS = ("birds at seas", "birds and stars", "primes", "stars over seas")
CURATIONS = ("", "papers: {paper-2: {title: Renamed, withdrawn: gone}}")


class Archive(Folder):
    """A folder whose lists of days are kept up to date."""

    def list(self, source: str, day: str, numbers: Iterable[int]) -> None:
        entries = tuple(
            Entry(f"Paper {n}", f"We count {WORDS[n % 4]}.", line, f"2501.{n:05}")
            for line, n in enumerate(numbers, 1)
        )
        self.put(Listing(source, "x", date.fromisoformat(day) if day else None, entries))

    def bring_up_to_date(self, curation: str, query: str) -> None:
        def match(papers: Iterable[Paper], topics: Sequence[str]) -> Iterable[Sequence[str]]:
            return [topics if query in paper.abstract else () for paper in papers]

        corrections = load_curation(Source("curation.yml", curation.encode()))
        changes = self.update_without_commit(corrections)
        changes = update_topics(self.store, changes, [TOPIC], {TOPIC.id: query}, match)
        update_list_days(self.store, changes)
        self.store.commit()

    def counted(self, query: str) -> dict[tuple[str, str], ListDays]:
        """Those of all lists, paper by paper."""
        days: dict[tuple[str, str], list[str]] = {}
        for paper in self.archive().papers:
            keys = [("tags", tag) for tag in paper.tags]
            keys += [("topics", TOPIC.id)] if query in paper.abstract else []
            for key in keys:
                day = paper.first_day.isoformat() if paper.first_day else ""
                days.setdefault(key, []).append(day)
        return {key: ListDays.of(sorted(of_list)) for key, of_list in days.items()}


def plain(days: ListDays) -> tuple[int, list[tuple[str, int]], list[list[str]]]:
    return days.papers, list(days.months.items()), [list(part) for part in days.parts]


@pytest.mark.parametrize("seed", range(6))
def test_updates_lead_to_what_is_counted_at_once(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PART", 2)
    archive, chance = Archive(tmp_path), random.Random(seed)
    # The correction names the second paper, so no other listing has it.
    archive.list("base.txt", "2025-01-01", range(3))
    for _ in range(14):
        name = chance.choice("abcd")
        if name in archive.listings and chance.random() < 0.3:
            archive.remove(name)
        else:
            day = chance.choice(("", "2025-01-02", "2025-02-03", "2025-02-28", "2025-03-04"))
            archive.list(name, day, chance.sample(range(3, 20), chance.randrange(1, 9)))
        query = chance.choice(("seas", "seas", "seas", "stars"))
        archive.bring_up_to_date(chance.choice(CURATIONS), query)
        now, counted = list_days(archive.store), archive.counted(query)
        assert {key: plain(days) for key, days in now.items()} == {
            key: plain(days) for key, days in counted.items()
        }


def test_an_update_reads_only_the_newest_papers(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.list("a", "2025-01-01", range(0, 1200, 4))
    archive.bring_up_to_date("", "seas")
    archive.list("b", "2025-01-02", range(1200, 1208, 4))
    asked: list[str] = []
    archive.store.db.set_trace_callback(asked.append)
    archive.bring_up_to_date("", "seas")
    archive.store.db.set_trace_callback(None)
    days = list_days(archive.store)["topics", TOPIC.id]
    assert days.papers == 302 and list(days.parts[3]) == ["2025-01-02", "2025-01-02"]
    assert "SELECT day FROM topical WHERE topic = 'seas' ORDER BY day DESC LIMIT 2" in asked
    assert not [query for query in asked if "GROUP BY topic, day" in query]
