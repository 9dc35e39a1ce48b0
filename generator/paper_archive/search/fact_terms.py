"""The terms of what few listings state about a paper: `doi:`, `category:` and `venue:` find them.

    :doi:10.1101/2024.03.01.583012     a DOI, and
    :doi:10.1101                       who registered it
    :arxiv:2409.17703                  an arXiv id, for a query that is nothing but an id
    :category:cs.cl                    a category, as the id of a tag would be written, and
    :category:cs                       the part of arXiv that it belongs to
    :venue:natur                       a stem of the venue, also of *and* or *of*
    :has:code                          a link to its code

Papers without such facts have no such terms, not even that of their arXiv id: an archive without
facts pays nothing for these filters. `query.js` makes the same terms of a query.
"""

from __future__ import annotations

from collections.abc import Iterator

from paper_archive.model import NO_FACTS, Paper
from paper_archive.search.tokens import stem, tag_of, words
from paper_archive.text.arxiv import is_category

# No word begins with it.
FACT_MARK = ":"
HAS_CODE = f"{FACT_MARK}has:code"
_INITIAL = 1


def fact_terms(paper: Paper) -> tuple[str, ...]:
    """Return the terms of a paper's facts, without those that occur twice."""
    if paper.facts == NO_FACTS:
        return ()
    return tuple(dict.fromkeys(f"{FACT_MARK}{term}" for term in _terms(paper)))


def _terms(paper: Paper) -> Iterator[str]:
    for scheme, value in paper.facts.ids:
        if scheme == "doi":
            yield f"doi:{value.lower()}"
            yield f"doi:{value.partition('/')[0].lower()}"
    if paper.arxiv_id:
        yield f"arxiv:{paper.arxiv_id}"
    for category in paper.facts.categories:
        if name := tag_of(category):
            yield f"category:{name}"
        if is_category(category):
            yield f"category:{category.partition('.')[0]}"
    for word in words(paper.facts.venue):
        if len(word) > _INITIAL:
            yield f"venue:{stem(word)}"
