"""Small parts that several kinds of pages share."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from paper_archive.pages.fragment import Fragment, join, page_link, same

NOTHING = same("<span></span>")  # a placeholder for a missing link


def facts(*shown: str | Fragment) -> Fragment:
    """Return short facts in a row; empty ones are left out."""
    return join([span(same(fact) if isinstance(fact, str) else fact) for fact in shown if fact], "")


def follow_button(kind: str, id_: str) -> Fragment:
    """Return the button that follows a tag, an author or a topic, which needs a script."""
    key = escape(f"{kind}:{id_}")
    return same(
        '<button class="pa-save pa-js" type="button" aria-pressed="false"'
        f' data-follow="{key}">Follow</button>'
    )


def span(words: Fragment) -> Fragment:
    """Return words in a `<span>`."""
    return Fragment(f"<span>{words.markdown}</span>", f"<span>{words.html}</span>")


def list_item(words: Fragment) -> Fragment:
    """Return a line in an `<li>`, a block; a template would take three times as long."""
    return Fragment(
        f'<li markdown="span">{words.markdown}</li>', f"<li>{words.html}</li>", block=True
    )


def step(words: str | Fragment, src_uri: str | None, rel: str) -> Fragment:
    """Return a link to the previous or next page; `rel` is `prev` or `next`."""
    return page_link(words, src_uri, rel=rel) if src_uri else NOTHING


def bars(rows: Iterable[tuple[Fragment, int]]) -> Fragment:
    """Return items with a number, and a bar that shows its share of the greatest."""
    listed = list(rows)
    top = max([count for _, count in listed], default=1)
    sources, htmls = [], []
    for words, count in listed:
        width = max(1, round(100 * count / top))
        start, end = f'<li class="t{width // 10} u{width % 10}"', f"<b>{count:,}</b></li>"
        sources.append(f'{start} markdown="span">{words.markdown}{end}')
        htmls.append(f"{start}>{words.html}{end}")
    return Fragment("\n\n".join(sources), "\n".join(htmls), block=True)
