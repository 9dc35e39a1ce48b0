"""Tags by curated phrase rules: `tags.yml` → `Taxonomy` → `Tagger` → tags of a paper."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from paper_archive.model import Source
from paper_archive.tags.beginning import beginning
from paper_archive.tags.coverage import Coverage, coverage
from paper_archive.tags.matching import Tagger
from paper_archive.tags.tags_file import load_taxonomy
from paper_archive.tags.taxonomy import Facet, Tag, Taxonomy
from paper_archive.tags.vocabulary import Vocabulary, vocabulary_of

__all__ = [
    "Coverage",
    "Facet",
    "Tag",
    "Tagger",
    "Taxonomy",
    "Vocabulary",
    "beginning",
    "coverage",
    "load_taxonomy",
    "tag_all",
    "vocabulary_of",
]


def tag_all(vocabulary: Source, texts: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Return the tags of papers, from their clean titles and abstracts.

    A process compiles the rules of a `vocabulary` (a `tags.yml`) once.
    """
    tags = _tagger(vocabulary).tags
    return [tags(title, abstract) for title, abstract in texts]


@lru_cache(maxsize=2)
def _tagger(vocabulary: Source) -> Tagger:
    return Tagger(load_taxonomy(vocabulary))
