"""The attributes by which the browser cites the papers of a list.

They are those of `citation.attributes`, without what the item shows anyway, because a list has a
hundred items:

    data-who="|Lee, Ann B."    the names that the item shows, whose last word is the family name,
                               then the others
    data-tex="|LLMs|C"         the title, with these words of it in braces, in their order

    data-key="lee2024birds-"   the key without the arXiv id at its end

`data-arxiv` is left out where the id of the heading says the same, and then `data-y` where it is
the month of that id. `cite.js` reads them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from paper_archive.citation.attributes import attributes, encoded, in_html
from paper_archive.citation.citation import Citation
from paper_archive.model import Paper
from paper_archive.text.arxiv import month_of

# More than any real paper has.
MOST_AUTHORS = 6_000
SHOWN = "|"


class ItemCitation(NamedTuple):
    """The attributes of an item that shows authors, and of one that shows none (`alone`)."""

    attributes: Sequence[str]
    alone: Sequence[str]


def item_citation(paper: Paper, citation: Citation, shown: Sequence[str]) -> ItemCitation:
    """Return the attributes of a paper's item, which shows these authors or none."""
    cited = attributes(citation, MOST_AUTHORS, in_tex=_braced)
    if paper.arxiv_id and cited["arxiv"] == paper.arxiv_id:
        cited["arxiv"] = ""
        cited["key"] = cited["key"].removesuffix(paper.arxiv_id)
        if cited["y"] == month_of(paper.arxiv_id) and "/" not in paper.arxiv_id:
            cited["y"] = ""
    alone = in_html(cited)
    # Thousands of papers are kept with these, so both share what is the same.
    who, short = (in_html({"who": names}) for names in (cited["who"], _names(cited["who"], shown)))
    return ItemCitation([short[0] if who == [each] else each for each in alone], alone)


def _names(who: str, shown: Sequence[str]) -> str:
    """Return the names without those that the item shows, if these can be read from it."""
    plain = "|".join([_family_first(author) for author in shown])
    if not plain or "," in "".join(shown) or not f"{who}|".startswith(f"{plain}|"):
        return who
    return who[len(plain) :] or SHOWN


def _family_first(author: str) -> str:
    """Return a name as the browser turns it around."""
    given, _, family = author.rpartition(" ")
    return f"{family}, {given}" if given else family


def _braced(tex: str, title: str) -> str:
    """Return the words that are in braces, unless the title differs by more than braces."""
    words = [part.partition("}")[0] for part in tex.split("{")[1:]]
    pieces: list[str] = []
    at = 0
    for word in words:
        start, at = at, title.find(word, at) + len(word)
        pieces += title[start : at - len(word)], "{", word, "}"
    if "".join([*pieces, title[at:]]) != tex:
        return encoded(tex)
    return SHOWN + "|".join(map(encoded, words))
