"""What all items of a paper show: the words and attributes that are the same in every list."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from paper_archive.model import Paper
from paper_archive.pages.fragment import Fragment
from paper_archive.pages.item_citation import ItemCitation

# Papers whose parts are kept, about 2 KB each.
_MOST_KEPT = 1 << 16


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


class KeptParts(dict[str, ItemParts]):
    """Keeps the parts by slug: a paper is in about four lists, of its day and of its tags."""

    def of(self, paper: Paper, make: Callable[[Paper], ItemParts]) -> ItemParts:
        """Return the parts of a paper, which are made once."""
        known = self.get(paper.slug)
        # Where work is shared out, a paper of the same page may be another object.
        if known is None or (known.paper is not paper and known.paper != paper):
            known = make(paper)
            # Every list goes through all papers: dropping some for others would keep none in time.
            if len(self) < _MOST_KEPT:
                self[paper.slug] = known
        return known
