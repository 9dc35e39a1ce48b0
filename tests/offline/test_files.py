"""The files by which browsers keep an archive: the app, the lists, and their setting."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from paper_archive.bundle.built_site import BuiltSite
from paper_archive.offline.app import app
from paper_archive.site.palette import Palette

from tests.offline.conftest import Builds
from tests.site.run import configuration, files, invoke

ASSET = re.compile(r'<(?:link|script)[^<>]*?(?:href|src)="([^"]+\.(?:css|js)[^"]*)"')


def read(site: Path, path: str) -> Any:
    return json.loads((site / path).read_text("utf-8"))


def groups(site: Path) -> dict[str, list[Any]]:
    index = read(site, "offline/index.json")
    return index["groups"] | {day: group for day, *group in index["days"]}


@pytest.mark.slow
def test_an_incremental_build_has_the_files_of_a_clean_one(builds: Builds) -> None:
    assert files(builds.after) == files(builds.again)
    assert not (builds.after / "offline/days/2025-06-02.json").exists()
    assert (builds.after / "offline/days/2025-06-05.json").exists()


@pytest.mark.slow
def test_lists_say_what_the_files_are(builds: Builds) -> None:
    for site in builds[:2]:
        index, listed = read(site, "offline/index.json"), {}
        for path, checksum, count, size in groups(site).values():
            assert checksum == digest(site, path)
            content = read(site, path)
            assert content["design"] == index["design"]
            for name, of_file, length in content["files"]:
                assert (of_file, length) == (digest(site, name), (site / name).stat().st_size)
                listed[name] = length
            assert (count, size) == (len(content["files"]), sum(f[2] for f in content["files"]))
        assert sum(listed.values()) == index["bytes"]
        # What a bundle has, readers can keep.
        bundle = BuiltSite.open(site)
        assert set(bundle.paths) == set(listed) - {path for path in listed if "offline" in path}


@pytest.mark.slow
def test_a_list_of_a_day_has_the_day_and_its_papers(builds: Builds) -> None:
    days = read(builds.after, "offline/index.json")["days"]
    assert [day for day, *_ in days] == ["2025-06-05", "2025-06-03"]
    paths = [name for name, *_ in read(builds.after, days[0][1])["files"]]
    assert paths[0] == "days/2025-06-05.html"
    page = (builds.after / paths[0]).read_text("utf-8")
    assert set(paths[1:]) == {
        f"papers/{s}" for s in re.findall(r'href="\.\./papers/([^"#]+)"', page)
    }


@pytest.mark.slow
def test_pages_name_files_of_their_design(builds: Builds) -> None:
    designs = [read(site, "offline/index.json")["design"] for site in builds[:2]]
    assert designs[0] != designs[1]
    for site, design in zip(builds, designs, strict=False):
        paths = {name for name, *_ in read(site, "offline/design.json")["files"]}
        for page in site.rglob("*.html"):
            for address in ASSET.findall(page.read_text("utf-8")):
                path, _, query = address.partition("?")
                assert query == design, page
                # Only 404.html, which is shown anywhere, has addresses from the root.
                path = path.removeprefix("../").removeprefix("./").removeprefix("/")
                assert path in paths | {"search/manifest.js"}, page


@pytest.mark.slow
def test_without_the_setting_only_a_worker_is_left(builds: Builds) -> None:
    made = files(builds.off)
    assert not [path for path in made if path.startswith("offline") or ("offline" in Path(path).stem
                and path.startswith("assets"))]  # fmt: skip
    assert "manifest.webmanifest" not in made
    assert b"unregister" in made["sw.js"]
    home = made["index.html"].decode()
    assert "worker-src 'none'" in home
    assert "theme-color" not in home
    assert all("?" not in address for address in ASSET.findall(home))
    pages = {path: data.decode() for path, data in made.items() if path.endswith(".html")}
    assert not [path for path, page in pages.items() if "offline.html" in page]
    # What about.md says holds with and without the setting.
    assert pages["about.html"].count("Read offline") == 1
    assert "If there is a link <em>Read offline</em> at the foot" in pages["about.html"]


@pytest.mark.slow
def test_bundles_have_nothing_of_it(builds: Builds) -> None:
    members = dict(BuiltSite.open(builds.after).members())
    assert not {"sw.js", "manifest.webmanifest", "offline.html", "assets/offline.js"} & set(members)
    assert not [path for path in members if path.startswith("offline/")]
    pages = [data.decode() for path, data in members.items() if path.endswith(".html")]
    for page in pages:
        assert "offline.html" not in page and "theme-color" not in page
        assert all("?" not in address for address in ASSET.findall(page))


def test_a_page_of_ones_own_turns_it_off(tmp_path: Path) -> None:
    config = configuration(tmp_path)
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "sw.js").write_text("// my own")
    text = config.read_text("utf-8")
    config.write_text(re.sub(r"docs_dir: \S+", f"docs_dir: {docs}", text[: text.index("nav:")]))
    done = invoke("build", "--config-file", config, "--listings", tmp_path / "docs")
    assert "docs/sw.js: has the address of a file for reading offline" in done.stderr


def test_icons_are_the_archives_own(sample: Path) -> None:
    icon = (sample / "site/assets/icon.png").read_bytes()
    images = {"logo.png": icon, "small.png": icon[:16] + bytes([0, 0, 0, 32] * 2) + icon[24:]}

    def made(*paths: str) -> dict[str, Any]:
        return json.loads(app("Papers", "Ours", Palette(), paths, lambda path: images[path]))

    large = made("assets/favicon.svg", "logo.png")
    assert large["icons"] == [{"src": "logo.png", "sizes": "512x512", "type": "image/png"}]
    small = made("small.png", "")["icons"]
    assert small[0]["sizes"] == "32x32"
    assert {icon.get("purpose") for icon in small[1:]} == {None, "maskable"}
    vector = made("my.svg", "https://example.org/logo.png")["icons"]
    assert vector == [{"src": "my.svg", "sizes": "any", "type": "image/svg+xml"}]


def test_the_app_has_the_name_and_colour_of_the_site(sample: Path) -> None:
    manifest = read(sample / "site", "manifest.webmanifest")
    assert manifest["name"] == "paper-archive"
    assert manifest["theme_color"] == "#0b5d6e"
    for icon in manifest["icons"]:
        assert (sample / "site" / icon["src"]).is_file()
    coloured = app("Ours", "", Palette.of({"primary": "indigo"}), (), lambda _: b"")
    assert json.loads(coloured)["theme_color"] == "#4051b5"


def digest(site: Path, path: str) -> str:
    return hashlib.sha256((site / path).read_bytes()).hexdigest()[:24]
