"""Lists in an archive: which papers they have, and which of them an update touches."""

from __future__ import annotations

import json
from pathlib import Path

from paper_archive.lists import update_lists

from tests.lists.archives import CURATION, archive, corrected_with, resolve

NAMES = ("2401.00001", "second", "https://x.org/papers/third.html", "10.1000/fifth", "twins")


def slugs(found, number: int = 0) -> list[str]:
    return [listed.slug for listed in found.lists[number].papers]


def test_papers_are_found_by_any_name_also_when_renamed_or_merged(tmp_path: Path) -> None:
    made, _ = archive(tmp_path)
    text = f"{json.dumps(NAMES)}"
    found = resolve(made, text)
    assert slugs(found) == ["first", "second", "third", "fifth"]
    (problem,) = found.problems
    assert str(problem).startswith("list-0.yml:1: 'twins' names 2 papers, and the list shows none")
    corrected_with(made, CURATION)
    # An update of one list, by a name that only a redirect knows.
    assert slugs(resolve(made, "[first, old, arxiv:2401.00004, 'doi:10.1000/FIFTH']")) == [
        "renamed", "third", "fourth", "fifth",
    ]  # fmt: skip
    found = resolve(made, "- 2401.00001\n- third\n- id: 2401.00002\n  note: the same\n")
    assert slugs(found) == ["renamed", "third"]
    assert list(map(str, found.lacking)) == [
        "list-0.yml:3: 'Renamed' is in the list already, and stands there once (line 1 has it)"
    ]


def test_what_the_archive_lacks_leads_where_its_id_does(tmp_path: Path) -> None:
    made, _ = archive(tmp_path)
    found = resolve(
        made,
        "- arXiv:1706.03762v5\n- {id: 'doi:10.1038/nature14539', title: Deep $L$earning}\n"
        "- https://x.org/a b\n- javascript:alert(1)\n- {title: None of Ours}\n- PMC1234567\n"
        "- https://doi.org/10.48550/arXiv.1706.03763\n- 1706.03762\n- 'http://x.org/<script>'\n"
        "- wordword\n- openreview:abcDEF123\n",
    )
    absent = [listed.absent for listed in found.lists[0].papers]
    assert [(each.paper.title, each.address, each.is_titled) for each in absent if each] == [
        ("arXiv 1706.03762", "https://arxiv.org/abs/1706.03762", False),
        ("Deep Learning", "https://doi.org/10.1038/nature14539", True),
        ("https://x.org/a b", "https://x.org/a", False),
        ("javascript:alert(1)", "", False),
        ("None of Ours", "", True),
        ("PMC1234567", "https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567", False),
        ("arXiv 1706.03763", "https://arxiv.org/abs/1706.03763", False),
        ("http://x.org/<script>", "http://x.org/", False),
        ("wordword", "", False),
        ("OpenReview abcDEF123", "https://openreview.net/forum?id=abcDEF123", False),
    ]
    assert len(found.lacking) == 11 and not found.problems
    assert str(found.lacking[0]) == (
        "list-0.yml:1: the archive lacks 'arXiv:1706.03762v5' "
        "(add a listing that has it, or `fetch` its day; or mend the id)"
    )


def test_a_feed_begins_with_what_was_added_last(tmp_path: Path) -> None:
    made, _ = archive(tmp_path, CURATION)
    found = resolve(
        made,
        # To be read, added, read, lacking and to be read, withdrawn, lacking without a day.
        "- {id: third, date: 2030-01-01}\n- {id: first, added: 2023-01-01}\n"
        "- {id: fifth, date: 2024-01-05}\n"
        "- {id: 1706.03762, date: 2030-01-01}\n- 2401.00004\n- 1706.03763\n",
        json.dumps({"format": "paper-archive desk", "papers": [
            {"id": "slug:third", "saved": "2024-01-02T10:00:00Z"},
            {"id": "arxiv:2401.00005", "saved": "2024-01-02T11:00:00Z"},
            {"id": "slug:first", "saved": "2024-01-02T11:00:00Z"},
            {"id": "2401.00006", "saved": "2024-03-01T11:00:00Z", "folders": ["last"]},
        ]}),
    )  # fmt: skip
    by_hand, desk = found.lists
    days = [(place, by_hand.papers[place].day) for place in by_hand.newest]
    assert [(place, str(day)) for place, day in days] == [
        (0, "2024-01-31"), (2, "2024-01-05"), (1, "2023-01-01"),
    ]  # fmt: skip
    assert slugs(found, 1)[:3] == ["fifth", "renamed", "third"] and desk.newest == (3, 0, 1, 2)
    assert str(desk.papers[3].day) == "2024-03-01"
    many = resolve(made, "".join(f"- {{id: 1706.{n:05}, added: 2024-01-01}}\n" for n in range(60)))
    assert many.lists[0].newest == tuple(range(59, 9, -1))


def test_an_update_touches_the_lists_that_differ_and_those_of_papers_that_do(
    tmp_path: Path,
) -> None:
    made, changes = archive(tmp_path)
    one, two = "- first\n- third\n", "- fifth\n- 2401.00009\n"
    changes = update_lists(made.store, changes, resolve(made, one, two).lists)
    assert changes.lists == {"list-0", "list-1"}
    assert changes.after.lists == {"list-0": 2, "list-1": 2}

    def touched(*texts: str, corrected: str = "", newest: str = "2024-01-31") -> set[str]:
        changes = corrected_with(made, corrected)
        found = resolve(made, *texts, newest=newest).lists
        return set(update_lists(made.store, changes, found).lists)

    assert touched(one, two) == set()
    assert touched(one, two, newest="2024-02-01") == set()
    assert touched(one, f"# a remark\n{two}") == set()
    assert touched(one + "- second\n", two) == {"list-0"}
    renamed = "papers: {2401.00005: {title: Five}}"
    assert touched(one + "- second\n", two, corrected=renamed) == {"list-1"}
    assert touched(one, corrected=renamed) == {"list-0", "list-1"}
    assert touched(corrected=renamed) == {"list-0"}
    # Without lists, nothing is remembered or asked.
    changes = corrected_with(made, renamed)
    assert update_lists(made.store, changes, ()) is changes
