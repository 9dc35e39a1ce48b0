"""Markdown made of hostile text renders as exactly that text."""

from __future__ import annotations

from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_archive.text.clean import clean
from paper_archive.text.lead import shortened
from paper_archive.text.markdown import escape, fenced, link, linked

HOSTILE = [
    "*two-stage* and **bold** and _em_ and __init__",
    "<projektor> <script>alert(1)</script> <!-- x --> <br/>",
    "[PAUSE] [a](b) ![x](javascript:alert(1)) [ref][1] [^1]",
    "{{ 7*7 }} {% raw %} {: .cls } { #id }",
    "&lt; &amp; &copy; &#60; AT&T",
    "`code` ``more`` ```fence```",
    "~~gone~~ H~2~O ^up^ ==mark== ++ins++",
    "# not a heading #",
    "- not a list",
    "+ not a list",
    "1. not a list",
    "12) not a list",
    "> not a quote",
    "--- not a rule ---",
    "===",
    "!!! note",
    "??? note",
    ": definition",
    "| a | b |",
    "--8<-- 'mkdocs.yml'",
    "*[HTML]: abbreviation",
    r"back\slash \* \_ \\ C:\new",
    "\u202eright to left",
    "https://example.org/a_b*c(d)_e and <https://x.y/z>",
    "javascript:alert(1) data:text/html,x",
    "quotes \"double\" and 'single'",
    "    four spaces",
    "title: injected",
    "C# and F#",
    "%raw% $x$ $$y$$ \\(z\\)",
]


class Text(HTMLParser):
    """The text of some HTML, and the names and addresses of its elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.hrefs: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.hrefs += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


def render(source: str) -> Text:
    extensions = ["toc", "tables", "fenced_code", "attr_list", "md_in_html"]
    return Text(markdown.markdown(source, extensions=extensions))


TEXTS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(alphabet="ab1 *_`~[](){}<>&#!|\\+-.:=\"'$^/", max_size=40),
    st.text(max_size=60),
).map(clean)


@given(TEXTS.filter(bool))
def test_text_comes_out_as_it_is(text: str) -> None:
    paragraph = render(escape(text))
    assert paragraph.text == text
    assert paragraph.tags == ["p"]
    heading = render(f"## [{escape(text)}](x.md) {{ #id }}")
    assert (heading.text, heading.tags, heading.hrefs) == (text, ["h2", "a"], ["x.md"])
    title = render(f"# {escape(text)} {{ #top }}")
    assert (title.text, title.tags) == (text, ["h1"])
    span = render(f'<div class="pa-abs" markdown="span">{escape(text)}</div>')
    assert (span.text.strip(), span.tags) == (text, ["div"])


@given(TEXTS.filter(bool))
def test_only_web_addresses_become_links(text: str) -> None:
    found = render(linked(text) + "\n{ .pa-text }")
    assert found.text == text
    assert set(found.tags) <= {"p", "a"}
    assert all(href.startswith(("http://", "https://")) for href in found.hrefs)


def test_an_address_keeps_its_odd_characters() -> None:
    url = "https://example.org/a_(b)_c?x=1&y=*2*#z"
    found = render(link("x", url))
    assert [
        href.replace("%28", "(").replace("%29", ")").replace("%2A", "*") for href in found.hrefs
    ] == [url]


@given(st.text(alphabet="a`~\n", max_size=30).map(lambda code: f"@misc{{{code}}}"))
def test_a_fence_holds_any_code(code: str) -> None:
    assert render(fenced(code, "bibtex")).text.strip("\n") == code


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Short.", "Short."),
        ("We count the gulls of all islands, and terns.", "We count the gulls of all islands\xa0…"),
        (
            "We count, for a year, gulls on islands in the sea.",
            "We count, for a year, gulls on islands\xa0…",
        ),
        ("x" * 60, "x" * 38 + "\xa0…"),
    ],
)
def test_a_text_is_cut_after_a_clause_or_a_word(text: str, shown: str) -> None:
    assert shortened(text, 40) == shown


@given(st.text(max_size=200).map(clean))
def test_a_shortened_text_fits(text: str) -> None:
    shown = shortened(text, 50)
    assert len(shown) <= 50
    assert text.startswith(shown.removesuffix("\xa0…"))
