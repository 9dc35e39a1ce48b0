"""Pages stamped into shells are, byte for byte, those that MkDocs makes of their Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest
from paper_archive.model import InputError, Page
from paper_archive.site.shell import BODY, HEAD, TITLE, Shell, slim

from tests.realdata import shared
from tests.site.run import LISTINGS, build, configuration, files

ADDRESS = "https://example.org/archive/"
FACTS = Path(__file__).with_name("facts.jsonl")
# Every author has a page, so that hostile names have one.
AUTHORS = "      author_pages: 1\n"
HEADING = "Get trending papers in your email inbox!\n\nSubscribe\n\n"
HOSTILE = HEADING + Path(__file__).with_name("hostile.txt").read_text("utf-8")


def whole(folder: Path, **options: object) -> dict[str, bytes]:
    """Build with `stamp: false` from a copy of the configuration."""
    config = configuration(folder, f"      stamp: false\n{AUTHORS}")
    done = build(folder, "--config-file", config, "--year", "2025", **options)
    assert done.returncode == 0, done.stderr
    return files(folder / "site")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("corpus", "site_url"),
    [("sample", ADDRESS), ("hostile", ""), ("real", ""), ("hostile", ADDRESS)],
)
def test_both_ways_give_the_same_bytes(tmp_path: Path, corpus: str, site_url: str) -> None:
    listings = LISTINGS
    if corpus == "real":
        listings = shared("listings")
    if corpus == "hostile":
        listings = tmp_path / "listings" / "2025"
        listings.mkdir(parents=True)
        (listings / "2025-06-02.txt").write_text(HOSTILE, "utf-8")
        (listings / "facts.jsonl").write_bytes(FACTS.read_bytes())
        upper = HEADING + HOSTILE.removeprefix(HEADING).upper()
        (listings / "page.txt").write_text(upper, "utf-8")
    (tmp_path / "whole").mkdir()
    known = {"SITE_URL": site_url, "REPO_URL": "https://example.org/_o_/r*&*" if site_url else ""}
    expected = whole(tmp_path / "whole", listings=listings, **known)
    config = configuration(tmp_path, AUTHORS)
    done = build(tmp_path, "--config-file", config, "--year", "2025", listings=listings, **known)
    assert done.returncode == 0, done.stderr
    stamped = files(tmp_path / "site")
    assert any(name.startswith("papers/") for name in stamped)
    different = [name for name in {*expected, *stamped} if expected.get(name) != stamped.get(name)]
    assert different == []


def page(title: str, head: str, html: str) -> Page:
    return Page("papers/x.md", "paper", title, head, "", html)


def test_a_shell_escapes_the_title_and_nothing_else() -> None:
    shell = Shell.of(f"<title>{TITLE}</title>\n{HEAD}\n<main>\n  {BODY}\n</main>")
    filled = shell.fill(page("a < b & 'c'", "<meta>", "<p>x</p>"))
    title = "<title>a &lt; b &amp; &#39;c&#39;</title>"
    assert filled == f"{title}\n<meta>\n<main>\n<p>x</p>\n</main>\n"
    # A title may say what a mark says: slots are parted before they are filled.
    assert BODY in shell.fill(page(BODY, "<meta>", "<p>x</p>"))


def test_a_theme_without_a_slot_is_refused() -> None:
    with pytest.raises(InputError, match="prints no body"):
        Shell.of(f"<title>{TITLE}</title>{HEAD}")


def test_slim_html_keeps_the_lines_of_code() -> None:
    html = "<p>\n\n   a\n</p>\n  <pre>x\n\n   y</pre>\n\n  <b>c</b>"
    assert slim(html) == "<p>\na\n</p>\n<pre>x\n\n   y</pre>\n<b>c</b>\n"
