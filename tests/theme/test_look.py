"""What `mkdocs.yml` says of the look is seen on the pages, or the build says what has an effect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from paper_archive.site.palette import SHADES
from playwright.sync_api import Browser, Page

from tests.browser.barriers import barriers
from tests.site.html import html
from tests.site.run import ROOT, build, files
from tests.theme.colours import rgb

THEME = ROOT / "site_src" / "theme" / "assets"
SETTINGS = """
site_name: Reading group
site_url: https://example.org/
docs_dir: docs
use_directory_urls: false
copyright: 2026, the <b onclick="x()">group</b>
site_author: The group
theme:
  name: material
  language: de
  features: [navigation.tabs]
  font: {text: Roboto}
  logo: logo.png
  favicon: lost.png
  palette:
    - {media: "(prefers-color-scheme: light)", primary: deep orange, accent: lilac}
    - {media: "(prefers-color-scheme: dark)", scheme: slate, primary: lime}
nav:
  - index.md
  - Who we are: about.md
  - reading.md
  - Sessions:
      - notes/first.md
      - notes/second.md
      - days/2025.md
      - lost/page.md
  - days/2025.md
  - Lost: lost.md#part
  - Evil: "java\tscript:alert(1)"
  - More:
      - Passwords: /etc/passwd
      - University: https://example.org/u/?a=1&b=2
extra_css:
  - own.css
  - https://cdn.example.org/x.css
