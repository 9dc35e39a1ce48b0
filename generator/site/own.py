"""What an archive uses unless it brings its own: the theme, the vocabulary, first pages.

In a checkout these lie in `site_src/` beside the package; a wheel has them inside it.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parents[1]
_PLACES = (PACKAGE / "site_src", PACKAGE.parent / "site_src")


def own(path: str) -> Path:
    """A file or folder of `site_src/`, such as `theme`."""
    return next((place / path for place in _PLACES if (place / path).exists()), _PLACES[0] / path)
