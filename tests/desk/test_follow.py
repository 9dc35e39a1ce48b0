"""Following in Chromium, over http and from files, with a build of new papers in between."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import feedparser
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.waiting import until
from tests.serving import serving
from tests.site.run import ROOT, build, configuration

pytestmark = pytest.mark.browser

TAG, TITLE = "graph-neural-networks", "Graph learning"
LOST_TAG = "diffusion-and-flows"
LISTED = {
    "2026-03-02": ["Graph Neural Networks of Corals", "Diffusion Models of Sand"],
    "2026-03-03": ["Graph Neural Networks of Tides", "Whales Sing to Each Other"],
}
LATER = {
    "2026-01-10": ["Graph Neural Networks of Winters Past"],  # A day before all others.
    "2026-03-03": ["Graph Neural Networks of Late Arrivals"],  # The day grows.
    "2026-03-05": [
        "Graph Neural Networks of Whales",
        "Graph Neural Networks of Corals",  # It is listed again.
        "Diffusion Models of Rivers",
        "Songs of Whales <img src=x onerror=alert(1)>",
    ],
}
NEW_OF_TAG = ["Graph Neural Networks of Whales", "Graph Neural Networks of Late Arrivals"]
CURATION = """
papers: {graph-neural-networks-of-tides: {title: Graph Neural Networks of Currents}}
authors: {Ann Bo Lee: [Ann Lee]}
"""
TOPICS = "topics:\n- {id: songs, name: Songs, query: sing}\n- {id: sand, name: Sand, query: sand}\n"
RENAMED = "topics:\n- {id: songs, name: Sea Songs, query: songs}\n"
SHIFT = """new PerformanceObserver(list => list.getEntries().forEach(entry => {
  if (!entry.hadRecentInput) window.shifted = (window.shifted || 0) + entry.value
})).observe({type: "layout-shift", buffered: true})"""


def write(folder: Path, name: str, listed: dict[str, list[str]]) -> None:
    entries = [
        {
            "date": day,
            "title": title,
            "abstract": f"We study what is told of {title.split(' of ')[-1].lower()}.",
            "authors": ["Ann Lee"] if "of" in title else ["Bo Li"],
        }
        for day, titles in listed.items()
        for title in titles
    ]
    text = "".join(json.dumps(entry) + "\n" for entry in entries)
    (folder / "listings" / name).write_text(text, "utf-8")


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The site before and after: papers came, one and an author have another name, a topic has
    another one, and a topic and a tag are gone."""
    folder = tmp_path_factory.mktemp("follow")
    (folder / "listings").mkdir()
    write(folder, "first.jsonl", LISTED)
    (folder / "topics.yml").write_text(TOPICS, "utf-8")
    (folder / "curation.yml").write_text("", "utf-8")
    config = configuration(folder, "      author_pages: 2\n      topics: topics.yml\n")
    given = "--config-file", config, "--curation", folder / "curation.yml"

    def built(name: str) -> Path:
        done = build(folder, *given, listings=folder / "listings", SITE_URL="https://example.org/")
        if done.returncode:
            raise RuntimeError(done.stderr)
        return shutil.copytree(folder / "site", folder / name)

    before = built("before")
    write(folder, "later.jsonl", LATER)
    (folder / "topics.yml").write_text(RENAMED, "utf-8")
    (folder / "curation.yml").write_text(CURATION, "utf-8")
    tags = (ROOT / "site_src" / "tags.yml").read_text("utf-8")
    (folder / "tags.yml").write_text(tags.replace(f"- id: {LOST_TAG}\n", "- id: flows\n"), "utf-8")
    config.write_text(
        config.read_text("utf-8").replace(str(ROOT / "site_src" / "tags.yml"), "tags.yml"), "utf-8"
    )
    return before, built("after")


