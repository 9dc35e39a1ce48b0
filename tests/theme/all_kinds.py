"""An archive that has a page of every kind, and papers with every fact that a page may show."""

from __future__ import annotations

import json
from pathlib import Path

from paper_archive import urls
from playwright.sync_api import Page

from tests.site.run import ROOT, build, configuration

# A page of each kind. Two are missing: "redirect" and "moved-day" lead elsewhere at once.
PAGES = {
    "paper": "papers/facts-of-all-kinds.html",
    "withdrawn": "papers/attention-is-all-you-need.html",
    "shared": "papers/twins.html",
    "author": "authors/ann-lee.html",
    "authors": "authors/index.html",
    "day": "days/2025-06-03.html",
    "month": "days/2025-06.html",
    "year": "days/2025.html",
    "days": "days/index.html",
    "week": "weeks/2025-W23.html",
    "weeks": "weeks/index.html",
    "topic": "topics/networks.html",
    "topics": "topics/index.html",
    "list": "lists/reading-group.html",
    "lists": "lists/index.html",
    "tag": "tags/graph-neural-networks.html",
    "tags": "tags/index.html",
    "trends-period": "trends/2025-06.html",
    "trends": "trends.html",
    "home": "index.html",
    "search": "search.html?q=networks",
    "404": "404.html",
}
_CURATION = """
papers:
  attention-is-all-you-need: {withdrawn: its authors asked for it}
  graph-attention-networks: {title: Graphs}
listings: {2025-05-28.txt: {date: 2024-01-02}}
redirects: {attention: attention-is-all-you-need}
"""
_TOPICS = "topics:\n- {id: networks, name: Networks, text: Nets of *all* kinds., query: networks}\n"
# More papers than one page has: by id, by slug, with notes, and some that the archive lacks.
_LIST = r"""
title: Reading group <b>
description: "Thursdays at 4, see https://example.org/room\nAll are *welcome*."
papers:
- id: graph-attention-networks
  note: "Compare with <script>alert(1)</script> and https://example.org/slides\n{{ 1 }} _x_"
  by: Ann & Bo
  date: 2025-06-12
- {id: 2506.01010, section: Twins, note: "\u05e9\u05dc\u05d5\u05dd, a first twin"}
- {id: 2506.01011, section: Twins}
- {id: "1706.99999", title: A paper that is elsewhere, section: Elsewhere, by: Ann}
- {id: "https://example.org/a.pdf", section: Elsewhere}
- {title: A paper that is nowhere, section: Nowhere}
"""
_WORDS = ("whales sing to each other over hundreds of miles", "primes become rare as numbers grow")


def archive_of_all_kinds(folder: Path) -> Path:
    """Build the sample with corrections, twins and hostile papers, and return its site."""
    listings = folder / "listings"
    listings.mkdir()
    for name in ("hostile.txt", "facts.jsonl"):
        (listings / name).write_bytes((ROOT / "tests" / "site" / name).read_bytes())
    twins = [
        {
            "date": "2025-06-03",
            "title": "Twins",
            "id": f"2506.0101{n}",
            "abstract": f"We show {words}.",
        }
        for n, words in enumerate(_WORDS)
    ]
    (listings / "twins.jsonl").write_text(
        "".join(json.dumps(each) + "\n" for each in twins), "utf-8"
    )
    curation = folder / "curation.yml"
    curation.write_text(_CURATION, "utf-8")
    (folder / "topics.yml").write_text(_TOPICS, "utf-8")
    (folder / "lists").mkdir()
    elsewhere = "".join(f"- '2001.{n:05}'\n" for n in range(1, 101))
    (folder / "lists" / "Reading group.yml").write_text(_LIST + elsewhere, "utf-8")
    options = "author_pages: 1\n      topics: topics.yml\n      lists: lists\n"
    config = configuration(folder, f"      {options}")
    done = build(
        folder,
        *("--config-file", config, "--listings", listings, "--curation", curation),
        SITE_URL="https://example.org/",
        REPO_URL="https://example.org/r",
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return folder / "site"


def generated(site: Path) -> list[Path]:
    """The pages of a site that nobody wrote, in an order that is always the same."""
    paths = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))}
    return [
        path
        for name, path in paths.items()
        if name in ("search.html", "404.html", "offline.html", "desk.html")
        or urls.GENERATED.fullmatch(f"{name.removesuffix('.html')}.md")
    ]


def all_drawn(tab: Page) -> None:
    """Wait for the script that draws the papers of lists out of sight a few at a time."""
    tab.wait_for_selector(".pa-list:not(.pa-results *) > li:not(.pa-drawn)", state="detached")
