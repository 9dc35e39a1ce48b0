"""The installed vocabularies, and files that extend them.

A vocabulary has a file of cases in `vocabularies/`: papers with the tags that they must have, and,
for arXiv's papers of its `field`, the share that must carry one of the tags of their category.
"""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from paper_archive.model import InputError, Source
from paper_archive.resources import vocabularies
from paper_archive.tags import Tagger, Taxonomy, beginning, load_taxonomy, vocabulary_of

from tests.realdata import shared
from tests.site.run import invoke

CASES = sorted(Path(__file__).parent.glob("vocabularies/*.yml"))
NAMES = [case.stem for case in CASES]


@cache
def installed(name: str) -> Taxonomy:
    return load_taxonomy(Source(name, vocabularies()[name].read_bytes()))


def extended(text: str) -> Taxonomy:
    return load_taxonomy(Source("tags.yml", text.encode()))


def mistakes(text: str) -> list[tuple[int, str]]:
    with pytest.raises(InputError) as caught:
        extended(text)
    return [(problem.line, problem.what) for problem in caught.value.problems]


def phrases(taxonomy: Taxonomy, tag_id: str) -> dict[str, str]:
    (tag,) = (tag for tag in taxonomy.tags if tag.id == tag_id)
    return {
        phrase.text: phrase.strength
        for phrase in tag.phrases
        if phrase.strength not in ("names", "in-title")
    }


@cache
def arxiv() -> list[dict[str, Any]]:
    with gzip.open(shared("corpora/arxiv-daily.jsonl.gz"), "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if re.search(r'"(?!cs|eess|stat)[a-z-]+', line)]


def test_every_vocabulary_has_cases() -> None:
    assert {"default", "empty", *NAMES} == set(vocabularies())


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_vocabulary(case: Path) -> None:
    taxonomy, cases = installed(case.stem), yaml.safe_load(case.read_text("utf-8"))
    assert len(taxonomy.tags) >= 25
    assert {tag.facet for tag in taxonomy.tags} == {facet.id for facet in taxonomy.facets}
    tagger = Tagger(taxonomy)
    for paper in cases["papers"]:
        tags = tagger.tags(paper["title"], paper["abstract"])
        assert set(paper["tags"]) <= set(tags), (paper["title"], tags)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_real_papers_of_the_field(case: Path) -> None:
    tagger, cases = Tagger(installed(case.stem)), yaml.safe_load(case.read_text("utf-8"))
    field, wanted = re.compile(cases["field"]), cases["categories"]
    papers = [p for p in arxiv() if any(field.match(each) for each in p["categories"])]
    tags = [set(tagger.tags(p["title"], " ".join(p["abstract"].split()))) for p in papers]
    assert len(papers) > 250
    assert sum(map(bool, tags)) >= 0.95 * len(papers)
    found = [
        not got.isdisjoint(wanted[category])
        for paper, got in zip(papers, tags, strict=True)
        for category in wanted.keys() & set(paper["categories"])
    ]
    assert sum(found) >= cases["recall"] * len(found), sum(found) / len(found)


def test_a_file_changes_the_vocabulary_that_it_extends() -> None:
    base = installed("biology")
    changed = extended(
        "extends: biology\n"
        "points: {cutoff: 3}\n"
        "facets: {body: Bodies, ours: Our subjects}\n"
        "drop: [zoology, paleontology, machine-learning]\n"
        "tags:\n"
        "- {id: cancer, title: Tumors, weak: [tumour, owl plumage], without: [carcinomas]}\n"
        "- {id: owls, facet: ours, title: Owls, short: AI, means: owls, strong: [barn owl]}\n"
        "- {id: zoology, facet: ours, title: Beasts, means: beasts, strong: [beast]}\n"
    )
    before, after = ({tag.id: tag for tag in each.tags} for each in (base, changed))
    assert after.keys() == (before.keys() | {"owls"}) - {"paleontology", "machine-learning"}
    assert [facet.title for facet in changed.facets][-1] == "Our subjects"
    assert {facet.title for facet in changed.facets} > {"Bodies", "Molecules and cells"}
    assert after["genetics"].cutoff == 3 and before["cognition"].cutoff == after["cognition"].cutoff
    assert (after["cancer"].title, after["cancer"].means) == ("Tumors", before["cancer"].means)
    was, now = phrases(base, "cancer"), phrases(changed, "cancer")
    assert was["tumor"] == "strong" and "tumor" not in now and now["tumour"] == "weak"
    assert now["owl plumage"] == "weak" and now.keys() >= was.keys() - {"tumor", "carcinoma"}
    assert "carcinoma" in was and "carcinoma" not in now
    assert phrases(changed, "zoology") == {"beast": "strong"}


def test_a_later_version_may_call_a_tag_what_a_file_calls_another() -> None:
    own = "{id: owls, facet: body, title: Owls, short: Proteins, means: owls, strong: [owl]}"
    shorts = [tag.short for tag in extended(f"extends: biology\ntags: [{own}]").tags]
    assert shorts.count("Proteins") == 1 and shorts[-1] == "Proteins"


def test_an_archive_may_have_no_tags() -> None:
    for text in ("extends: empty", "extends: empty\ndrop:\ntags:\nfacets:\n"):
        taxonomy = extended(text)
        assert taxonomy.tags == taxonomy.facets == ()
        assert Tagger(taxonomy).tags("Owls", "We watch owls.") == ()


def test_tags_follow_from_both_files() -> None:
    texts = (b"extends: biology", b"extends: empty", b"extends: empty # none")
    digests = {vocabulary_of(Source("tags.yml", text)).digest for text in texts}
    assert len(digests) == len(texts)


def test_mistakes_are_reported_at_once() -> None:
    text = """\
extends: default
points: {cutof: 2}
drop: [physics, pysics]
tags:
- id: surveys
  without: [no such phrase]
- id: survey
- id: owls
  facet: perceptoin
  tittle: Owls
  means: owls
  short: A name that is longer than the room
  strong: [owl, Owl, LLM, owls, '-']
- id: owls
  facet: perception
  strong: []
- id: physics
  title: Physics
"""
    found = mistakes(text)
    assert [line for line, _ in found] == [2, 3, 6, 7, 9, 10, 12, 13, 13, 13, 13, 14, 14, 17]
    assert found[1][1] == "unknown tag 'pysics'"
    assert "'LLM' never matches 'llm', the spelling on line" in found[8][1]
    assert found[8][1].endswith(" of default")


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("extends: fysics", "unknown vocabulary 'fysics': did you mean 'physics'?"),
        ("extend: physics", "unknown key 'extend' in the file: did you mean 'extends'?"),
        ("extends: []", "'extends' is not text: write plain text, in quotes if it contains : or #"),
    ],
)
def test_without_the_vocabulary_the_other_mistakes_are_reported(line: str, first: str) -> None:
    text = f"""\
{line}
points: {{cutoff: many}}
drop: [cosmology, []]
tags:
- id: black-holes
  unless: [cooking]
  without: [event horizon]
  strong: [LIGO, ligo]
- id: black-holes
  title: Holes
- id: optics
- id: owls
  facet: birds
  title: Owls
  means: owls
  colour: white
"""
    with pytest.raises(InputError) as caught:
        load_taxonomy(vocabulary_of(Source("tags.yml", text.encode())))
    found = caught.value.problems
    assert f"{found[0].what}: {found[0].fix}" == first
    assert [problem.line for problem in found] == [1, 2, 3, 8, 9, 11, 16]


