"""Reading offline in a browser: what is kept, what is said, and two builds at once."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from paper_archive.site.state import checksum
from playwright.sync_api import Browser, Page

from tests.browser.engines import PATIENCE, firefox
from tests.offline.conftest import Builds
from tests.offline.hosting import Host, hosted

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("offline")]

KEPT = """async () => {
    const kept = {}
    for (const name of await caches.keys()) {
        const urls = (await (await caches.open(name)).keys()).map(request => request.url)
        kept[name.split(" ").slice(2).join(" ")] = urls.map(url => url.split("/archive/")[1])
    }
    return kept
}"""
# What the worker remembers says that it has to look for a new build.
DUE = """async () => {
    const cache = await caches.open("paper-archive /archive/ state")
    const [key] = await cache.keys(), state = await (await cache.match(key)).json()
    await cache.put(key, new Response(JSON.stringify({ ...state, checked: Date.now() + 1e9 })))
}"""
MISSING = ".pa-missing"


@pytest.fixture
def host(builds: Builds) -> Iterator[Host]:
    with hosted(builds.before) as server:
        yield server


@contextmanager
def reader(browser: Browser, **options: Any) -> Iterator[Page]:
    """A page of a new reader; errors of scripts, and what the policy forbids, fail the test."""
    context = browser.new_context(service_workers="allow", **options)
    page, wrong = context.new_page(), list[str]()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Policy" in said.text else None)
    yield page
    assert wrong == []
    context.close()


def kept(page: Page) -> dict[str, list[str]]:
    return page.evaluate(KEPT)


def design(site: Path) -> str:
    return json.loads((site / "offline/index.json").read_text())["design"]


def begin(page: Page, host: Host, *paths: str) -> None:
    """Open pages until the worker controls them and has kept what it keeps by itself."""
    for path in paths:
        page.goto(host.url + path)
        page.wait_for_load_state("networkidle")
        # A page that is left before it has nothing to do does not count as seen.
        until(page, "!!localStorage.getItem('pa-offline /archive/')")
    until(page, "!!navigator.serviceWorker.controller")
    settled(page)


def until(page: Page, condition: str) -> None:
    """Wait until an expression, or what a function promises, is true."""
    end = time.monotonic() + PATIENCE
    while not page.evaluate(condition):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(50)


def settled(page: Page) -> None:
    """Wait until the worker has come to the end of what it does."""
    until(
        page,
        """async () => {
        const name = "paper-archive /archive/ state"
        if (!await caches.has(name)) return false
        const cache = await caches.open(name), [key] = await cache.keys()
        if (!key) return false
        const state = await (await cache.match(key)).json()
        return state.build && state.checked > 0 && state.checked <= Date.now()
    }""",
    )


def is_drawn(page: Page) -> bool:
    """Whether a page has its style sheet."""
    return "Palatino" in page.locator("h1").evaluate("e => getComputedStyle(e).fontFamily")


def choose(page: Page, name: str) -> None:
    page.get_by_role("button", name=f"Keep {name}").click()
    page.get_by_text("Done: it opens without a network now.").wait_for()


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


def test_two_builds_never_mix(browser: Browser, host: Host, builds: Builds) -> None:
    before, after = design(builds.before), design(builds.after)
    with reader(browser) as page:
        page.goto(f"{host.url}offline.html")
        choose(page, "everything")
        old = kept(page)[f"design {before}"]
        assert {
            p.relative_to(builds.before).as_posix() for p in builds.before.glob("papers/*")
        } <= set(old)
        # A new build, of which the page arrives and the files do not.
        host.folder, host.lost = builds.after, "assets/"
        page.goto(f"{host.url}days/2025-06-03.html")
        assert _designs_of(page) == {before}
        assert is_drawn(page)
        host.lost, host.is_up = "", True
        page.goto(f"{host.url}days/2025-06-03.html")
        assert _designs_of(page) == {after}
        # Nothing was asked for, so the worker looks for itself; half of the new build arrives.
        host.lost = "papers/"
        page.evaluate(DUE)
        page.goto(f"{host.url}index.html")
        page.wait_for_timeout(4000)
        host.is_up = False
        page.goto(f"{host.url}days/2025-06-02.html")
        assert _designs_of(page) == {before} and not page.locator(MISSING).count()
        host.is_up, host.lost = True, ""
        page.evaluate(DUE)
        page.goto(f"{host.url}index.html")
        settled(page)
        host.is_up = False
        # All of the new build, nothing of the old one: as a reader has it who kept it at once.
        now = kept(page)
        assert set(now) == {f"design {after}", "search", "state"}
        shards = {
            p.relative_to(builds.after).as_posix() for p in (builds.after / "search").rglob("*.js")
        }
        assert set(now["search"]) == shards - {"search/manifest.js"}
        pages = {path for path in now[f"design {after}"] if path.endswith(".html")}
        listed = json.loads((builds.after / "offline/rest.json").read_text())["files"]
        assert {path for path, *_ in listed if path.endswith(".html")} <= pages
        assert all((builds.after / path).exists() for path in pages)
        page.goto(f"{host.url}days/2025-06-05.html")
        assert _designs_of(page) == {after}
        page.goto(f"{host.url}days/2025-06-02.html")
        assert page.locator(MISSING).is_visible()
        found = page.evaluate(
            "paperArchive.search('learning').then(found => found.results.map(r => r.url))"
        )
        assert found and set(found) <= pages


def test_only_what_differs_is_loaded(
    browser: Browser, host: Host, builds: Builds, tmp_path: Path
) -> None:
    with reader(browser) as page:
        page.goto(f"{host.url}offline.html")
        choose(page, "everything")
        host.folder = shutil.copytree(builds.before, tmp_path / "site")
        path = next((host.folder / "papers").glob("*.html")).relative_to(host.folder).as_posix()
        correct(host.folder, path)
        host.taken()
        page.get_by_role("button", name="Look for new days").click()
        page.get_by_text("Done").wait_for()
        assert [each for each in host.taken() if not each.endswith(".json")] == [path]
        host.is_up = False
        page.goto(host.url + path)
        assert page.locator("h1").inner_text().endswith("(corrected)")


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


def test_a_site_that_turns_it_off_clears_what_it_kept(
    browser: Browser, host: Host, builds: Builds
) -> None:
    with reader(browser) as page:
        begin(page, host, "index.html", "days/2025-06-03.html")
        host.folder = builds.off
        page.goto(host.url)
        until(
            page,
            "async () => !(await caches.keys()).length"
            " && !(await navigator.serviceWorker.getRegistrations()).length",
        )
        page.goto(f"{host.url}days/2025-06-03.html")
        assert not page.evaluate("navigator.serviceWorker.controller")


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


def test_firefox(host: Host) -> None:
    with firefox() as engine:
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


def _designs_of(page: Page) -> set[str]:
    """The designs of a page and of all that it loaded."""
    loaded = page.evaluate("""[...document.querySelectorAll("link[rel=stylesheet],script")]
        .map(each => each.href || each.src).concat(performance.getEntriesByType("resource")
        .map(each => each.name))""")
    return set(re.findall(r"\.(?:js|css)\?([0-9a-f]{8})$", "\n".join(loaded), re.MULTILINE))


def correct(site: Path, path: str) -> None:
    """Change a page of a site as a build would, with the lists that name it."""

    def put(name: str, text: str) -> tuple[str, int]:
        (site / name).write_text(text, "utf-8")
        return checksum(text.encode()), len(text.encode())

    page = put(path, (site / path).read_text("utf-8").replace("</h1>", " (corrected)</h1>"))
    index = json.loads((site / "offline/index.json").read_text("utf-8"))
    for group in (*index["groups"].values(), *(day[1:] for day in index["days"])):
        of_group = json.loads((site / group[0]).read_text("utf-8"))
        files = [[name, *(page if name == path else rest)] for name, *rest in of_group["files"]]
        new, _ = put(group[0], json.dumps(of_group | {"files": files}))
        text = json.dumps(index).replace(group[1], new)
        index = json.loads(text) | {"build": new}
    put("offline/index.json", json.dumps(index))
