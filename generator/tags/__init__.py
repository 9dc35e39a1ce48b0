"""Tags by curated phrase rules: `tags.yml` → `Taxonomy` → `Tagger` → tags of a paper."""

from generator.tags.coverage import Coverage, coverage
from generator.tags.matching import Tagger
from generator.tags.taxonomy import Facet, Tag, Taxonomy, load_taxonomy

__all__ = ["Coverage", "Facet", "Tag", "Tagger", "Taxonomy", "coverage", "load_taxonomy"]
