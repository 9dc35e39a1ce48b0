"""Python-Markdown, and what it made of texts, which later builds need not ask it again.

Most texts depend on templates alone, or on months that are over.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown import Markdown

# The name of what is stored.
CONVERSIONS = "conversions"
# Generated pages need exactly these extensions of Python-Markdown.
EXTENSIONS = ("attr_list", "fenced_code", "md_in_html", "tables", "toc")


class Conversions:
    """HTML by the checksum of its source: that of the last build, and what this one used."""

    def __init__(self) -> None:
        self._last: Mapping[str, str] = {}
        self._used: dict[str, str] = {}

    def recall(self, stored: bytes) -> None:
        """Take what the last build of the same program stored, if anything."""
        self._last, self._used = json.loads(stored) if stored else {}, {}

    def stored(self) -> bytes:
        """Return what this build used, for the next one."""
        return json.dumps(self._used).encode()

    def convert(self, source: str) -> str:
        """Return the HTML that Python-Markdown makes of a source."""
        key = sha256(source.encode("utf-8", "surrogatepass")).hexdigest()
        html = self._used.get(key, self._last.get(key))
        if html is None:
            html = _converter().reset().convert(source)
        self._used[key] = html
        return html


# Of the process: templates and fragments are rendered once for all pages too.
conversions = Conversions()


@cache
def _converter() -> Markdown:
    # It is slow to import, and most builds of a new day do without.
    from markdown import Markdown

    # For names it would look through all installed packages, which takes thrice as long.
    modules = (import_module(f"markdown.extensions.{name}") for name in EXTENSIONS)
    return Markdown(extensions=[module.makeExtension() for module in modules])
