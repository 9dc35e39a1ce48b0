"""Which links a text has, and which of them leads to the code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_archive.text.clean import clean
from paper_archive.text.links import code_link, is_code_host, links, project_links


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://a.bc/d.", ["https://a.bc/d"]),
        (
            "(https://a.bc/d_(e)), http://f.gh/?x=1&y=2!",
            ["https://a.bc/d_(e)", "http://f.gh/?x=1&y=2"],
        ),
        (
            "github.com/owner/repo and www.x.org/y.",
            ["https://github.com/owner/repo", "https://www.x.org/y"],
        ),
        ("https://a.bc/~u/x_1%20y#z;", ["https://a.bc/~u/x_1%20y#z"]),
        ("“https://a.bc/d”…", ["https://a.bc/d"]),
        ("https://a.bc/d}, https://e.fg]", ["https://a.bc/d", "https://e.fg"]),
        ("HTTPS://A.bc/D", ["HTTPS://A.bc/D"]),
        ("https://a.bc/dhttps://e.fg/h", ["https://a.bc/d"]),
        ("javascript:alert(1) data:text/html,x ftp://a.bc", []),
        ("https://good.com@evil.com/ https://localhost https:// https://[::1", []),
        ("https://a.bc\u0000/x mail@www.a.bc not-github.com/a/b", ["https://a.bc"]),
        ("and/or github.com alone", []),
    ],
)
def test_links(text: str, expected: list[str]) -> None:
    found = links(text)
    assert [link.url for link in found] == expected
    assert all(link.url.endswith(text[link.start : link.end]) for link in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://arxiv.org/abs/2503.00001", "https://arxiv.org/abs/2503.00001"),
        ("HTTP://WWW.GitHub.com/a/b", "https://WWW.GitHub.com/a/b"),
        ("http://lab.github.io/x", "https://lab.github.io/x"),
        ("http://dx.doi.org/10.1/x", "https://dx.doi.org/10.1/x"),
        ("http://github.com", "https://github.com"),
        ("http://github.com:8080/a", "http://github.com:8080/a"),
        ("http://notgithub.com/a", "http://notgithub.com/a"),
        ("http://github.com.evil.org/a", "http://github.com.evil.org/a"),
        ("http://example.org/github.com/", "http://example.org/github.com/"),
    ],
)
def test_hosts_known_to_answer_by_https(text: str, expected: str) -> None:
    (link,) = links(text)
    assert link.url == expected
    assert (link.start, link.end) == (0, len(text))  # What is shown stays as written.


@given(st.text() | st.text('htps:/w.@a()[]{} "<>').map(lambda text: f"https://{text}"))
def test_every_link_is_safe(text: str) -> None:
    end = 0
    for link in links(clean(text)):
        assert link.url.lower().startswith(("http://", "https://"))
        assert not set(link.url) & set(" \"'<>`\\\n") - {"'"}
        assert "@" not in link.url.split("/")[2]
        assert link.start >= end
        end = link.end


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/a/b",
        "https://www.github.com/a/b/tree/main",
        "https://gitlab.inria.fr/a/b",
        "https://huggingface.co/a/b",
        "https://huggingface.co/datasets/a/b",
        "https://anonymous.4open.science/r/x-1",
        "https://codeberg.org/a/b",
        "https://modelscope.cn/models/a/b",
    ],
)
def test_code(url: str) -> None:
    assert is_code_host(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/a",
        "https://github.com/orgs/a",
        "https://a.github.io/b/c",
        "https://huggingface.co/papers/2401.00001",
        "https://huggingface.co/collections/a/b",
        "https://arxiv.org/abs/2401.00001",
        "https://[bad",
    ],
)
def test_no_code(url: str) -> None:
    assert not is_code_host(url)


def test_code_link_prefers_source_to_models() -> None:
    urls = ("https://a.github.io", "https://huggingface.co/a/b", "https://github.com/a/b")
    assert code_link(urls) == "https://github.com/a/b"
    assert code_link(urls[:2]) == "https://huggingface.co/a/b"
    assert code_link(urls[:1]) == ""
    assert project_links((*urls, urls[0])) == ("https://a.github.io",)


@given(
    st.lists(
        st.sampled_from(
            ["www.a.org ", "WWW.b.io ", "http://c.d/", "GitHub.com/e/f ", "İ", "/ ", "w"]
        )
    ).map("".join)
)
def test_looking_from_the_first_sign_of_an_address_finds_all(text: str) -> None:
    assert [link.url for link in links(text)] == [link.url for link in links("/://www. " + text)]
