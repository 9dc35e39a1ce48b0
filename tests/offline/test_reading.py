"""Reading offline in a browser: what is kept, and what is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Browser

from tests.browser.engines import Engine, firefox, webkit
from tests.offline.conftest import Builds
from tests.offline.hosting import Host
from tests.offline.reading import (
    DUE,
    MISSING,
    begin,
    choose,
    design,
    is_drawn,
    kept,
    reader,
    settled,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_pages_that_were_opened_open_without_a_network(browser: Browser, host: Host) -> None:
    with reader(browser) as page:
        page.goto(host.url)
        page.wait_for_load_state("networkidle")
        # A first page asks for nothing but what it always did.
        assert not [
            path for path in host.taken() if "offline" in path or path.startswith(("sw", "man"))
        ]
        begin(page, host, "days/2025-06-03.html", "index.html")
        host.is_up = False
        page.context.set_offline(True)
        page.reload()
        assert page.locator("h1").inner_text() == "Tuesday 3 June 2025"
        page.goto(f"{host.url}days/2025-06-03.html")
        assert page.locator(".pa-list > li").count() > 5
        # Drawn, and with its scripts.
        assert is_drawn(page)
        found = page.evaluate("paperArchive.search('attention').then(found => found.total)")
        assert found > 0
        page.goto(f"{host.url}search.html?q=attention")
        page.locator(".pa-results li").first.wait_for()
        # What a reader saves, they have with them.
        page.goto(f"{host.url}days/2025-06-03.html")
        page.locator(".pa-list .pa-star").first.click()
        page.locator(".pa-list .pa-star[aria-pressed=true]").wait_for()
        page.goto(f"{host.url}desk.html")
        page.locator("#desk-list > li").first.wait_for()


def test_a_page_that_is_not_kept_says_so_where_it_is(browser: Browser, host: Host) -> None:
    with reader(browser) as page:
        begin(page, host, "index.html", "days/2025-06-03.html")
        paper = page.locator(".pa-list h3 a, .pa-list h2 a").first.get_attribute("href")
        assert paper
        host.is_up = False
        page.goto(f"{host.url}days/{paper}")
        assert page.locator(MISSING).is_visible()
        assert page.url.endswith(paper.removeprefix(".."))
        links = page.locator(".pa-here a")
        links.first.wait_for()
        assert "Tuesday 3 June 2025" in links.all_inner_texts()
        links.get_by_text("Tuesday 3 June 2025").click()
        page.wait_for_url("**/days/2025-06-03.html")
        page.go_back()
        assert page.locator(MISSING).is_visible()
        # The address is that of the page, which comes with the network.
        host.is_up = True
        page.evaluate("dispatchEvent(new Event('online'))")
        page.locator(".pa-gets").wait_for()


def test_the_newest_days_on_request(browser: Browser, host: Host) -> None:
    with reader(browser, viewport={"width": 390, "height": 844}) as page:
        page.add_init_script("""
            window.shifts = 0
            new PerformanceObserver(list => list.getEntries().forEach(one => shifts += one.value))
                .observe({ type: "layout-shift", buffered: true })
        """)
        page.goto(f"{host.url}offline.html")
        button = page.get_by_role("button", name="Keep the newest 2 days")
        button.wait_for()
        assert page.evaluate("shifts") == 0
        size = sum(
            day[4] for day in json.loads((host.folder / "offline/index.json").read_text())["days"]
        )
        assert f"{round(size / 1000)} KB" in page.locator(".pa-offers li", has=button).inner_text()
        host.taken()
        choose(page, "the newest 2 days")
        asked = host.taken()
        papers = [path for path in asked if path.startswith("papers/")]
        assert len(papers) == len(set(papers)) > 20
        assert "with days until 3 June 2025" in page.locator(".pa-kept").inner_text()
        # Nothing differs, so nothing is loaded again.
        page.get_by_role("button", name="Look for new days").click()
        page.get_by_text("Done").wait_for()
        assert not [path for path in host.taken() if path.endswith((".html", ".css"))]
        host.is_up = False
        page.goto(host.url + papers[0])
        assert page.locator("h1").is_visible() and not page.locator(MISSING).count()
        # What is removed is gone.
        page.goto(f"{host.url}offline.html")
        page.get_by_role("button", name="Remove all").click()
        page.get_by_text("Nothing of this archive is on this device").wait_for()
        assert kept(page) == {}
        assert not page.evaluate(
            "navigator.serviceWorker.getRegistrations().then(all => all.length)"
        )


@pytest.mark.parametrize("status", [200, 404, 500])
def test_a_hotspot_that_wants_a_login_takes_the_place_of_nothing(
    browser: Browser, host: Host, status: int
) -> None:
    with reader(browser) as page:
        begin(page, host, "index.html", "days/2025-06-03.html")
        had = kept(page)
        page.evaluate(DUE)
        host.answer = (status, "<!doctype html><title>Log in</title>")
        page.goto(f"{host.url}papers/none.html")
        assert page.title() == "Log in"
        # Scripts without a checksum in their address: HTML in their place would be an error.
        page.evaluate("""() => Promise.all(["search/manifest.js", "desk/archive.js"].map(path =>
            new Promise(done => {
                window.paperArchive = { deskFacts() {}, shard() {} }
                const script = document.createElement("script")
                script.src = "/archive/" + path
                script.onload = script.onerror = done
                document.head.append(script)
            })))""")
        page.goto(f"{host.url}offline.html")
        page.wait_for_timeout(3000)
        host.answer, host.is_up = None, False
        page.goto(f"{host.url}days/2025-06-03.html")
        assert is_drawn(page) and not page.locator(MISSING).count()
        assert kept(page) == had


def test_a_device_without_room_says_so_and_keeps_what_it_had(browser: Browser, host: Host) -> None:
    with reader(browser) as page:
        begin(page, host, "index.html", "offline.html")
        had = kept(page)
        session = page.context.new_cdp_session(page)
        used = page.evaluate("navigator.storage.estimate().then(found => found.usage)")
        origin = host.url.rsplit("/archive/", maxsplit=1)[0]
        session.send(
            "Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": used + 60_000}
        )
        page.reload()
        page.get_by_role("button", name="Keep everything").click()
        page.get_by_text("This device has no room for it.").wait_for()
        assert page.get_by_role("button", name="Keep everything").is_enabled()
        now = kept(page)
        assert set(had["search"]) == set(now["search"])
        assert not [path for paths in now.values() for path in paths if path.startswith("papers/")]
        # And pages still open, though nothing more can be stored.
        session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1})
        page.goto(f"{host.url}days/2025-06-02.html")
        assert page.locator(".pa-list > li").count() > 5


def test_what_the_browser_cleared_comes_back(browser: Browser, host: Host, builds: Builds) -> None:
    name = f"paper-archive /archive/ design {design(builds.before)}"
    with reader(browser) as page:
        begin(page, host, "index.html", "days/2025-06-03.html")
        page.evaluate(
            """async name => {
                const cache = await caches.open(name)
                for (const { url } of await cache.keys())
                    if (/archive.css|offline.html|lists.js/.test(url)) await cache.delete(url)
                await caches.delete("paper-archive /archive/ search")
            }""",
            name,
        )
        page.goto(f"{host.url}days/2025-06-03.html")
        page.evaluate(DUE)
        page.goto(f"{host.url}days/2025-06-02.html")
        settled(page)
        host.is_up = False
        page.goto(f"{host.url}days/2025-06-03.html")
        assert is_drawn(page)
        assert page.evaluate("paperArchive.search('attention').then(found => found.total)") > 0
        # Without its page and without a network there is still a sentence.
        page.evaluate("name => caches.delete(name)", name)
        page.goto(f"{host.url}papers/none.html")
        assert "this page is not on this device" in page.content()


def test_the_worker_leaves_other_requests_alone(browser: Browser, host: Host) -> None:
    with reader(browser) as page:
        begin(page, host, "index.html", "days/2025-06-03.html")
        had = kept(page)
        assert page.goto(f"{host.url}papers/none.html").status == 404  # type: ignore[union-attr]
        page.goto(f"{host.url}days")  # a redirect
        page.goto(f"{host.url}days/2025-06-03.html")
        page.wait_for_load_state("networkidle")
        host.taken()
        answers = page.evaluate("""async () => {
            const get = (url, options) => fetch(url, options).then(answer => answer.status)
            return [await get("../index.html", { headers: { Range: "bytes=0-9" } }),
                    await get("../index.html", { method: "POST", body: "x" }),
                    await get("../api/index.json", { cache: "reload" })]
        }""")
        assert answers[0] in (200, 206) and answers[1:] == [501, 200]  # The server knows no forms.
        assert host.taken() == ["index.html", "api/index.json"]
        now = kept(page)
        assert {name: set(paths) for name, paths in now.items()} == {
            name: set(paths) for name, paths in had.items()
        }


def test_files_and_readers_without_scripts_see_nothing_of_it(
    browser: Browser, builds: Builds, host: Host
) -> None:
    with reader(browser) as page:
        page.goto((builds.before / "index.html").as_uri())
        assert not page.locator(".pa-web").first.is_visible()
        page.goto((builds.before / "offline.html").as_uri())
        page.get_by_text("all of it is on this device").wait_for()
        assert not page.get_by_role("button", name="Keep").count()
        assert page.locator(".pa-offline h2:visible").all_inner_texts() == ["On this device"]
    with reader(browser, java_script_enabled=False) as page:
        page.goto(host.url)
        assert not page.locator(".pa-web").first.is_visible()
        page.goto(f"{host.url}offline.html")
        assert not page.locator(".pa-offline").is_visible()
        assert (
            page.locator("noscript").inner_text().startswith("Keeping pages in the browser needs")
        )


@pytest.mark.parametrize("launch", [firefox, webkit], ids=lambda launch: launch.__name__)
def test_other_engines(host: Host, launch: Callable[[], AbstractContextManager[Engine]]) -> None:
    with launch() as engine:
        engine.go(f"{host.url}offline.html")
        engine.until("document.querySelector('.pa-offers button[aria-label*=everything]')")
        engine.click(".pa-offers button[aria-label*=everything]")
        engine.until("/^Done/.test(document.querySelector('[role=status]').textContent)")
        engine.go(f"{host.url}index.html")
        host.is_up = False
        engine.go(f"{host.url}days/2025-06-03.html")
        engine.until("document.querySelectorAll('.pa-list > li').length > 5")
        engine.go(f"{host.url}papers/none.html")
        engine.until("document.querySelectorAll('.pa-here a').length > 20")
        assert engine.shows(MISSING)
        assert engine.errors() == []
