"""Papers of a shared list that the archive lacks have stars like the others, in Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.desk.reading import go, kept, open_page, press, reader, star
from tests.serving import served
from tests.theme.all_kinds import PAGES

# Of the list, the page with sections.
LIST = PAGES["list"].replace(".html", "--2.html")
# By arXiv id, by address alone, and by title alone.
TITLES = "A paper that is elsewhere", "https://example.org/a.pdf", "A paper that is nowhere"


@pytest.mark.browser
def test_they_are_saved_and_live_on_the_desk(browser: Browser, site: Path) -> None:
    with served(site) as url, reader(browser) as context:
        page = open_page(context, url + LIST)
        for title in TITLES:
            press(page, title)
        go(page, page.url)
        for title in TITLES:
            expect(star(page, title)).to_have_attribute("aria-pressed", "true")
        of = {entry["title"]: entry for entry in kept(page)}
        assert {entry["key"] for entry in of.values()} == {
            "arxiv:1706.99999",
            "title:https://example.org/a.pdf",
            "title:a paper that is nowhere",
        }
        assert not any("slug" in entry for entry in of.values())
        abs_and_pdf = ["https://arxiv.org/abs/1706.99999", "https://arxiv.org/pdf/1706.99999"]
        assert [link[1] for link in of[TITLES[0]]["links"]] == abs_and_pdf
        assert of[TITLES[0]]["cite"]["arxiv"] == "1706.99999"
        assert of[TITLES[1]]["links"] == [["example.org", TITLES[1]]]
        assert of[TITLES[2]]["links"] == of[TITLES[2]]["authors"] == []
        page.goto(url + "desk.html")
        expect(page.locator("#desk-list").get_by_text("not in this archive")).to_have_count(3)
        assert page.get_by_role("link", name=TITLES[1]).get_attribute("href") == TITLES[1]
        # Taken along and brought back, each is the paper that is there.
        write = """() => paperArchive.desk.everything().then(kept =>
          paperArchive.desk.file.write(kept, paperArchive.desk.here(), paperArchive.desk.now()))"""
        text = page.evaluate(write)
        page.evaluate("text => paperArchive.desk.importText(text)", text)
        assert len(kept(page)) == 3
        go(page, url + LIST)
        for title in TITLES:
            press(page, title, on=False)
        assert kept(page) == []
