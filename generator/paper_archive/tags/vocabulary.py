"""A `tags.yml` together with the installed vocabulary that it extends, as one value.

Its bytes are all that tags follow from besides titles and abstracts.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from paper_archive.model import Source
from paper_archive.resources import vocabularies
from paper_archive.strict_yaml import document, nearest

EXTENDS = "extends"


@dataclass(frozen=True, slots=True)
class Vocabulary(Source):
    """A `tags.yml`; `base` is the installed one that it extends, None if it stands alone."""

    base: Source | None = None

    @property
    def digest(self) -> str:
        """A hash of everything in it."""
        digest = sha256(self.data)
        if self.base:
            digest.update(sha256(self.base.data).digest())
        return digest.hexdigest()


def vocabulary_of(source: Source) -> Vocabulary:
    """Return a `tags.yml` with the vocabulary that its line `extends: …` names.

    Raises InputError if none has that name, OSError if it cannot be read. Other mistakes are left
    to `load_taxonomy`.
    """
    base = None
    # Files that stand alone are long, and would be parsed twice.
    if EXTENDS.encode() in source.data and (name := _extended(source)):
        base = Source(name, vocabularies()[name].read_bytes())
    return Vocabulary(source.name, source.data, base)


def _extended(source: Source) -> str:
    """Return the name of the vocabulary that a file extends, "" if it names none."""
    root = document(source)
    value = root.get(EXTENDS) if root else None
    if value is None:
        return ""
    name, known = value.text(f"'{EXTENDS}'"), vocabularies()
    if name not in known:
        value.refuse(f"unknown vocabulary '{name}'", nearest(name, known))
    return name
