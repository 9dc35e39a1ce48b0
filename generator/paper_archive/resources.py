"""What an archive uses unless it brings its own: the theme, the vocabulary, the first pages.

In a checkout these are in `site_src/` at the top; a wheel has copies inside the package.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent
CHECKOUT = PACKAGE.parents[1]
_PLACES = (PACKAGE / "site_src", CHECKOUT / "site_src")


# The vocabulary of an archive without a `tags.yml`.
DEFAULT = "default"
_VOCABULARIES = "vocabularies"


def vocabularies() -> dict[str, Path]:
    """The installed vocabularies by name; that of an archive without its own comes first."""
    others = sorted(resource(_VOCABULARIES).glob("*.yml"))
    return {DEFAULT: resource("tags.yml")} | {file.stem: file for file in others}


def resource(path: str) -> Path:
    """A file or folder of `site_src/`, such as `theme`."""
    return next((place / path for place in _PLACES if (place / path).exists()), _PLACES[0] / path)
