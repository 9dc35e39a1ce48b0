"""Tags of papers: cases as data, and the fast search compared with a slow, plain one."""

from __future__ import annotations

import pickle
import random
from collections import defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from paper_archive.model import Source
from paper_archive.tags import Tagger, Taxonomy, load_taxonomy
from paper_archive.tags.folding import WordFolder, capitals, endings, fold_word, forms, spellings

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "cases.yml").read_text(encoding="utf-8"))


@cache
def taxonomy() -> Taxonomy:
    path = HERE.parents[1] / "site_src" / "tags.yml"
    return load_taxonomy(Source("tags.yml", path.read_bytes()))


@cache
def tagger() -> Tagger:
    return Tagger(taxonomy())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    assert list(tagger().tags(case["title"], case["abstract"])) == case["tags"]


@cache
def every_spelling() -> tuple[set[tuple[str, ...]], WordFolder]:
    """Every spelling of every phrase, and what folds a text as the search for them needs it."""
    rules = taxonomy()
    kept = {word for text in every_phrase(rules) for word in capitals(text)}
    plain = WordFolder(kept)
    known = {tuple(form.split()) for text in every_phrase(rules) for form in forms(text, plain)}
    ends = [ending for text in every_phrase(rules) for ending in endings(text)]
    return known, WordFolder(kept, {word for words in known for word in words}, ends)


@cache
def spelt_as(phrase: str) -> tuple[str, ...]:
    return tuple(forms(phrase, every_spelling()[1]))


def plain_standings(title: str, abstract: str) -> dict[str, float]:
    """The standings as the docstring of `matching` defines them, phrase by phrase."""
    known, fold = every_spelling()
    longest = max(map(len, known))
    vocabulary = {word for words in known for word in words}

    def size(word: str) -> int:
        """Characters in the text that is searched: a word of no phrase is a full stop there."""
        return len(word) + 2 if word in vocabulary else 1

    zones = [fold(title).split(), fold(abstract).split()]
    length = sum(map(size, zones[1]))
    found: list[tuple[tuple[str, ...], bool, float]] = []
    for in_title, words in zip((True, False), zones, strict=True):
        place = at = 0
        while at < len(words):
            ends = range(min(len(words), at + longest), at, -1)
            stop = next((end for end in ends if tuple(words[at:end]) in known), None)
            if stop:
                found.append((tuple(words[at:stop]), in_title, place / max(1, length)))
            place += sum(map(size, words[at : stop or at + 1]))
            at = stop or at + 1
    return {tag: round(points, 6) for tag, points in sums(taxonomy(), found).items()}


def every_phrase(rules: Taxonomy) -> list[str]:
    of_tags = [phrase.text for tag in rules.tags for phrase in tag.phrases]
    return [*of_tags, *(text for c in rules.contexts for text in c.phrases), *rules.ignored]


def sums(rules: Taxonomy, found: list[Any]) -> dict[str, float]:
    p = rules.points
    value = {"strong": p.strong, "normal": p.normal, "weak": p.weak, "not": -p.strong}
    standings = {}

    for tag in rules.tags:
        spelt = [
            form
            for phrase in tag.phrases
            if phrase.strength == "names"
            for form in spelt_as(phrase.text)
        ]
        of: dict[bool, dict[tuple[str, ...], tuple[str, float]]] = {True: {}, False: {}}
        for phrase in tag.phrases:
            for form in spelt_as(phrase.text):
                words = tuple(form.split())
                if phrase.strength in ("in-title", "names"):
                    of[True][words] = ("strong", p.strong)
                else:
                    rule = (phrase.strength, value[phrase.strength])
                    of[True].setdefault(words, rule)
                    of[False][words] = rule
        vetoed = any(
            counted(rules_of_context(c.phrases), found) >= c.least
            for c in rules.contexts
            if c.id in tag.unless
        )
        times: dict[tuple[str, ...], int] = defaultdict(int)
        total, mentioned = 0.0, False
        for words, in_title, place in found:
            times[words] += 1
            if times[words] > 2 or words not in of[in_title]:
                continue
            strength, points = of[in_title][words]
            mentioned = True
            if (
                vetoed
                and strength in ("normal", "weak")
                and not (in_title and times[words] == 1 and holds(words, spelt))
            ):
                continue
            where = p.title if in_title else p.early - (p.early - p.late) * place
            counts = points * where * (p.again if times[words] == 2 else 1)
            is_named = in_title and times[words] == 1 and strength != "not" and holds(words, spelt)
            total += max(counts, tag.cutoff) if is_named else counts
        if mentioned:
            standings[tag.id] = total / tag.cutoff
    return standings


