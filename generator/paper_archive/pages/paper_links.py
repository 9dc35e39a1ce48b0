"""The links of a paper's page that lead to the paper elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from paper_archive.citation.publication import name_of_id
from paper_archive.model import Paper
from paper_archive.pages.fragment import Fragment, join, link, text
from paper_archive.pages.items import code_link
from paper_archive.pages.quiet_line import host, stated_page
from paper_archive.text.arxiv import has_html, stated_id
from paper_archive.text.identifiers import address_of
from paper_archive.text.lead import shown_title
from paper_archive.text.link_templates import ARXIV, HUGGING_FACE, TITLE, LinkTemplate

NAME_OF_ARXIV = "arXiv"
# Characters of a title that other sites are asked for.
MOST_SEARCHED = 300
_LONGEST = 40


def gets(paper: Paper) -> Iterator[Fragment]:
    """Yield links to the paper itself and to its code, the most wanted first."""
    if paper.arxiv_id:
        # No character of an arXiv id is special in Markdown or HTML.
        pages = [("PDF", "pdf"), ("HTML", "html"), (NAME_OF_ARXIV, "abs")]
        for name, folder in pages:
            if folder != "html" or has_html(paper.arxiv_id):
                url = f"https://arxiv.org/{folder}/{paper.arxiv_id}"
                yield Fragment(f"[{name}]({url})", f'<a href="{url}">{name}</a>')
    for scheme, value in paper.facts.ids:
        yield link(name_of_id(scheme, value), address_of(scheme, value))
    if url := stated_page(paper):
        yield link(host(url), url)
    yield code_link(paper)


def others(paper: Paper) -> Iterator[Fragment]:
    """Yield links to other pages about the paper, which its abstract or a listing names."""
    shown = paper.code, stated_page(paper)
    for url in paper.links:
        if url not in shown and not (paper.arxiv_id and stated_id(url) == paper.arxiv_id):
            yield link(url.split("//", 1)[1].removeprefix("www.").rstrip("/")[:_LONGEST], url)


def elsewhere(paper: Paper, templates: Sequence[LinkTemplate]) -> tuple[Fragment, Fragment]:
    """Return links to the paper on other sites: by its ids, and searches for its title.

    A name that a link of `gets` has already is left out.
    """
    values = dict(reversed(paper.facts.ids))  # The first id of a scheme counts.
    shown = {name_of_id(scheme, value) for scheme, value in values.items()}
    if paper.arxiv_id:
        values[ARXIV] = paper.arxiv_id
        shown.add(NAME_OF_ARXIV)
        if paper.upvotes is not None:  # Only Hugging Face has votes.
            values[HUGGING_FACE] = paper.arxiv_id
    values[TITLE] = shown_title(paper.title, MOST_SEARCHED)
    by_id: list[Fragment] = []
    by_title: list[Fragment] = []
    for template in templates:
        if template.name in shown:
            continue
        for address in template.addresses:
            if url := address.filled(values):
                (by_title if TITLE in address.names else by_id).append(_link(template.name, url))
                break
    return join(by_id), join(by_title)


def _link(name: str, url: str) -> Fragment:
    """Return a link; nothing of its address is special but `&`."""
    words, address = _words(name), url.replace("&", "&amp;")
    return Fragment(f"[{words.markdown}]({address})", f'<a href="{address}">{words.html}</a>')


_words = cache(text)
