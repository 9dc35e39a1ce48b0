"""Tags by curated phrase rules: `tags.yml` → `Taxonomy` → `Tagger` → tags of a paper."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from paper_archive.model import Source
from paper_archive.tags import stored
from paper_archive.tags.beginning import beginning
from paper_archive.tags.coverage import Coverage, coverage
from paper_archive.tags.matching import Tagger
from paper_archive.tags.tags_file import load_taxonomy
from paper_archive.tags.taxonomy import Facet, Tag, Taxonomy
from paper_archive.tags.vocabulary import Vocabulary, vocabulary_of

# The name of what a build stores of its vocabulary.
VOCABULARY = "vocabulary"

__all__ = [
    "VOCABULARY",
    "Coverage",
    "Facet",
    "Tag",
    "Tagger",
    "Taxonomy",
    "Vocabulary",
    "beginning",
    "compiled",
    "coverage",
    "load_taxonomy",
    "tag_all",
    "tagger_of",
    "vocabulary_of",
]


def tag_all(vocabulary: Source, texts: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Return the tags of papers, from their clean titles and abstracts.

    A process compiles the rules of a `vocabulary` (a `tags.yml`) once.
    """
    tags = tagger_of(vocabulary).tags
    return [tags(title, abstract) for title, abstract in texts]


@lru_cache(maxsize=2)
def tagger_of(vocabulary: Source) -> Tagger:
    """Return the tagger of a `tags.yml`. Raises InputError as `load_taxonomy` does."""
    if isinstance(vocabulary, Vocabulary) and stored.is_of(vocabulary.compiled, vocabulary):
        return stored.unpack(vocabulary.compiled)
    return Tagger(load_taxonomy(vocabulary))


def compiled(vocabulary: Vocabulary) -> bytes:
    """Return the `compiled` field for the next build. Raises InputError as `load_taxonomy` does."""
    if stored.is_of(vocabulary.compiled, vocabulary):
        return vocabulary.compiled
    return stored.pack(vocabulary, tagger_of(vocabulary))
