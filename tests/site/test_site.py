"""The built site: its addresses, its links, and that nothing is loaded from elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import feedparser
import pytest
import yaml

from tests.realdata import shared
from tests.site.html import html
from tests.site.run import command, files, summary

pytestmark = pytest.mark.xdist_group("site")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real")
    figures = summary(folder, "--year", 2025, listings=shared("listings"))
    assert {k: figures[k] for k in ("listings", "papers", "new", "changed", "problems")} == {
        "listings": 5,
        "papers": 444,
        "new": 444,
        "changed": 0,
        "problems": 1,
    }
    found = files(folder / "site")
    assert figures["pages_written"] == sum(name.endswith(".html") for name in found)
    assert figures["bytes"] == sum(map(len, found.values()))
    return folder


def dangling(site: Path) -> Iterator[str]:
    """Every internal link that leads nowhere."""
    for path in sorted(site.rglob("*.html")):
        for tag, url in html(path).urls:
            parts = urlsplit(url)
            if parts.scheme or parts.netloc:
                continue
            base = site if parts.path.startswith("/") else path.parent
            target = (base / unquote(parts.path).lstrip("/")).resolve() if parts.path else path
            if not target.is_file():
                yield f"{path}: <{tag}> {url}"
            elif parts.fragment and unquote(parts.fragment) not in html(target).ids:
                yield f"{path}: <{tag}> {url} (no such id)"


@pytest.mark.parametrize("name", ["sample", pytest.param("real", marks=pytest.mark.slow)])
def test_every_internal_link_resolves(name: str, request: pytest.FixtureRequest) -> None:
    assert list(dangling(request.getfixturevalue(name) / "site")) == []


def test_every_page_leads_to_the_lists_that_there_are(sample: Path) -> None:
    site = sample / "site"
    names = ("days/index", "weeks/index", "tags/index", "trends", "authors/index")
    kinds, topics = {(site / f"{name}.html").resolve() for name in names}, site / "topics"
    assert not topics.exists()
    for path in site.rglob("*.html"):
        paths = {urlsplit(url).path for tag, url in html(path).urls if tag == "a"}
        base = site if path.name == "404.html" else path.parent
        found = {(base / path.lstrip("/")).resolve() for path in paths}
        assert kinds <= found and topics / "index.html" not in found, path


@pytest.mark.parametrize("name", ["sample", pytest.param("real", marks=pytest.mark.slow)])
def test_pages_load_nothing_from_elsewhere_and_run_no_inline_script(
    name: str, request: pytest.FixtureRequest
) -> None:
    for path in (request.getfixturevalue(name) / "site").rglob("*.html"):
        page = html(path)
        loaded = [url for tag, url in page.urls if tag not in ("a", "form")]
        # Without `site_url` there is no canonical link, the one absolute address of a head.
        assert all(not urlsplit(url).scheme and not urlsplit(url).netloc for url in loaded), path
        kinds = {element.attributes.get("type") for element, _ in page.inline}
        assert kinds <= {"application/ld+json"}, path
        assert not any(key.startswith("on") for e in page.elements for key in e.attributes), path
        policies = [e.attributes["content"] for e in page.elements
                    if e.attributes.get("http-equiv") == "Content-Security-Policy"]  # fmt: skip
        assert len(policies) == 1 and "unsafe" not in policies[0], path
        assert policies[0].startswith("default-src 'self';"), path
        for kind in ("object", "frame"):
            assert f"{kind}-src 'none'" in policies[0], path
        assert "worker-src 'self'" in policies[0], path
        assert not any("style" in e.attributes for e in page.elements), path
        text = path.read_text("utf-8")
        first = min(at for at in map(text.find, ("<script", "<link", "<style")) if at > 0)
        assert text.index("Content-Security-Policy") < first, path
        assert '<meta name="referrer" content="no-referrer">' in text, path


@pytest.mark.slow
def test_the_addresses_of_the_real_archive(real: Path) -> None:
    site = real / "site"
    for address in (
        "index.html days/index.html days/2025.html days/2025-03.html days/2025-04.html "
        "days/2025-03-13.html days/2025-03-14.html days/2025-04-28.html days/undated.html "
        "tags/index.html about.html 404.html papers/flowformer-linearizing-transformers-with-"
        "conservation-flows.html"
    ).split():
        assert (site / address).is_file(), address
    vocabulary = yaml.safe_load(shared("tags.yml").read_text("utf-8"))["tags"]
    for tag in vocabulary:
        assert (site / "tags" / f"{tag['id']}.html").is_file()
    days = {d: len(re.findall(r"<li\b[^>]*>\s*<h2", (site / f"days/{d}.html").read_text("utf-8")))
            for d in ("2025-03-13", "2025-03-14", "2025-04-28", "undated")}  # fmt: skip
    assert days == {"2025-03-13": 102, "2025-03-14": 161, "2025-04-28": 68, "undated": 134}
    assert not (site / "sitemap.xml").exists()
    assert not (site / "assets/javascripts").exists()


@pytest.mark.slow
def test_a_paper_page_is_complete(real: Path) -> None:
    page = html(
        real / "site/papers/flowformer-linearizing-transformers-with-conservation-flows.html"
    )
    hrefs = [url for tag, url in page.urls if tag == "a"]
    hosts = {urlsplit(url).netloc for url in hrefs}
    assert {
        "github.com",
        "arxiv.org",
        "www.semanticscholar.org",
        "scholar.google.com",
        "huggingface.co",
    } <= hosts
    assert "../days/2025-04-28.html" in hrefs and "../tags/transformers-attention.html" in hrefs
    assert "@misc{" in page.text
    names = {e.attributes.get(key) for e in page.elements for key in ("name", "property")}
    assert {
        "citation_title",
        "citation_abstract",
        "DC.type",
        "og:title",
        "description",
    } <= names
    ((_, data),) = page.inline
    assert json.loads(data)["@type"] == "ScholarlyArticle"


def test_pages_are_readable_markdown_with_front_matter(sample: Path) -> None:
    text = (sample / "pages/papers/attention-is-all-you-need.md").read_text("utf-8")
    _, head, body = text.split("---\n", 2)
    meta = yaml.safe_load(head)
    assert meta["title"] == "Attention Is All You Need"
    assert meta["date"] == "2025-06-02" and meta["days"] == ["2025-06-02"]
    assert meta["source"] == ["site_src/listings/2025/2025-06-02.txt:11"]
    assert "# Attention Is All You Need" in body and "transformers-attention" in str(meta["tags"])


def test_a_second_build_gives_the_same_bytes_and_nothing_new(sample: Path) -> None:
    before = files(sample / "site"), files(sample / "pages")
    figures = summary(sample)
    assert (figures["papers"], figures["problems"]) == (54, 0)
    assert (figures["new"], figures["changed"]) == (0, 0)
    assert (files(sample / "site"), files(sample / "pages")) == before


@pytest.mark.slow
def test_mkdocs_build_gives_the_same_site(sample: Path, tmp_path: Path) -> None:
    done = command("mkdocs", "build", "--site-dir", tmp_path / "site")
    assert done.returncode == 0, done.stderr
    assert files(tmp_path / "site") == files(sample / "site")


@pytest.mark.slow
def test_with_an_address_pages_are_canonical(tmp_path: Path) -> None:
    summary(tmp_path, SITE_URL="https://example.org/papers")
    page = html(tmp_path / "site/papers/attention-is-all-you-need.html")
    links = {e.attributes["rel"]: e.attributes["href"] for e in page.elements
             if e.tag == "link" and "rel" in e.attributes}  # fmt: skip
    address = "https://example.org/papers/papers/attention-is-all-you-need.html"
    assert links["canonical"] == address
    assert address in page.text  # the citation
    site = tmp_path / "site"
    # Feeds and the search's description are where heads and the index say.
    named = {
        e.attributes["href"]
        for path in site.rglob("*.html")
        for e in html(path).elements
        if e.tag == "link" and e.attributes.get("rel") in ("alternate", "search")
    }
    for place in ("index", "about", "search", "days/index", "days/2025", "days/2025-06",
                  "days/2025-06-03", "tags/index", "tags/physics"):  # fmt: skip
        assert re.search('rel="alternate"[^>]* href=', (site / f"{place}.html").read_text("utf-8"))
    root = "https://example.org/papers/"
    assert {f"{root}feed.xml", f"{root}days/feed.json", f"{root}tags/physics.xml"} <= named
    for address in named:
        path = site / address.removeprefix(root)
        assert path.is_file()
        if path.suffix == ".xml" and path.name != "opensearch.xml":
            assert not feedparser.parse(path.read_bytes()).bozo
    for file in site.glob("sitemap-*.xml"):
        for location in re.findall("<loc>(.*?)</loc>", file.read_text("utf-8")):
            assert (site / location.removeprefix(root)).is_file()
    # The page that hosts show for any address that is none: it cannot be relative.
    lost = html(site / "404.html")
    assert "Not found - paper-archive" in lost.text
    elsewhere = [url for _, url in lost.urls if not url.startswith("#")]
    assert all(url.startswith("/papers/") for url in elsewhere)
    assert all((site / urlsplit(url).path.removeprefix("/papers/")).is_file()
               for url in elsewhere)  # fmt: skip