extra_javascript: [own.js, lost.js]
extra:
  analytics: {provider: google}
  social:
    - {icon: fontawesome/brands/githubb, link: https://github.com/g}
    - {icon: fontawesome/brands/mastodon, link: "https://mastodon.social/@g", name: Mastodon}
    - {icon: material/alert, link: "javascript:alert(1)"}
    - {icon: material/email, link: "mailto:group@example.org"}
plugins:
  - search
  - paper-archive: {STAMP}
markdown_extensions: [attr_list, md_in_html, toc]
"""
DOCS = {
    "about.md": '# About us\n\n<a id="sources"></a>\n\n## Follow\n\n## Away { #away }\n',
    "reading.md": "# Reading list\n",
    "bare.md": "A page without a heading.\n",
    "notes/first.md": "# First\n",
    "notes/second.md": "# Second\n",
    "own.css": ".md-header{border-top-width:9px}\n",
    "own.js": 'document.documentElement.dataset.own = "ran"\n',
}
RECIPE = re.findall(
    "```css\n(:root.*?)```",
    (ROOT / "site_src/docs/manual/own-archive.md").read_text("utf-8"),
    re.DOTALL,
)[0]
PIXEL = (THEME / "icon.png").read_bytes()
GENERATED, WRITTEN = "days/index.html", "about.html"


@dataclass(frozen=True)
class Built:
    site: Path
    said: str


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("look")
    (folder / "docs" / "notes").mkdir(parents=True)
    for name, text in DOCS.items():
        (folder / "docs" / name).write_text(text, "utf-8")
    (folder / "docs" / "logo.png").write_bytes(PIXEL)
    return built(folder)


def built(folder: Path, stamp: str = "true", settings: str = SETTINGS) -> Built:
    config = folder / "mkdocs.yml"
    config.write_text(settings.replace("STAMP", f"stamp: {stamp}"), "utf-8")
    done = build(folder, "--config-file", config)
    assert done.returncode == 0, done.stderr
    return Built(folder / "site", done.stderr)


def test_every_page_begins_with_a_link_past_its_header(archive: Built) -> None:
    for path in archive.site.rglob("*.html"):
        page = path.read_text("utf-8")
        if 'http-equiv="refresh"' not in page:
            (target,) = re.findall('<a href="#([^"]+)" class="md-skip">', page)
            assert page.count(f' id="{target}"') == 1, path
            assert page.index("md-skip") < page.index("pa-name"), path
    assert '<a href="#main" class="md-skip">' in (archive.site / "bare.html").read_text("utf-8")


def test_the_footer_has_what_nav_names(archive: Built) -> None:
    page = (archive.site / GENERATED).read_text("utf-8")
    footer = re.search("<footer.*</footer>", page)
    assert footer
    links = re.findall('<a href="([^"]*)">([^<]*)</a>', footer[0])
    # Before these are the pages to which every archive links.
    assert links[links.index(("../about.html", "Who we are")) :] == [
        ("../about.html", "Who we are"),
        ("../index.html#take", "Follow, offline copy"),
        ("../reading.html", "Reading list"),
        ("../notes/first.html", "Sessions"),
        ("2025.html", "2025"),
        ("https://example.org/u/?a=1&amp;b=2", "More"),
    ]
    assert '<span>2026, the <b onclick="x()">group</b></span>' in footer[0]
    icons = [
        {name: e.attributes[name] for name in ("href", "aria-label", "rel") if name in e.attributes}
        for e in html(archive.site / GENERATED).elements
        if e.attributes.get("class", "").startswith("pa-i")
    ]
    assert icons == [
        {"href": "https://mastodon.social/@g", "aria-label": "Mastodon", "rel": "me"},
        {"href": "mailto:group@example.org", "aria-label": "group@example.org"},
    ]
    second = (archive.site / "notes" / "second.html").read_text("utf-8")
    assert 'href="first.html" rel="prev"' in second and 'href="../days/2025.html"' in second


def test_the_logo_stands_in_previews(archive: Built) -> None:
    page = (archive.site / GENERATED).read_text("utf-8")
    assert '<img class="pa-logo" src="../logo.png" alt="">' in page
    assert '<meta property="og:image" content="https://example.org/logo.png">' in page


def test_the_home_page_links_to_the_anchors_that_about_md_has(archive: Built) -> None:
    home = (archive.site / "index.html").read_text("utf-8")
    assert re.findall(r'about\.html[^"]*', home)[:3] == [
        "about.html#follow", "about.html", "about.html#sources",
    ]  # fmt: skip
    assert "warning: about.md: has no anchor #offline" in archive.said
    assert "`## How to take it along { #offline }`" in archive.said


def test_a_page_that_nav_names_in_vain_is_said_with_its_line(archive: Built) -> None:
    lines = SETTINGS.split("\n")
    warned = re.findall(r"warning: .*?mkdocs\.yml:(\d+): `nav` names .*: (\S+) \(", archive.said)
    assert [path for _, path in warned] == ["lost/page.md", "lost.md#part"]
    assert all(path in lines[int(line) - 1] for line, path in warned)
    # These two, and the anchor above: MkDocs' own warnings of the pages are not shown too.
    assert archive.said.count("warning:") == 3


def test_what_has_no_effect_is_said_once_with_its_line(archive: Built) -> None:
    lines = SETTINGS.split("\n")
    notes = re.findall(r"note: .*?mkdocs\.yml:(\d+): `([\w.]+)` (.*)", archive.said)
    said = {name: (lines[int(line) - 1].strip(), what) for line, name, what in notes}
    assert said.keys() == {
        *("site_author", "theme.language", "theme.features", "theme.font", "theme.favicon"),
        *("theme.palette.accent", "extra_css", "extra.analytics", "extra.social.icon"),
        *("plugins.search", "copyright", "extra_javascript", "extra.social.link"),
        *("nav.Evil", "nav.More.Passwords"),
    }
    assert len(notes) == len(said)
    for name, (line, _) in said.items():
        assert name.rpartition(".")[2] in line or name == "extra_css", line
    assert said["extra_css"][0] == "- https://cdn.example.org/x.css"
    assert "known names: red, pink," in said["theme.palette.accent"][1]
    assert "fontawesome/brands/githubb" in said["extra.social.icon"][1]
    assert "docs/lost.png" in said["theme.favicon"][1]
    assert "docs/lost.js" in said["extra_javascript"][1]


def test_pages_have_no_link_that_leads_nowhere(archive: Built) -> None:
    for name in (GENERATED, WRITTEN, "search.html"):
        page = (archive.site / name).read_text("utf-8")
        assert "own.css" in page and "own.js" in page and "favicon.svg" in page
        assert not re.search("cdn[.]example|lost|script:|passwd", page), name


def test_a_file_that_is_added_is_loaded(archive: Built, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    plain = (
        "site_name: Plain\nplugins:\n- paper-archive: {}\ntheme: {name: material, logo: a.svg}\n"
        "markdown_extensions: [attr_list, md_in_html]\nuse_directory_urls: false\n"
        "extra_css: [own.css]\n"
    )
    first = built(tmp_path, settings=plain)
    assert first.said.count("names a file that does not exist") == 2
    assert not re.search("own.css|a.svg", (first.site / GENERATED).read_text("utf-8"))
    for name in ("own.css", "a.svg"):
        (tmp_path / "docs" / name).write_text("", "utf-8")
    added = built(tmp_path, settings=plain)
    page = (added.site / GENERATED).read_text("utf-8")
    assert added.said == "" and "../own.css" in page and "../a.svg" in page


@pytest.mark.slow
def test_pages_that_mkdocs_renders_whole_have_the_same_bytes(
    archive: Built, tmp_path: Path
) -> None:
    (tmp_path / "docs").symlink_to(archive.site.parent / "docs")
    stamped, whole = files(archive.site), files(built(tmp_path, "false").site)
    # That of MkDocs' search plugin is read by no page.
    assert {name for name in {*stamped, *whole} if stamped.get(name) != whole.get(name)} <= {
        "search/search_index.json"
    }


def test_an_archive_without_about_md_has_no_links_to_it(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "reading.md").write_text("# Reading list\n", "utf-8")
    plain = (
        "site_name: Plain\nplugins:\n- paper-archive: {}\nmarkdown_extensions: [attr_list, "
        "md_in_html]\nuse_directory_urls: false\ntheme:\n  name: material\n  palette:\n    "
        "scheme: slate\n  icon: {logo: material/library}\n"
    )
    done = built(tmp_path, settings=plain)
    assert done.said == ""
    home = (done.site / "index.html").read_text("utf-8")
    assert "about" not in home
    # Without `nav`, MkDocs makes one of all pages.
    assert '<a href="reading.html">Reading list</a>' in home
    assert '<i class="pa-logo"></i>' in home
    # Dark also without a script, and with the theme's own icon instead of Material's.
    assert '<body dir="ltr" data-md-color-scheme="slate">' in home
    assert re.search(r'assets/dark\.css\?[0-9a-f]{8}" media="screen" id="pa-dark">', home)
    assert '<link rel="icon" href="assets/favicon.svg">' in home


@pytest.fixture(scope="module")
def tab(browser: Browser, archive: Built) -> Iterator[Page]:
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "primary"), [("light", "deep-orange"), ("dark", "lime")])
def test_pages_have_the_colours(tab: Page, archive: Built, scheme: str, primary: str) -> None:
    shade = tuple(rgb(SHADES[primary][scheme == "dark"]))
    tab.emulate_media(color_scheme=scheme)
    for name in (GENERATED, WRITTEN):
        tab.goto(f"{archive.site.as_uri()}/{name}")
        header = "getComputedStyle(document.querySelector('.md-header'))"
        assert tab.evaluate(f"{header}.borderTopColor") == "rgb({}, {}, {})".format(*shade)
        # The style sheet of the archive comes last, and its script runs.
        assert tab.evaluate(f"{header}.borderTopWidth") == "9px"
        assert tab.evaluate("document.documentElement.dataset.own") == "ran"
        assert tab.locator(".pa-logo").bounding_box()["height"] == 30  # type: ignore[index]
        for icon in tab.locator(".pa-soc a").all():
            box = icon.bounding_box()
            assert box and min(box["width"], box["height"]) >= 24
        assert barriers(tab) == [], name
        # The manual's recipe for a colour without a name.
        tab.add_style_tag(content=RECIPE)
        own = ("#7a1f5c", "#f09ad0")[scheme == "dark"]
        assert tab.evaluate(f"{header}.borderTopColor") == "rgb({}, {}, {})".format(*rgb(own))
        # Calendars and bars follow it.
        shades = [
            tab.evaluate(f"getComputedStyle(document.body).getPropertyValue('--h{n}')")
            for n in (1, 2, 3, 4)
        ]
        assert shades[2] == own and all(own in shade for shade in shades), name


@pytest.mark.browser
def test_the_policy_lets_the_look_of_the_site_load(browser: Browser, archive: Built) -> None:
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(f"{archive.site.as_uri()}/{GENERATED}")
    assert page.evaluate("document.documentElement.dataset.own") == "ran"
    assert page.locator(".pa-logo").evaluate("image => image.naturalWidth") > 0
    # What stands in `copyright`, of which a note tells.
    assert len(refused) == 1 and "inline event handler" in refused[0]
    page.close()
