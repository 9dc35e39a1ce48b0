"""Sitemap, robots.txt and OpenSearch description."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest
from paper_archive.catalog import Catalog
from paper_archive.exports import sitemap
from paper_archive.exports.open_search import open_search
from paper_archive.exports.robots import robots
from paper_archive.store.update import Changes

from tests.exports.archives import ADDRESS, catalog
from tests.pages.papers import paper

PAGES = ["index.html", "days/index.html", "tags/index.html"]
BIRDS = [paper(f"bird-{n}", f"202{n // 4}-05-01") for n in range(10)]


def locations(data: bytes) -> list[str]:
    return [each.text or "" for each in ElementTree.fromstring(data).iter() if "loc" in each.tag]


def sitemaps(archive: Catalog, pages: list[str], most: int = sitemap.MOST) -> dict[str, bytes]:
    made = (export.make(bytes).files for export in sitemap.exports(archive, pages, most))
    return {path: data for files in made for path, data in files.items()}


def listed(files: dict[str, bytes]) -> list[str]:
    """Every address, by way of the index, which must name every other file once."""
    names = [name.removeprefix(ADDRESS) for name in locations(files["sitemap.xml"])]
    assert sorted([*names, "sitemap.xml"]) == sorted(files)
    return [address for name in names for address in locations(files[name])]


def test_every_page_is_listed_once_and_no_file_has_too_many() -> None:
    archive = catalog(*BIRDS, paper("undated", None))
    expected = {ADDRESS + page for page in PAGES}
    expected |= {f"{ADDRESS}papers/{each.slug}.html" for each in archive.archive.papers}
    for most in (1, 2, 3, 4, 50_000):
        files = sitemaps(archive, PAGES, most)
        found = listed(files)
        assert len(found) == len(expected) and set(found) == expected
        assert all(
            1 <= len(locations(data)) <= most
            for name, data in files.items()
            if name != "sitemap.xml"
        )
    assert set(sitemaps(archive, PAGES, 3)) == {
        "sitemap.xml", "sitemap-pages.xml", "sitemap-2020.xml", "sitemap-2020-2.xml",
        "sitemap-2021.xml", "sitemap-2021-2.xml", "sitemap-2022.xml", "sitemap-undated.xml",
    }  # fmt: skip


def test_the_limits_are_the_protocols() -> None:
    longest = f"{ADDRESS}papers/{'x' * 80}.html"
    line = len(f"<url><loc>{longest}</loc><lastmod>2025-03-14</lastmod></url>\n")
    assert sitemap.MOST <= 50_000 and sitemap.MOST * line < 50 * 2**20


def test_a_new_paper_changes_the_last_file_of_its_year() -> None:
    before = sitemaps(catalog(*BIRDS), PAGES, 3)
    after = sitemaps(catalog(*BIRDS, paper("new", "2022-06-01")), PAGES, 3)
    assert {name for name in after if before.get(name) != after[name]} == {
        "sitemap-2022.xml", "sitemap-pages.xml",
    }  # fmt: skip


@pytest.mark.parametrize("day", ["2022-01-01", "2022-05-01", "2022-05-03", "2022-06-01", ""])
def test_an_update_leaves_out_only_full_files_that_stay(day: str) -> None:
    papers = [paper(f"bird-{n}", f"2022-05-0{1 + n // 2}") for n in range(8)]
    papers += [paper(f"undated-{n}", None) for n in range(4)]
    before, after = catalog(*papers), catalog(*papers, paper("new", day or None))
    had = sitemaps(before, [], 3)
    changes = Changes(False, 1, 0, before.outline, after.outline, days=frozenset((day,)))
    touched: dict[str, bytes] = {}
    for export in sitemap.exports(after, [], 3):
        (path,) = export.paths
        if path not in had or export.is_touched(changes):
            touched |= export.make(bytes).files
    assert had | touched == sitemaps(after, [], 3)
    of_full_files = {"sitemap-2022.xml", "sitemap-2022-2.xml"} & set(touched)
    assert len(of_full_files) == {"2022-01-01": 2, "2022-05-01": 2, "2022-05-03": 1}.get(day, 0)


def test_the_newest_day_of_a_pages_papers_is_its_last_change() -> None:
    days = (date(2025, 3, 14), date(2025, 4, 1))
    twice = paper("twice", days=days, tags=("physics",))
    archive = catalog(twice, paper("once", "2025-03-14"), paper("undated", None))
    pages = ["about.html", "index.html", "days/2025-03-14.html", "days/2025.html"]
    files = sitemaps(archive, [*pages, "tags/physics.html"])
    found = {
        entry[0].text: entry[1].text if len(entry) > 1 else ""
        for name, data in files.items()
        if name != "sitemap.xml"
        for entry in ElementTree.fromstring(data)
    }
    assert {key.removeprefix(ADDRESS): day for key, day in found.items() if key} == {
        "about.html": "",
        "index.html": "2025-04-01",
        "days/2025-03-14.html": "2025-03-14",
        "days/2025.html": "2025-04-01",
        "tags/physics.html": "2025-04-01",
        "papers/twice.html": "2025-04-01",
        "papers/once.html": "2025-03-14",
        "papers/undated.html": "",
    }


def test_an_empty_archive_has_a_sitemap() -> None:
    assert listed(sitemaps(catalog(), ["index.html"])) == [f"{ADDRESS}index.html"]


def test_addresses_are_escaped_as_addresses() -> None:
    files = sitemaps(catalog(), ["über uns & mehr.html"])
    assert listed(files) == [f"{ADDRESS}%C3%BCber%20uns%20%26%20mehr.html"]


def test_robots_name_the_sitemap_where_the_site_has_an_address() -> None:
    assert robots(ADDRESS).decode().splitlines()[-1] == f"Sitemap: {ADDRESS}sitemap.xml"
    assert robots("") == b"User-agent: *\nAllow: /\n"


def test_the_search_is_described() -> None:
    root = ElementTree.fromstring(open_search(catalog(site_name="Birds & whales of the sea")))
    found = {each.tag.rpartition("}")[2]: each for each in root}
    assert found["ShortName"].text == "Birds & whales o"
    assert found["Url"].get("template") == f"{ADDRESS}search.html?q={{searchTerms}}"
