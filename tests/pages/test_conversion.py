"""What Python-Markdown made of texts in the last build."""

from __future__ import annotations

from paper_archive.pages.conversion import Conversions

SOURCE = "*Words* with a [link](x.md){ .css }"
HTML = '<p><em>Words</em> with a <a class="css" href="x.md">link</a></p>'


def test_a_text_is_recalled_while_builds_use_it() -> None:
    first = Conversions()
    assert first.convert(SOURCE) == first.convert(SOURCE) == HTML
    stored = first.stored()
    # What was stored is taken as it is, so that nothing is converted.
    second = Conversions()
    second.recall(stored.replace(b"<em>", b"<b>"))
    assert second.convert(SOURCE) == HTML.replace("<em>", "<b>")
    assert second.convert("Other words") == "<p>Other words</p>"
    # A third build does not use the other words, and the fourth has forgotten them.
    third = Conversions()
    third.recall(second.stored())
    third.convert(SOURCE)
    assert third.stored() == stored.replace(b"<em>", b"<b>")


def test_without_a_last_build() -> None:
    conversions = Conversions()
    conversions.recall(b"")
    assert conversions.convert(SOURCE) == HTML