class _Uncached(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


class Reader:
    """A reader of a site in a folder, which a build may replace."""

    def __init__(self, page: Page, base: str, folder: Path) -> None:
        self.page, self.base, self.folder = page, base, folder
        self.wrong: list[str] = []
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda m: self.wrong.append(m.text) if m.type == "error" else None)

    def open(self, path: str) -> None:
        self.page.goto(self.base + path)

    def replace(self, site: Path) -> None:
        self.page.goto("about:blank")  # Nothing loads while the files are away.
        shutil.rmtree(self.folder)
        shutil.copytree(site, self.folder)

    def follow(self, path: str) -> None:
        self.open(path)
        button = self.page.locator("[data-follow]")
        expect(button).to_have_attribute("aria-pressed", "false")
        before = button.bounding_box()
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        assert button.bounding_box() == before

    def wait_an_hour(self) -> None:
        """Let the visit be over."""
        self.page.evaluate(
            """paperArchive.desk.transact(["facts"], "readwrite", stores => {
              stores.facts.get("visit").onsuccess = event => {
                event.target.result.value.at -= 3600e3
                stores.facts.put(event.target.result)
              }
            })"""
        )

    def home(self) -> str:
        """Open home, which must not move, and return its line."""
        self.open("index.html")
        expect(self.page.locator(".pa-news")).not_to_be_empty()
        assert not self.page.evaluate("window.shifted")
        return self.page.locator(".pa-news").inner_text()

    def desk(self) -> dict[str, str]:
        """Open the desk, and return how many papers are new of each follow."""
        self.open("desk.html")
        expect(self.page.locator("#follows[data-shown]")).to_be_visible()
        return self.counts()

    def counts(self) -> dict[str, str]:
        return self._texts(".pa-follow > li", "b")

    def new(self) -> list[str]:
        return self.page.locator(".pa-came > li a").all_inner_texts()

    def says(self) -> dict[str, str]:
        """What the desk says of follows that changed."""
        return self._texts(".pa-follow > li:has(small)", "small")

    def _texts(self, rows: str, part: str) -> dict[str, str]:
        code = """(rows, part) =>
          rows.map(row => [row.children[0].textContent, row.querySelector(part).textContent])"""
        return dict(self.page.locator(rows).evaluate_all(code, part))


@pytest.fixture(params=["file", "http"])
def reader(
    browser: Browser, builds: tuple[Path, Path], tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Reader]:
    folder = tmp_path / "site"
    shutil.copytree(builds[0], folder)
    context = browser.new_context(viewport={"width": 390, "height": 844}, accept_downloads=True)
    context.add_init_script(SHIFT)
    with serving(partial(_Uncached, directory=str(folder))) as server:
        base = server.url if request.param == "http" else f"{folder.as_uri()}/"
        made = Reader(context.new_page(), base, folder)
        yield made
    assert made.wrong == []
    context.close()


def test_new_since_the_last_visit(reader: Reader, builds: tuple[Path, Path]) -> None:
    page = reader.page
    reader.open("index.html")
    until(page, "!!window.paperArchive?.desk")
    assert page.locator(".pa-news").count() == 0
    for path in (f"tags/{TAG}.html", f"tags/{LOST_TAG}.html", "authors/ann-lee.html"):
        reader.follow(path)
    for path in ("topics/songs.html", "topics/sand.html", "search.html?q=whales&sort=newest"):
        reader.follow(path)
    reader.follow("search.html?q=rivers+after%3Asoon")
    assert reader.home() == "Nothing new for you"
    assert set(reader.desk().values()) == {"none new"}
    assert page.locator("#follows section").first.inner_text().startswith("New for you\n")

    # The archive is built anew while the visit goes on: all that came is new.
    reader.replace(builds[1])
    assert reader.home() == "4 new for you"
    # The next visit knows what the last one showed, which was shown only now.
    reader.open("index.html")
    counts = {
        TITLE: "2 new",
        "Diffusion and flow models": "none new",
        "Ann Lee": "4 new",
        "Sea Songs": "1 new",
        "Sand": "none new",
        "whales": "2 new",
        "rivers after:soon": "1 new",
    }
    assert reader.desk() == counts
    assert reader.new() == [
        "Diffusion Models of Rivers",
        NEW_OF_TAG[0],
        "Songs of Whales <img src=x onerror=alert(1)>",
        NEW_OF_TAG[1],
    ]
    whys = page.locator(".pa-came > li small").all_inner_texts()
    assert whys[1] == f"5 March 2026 · {TITLE}, Ann Lee, whales"
    says = reader.says()
    assert "date" in says.pop("rivers after:soon")
    assert says == {
        "Diffusion and flow models": "The archive has this tag no more.",
        "Sand": "The archive has this topic no more; its search goes on.",
    }
    # A page of the archive that is open keeps the visit going, so the mark does not move.
    assert reader.desk() == counts
    page.get_by_role("button", name="Mark all as seen").click()
    expect(page.locator(".pa-follow .pa-new")).to_have_count(0)
    page.get_by_role("button", name="Undo: 4 papers marked as seen.").press("Enter")
    expect(page.locator(".pa-came > li")).to_have_count(4)
    assert reader.counts() == counts
    reader.wait_an_hour()
    assert set(reader.desk().values()) == {"none new"}


