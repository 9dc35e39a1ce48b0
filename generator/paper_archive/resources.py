"""What an archive uses unless it brings its own: the theme, the vocabulary, the first pages.

In a checkout these are in `site_src/` at the top; a wheel has copies inside the package.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent
CHECKOUT = PACKAGE.parents[1]
_PLACES = (PACKAGE / "site_src", CHECKOUT / "site_src")


def resource(path: str) -> Path:
    """A file or folder of `site_src/`, such as `theme`."""
    return next((place / path for place in _PLACES if (place / path).exists()), _PLACES[0] / path)
