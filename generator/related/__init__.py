"""Archive → the papers nearest to each paper, by the words of title and abstract."""

from __future__ import annotations

from generator.related.nearest import Related
from generator.related.terms import Terms
from generator.related.words import load_words

__all__ = ["Related", "Terms", "load_words"]
