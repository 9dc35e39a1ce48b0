"""A `tags.yml` together with the installed vocabulary that it extends, as one value.

Its bytes are all that tags follow from besides titles and abstracts.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256

from paper_archive.model import InputError, Source
from paper_archive.resources import vocabularies
from paper_archive.strict_yaml import Node, document, nearest

EXTENDS = "extends"


@dataclass(frozen=True, slots=True)
class Vocabulary(Source):
    """A `tags.yml`; `base` is the installed one that it extends, None if it stands alone.

    `compiled` is what an earlier build made of a vocabulary, perhaps another; empty for nothing.
    """

    base: Source | None = None
    compiled: bytes = field(default=b"", compare=False, repr=False)

    @property
    def digest(self) -> str:
        """A hash of everything in it."""
        digest = sha256(self.data)
        if self.base:
            digest.update(sha256(self.base.data).digest())
        return digest.hexdigest()


def vocabulary_of(source: Source) -> Vocabulary:
    """Return a `tags.yml` with the vocabulary that its line `extends: …` names.

    Raises OSError if that cannot be read. Mistakes are left to `load_taxonomy`, which reports all
    of them together.
    """
    base = None
    # Files that stand alone are long, and would be parsed twice.
    if EXTENDS.encode() in source.data:
        with suppress(InputError):
            root = document(source)
            if name := extended_name(root) if root else "":
                base = Source(name, vocabularies()[name].read_bytes())
    return Vocabulary(source.name, source.data, base)


def extended_name(root: Node) -> str:
    """Return the name of the vocabulary that a file extends, "" if it has no such line.

    Raises InputError if no vocabulary has that name.
    """
    value = root.get(EXTENDS)
    if value is None:
        return ""
    name, known = value.text(f"'{EXTENDS}'"), vocabularies()
    if name not in known:
        value.refuse(f"unknown vocabulary '{name}'", nearest(name, known))
    return name
