"""The offline bundle: a zip that is the same again and works from a folder, and a ZIM file."""

from __future__ import annotations

import json
import os
import re
import shutil
import struct
import subprocess
import sys
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from paper_archive.bundle.built_site import BuiltSite
from paper_archive.bundle.illustration import illustration
from paper_archive.bundle.zip_file import write_zip
from paper_archive.model import InputError
from paper_archive.pages.head import redirect
from playwright.sync_api import Browser

from tests.site.run import ROOT, fork, summary

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("bundle")]

NAME = "paper-archive-2025-06-05"
FOLDER = "paper-archive"  # without a date: a newer bundle renews it
ADDRESS = "https://example.org/archive/"
REPOSITORY = "https://example.org/repository"
PAPER = "papers/flashattention-fast-and-memory-efficient-exact-attention-with-io-awareness.html"
# Packed by no system's own hand, but what all of them unpack.
FILES = [("a.txt", b"a" * 100), ("ä/b.html", b"<p>b"), ("empty", b"")]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundle")
    curation = folder / "curation.yml"
    curation.write_text(f"redirects: {{an-old-address: {Path(PAPER).stem}}}\n")
    summary(folder, "--curation", curation, SITE_URL=ADDRESS, REPO_URL=REPOSITORY)
    return folder / "site"


@pytest.fixture(scope="module")
def bundle(site: Path) -> Path:
    done = run(site, site.parent)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [str(site.parent / f"{NAME}.zip")]
    return site.parent / f"{NAME}.zip"


def run(site: Path, into: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return fork("paper-archive", "bundle", "--site-dir", site, "--into", into, *arguments)


def test_a_zip_is_what_it_says(tmp_path: Path) -> None:
    file = BytesIO()
    assert write_zip(file, FILES, date(2025, 3, 14)) == 3
    with zipfile.ZipFile(file) as opened:
        assert opened.testzip() is None
        assert [(name, opened.read(name)) for name in opened.namelist()] == FILES
        for info in opened.infolist():
            assert info.date_time == (2025, 3, 14, 0, 0, 0)
            assert (info.create_system, info.external_attr >> 16) == (3, 0o100644)


def test_a_day_that_zips_cannot_say_is_the_nearest_year() -> None:
    file = BytesIO()
    write_zip(file, FILES, date.min)
    assert zipfile.ZipFile(file).infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_a_zip_of_more_files_than_16_bits_count() -> None:
    file = BytesIO()
    count = write_zip(file, ((f"{n}", b"") for n in range(70_000)), date(2025, 3, 14))
    assert count == 70_000
    assert len(zipfile.ZipFile(file).namelist()) == count


def test_the_same_site_makes_the_same_bundle(site: Path, bundle: Path, tmp_path: Path) -> None:
    copied = tmp_path / "elsewhere"
    shutil.copytree(site, copied)  # other times, perhaps another order
    (copied / ".DS_Store").write_bytes(b"left by a system")
    (copied / "paper-archive-2025-06-04.zip").write_bytes(b"an earlier bundle to download")
    (copied / "secret.html").symlink_to(ROOT / "README.md")
    done = run(copied, tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / f"{NAME}.zip").read_bytes() == bundle.read_bytes()


def test_what_is_in_it_and_what_is_not(site: Path, bundle: Path) -> None:
    with zipfile.ZipFile(bundle) as opened:
        names = opened.namelist()
    assert {name.split("/")[0] for name in names} == {FOLDER}
    inside = {name.removeprefix(f"{FOLDER}/") for name in names}
    assert {"README.txt", "index.html", "about.html", PAPER, "assets/archive.css"} <= inside
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    missing = sorted(there - inside)
    assert {re.sub(r"(?<=/).*\.|[\w-]*\.", "*.", path) for path in missing} == {
        "*.html", "*.json", "*.txt", "*.xml", "api/*.gz", "api/*.json", "days/*.json", "days/*.xml",
        "tags/*.json", "tags/*.xml", "weeks/*.json", "weeks/*.xml",
        # What browsers keep a site with.
        "*.js", "*.webmanifest", "assets/*.css", "assets/*.js", "assets/*.png", "offline/*.json",
    }  # fmt: skip
    assert [path for path in missing if path.endswith((".html", ".txt", ".js", ".css"))] == [
        "404.html", "assets/offline.css", "assets/offline.js", "offline.html", "robots.txt",
        "sw.js",
    ]  # fmt: skip


def test_every_link_in_it_leads_somewhere(bundle: Path, tmp_path: Path) -> None:
    root = unpacked(bundle, tmp_path)
    pages = list(root.rglob("*.html"))
    for page in pages:
        for to in re.findall(r'(?:href|src)="([^"#?]+)', page.read_text("utf-8")):
            if not to.startswith(("http", "mailto:")):
                assert (page.parent / to).is_file(), f"{page.name}: {to}"
    year = (root / "days" / "2025.html").read_text("utf-8")
    assert f'href="{ADDRESS}api/bibtex/2025.bib.gz"' in year
    paper = (root / PAPER).read_text("utf-8")
    assert 'name="citation_title"' in paper


def test_a_page_has_nothing_for_the_web_alone(site: Path, bundle: Path, tmp_path: Path) -> None:
    published = (site / PAPER).read_text("utf-8")
    offline = (unpacked(bundle, tmp_path) / PAPER).read_text("utf-8")
    for words in ("og:title", "ld+json", REPOSITORY, 'name="description"'):
        assert words in published and words not in offline, words
    # All else is there, and a paper without arXiv id is cited by its address.
    shown = published.partition("<body")[2].partition("<h1")[2].partition("<p class=")[0]
    assert shown.replace("\n", "") in offline
    assert f'<link rel="canonical" href="{ADDRESS}{PAPER}">' in offline


def test_without_an_address_words_stay_and_links_go(tmp_path: Path) -> None:
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "index.json").write_text('{"title": "Mine"}')
    page = '<head></head><a href="api/index.json">data</a> <a href="x.html">x</a>'
    (tmp_path / "index.html").write_text(page)
    site = BuiltSite.open(tmp_path)
    assert (site.name, site.newest) == ("mine-undated", None)
    assert list(site.members()) == [
        ("index.html", b'<head></head>data <a href="x.html">x</a>'),
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [("Vögel & Meer", "vogel-meer"), ("論文", "paper-archive"), ("../x", "x"), ("CON", "con-")],
)
def test_a_bundle_is_called_after_the_site(tmp_path: Path, title: str, name: str) -> None:
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "index.json").write_text(json.dumps({"title": title}))
    (tmp_path / "paper-archive-2024-01-01.zip").write_bytes(b"by an earlier version")
    site = BuiltSite.open(tmp_path)
    assert site.name.startswith(name) and site.name.endswith("-undated")
    members = [path.partition("/") for path, _ in site.bundled()]
    assert [path for _, _, path in members] == ["README.txt"]
    assert {root for root, _, _ in members} == {site.root}


