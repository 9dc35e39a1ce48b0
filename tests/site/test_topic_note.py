"""A build says which topics have no papers."""

from __future__ import annotations

from pathlib import Path

from tests.site.run import LISTINGS, configuration, invoke

BIRDS = '[{"title": "Birds of the Reef", "abstract": "We count the birds of a reef for a year."}]'


def test_a_topic_that_matches_nothing_is_named(tmp_path: Path) -> None:
    listings = tmp_path / "listings"
    listings.mkdir()
    (listings / "2025-03-14.json").write_text(BIRDS)
    topics = tmp_path / "topics.yml"
    topics.write_text(
        "topics:\n- {id: birds, name: Birds, query: birds}\n"
        "- {id: fish, name: All Fish, query: fishes}\n"
    )
    config = configuration(tmp_path, f"      topics: {topics}\n")
    config.write_text(config.read_text("utf-8").replace(str(LISTINGS), str(listings)), "utf-8")
    done = invoke("build", "--strict", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "no paper matches the topic 'All Fish': fishes" in done.stderr
    assert "'Birds'" not in done.stderr
