"""What all pages share: links to tags, and to an issue about a paper."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
from paper_archive import urls
from paper_archive.pages import pages
from paper_archive.pages.imprint import Imprint

from tests.pages.papers import catalog, paper

TITLE = "Wrong+tag,+duplicate,+withdraw:+birds"
WORDS = ">Wrong tag, duplicate, withdraw?</a>"


def page(repo_url: str, *, on_gitlab: bool = False) -> tuple[str, str]:
    new_issue = urls.new_issue(repo_url, on_gitlab=on_gitlab)
    drawn = pages(replace(catalog([paper("birds")]), new_issue=new_issue))
    made = next(page for page in drawn if page.kind == "paper")
    return made.html, made.markdown


@pytest.mark.parametrize(
    ("repo_url", "new"),
    [
        ("https://github.com/o_w/r", f"https://github.com/o_w/r/issues/new?title={TITLE}"),
        ("https://github.com/o/r.git/", f"https://github.com/o/r/issues/new?title={TITLE}"),
        ("https://codeberg.org/o/r", f"https://codeberg.org/o/r/issues/new?title={TITLE}"),
        ("https://gitlab.com/o/r", f"https://gitlab.com/o/r/-/issues/new?issue[title]={TITLE}"),
        ('https://x.org/"><b', f"https://x.org/&quot;&gt;&lt;b/issues/new?title={TITLE}"),
    ],
)
def test_a_paper_links_to_an_issue_that_names_it(repo_url: str, new: str) -> None:
    for text in page(repo_url):
        assert f'<a href="{new}"{WORDS}' in text


def test_a_gitlab_of_ones_own_may_have_any_name() -> None:
    for text in page("https://git.lab.org/o/r", on_gitlab=True):
        assert f"https://git.lab.org/o/r/-/issues/new?issue[title]={TITLE}" in text
    for text in page("https://github.com/o/r", on_gitlab=True):
        assert f"https://github.com/o/r/issues/new?title={TITLE}" in text


def test_without_a_repository_there_is_none() -> None:
    for text in page(""):
        assert "Wrong tag" not in text


def test_a_worker_process_draws_the_same_links() -> None:
    imprint = Imprint.of(catalog([]))
    link = imprint.tag_link("physics", "days")
    assert link.html == '<a href="../tags/physics.html">Physics</a>'
    assert pickle.loads(pickle.dumps(imprint)).tag_link("physics", "days") == link
