"""A paper as the sites of bioRxiv and medRxiv list it, in HTML that feeds made of their pages hold.

    <span class="highwire-cite-title"><a href="/content/10.1101/2025.03.01.012345v1">…</a></span>
    <span class="highwire-citation-author"><span class="nlm-given-names">Ada</span>
      <span class="nlm-surname">Lovelace</span></span>
    <span class="highwire-cite-metadata-doi">doi: https://doi.org/10.1101/…</span>

There is no abstract in it.
"""

from __future__ import annotations

from paper_archive.listing.entries.building import Raw
from paper_archive.listing.trees.html import has_class, page_of, words_of

_MARK = "highwire-cite-title"


def is_citation(html: str) -> bool:
    """Tell whether HTML is such a paper."""
    return _MARK in html


def fill(raw: Raw, html: str) -> None:
    """Add what the HTML of a paper says of it."""
    root = page_of(html)
    if root is None:
        return
    authors: list[str] = []
    for span in root.iter("span", "div"):
        if has_class(span, "highwire-citation-author"):
            authors.append(words_of(span))
        elif has_class(span, "highwire-cite-metadata-journal"):
            raw.venue = words_of(span)
        elif has_class(span, "highwire-cite-metadata-doi"):
            raw.ids = {"doi": words_of(span).removeprefix("doi:").strip()}
        elif has_class(span, _MARK) and not raw.title:
            raw.title = words_of(span)
    raw.authors = authors
