"""What the rules match and what they miss."""

from __future__ import annotations

from paper_archive.tags import Tagger, coverage
from paper_archive.tags.coverage import OpenPhrase, TagCount
from paper_archive.tags.taxonomy import Facet, Phrase, Points, Tag, Taxonomy

POINTS = Points(1, 0.5, 0.2, 1.75, 1.3, 0.7, 0.7, cutoff=1, share=0.2, floor=0.5)
RULES = Taxonomy(
    POINTS,
    (Facet("science", "Science"),),
    (
        Tag("bees", "science", "Bees", "bees", 1, (Phrase("honey bee", "strong"),)),
        Tag("ants", "science", "Ants", "ants", 1, (Phrase("ant", "strong"),)),
    ),
)
PAPERS = [
    ("Honey bees of the north", "The waggle dance of honey bees near a red flower."),
    ("Waggle dances", "A waggle dance tells of a flower, the honey bee says."),
    ("Nothing", "The waggle dance again, and a flower."),
]


def test_coverage() -> None:
    tagger = Tagger(RULES)
    papers = [(title, abstract, tagger.tags(title, abstract)) for title, abstract in PAPERS]
    found = coverage(tagger, papers, least=2)
    assert found.papers == 3
    assert found.counts == (TagCount("bees", 2), TagCount("ants", 0))
    assert found.untagged == ("Nothing",)
    assert found.phrases == (OpenPhrase("flower", 3), OpenPhrase("waggle dance", 3))


def test_most_limits_the_phrases() -> None:
    papers = [(title, abstract, ()) for title, abstract in PAPERS]
    assert len(coverage(Tagger(RULES), papers, most=1, least=2).phrases) == 1


def test_no_papers() -> None:
    found = coverage(Tagger(RULES), [])
    assert (found.papers, found.untagged, found.phrases) == (0, (), ())
