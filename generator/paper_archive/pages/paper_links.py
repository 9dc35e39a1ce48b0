"""The links of a paper's page that lead to the paper elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from paper_archive.model import Paper
from paper_archive.pages.fragment import Fragment, link
from paper_archive.pages.items import code_link
from paper_archive.pages.quiet_line import host, stated_page
from paper_archive.text.arxiv import has_html, stated_id
from paper_archive.text.identifiers import NAMES, address_of

_LONGEST = 40


def gets(paper: Paper) -> Iterator[Fragment]:
    """Yield links to the paper itself and to its code, the most wanted first."""
    if paper.arxiv_id:
        yield link("PDF", f"https://arxiv.org/pdf/{paper.arxiv_id}")
        if has_html(paper.arxiv_id):
            yield link("HTML", f"https://arxiv.org/html/{paper.arxiv_id}")
        yield link("arXiv", f"https://arxiv.org/abs/{paper.arxiv_id}")
    for scheme, value in paper.facts.ids:
        yield link(NAMES[scheme], address_of(scheme, value))
    if url := stated_page(paper):
        yield link(host(url), url)
    yield code_link(paper)


def others(paper: Paper) -> Iterator[Fragment]:
    """Yield links to other pages about the paper, which its abstract or a listing names."""
    shown = paper.code, stated_page(paper)
    for url in paper.links:
        if url not in shown and not (paper.arxiv_id and stated_id(url) == paper.arxiv_id):
            yield link(url.split("//", 1)[1].removeprefix("www.").rstrip("/")[:_LONGEST], url)


def query(words: str) -> str:
    """Return words as part of the address of a search.

    Escaping is slow, and most words do not need it.
    """
    return "%20".join(
        word if word.isascii() and word.isalnum() else quote(word, safe="")
        for word in words.split(" ")
    )
