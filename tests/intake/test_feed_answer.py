"""Real answers of feeds and of arXiv's API, compared with a plain reading of their XML."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from paper_archive.intake.feed_answer import feed_answer

from tests.realdata import shared

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize(
    "name", ["arxiv-api-atom.xml", "arxiv-rss-atom.xml", "arxiv-rss2.xml", "biorxiv-atom.xml"]
)
def test_a_real_answer_is_whole(name: str) -> None:
    body = shared(f"forms/{name}").read_bytes()
    root = ElementTree.fromstring(body)
    items = [*root.iter(f"{ATOM}entry"), *root.iter("item")]
    titles = [item.findtext(f"{ATOM}title") or item.findtext("title") or "" for item in items]
    answer = feed_answer(body)
    assert [entry.title for entry, _ in answer.papers] == [" ".join(t.split()) for t in titles]
    assert answer.left_out == ()
    for item, (_, about) in zip(items, answer.papers, strict=True):
        published = item.findtext(f"{ATOM}published") or item.findtext("pubDate")
        assert about.get("published") == published


def test_the_numbers_of_a_real_answer() -> None:
    body = shared("forms/arxiv-api-atom.xml").read_bytes()
    total = re.search(rb"totalResults>(\d+)<", body)
    assert total and feed_answer(body).number("totalResults") == int(total[1])