def test_a_bundle_has_the_date_of_a_day_that_is_still_there(tmp_path: Path) -> None:
    for folder in ("api", "days"):
        (tmp_path / folder).mkdir()
    (tmp_path / "api" / "index.json").write_text('{"title": "Birds"}')
    (tmp_path / "days" / "2025-03-14.html").write_text("<title>14 March 2025</title>")
    (tmp_path / "days" / "2025-03-20.html").write_text("".join(redirect("2025-03-14.md")))
    assert BuiltSite.open(tmp_path).name == "birds-2025-03-14"


def test_what_is_left_out_of_a_page_is_not_what_it_shows(tmp_path: Path) -> None:
    for folder in ("api", "days", "assets"):
        (tmp_path / folder).mkdir()
    (tmp_path / "api" / "index.json").write_text('{"title": "Mine"}')
    (tmp_path / "assets" / "own.css").write_text("[data-md-color-accent=custom]{color:red}")
    page = (
        '<head></head><body data-md-color-primary="custom" data-md-color-accent="custom">\n'
        '<div data-md-component="x">\n<p><b>a</b>\n<b>b</b>\n</p>\n'
        '<p> rel="prev" data-md-component="x" <a href="x.html" rel="next">x</a></p>\n'
        "<pre><b>a</b>\nb\n</pre>\n</div>\n"
    )
    (tmp_path / "days" / "2025.html").write_text(page)
    (tmp_path / "about.html").write_text(page)  # a page that somebody wrote
    offline = {path: data.decode() for path, data in BuiltSite.open(tmp_path).members()}
    assert offline["days/2025.html"] == (
        '<head></head><body data-md-color-accent="custom"><div><p><b>a</b>\n<b>b</b></p>'
        '<p> rel="prev" data-md-component="x" <a href="x.html">x</a></p>'
        "<pre><b>a</b>\nb\n</pre></div>\n"
    )
    assert offline["about.html"].count("\n") == page.count("\n")


