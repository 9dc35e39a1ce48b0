"""What all items of a paper show: the words and attributes that are the same in every list."""

from __future__ import annotations

from collections.abc import Callable
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from paper_archive.model import Paper
from paper_archive.pages.fragment import Fragment
from paper_archive.pages.item_citation import ItemCitation

# Papers whose parts are kept in memory, about 2 KB each; those of others are read from a file.
# Every list goes through all papers: dropping some for others would keep none in time.
_IN_MEMORY = 1 << 14
# The most that the file may take, in bytes: the parts of a million papers.
_MOST_IN_FILE = 1 << 30
_SEPARATOR = "\0"
_PLACE = 1 << 32  # What a place is multiplied by, to have the number of bytes below it.


class ItemParts(NamedTuple):
    """The parts of the items of a paper.

    `cite` are the attributes that `cite.js` reads, and `line` is the start of the quiet line.
    `title_auto` and `gist_auto` mean that the text decides its own direction.
    """

    paper: Paper
    id: Fragment
    cite: ItemCitation
    title: Fragment
    gist: Fragment
    line: Fragment
    title_auto: bool
    gist_auto: bool


class KeptParts:
    """Keeps the parts of papers, many in memory and the others in a temporary file: a paper is in
    some eight lists, and making its parts takes ten times as long as reading them."""

    def __init__(self) -> None:
        self._kept: dict[str, ItemParts] = {}
        # By the hash of a paper, where the file has its parts, and, below, how many bytes they are:
        # one number, because a tuple takes twice the memory.
        self._places: dict[int, int] = {}
        self._file: IO[bytes] | None = None
        self._end = 0

    def __reduce__(self) -> tuple[type[KeptParts], tuple[()]]:
        """Let another process begin with none."""
        return KeptParts, ()

    def of(self, paper: Paper, make: Callable[[Paper], ItemParts]) -> ItemParts:
        """Return the parts of a paper, which are made once."""
        known = self._kept.get(paper.slug)
        # Where work is shared out, a paper of the same page may be another object.
        if known is None or (known.paper is not paper and known.paper != paper):
            key = hash(paper)
            known = self._read(key, paper)
            if known is None:
                known = make(paper)
                if len(self._kept) < _IN_MEMORY:
                    self._kept[paper.slug] = known
                else:
                    self._write(key, _packed(known))
        return known

    def _read(self, key: int, paper: Paper) -> ItemParts | None:
        place, size = divmod(self._places.get(key, 0), _PLACE)
        if self._file is None or not size:
            return None
        self._file.seek(place)
        return _unpacked(self._file.read(size), paper)

    def _write(self, key: int, packed: bytes) -> None:
        if not packed or self._end + len(packed) > _MOST_IN_FILE:
            return
        try:
            if self._file is None:
                # It ends with the build. No buffer: the parts of each paper are read alone.
                self._file = TemporaryFile(buffering=0)  # noqa: SIM115
            self._file.seek(self._end)
            if self._file.write(packed) == len(packed):
                self._places[key] = self._end * _PLACE + len(packed)
                self._end += len(packed)
        except OSError:
            # Without room for the others, which only costs time.
            self._end = _MOST_IN_FILE


def _packed(parts: ItemParts) -> bytes:
    """Return parts for the file, without the paper; empty where they cannot be packed so."""
    _, of_id, cite, title, gist, line, *autos = parts
    attributes, alone = cite
    words = (*of_id[:2], *title[:2], *gist[:2], *line[:2], *attributes, *alone)
    flags = "".join("1" if auto else "0" for auto in autos)
    text = _SEPARATOR.join((flags, *words))
    # One text, because reading many takes three times as long.
    is_plain = text.count(_SEPARATOR) == len(words) and len(attributes) == len(alone)
    return text.encode("utf-8", "surrogatepass") if is_plain else b""


def _unpacked(packed: bytes, paper: Paper) -> ItemParts:
    flags, *words = packed.decode("utf-8", "surrogatepass").split(_SEPARATOR)
    of_id, title, gist, line = map(Fragment, words[0:8:2], words[1:8:2])
    half = (len(words) + 8) // 2
    cite = ItemCitation(words[8:half], words[half:])
    return ItemParts(paper, of_id, cite, title, gist, line, flags[0] == "1", flags[1] == "1")
