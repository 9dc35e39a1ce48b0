"""The kinds of sources that `fetch` knows, one module per kind.

To add a kind, write a module here as `SourceKind` in `intake/source.py` says, add it to `KINDS`,
and add its answers to `tests/intake/sources/`.
"""

from paper_archive.intake.source import SourceKind
from paper_archive.intake.sources import arxiv, biorxiv, feed, hugging_face, medrxiv

_MODULES: tuple[SourceKind, ...] = (arxiv, hugging_face, biorxiv, medrxiv, feed)
KINDS = {module.KIND: module for module in _MODULES}