def test_a_folder_without_a_site_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="build it first"):
        BuiltSite.open(tmp_path)
    done = run(tmp_path, tmp_path / "into")
    assert done.returncode == 1
    assert "has no built site" in done.stderr
    assert list((tmp_path / "into").iterdir()) == []


def unpacked(bundle: Path, folder: Path) -> Path:
    with zipfile.ZipFile(bundle) as opened:
        opened.extractall(folder)
    return folder / FOLDER


@pytest.mark.browser
def test_everything_works_without_a_network(browser: Browser, bundle: Path, tmp_path: Path) -> None:
    root = unpacked(bundle, tmp_path)
    context = browser.new_context(offline=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request",
        lambda each: None if each.url.startswith("file:") else wrong.append(each.url),
    )
    page.goto((root / "index.html").as_uri())
    assert page.locator(".pa-list > li").count() > 0
    found = page.evaluate("paperArchive.search('flash attention', {limit: 3})")
    assert found["results"][0]["url"].endswith(PAPER)
    page.goto((root / "tags" / "index.html").as_uri())
    page.locator("a[href='transformers-attention.html']").first.click()
    page.wait_for_url("**/tags/transformers-attention.html")
    page.locator(f"a[href='../{PAPER}']").first.click()
    page.wait_for_url(f"**/{PAPER}")
    assert "FlashAttention" in page.locator("h1").inner_text()
    page.get_by_role("button", name="Copy").click()
    page.wait_for_function("navigator.clipboard.readText().then(t => t.startsWith('@misc{'))")
    context.close()
    assert wrong == []


def test_the_illustration_is_a_png_of_its_size() -> None:
    drawn = illustration(48)
    assert drawn[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">2L", drawn[16:24]) == (48, 48)


def test_a_zim_file_is_read_and_searched(site: Path, tmp_path: Path) -> None:
    pytest.importorskip("libzim")
    from libzim.reader import Archive
    from libzim.search import Query, Searcher
    from libzim.suggestion import SuggestionSearcher

    for folder in ("one", "two"):
        done = run(site, tmp_path / folder, "--zim")
        assert done.returncode == 0, done.stderr
        assert len(done.stdout.splitlines()) == 2  # libzim prints nothing into the results
    files = [tmp_path / folder / f"{NAME}.zim" for folder in ("one", "two")]
    assert files[0].read_bytes() == files[1].read_bytes()

    archive = Archive(files[0])
    assert archive.check() and archive.has_fulltext_index and archive.has_title_index
    assert archive.main_entry.get_item().path == "index.html"
    facts = {key: archive.get_metadata(key) for key in archive.metadata_keys}
    assert (facts["Language"], facts["Date"]) == (b"eng", b"2025-06-05")
    assert facts["Title"] == facts["Creator"] == b"paper-archive"
    assert facts["Source"] == ADDRESS.encode()
    assert bytes(archive.get_illustration_item(48).content) == illustration(48)
    page = archive.get_entry_by_path(PAPER)
    assert page.title.startswith("FlashAttention")
    assert b"FlashAttention" in bytes(page.get_item().content)
    # A redirect page is a redirect, and lists of papers are not what is found.
    redirect = archive.get_entry_by_path("papers/an-old-address.html")
    assert redirect.is_redirect and redirect.get_redirect_entry().path == PAPER
    search = Searcher(archive).search(Query().set_query("exact attention memory reads"))
    results = list(search.getResults(0, 10))
    assert results[0] == PAPER
    assert all(path.startswith("papers/") for path in results)
    assert PAPER in SuggestionSearcher(archive).suggest("FlashAttention").getResults(0, 3)


def test_without_libzim_it_is_said_what_to_install(site: Path, tmp_path: Path) -> None:
    (tmp_path / "libzim").mkdir()
    (tmp_path / "libzim" / "__init__.py").write_text("raise ImportError('none here')")
    done = subprocess.run(
        [sys.executable, "-m", "paper_archive", "bundle", "--zim", "--site-dir", site,
         "--into", tmp_path / "into"],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "pip install 'paper-archive[zim]'" in done.stderr
    assert not (tmp_path / "into").exists()