def holds(words: tuple[str, ...], spelt: list[str]) -> bool:
    """Whether a phrase has one of the folded spellings in it."""
    text = "".join(f" {word} " for word in words)
    return any(form in text for form in spelt)


def rules_of_context(phrases: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {tuple(form.split()) for text in phrases for form in spelt_as(text)}


def counted(context: set[tuple[str, ...]], found: list[Any]) -> int:
    times: dict[tuple[str, ...], int] = defaultdict(int)
    for words, _, _ in found:
        if words in context:
            times[words] = min(2, times[words] + 1)
    return sum(times.values())


def texts() -> list[tuple[str, str]]:
    """The cases, and abstracts made of shuffled sentences and phrases of theirs."""
    chance = random.Random(5)
    pairs = [(case["title"], case["abstract"]) for case in CASES]
    phrases = every_phrase(taxonomy())
    for _ in range(25):
        words = [chance.choice(phrases) for _ in range(30)]
        words += [chance.choice(pairs)[1] for _ in range(2)]
        chance.shuffle(words)
        pairs.append((chance.choice(phrases), " ".join(words)))
    return pairs


@pytest.mark.slow
def test_fast_and_plain_search_agree() -> None:
    floor = taxonomy().points.floor
    for title, abstract in texts():
        fast = {e.tag: e.standing for e in tagger().explain(title, abstract)}
        plain = plain_standings(title, abstract)
        assert fast.keys() == plain.keys(), title
        for tag, standing in plain.items():
            # A tag below the floor is not checked for a veto.
            if fast[tag] >= floor or standing >= floor:
                assert fast[tag] == pytest.approx(standing, abs=1e-3), (title, tag)


def test_order_in_the_file_does_not_matter() -> None:
    chance = random.Random(7)
    tags = [
        replace(tag, phrases=tuple(chance.sample(tag.phrases, len(tag.phrases))))
        for tag in taxonomy().tags
    ]
    chance.shuffle(tags)
    shuffled = Tagger(replace(taxonomy(), tags=tuple(tags)))
    for title, abstract in texts():
        assert shuffled.tags(title, abstract) == tagger().tags(title, abstract)


def test_pickled_tagger_is_the_same() -> None:
    again = pickle.loads(pickle.dumps(tagger()))
    for title, abstract in texts():
        assert again.tags(title, abstract) == tagger().tags(title, abstract)


def test_one_to_six_tags_and_the_evidence_says_so() -> None:
    for title, abstract in texts():
        tags = tagger().tags(title, abstract)
        evidence = tagger().explain(title, abstract)
        assert len(tags) <= 6
        assert [e.tag for e in evidence if e.chosen] == list(tags)
        for each in evidence:
            given = sum(mention.standing for mention in each.mentions)
            assert each.standing == pytest.approx(given, abs=1e-3)


def test_long_text() -> None:
    title = "speech recognition " * 500
    assert tagger().tags(title, title * 20) == ("speech-and-audio",)


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("networks", "network"), ("policies", "policy"), ("classes", "class"), ("bias", "bias"),
        ("biases", "bias"), ("analyses", "analysis"), ("physics", "physics"), ("news", "news"),
        ("metrics", "metric"), ("optimisation", "optimization"), ("noise", "noise"),
        ("summarised", "summarized"), ("premises", "premise"), ("behaviours", "behavior"),
        ("poincaré", "poincare"), ("matrices", "matrix"), ("status", "status"), ("gas", "gas"),
        ("series", "series"), ("boxes", "box"), ("modelling", "modeling"),
    ],
)  # fmt: skip
def test_folded_word(word: str, folded: str) -> None:
    assert fold_word(word) == folded


def test_endings() -> None:
    fold = WordFolder({"SAM"}, ("retrieval", "bench", "-Eval", "-Bench"), ("Eval", "Bench"))
    text = "Mini-Bench MMBench MMBenches NewBenchs workbench BENCH GenEval medieval"
    assert fold(text).split() == (
        "mini bench -Bench mmbench -Bench workbench bench -Eval medieval".split()
    )
    assert forms("introduce -Bench", fold) == (" introduce  -Bench ",)
    assert forms("in-depth -QA", fold) == (" in  depth  -QA ", " indepth  -QA ")
    assert capitals("new -Bench of SAM") == {"SAM"}


def test_spellings() -> None:
    assert spellings("pre-training data") == ("pre training data", "pretraining data")
    assert len(spellings("a-b-c")) == 4
