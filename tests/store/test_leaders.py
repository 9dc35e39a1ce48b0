"""Those who have most papers of a tag or topic, after any updates, are those counted at once."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import pytest
from paper_archive.archive.author_names import PEOPLE, folder_of
from paper_archive.archive.curation_file import load_curation
from paper_archive.model import Entry, Listing, Paper, Source
from paper_archive.store import leaders as leaders_module
from paper_archive.store.author_update import update_authors
from paper_archive.store.authors import Authors
from paper_archive.store.leaders import Leader, leaders, update_leaders
from paper_archive.store.topics import Topic, update_topics
from paper_archive.store.update import Changes

from tests.store.folder import Folder

NAMES = ("Ann Lee", "LEE, Ann", "Ann B. Lee", "Bo Wu", "B. Wu", "李 明", "Al Om", "Wei Wang", "Ed")
CURATIONS = (
    "",
    "authors: {Ann Lee: [Ann B. Lee]}",
    "authors: {Wei Wang (Sea): {listed: Wei Wang, papers: [paper-1]}}",
    "papers: {paper-2: {title: Renamed, withdrawn: gone}}",
)
TOPIC = Topic("seas", "Seas", "", "seas")


class Archive(Folder):
    """A folder whose lists of authors are kept up to date."""

    def list(self, source: str, day: str, papers: dict[int, Sequence[str]]) -> None:
        words = ("birds at seas", "birds and stars", "primes", "stars over seas")
        entries = tuple(
            Entry(
                f"Paper {n}", f"We count {words[n % 4]}.", line, f"2501.{n:05}",
                authors=tuple(names),
            )
            for line, (n, names) in enumerate(papers.items(), 1)
        )  # fmt: skip
        self.put(Listing(source, "x", date.fromisoformat(day) if day else None, entries))

    def bring_up_to_date(self, curation: str = "", query: str = "seas") -> Changes:
        def match(papers: Iterable[Paper], topics: Sequence[str]) -> Iterable[Sequence[str]]:
            return [topics if query in paper.abstract else () for paper in papers]

        corrections = load_curation(Source("curation.yml", curation.encode()))
        changes = self.update_without_commit(corrections)
        changes = update_authors(self.store, changes, corrections, 2)
        changes = update_topics(self.store, changes, [TOPIC], {TOPIC.id: query}, match)
        changes = update_leaders(self.store, changes)
        self.store.commit()
        return changes

    def counted(self, query: str) -> dict[tuple[str, str], list[tuple[int, str, int]]]:
        """Numbers of papers, newest days and numbers of the first few, counted paper by paper."""
        rules = Authors(self.store).rules
        of_lists: dict[tuple[str, str], dict[int, list[str]]] = {}
        for paper in self.archive().papers:
            keys = [("tags", tag) for tag in paper.tags]
            keys += [("topics", TOPIC.id)] if query in paper.abstract else []
            for key in keys:
                for number in rules.authors(paper):
                    days = of_lists.setdefault(key, {}).setdefault(number, [])
                    days.append(paper.first_day.isoformat() if paper.first_day else "")
        found = {
            key: sorted(
                ((len(days), max(days), n) for n, days in of_list.items()
                 if folder_of(n) == PEOPLE and len(days) > 1),
                reverse=True,
            )[: leaders_module.MOST]
            for key, of_list in of_lists.items()
        }  # fmt: skip
        return {key: some for key, some in found.items() if some}


@pytest.mark.parametrize("seed", range(6))
def test_updates_lead_to_what_is_counted_at_once(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaders_module, "MOST", 2)
    archive, chance = Archive(tmp_path), random.Random(seed)
    # Corrections name the first two papers, so no other listing has them.
    archive.list("base.txt", "2025-01-01", {1: ["Wei Wang", "Ann B. Lee"], 2: ["Bo Wu"], 3: NAMES})
    before: dict[tuple[str, str], list[Leader]] = {}
    for _ in range(14):
        name = chance.choice("abcd")
        if name in archive.listings and chance.random() < 0.3:
            archive.remove(name)
        else:
            day = chance.choice(("", "2025-01-02", "2025-02-03", "2025-03-04"))
            numbers = chance.sample(range(3, 15), chance.randrange(1, 6))
            archive.list(name, day, {n: chance.sample(NAMES, 3) for n in numbers})
        query = chance.choice(("seas", "seas", "stars"))
        changes = archive.bring_up_to_date(chance.choice(CURATIONS), query)
        now = leaders(archive.store)
        found = {key: [each[:3] for each in some] for key, some in now.items()}
        assert found == archive.counted(query)
        if not changes.everything:
            differ = {key for key in now.keys() | before.keys() if now.get(key) != before.get(key)}
            assert differ <= changes.leaders
        before = now


def test_a_new_paper_reads_only_the_papers_of_its_authors(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.list("a", "2025-01-01", {n: ["Ann Lee", f"Bo {chr(65 + n)}u"] for n in range(12)})
    archive.bring_up_to_date()
    archive.list("b", "2025-01-02", {20: ["Lee, Ann", "Ed Om"]})
    asked: list[str] = []
    archive.store.db.set_trace_callback(asked.append)
    changes = archive.bring_up_to_date()
    archive.store.db.set_trace_callback(None)
    assert not changes.everything and ("tags", changes.fresh[0].tags[0]) in changes.leaders
    assert not [query for query in asked if "FROM authored ORDER BY" in query]
    assert leaders(archive.store)["tags", changes.fresh[0].tags[0]][0].day == "2025-01-02"