@pytest.mark.parametrize("reader", ["http"], indirect=True)
def test_unfollow_tabs_clocks_and_lost_files(reader: Reader, builds: tuple[Path, Path]) -> None:
    page = reader.page
    reader.follow(f"tags/{TAG}.html")
    reader.follow("topics/songs.html")
    reader.home()
    reader.replace(builds[1])
    # A clock that was set back ends no visit.
    page.clock.set_fixed_time("2020-01-01T00:00:00Z")
    assert reader.desk() == {TITLE: "2 new", "Sea Songs": "1 new"}
    # What is followed only now has nothing new yet, and another tab shows it.
    other = page.context.new_page()
    tab = Reader(other, reader.base, reader.folder)
    tab.follow("search.html?q=graph")
    expect(page.locator(".pa-follow > li")).to_have_count(3)
    assert reader.counts()["graph"] == "none new"
    other.locator("[data-follow]").click()
    expect(page.locator(".pa-follow > li")).to_have_count(2)
    # Nor has it where the browser still has an older list of the newest papers.
    older = builds[0] / "desk/recent.js"
    other.route("**/desk/recent.js", lambda route: route.fulfill(path=older))
    tab.follow("search.html?q=graph")
    expect(page.locator(".pa-follow > li")).to_have_count(3)
    assert reader.counts()["graph"] == "none new"
    other.locator("[data-follow]").click()
    expect(page.locator(".pa-follow > li")).to_have_count(2)
    other.close()

    page.get_by_role("button", name="Unfollow Sea Songs").click()
    expect(page.locator(".pa-follow > li")).to_have_count(1)
    expect(page.locator("#follows [role=status]")).to_have_text("No longer followed: Sea Songs.")
    assert reader.new() == NEW_OF_TAG
    page.get_by_role("button", name="Undo: No longer followed: Sea Songs.").click()
    expect(page.locator(".pa-follow > li")).to_have_count(2)
    assert reader.counts() == {TITLE: "2 new", "Sea Songs": "1 new"}

    # Files that are missing: nothing is lost, and nothing seems to be seen.
    (reader.folder / "desk" / "recent.js").unlink()
    reader.wait_an_hour()
    reader.open("desk.html")
    expect(page.locator("#follows [role=status]")).to_contain_text("could not be loaded")
    assert reader.counts() == {TITLE: "", "Songs": ""}
    assert [text for text in reader.wrong if "404" not in text] == []
    reader.wrong.clear()


@pytest.mark.parametrize("reader", ["http"], indirect=True)
def test_feeds_of_what_is_followed(reader: Reader) -> None:
    page = reader.page
    for path in (
        f"tags/{TAG}.html",
        "authors/ann-lee.html",
        "topics/songs.html",
        "search.html?q=graph",
    ):
        reader.follow(path)
    reader.desk()
    with page.expect_download() as download:
        page.get_by_role("button", name="Feeds of what you follow").click()
    expect(page.locator("#follows [role=status]")).to_have_text(
        "Exported: 2 feeds. Without a feed, so not in it: “Ann Lee”, “graph”."
    )
    root = ET.parse(download.value.path()).getroot()
    outlines = root.findall(".//outline[@type='rss']")
    assert [each.get("text") for each in outlines] == [TITLE, "Songs"]
    for each in outlines:
        path = (each.get("xmlUrl") or "").removeprefix("https://example.org/")
        feed = feedparser.parse((reader.folder / path).read_bytes())
        assert not feed.bozo and each.get("htmlUrl") in {link.href for link in feed.feed.links}
        assert (
            reader.folder / (each.get("htmlUrl") or "").removeprefix("https://example.org/")
        ).is_file()


def test_without_scripts_no_button_shows(browser: Browser, builds: tuple[Path, Path]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in (
        f"tags/{TAG}.html",
        "authors/ann-lee.html",
        "topics/songs.html",
        "search.html?q=graph",
    ):
        page.goto(f"{builds[0].as_uri()}/{path}")
        expect(page.locator("[data-follow]")).to_be_hidden()
    context.close()