def test_of_many_mistakes_the_first_twenty_are_reported() -> None:
    found = mistakes("extends: empty\ndrop:\n" + "".join(f"- tag-{n}\n" for n in range(23)))
    assert found == [
        *((n + 3, f"unknown tag 'tag-{n}'") for n in range(20)),
        (0, "has 3 more mistakes"),
    ]


@pytest.mark.parametrize("name", vocabularies())
def test_the_examples_of_a_beginning_are_right(name: str, tmp_path: Path) -> None:
    text = beginning(name)
    start = extended(text)
    assert start.tags == installed(name).tags
    # Without its `# `, an example counts.
    counting = extended(re.sub(r"^# (?=(?:facets|drop|tags):|  \w|- )", "", text, flags=re.M))
    assert {"axolotls"} == {tag.id for tag in counting.tags} - {tag.id for tag in start.tags}


def test_commands_begin_a_vocabulary_and_overwrite_none(tmp_path: Path) -> None:
    archive, file = tmp_path / "owls", tmp_path / "owls/site_src/tags.yml"
    assert invoke("init", archive, "--tags", "physics").returncode == 0
    assert file.read_text("utf-8") == beginning("physics")
    new = ("tags", "-f", archive / "mkdocs.yml", "--new")
    refused = invoke(*new)
    assert refused.returncode == 1 and "exists already" in refused.stderr
    assert file.read_text("utf-8") == beginning("physics")
    file.unlink()
    assert invoke(*new, "--extends", "empty").returncode == 0
    assert file.read_text("utf-8") == beginning("empty")
    unknown = invoke("init", tmp_path / "x", "--tags", "fysics")
    assert "did you mean 'physics'" in unknown.stderr and not (tmp_path / "x").exists()
    for command in ("init", "tags"):
        told = invoke(command, "--help").stdout
        assert all(name in told for name in vocabularies())
