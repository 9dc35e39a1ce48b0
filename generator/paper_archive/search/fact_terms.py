"""The terms of a paper's ids, and of what few listings state: `category:` and `venue:` find them.

    :arxiv:2409.17703          an arXiv id, for a query that is nothing but an id; so are
    :pmid:38123456             the ids of the other schemes, in lower case, and
    :doi:10.1101/2024.03.01.583012
                               a DOI, which `doi:` finds too, as it does
    :doi:10.1101               who registered it
    :category:cs.cl            a category, as the id of a tag would be written, and
    :category:cs               the part of arXiv that it belongs to
    :venue:natur               a stem of the venue, also of *and* or *of*
    :has:code                  a link to its code

`query.js` makes the same terms of a query. It recognises ids by `STATED_IDS`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from paper_archive.model import Paper
from paper_archive.search.tokens import stem, tag_of, words
from paper_archive.text import identifiers
from paper_archive.text.arxiv import STATED_ID, is_category

# No word begins with it.
FACT_MARK = ":"
HAS_CODE = f"{FACT_MARK}has:code"
ARXIV = "arxiv"
STATED_IDS = ((ARXIV, STATED_ID, ""), *identifiers.STATED_IDS)
# By scheme: the start of the address of an id's page, and the words before it.
ID_PAGES = {ARXIV: "https://arxiv.org/abs/", **identifiers.PAGES}
ID_NAMES = {ARXIV: "arXiv:"} | {
    scheme: "" if scheme == "pmcid" else f"{name} " for scheme, name in identifiers.NAMES.items()
}
_INITIAL = 1


def fact_terms(paper: Paper) -> tuple[str, ...]:
    """Return the terms of a paper's ids and facts, without those that occur twice."""
    return tuple(dict.fromkeys(f"{FACT_MARK}{term}" for term in _terms(paper)))


def _terms(paper: Paper) -> Iterator[str]:
    if paper.arxiv_id:
        yield f"{ARXIV}:{paper.arxiv_id}"
    yield from map(str.lower, paper.merged_ids)
    for scheme, value in paper.facts.ids:
        yield f"{scheme}:{value.lower()}"
        if scheme == "doi":
            yield f"doi:{value.partition('/')[0].lower()}"
    for category in paper.facts.categories:
        yield from _of_category(category)
    for word in words(paper.facts.venue):
        if len(word) > _INITIAL:
            yield f"venue:{stem(word)}"


@lru_cache(1 << 10)
def _of_category(category: str) -> tuple[str, ...]:
    names = (tag_of(category), category.partition(".")[0] if is_category(category) else "")
    return tuple(f"category:{name}" for name in names if name)
