"""The search files of a built site, read as the browser loads them: only what a query needs."""

from __future__ import annotations

from base64 import b64decode
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from paper_archive.model import InputError, Problem
from paper_archive.search.bits import Reader
from paper_archive.search.lists import of_varints, of_word_list, position, utf16
from paper_archive.search.postings import Document
from paper_archive.search.query import tag_of
from paper_archive.search.segment import PAPERS_A_SHARD, SIZE_UNIT, slug_of
from paper_archive.search.shards import FORMAT, MANIFEST, SHARDS_A_GROUP, member, path, payload


@dataclass(slots=True)
class Files:
    """Loads files of a site by id, each once; `sizes` has their bytes by id."""

    site: Path
    loaded: dict[str, Any] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def load(self, name: str) -> Any:
        """Return the value of a file. Raises InputError where there is none."""
        if name not in self.loaded:
            file = self.site / path(name)
            try:
                data = file.read_bytes()
                self.loaded[name] = payload(data.decode(), name)
            except (OSError, ValueError) as error:
                fix = "build the site, or give its folder by --site-dir"
                raise InputError(Problem(str(file), 0, f"cannot be read: {error}", fix)) from error
            self.sizes[name] = len(data)
        return self.loaded[name]


class TermShard:
    """Terms with their postings: the papers that have each, and their levels."""

    def __init__(self, value: Any, papers: int) -> None:
        words, counts, packed = value
        self.terms = of_word_list(words)
        self._order = [utf16(term) for term in self.terms]
        reader = Reader(b64decode(packed + "=" * (-len(packed) % 4)))
        self._postings = [reader.term(papers, count) for count in of_varints(counts)]

    def find(self, term: str) -> tuple[list[int], bytes]:
        """Return the papers that have a term, and its levels; none where it is not here."""
        wanted = utf16(term)
        at = bisect_left(self._order, wanted)
        found = at < len(self._order) and self._order[at] == wanted
        return self._postings[at] if found else ([], b"")

    def beginning(self, prefix: str) -> Iterator[tuple[str, tuple[list[int], bytes]]]:
        """Yield the terms that begin so, with their postings."""
        at = bisect_left(self._order, utf16(prefix))
        while at < len(self.terms) and self.terms[at].startswith(prefix):
            yield self.terms[at], self._postings[at]
            at += 1


class SegmentFiles:
    """A segment's files; papers are numbered from 0, those of earlier segments not counted."""

    def __init__(self, files: Files, directory: str, first: int) -> None:
        self._files = files
        self._of = files.load(directory)
        self.first = first
        self.papers: int = self._of["papers"]
        self._bounds = of_word_list(self._of["terms"][1])
        self._indexes: dict[int, tuple[list[str], list[int]]] = {}
        self._shards: dict[int, TermShard] = {}

    def shard_of(self, term: str) -> int:
        """The number of the term shard where a term is if it is anywhere."""
        group = position(self._bounds, term)
        return group * SHARDS_A_GROUP + position(self._index(group)[0], term)

    def size(self, shard: int) -> int:
        """How many bytes a term shard takes, gzipped."""
        return self._index(shard // SHARDS_A_GROUP)[1][shard % SHARDS_A_GROUP]

    def _index(self, group: int) -> tuple[list[str], list[int]]:
        """The bounds and sizes of a group of term shards."""
        if group not in self._indexes:
            bounds, sizes = self._files.load(self._of["terms"][2][group])
            own = [size * SIZE_UNIT for size in of_varints(sizes)]
            self._indexes[group] = of_word_list(bounds), own
        return self._indexes[group]

    def terms(self, number: int) -> TermShard:
        """A term shard."""
        if number not in self._shards:
            value = self._files.load(member(self._of["terms"][0], number))
            self._shards[number] = TermShard(value, self.papers)
        return self._shards[number]

    def document(self, paper: int) -> Document:
        """What is shown of a paper."""
        shard = self._files.load(member(self._of["documents"], paper // PAPERS_A_SHARD))
        slug, title, day, tags, authors, abstract = shard[paper % PAPERS_A_SHARD]
        return Document(
            slug or slug_of(title), title, day, tuple(tags.split()), tuple(authors), abstract
        )

    def between(self, after: str, before: str) -> tuple[int, int]:
        """The papers first listed from the day `after` on and before `before`: first and end."""
        first, numbers = self._files.load(self._of["days"])
        if not first:
            return 0, 0
        counts = of_varints(numbers)
        start = end = 0
        day = date.fromisoformat(first)
        for gap, papers in zip(counts[::2], counts[1::2], strict=True):
            day += timedelta(gap)
            this = day.isoformat()
            start += papers if this < after else 0
            end += papers if not before or this < before else 0
        return start, max(start, end)

    def lexicon(self, words: Iterable[str], backward: bool) -> dict[str, int]:
        """What is in the lexicon's shards where these words are if they are anywhere: words, and
        how many papers have each. `backward` takes the shards by the words' ends."""
        groups, bounds = self._files.load(self._of["lexicon"])[backward]
        if not groups:
            return {}
        limits = of_word_list(bounds)
        found: dict[str, int] = {}
        for number in {position(limits, turned(word, backward)) for word in words}:
            listed, counts = self._files.load(member(groups, number))
            own = (turned(word, backward) for word in of_word_list(listed))
            found |= zip(own, of_varints(counts), strict=True)
        return found


def turned(word: str, backward: bool) -> str:
    """The word, or spelt backwards."""
    return word[::-1] if backward else word


class Site:
    """The search of a built site. Raises InputError where it has none, or another format's."""

    def __init__(self, folder: Path) -> None:
        self.files = Files(folder)
        manifest = self.files.load(MANIFEST)
        if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
            what, fix = "is of another version", "build the site with this version"
            raise InputError(Problem(str(folder / path(MANIFEST)), 0, what, fix))
        self.papers: int = manifest["papers"]
        # By id, and what a title makes of it where it says something else.
        self.tags: dict[str, str] = {
            tag: tag_of(title[0]) if title else "" for tag, _, *title in manifest["tags"]
        }
        self._directories: list[list[Any]] = manifest["segments"]

    def tag(self, wanted: str) -> str:
        """The id of the tag that is called so, else what is wanted."""
        if wanted in self.tags:
            return wanted
        return next((tag for tag, title in self.tags.items() if title == wanted), wanted)

    @cached_property
    def segments(self) -> list[SegmentFiles]:
        """The segments, oldest first."""
        made, first = [], 0
        for directory, papers in self._directories:
            made.append(SegmentFiles(self.files, directory, first))
            first += papers
        return made
