"""A fragment's HTML is what Python-Markdown makes of its Markdown."""

from __future__ import annotations

import re

import markdown
from hypothesis import given, settings
from hypothesis import strategies as st
from paper_archive.pages.conversion import EXTENSIONS
from paper_archive.pages.fragment import (
    Fragment,
    blocks,
    fenced,
    join,
    link,
    linked,
    page_link,
    text,
)
from paper_archive.pages.rendering import render
from paper_archive.text.clean import clean

TEXTS = st.text(max_size=40).map(clean)
WEB = st.sampled_from(["https://example.org/a_b?x=1&y=<2>", "http://a.io/~x'y", "https://a.io/é"])


def by_markdown(fragment: Fragment) -> str:
    html = markdown.markdown(fragment.markdown, extensions=list(EXTENSIONS))
    return re.sub(r'(href="[^":]*)\.md(?=[#"])', r"\1.html", html)


@settings(deadline=None)
@given(TEXTS, WEB)
def test_inline_fragments(words: str, url: str) -> None:
    pieces = (text("x"), text(words), link(f"y{words}", url), linked(f"z {words} {url}"))
    both = join((*pieces, page_link("n", "../days/x.md"), page_link("p", "x.md", rel="prev")))
    assert by_markdown(both) == f"<p>{both.html}</p>"


@settings(deadline=None)
@given(TEXTS, st.booleans())
def test_templates(words: str, code: bool) -> None:
    # An empty text leaves its paragraph out, and with it the paragraph's attributes.
    link_ = page_link(f"x{words}", "x.md")
    paragraph = render("redirect", title=f"T{words}", title_auto=int(code), link=link_)
    made = blocks([paragraph, fenced(words, "bibtex") if code else Fragment("", "")])
    assert by_markdown(made) == made.html
