"""The desk's page, in Chromium: notes, folders, citations, and imports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.waiting import until
from tests.desk.desk_page import (
    DESK,
    FOLDERS,
    NOTE,
    STRANGER,
    at_desk,
    desk_file,
    go_back,
    paste,
    saved,
    shown,
    take,
)
from tests.desk.reading import (
    DAY,
    PAPER,
    SAID,
    SHIFTS,
    kept,
    open_page,
    press,
    reader,
    settled,
)

pytestmark = pytest.mark.browser


def test_notes_folders_and_removal(context: BrowserContext, base: str) -> None:
    page = open_page(context, base + DAY)
    press(page)
    press(page, "Owls 3 by")
    page.goto(base + DESK)
    shown(page)
    expect(page.locator("#desk-sum")).to_have_text("2 saved papers, 0 with a note.")
    # The one that was saved last comes first. A note is kept while it is written.
    page.locator(NOTE).nth(1).click()
    page.keyboard.type("Two <b>lines</b>\nof owls")
    expect(page.locator(".pa-jot [role=status]")).to_have_text("Kept.")
    assert "Two <b>lines</b>\nof owls" in {entry["note"] for entry in kept(page)}
    page.keyboard.press("Escape")
    expect(page.locator(".pa-mine")).to_have_text("Two <b>lines</b>\nof owls")
    # By keyboard alone: the focus is on the button that opened the note, folders are the next.
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("to  cite")
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] :checked")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#desk-chips button")).to_have_text(["All 2", "to cite 1"])
    page.locator(FOLDERS).first.click()
    page.get_by_role("checkbox", name="to cite").click()
    page.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="to cite 2").click()
    page.get_by_role("button", name="Rename folder").click()
    page.get_by_label("New name of the folder").fill("owls")
    page.keyboard.press("Enter")
    expect(page.locator("#desk-chips button")).to_have_text(["All 2", "owls 2"])
    # Paper has no buttons: the heading names the folder.
    named = "getComputedStyle(document.getElementById('saved'), '::after').content"
    page.emulate_media(media="print")
    assert page.evaluate(named) == '": owls"'
    page.emulate_media(media="screen")
    assert page.evaluate(named) == "none"
    page.get_by_role("button", name="Delete folder").click()
    expect(page.locator("#desk-chips")).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#desk-chips button")).to_have_text(["All 2", "owls 2"])
    # Words are those of the search: folded, and beginnings.
    page.get_by_label("Among the saved").fill("ÓWLS lin")
    expect(page.locator("#desk-count")).to_have_text("1 paper")
    page.get_by_label("Among the saved").fill("")
    expect(page.locator("#desk-list li")).to_have_count(2)
    # A paper without a note is gone with its star, and back with Undo.
    page.locator("#desk-list .pa-star").first.click()
    expect(page.locator("#desk-list li")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#desk-list li")).to_have_count(2)
    page.get_by_role("button", name="Choose several").click()
    page.locator(".pa-pick").first.check()
    expect(page.locator("#desk-picks")).to_have_text("1 paper chosen")
    # Esc closes what was said first.
    page.keyboard.press("Escape")
    expect(page.locator(SAID)).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator(".pa-pick")).to_have_count(0)
    expect(page.get_by_role("button", name="Choose several")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="All of these").click()
    page.get_by_role("button", name="Remove", exact=True).click()
    # The one with a note stays.
    expect(page.locator("#desk-sum")).to_have_text("1 paper, 0 saved and 1 with a note.")


def test_citations(context: BrowserContext, base: str) -> None:
    page = open_page(context, base + DAY)
    press(page)
    page.goto(base + DESK)
    shown(page)
    # An import knows three names; the page of the paper knows the other two.
    paste(page, "2506.00003\nhttps://example.org/owls")

    def written(name: str) -> str:
        page.get_by_role("radio", name=name).click()
        with page.expect_download() as download:
            page.locator("#desk-cite").get_by_role("button", name="Save").click()
        names.append(download.value.suggested_filename)
        return Path(download.value.path()).read_text("utf-8")

    names: list[str] = []
    bibtex = written("BibTeX")
    whole = "Lee, Ann and Wu, Bo and Xu, Cy and Ye, Di and Zu, Ed"
    assert bibtex.count("@misc{") == 3
    assert bibtex.count(whole) == (1 if base.startswith("file:") else 2)
    assert bibtex.count("Xu, Cy and others") == (1 if base.startswith("file:") else 0)
    expect(page.locator(SAID)).to_contain_text("Not all is known of")
    ris, csl = written("RIS"), written("CSL")
    assert (ris.count("TY  - "), len(json.loads(csl))) == (3, 3)
    markdown = written("Markdown")
    assert "- [Owls 1 by diffusion models](https://arxiv.org/abs/2506.00001)" in markdown
    # The file of the desk itself is desk-2026-11-29.json.
    assert names == ["desk.bib", "desk.ris", "desk.csl.json", "desk.md"]
    for text in (bibtex, ris, csl):
        assert "0 papers are new" in take(page, text)
    cut = take(page, f"{bibtex}@misc{{b,\n  title = {{Broken}},\n  eprint = {{2506.0")
    assert "1 paper is cut off in the file and left out: “Broken”" in cut


def test_the_desk_learns_what_a_search_did_not_say(context: BrowserContext, base: str) -> None:
    page = open_page(context, base + "search.html?q=owl1")
    press(page)
    assert kept(page)[0]["ids"] == []
    page.goto(base + DESK)
    shown(page)
    if base.startswith("file:"):
        page.goto(base + PAPER)
        until(page, "paperArchive.desk.all('papers').then(all => all[0].ids.length)")
        page.goto(base + DESK)
        shown(page)
    for link in ("arXiv", "PDF"):
        page.locator("#desk-list").get_by_role("link", name=link, exact=True).wait_for()
    (entry,) = kept(page)
    assert "arxiv:2506.00001" in entry["ids"] and len(entry["authors"]) == 5
    assert entry["cite"]["arxiv"] == "2506.00001" and entry["listed"] == "2025-06-03"
    assert entry["tags"] and entry["saved"]


def test_a_desk_is_taken_along(context: BrowserContext, browser: Browser, http: str) -> None:
    page = open_page(context, http + DAY)
    press(page)
    page.goto(http + DESK)
    shown(page)
    page.locator(NOTE).click()
    page.keyboard.type("Owls")
    page.keyboard.press("Escape")
    expect(page.locator(".pa-mine")).to_have_text("Owls")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export", exact=True).click()
    file = Path(download.value.path())
    expect(page.locator("#desk-last")).not_to_contain_text("never")
    with reader(browser) as other:
        there = at_desk(other, http)
        there.locator("#desk-import [type=file]").set_input_files(file)
        expect(there.locator(SAID)).to_contain_text("1 paper is new")
        assert kept(page) == kept(there)
        # Nothing is there twice, and nothing of the reader's is overwritten.
        there.locator(NOTE).click()
        there.keyboard.type(", mine")
        there.keyboard.press("Escape")
        expect(there.locator(".pa-mine")).to_contain_text("mine")
        text = file.read_text("utf-8").replace('"Owls"', '"Theirs"')
        assert "1 joined with what was kept" in take(there, text)
        (entry,) = kept(there)
        assert "mine" in entry["note"] and "Theirs" in entry["note"]
        there.get_by_role("button", name="Undo").click()
        expect(there.locator(".pa-mine")).not_to_contain_text("Theirs")
    # All of it is deleted, and back.
    page.get_by_role("button", name="Delete everything…").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator("#desk-sum")).to_have_text("Nothing is kept here yet.")
    expect(page.get_by_role("button", name="Import…")).to_be_focused()
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.get_by_role("button", name="Import…")).to_be_focused()
    expect(page.locator("#desk-list li")).to_have_count(1)


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_the_desk_is_drawn(browser: Browser, http: str, width: int) -> None:
    with reader(browser, SHIFTS, viewport={"width": width, "height": 800}) as context:
        page = open_page(context, http + DAY)
        press(page)
        press(page, "Owls 3 by")
        page.goto(http + DESK)
        shown(page)
        expect(page.locator("[data-desk].pa-drawn")).to_have_count(1)
        expect(page.locator("#follows[data-shown]")).to_have_count(1)
        settled(page)
        assert sum(page.evaluate("shifts")) < 0.01
        # Where nothing is followed, a sentence says so, and no gap follows it.
        parts = "#follows div > .pa-by", "#file"
        said, below = (page.locator(each).bounding_box() for each in parts)
        assert said and below and 0 < below["y"] - said["y"] - said["height"] < 60


def test_papers_of_another_archive(context: BrowserContext, base: str) -> None:
    page = at_desk(context, base)
    known = {"title": "Another title", "slug": "far-1", "ids": ["arxiv:2506.00001"]}
    titled = {"title": "owls 5 BY reinforcement learning", "slug": "far-5"}
    unknown = {"title": STRANGER, "slug": "far-owls", "ids": ["arxiv:2401.00001"]}
    said = take(page, desk_file(known, titled, unknown, {"title": ""}))
    assert "3 papers are new; 1 not in this archive" in said and "1 could not be read" in said
    assert sorted(saved(page)) == [
        "Owls 1 by diffusion models", "Owls 5 by reinforcement learning", STRANGER,
    ]  # fmt: skip
    stranger = next(entry for entry in kept(page) if entry["title"] == STRANGER)
    assert "slug" not in stranger
    assert stranger["links"][0] == ["Far", "https://far.example/papers/far-owls.html"]
    # It is the reader's like any other, and none of its neighbours is taken for it.
    page.locator("li", has_text=STRANGER).get_by_role("button", name="Write a note").click()
    page.keyboard.type("Far owls")
    page.keyboard.press("Escape")
    expect(page.locator(".pa-mine")).to_have_count(1)
    assert "1 was kept already" in take(page, desk_file(unknown))
    page.locator("li", has_text="Owls 1 by").get_by_role("link", name="Owls 1 by").click()
    page.wait_for_url(f"**/{PAPER}")


def test_the_dialog_opens_again_for_the_same_file(
    context: BrowserContext, http: str, tmp_path: Path
) -> None:
    page = at_desk(context, http)
    file, box = tmp_path / "ids.txt", page.locator("#desk-import")
    file.write_text("2506.00001", "utf-8")
    opener = page.get_by_role("button", name="Import…")
    for said in ("1 paper is new", "1 was kept already", "1 was kept already"):
        opener.click()
        with page.expect_file_chooser() as chooser:
            box.get_by_label("File").click()
        chooser.value.set_files(file)
        expect(page.locator(SAID)).to_contain_text(said)
        expect(box).to_be_hidden()
        expect(opener).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(SAID)).to_have_count(0)
    # A file may be dropped while it is open.
    opener.click()
    page.evaluate("""() => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File(["2506.00003"], "ids.txt"))
        document.dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }))
    }""")
    expect(page.locator(SAID)).to_contain_text("1 paper is new")
    expect(box).to_be_hidden()


def test_two_tabs_write_one_note(context: BrowserContext, http: str) -> None:
    first, second = at_desk(context, http), at_desk(context, http)
    take(first, "2506.00001")
    expect(second.locator("#desk-list li")).to_have_count(1)
    for page, words in ((first, "One."), (second, "Two.")):
        page.locator(NOTE).click()
        page.keyboard.type(words)
    for page in (first, second):
        page.keyboard.press("Escape")
        settled(page)
    expect(first.locator(".pa-mine")).to_contain_text("One.")
    expect(first.locator(".pa-mine")).to_contain_text("Two.")
    # A tab that deletes everything shows in the other one.
    second.evaluate("paperArchive.desk.clear()")
    expect(first.locator("#desk-sum")).to_have_text("Nothing is kept here yet.")


def test_the_desk_of_another_archive_of_this_browser(context: BrowserContext, http: str) -> None:
    page = at_desk(context, http)
    take(page, "2506.00001")
    page.evaluate(
        """async () => {
          await paperArchive.desk.setFact("archive", { title: "Older name", site: "" })
          const entries = await paperArchive.desk.all("papers")
          const facts = await paperArchive.desk.all("facts")
          const other = await new Promise(done => {
            const request = indexedDB.open("paper-archive:other", 1)
            request.onupgradeneeded = () => {
              const keys = { papers: "key", read: "slug", follows: "key", facts: "name" }
              for (const name in keys)
                request.result.createObjectStore(name, { keyPath: keys[name] })
            }
            request.onsuccess = () => done(request.result)
          })
          const write = other.transaction(["papers", "facts"], "readwrite")
          for (const entry of entries) write.objectStore("papers").put(entry)
          for (const fact of facts) write.objectStore("facts").put(fact)
          await new Promise(done => { write.oncomplete = done })
          other.close()
          await paperArchive.desk.clear()
        }"""
    )
    go_back(page)
    expect(page.locator("#desk-others")).to_contain_text("“Older name” with 1 paper")
    page.get_by_role("button", name="Take it over").click()
    expect(page.locator("#desk-list li")).to_have_count(1)
