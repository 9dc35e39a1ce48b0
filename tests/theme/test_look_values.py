"""What `mkdocs.yml` may say of the look: colours, links, images, and values of other kinds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from paper_archive.site.look import Look, missing_anchors, svg, without_anchors
from paper_archive.site.named_files import NamedFiles, is_link
from paper_archive.site.palette import SHADES, Palette
from paper_archive.site.wrong_types import wrong_types

from tests.site.run import ROOT
from tests.theme.colours import contrast, mixed, rgb

THEME = ROOT / "site_src" / "theme" / "assets"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.example", True), ("HTTP://a.example", True), ("mailto:a@b.example", True),
        ("days/2025.md", True), ("a.html?x=a:b", True), ("#a:b", True), ("", False),
        (" javascript:x", False), ("java\nscript:x", False), ("\x01data:text/html,x", False),
        ("/etc/passwd", False), ("\\\\host/x", False), ("vbscript:x", False),
        ("http://[::1", False), ("http://a:99999", False), ("http://[::1]:80", True),
    ],
)  # fmt: skip
def test_links_are_on_the_web_or_relative(address: str, expected: bool) -> None:
    assert is_link(address) == expected


@pytest.mark.parametrize("name", SHADES)
def test_every_colour_can_be_read(name: str) -> None:
    mix = r"color-mix\(in srgb,var\(--acc\) (\d+)%,var\(--(bg|ink)\)\)"
    mixes = re.findall(mix, (THEME / "archive.css").read_text("utf-8"))
    for scheme, sheet in enumerate(("archive.css", "dark.css")):
        css = (THEME / sheet).read_text("utf-8")
        values = dict(re.findall(r"--(bg|tint|ink|on):(#\w+)", css))
        bg, tint, ink, on = (rgb(values[name]) for name in ("bg", "tint", "ink", "on"))
        shade = rgb(SHADES[name][scheme])
        assert min(contrast(shade, bg), contrast(shade, tint)) >= 4.5
        few, some, many = (mixed(shade, rgb(values[other]), int(n)) for n, other in mixes)
        assert min(contrast(ink, few), contrast(ink, some)) >= 4.5
        assert min(contrast(on, shade), contrast(on, many)) >= 4.5


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, Palette()),
        ("red", Palette()),
        ({"scheme": "default", "primary": "custom"}, Palette()),
        ({"primary": "red"}, Palette(primary=SHADES["red"])),
        ({"scheme": "slate", "accent": "deep purple"},
         Palette("slate", accent=SHADES["deep-purple"])),
        ({"scheme": "slate", "media": "(prefers-color-scheme: dark)"}, Palette()),
        ([{"scheme": "slate"}, {"scheme": "default"}], Palette("slate")),
        ({"scheme": "our scheme", "primary": "no colour"}, Palette("our-scheme")),
        (
            [{"primary": "red"}, {"scheme": "slate", "primary": "blue"}],
            Palette(primary=(SHADES["red"][0], SHADES["blue"][1])),
        ),
    ],
)  # fmt: skip
def test_palettes(value: object, expected: Palette) -> None:
    assert Palette.of(value) == expected


@pytest.mark.parametrize("wrong", [3, "x", [1], [[]], {"a": 1}, {"logo": {}}, [{"link": 3}]])
def test_values_of_other_kinds_are_no_look(wrong: object) -> None:
    theme = {"palette": wrong, "logo": wrong, "favicon": wrong, "icon": wrong}
    if isinstance(wrong, str):
        del theme["logo"], theme["favicon"]
    look = Look.of(theme, {"social": wrong}, [])
    assert (look.logo, look.css, look.socials) == ("", "", ())


def test_values_of_other_kinds_are_named() -> None:
    theme = {"palette": [{"scheme": ["a"]}, 3], "logo": ["a"], "favicon": False, "icon": "b"}
    social = [{"link": "https://a", "icon": 5}, "c", {"icon": "d"}]
    said = dict(wrong_types({"theme": theme, "extra": {"social": social}}))
    assert said.pop(("extra", "social", 2)).startswith("has an entry without a link")
    assert said == {
        key: f"is {stated}, and not {expected}, so it has no effect; write {expected}"
        for key, stated, expected in (
            (("theme", "logo"), "a list", "text"),
            (("theme", "icon"), "text", "a mapping"),
            (("theme", "palette", 0, "scheme"), "a list", "text"),
            (("theme", "palette", 1), "a number", "a mapping"),
            (("extra", "social", 0, "icon"), "a number", "text"),
            (("extra", "social", 1), "text", "a mapping"),
        )
    }
    assert not dict(wrong_types({"theme": "material", "extra": None}))
    assert "extra" in next(iter(dict(wrong_types({"theme": {"palette": {}}, "extra": 3}))))


def test_images_are_files_of_the_site(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / ".icons").mkdir(parents=True)
    for path in ("docs/a.PNG", "docs/notes.md", "out.png", "docs/.icons/b.svg", "c.svg"):
        (tmp_path / path).write_text("x")
    files = NamedFiles((docs,))
    assert files.shows("a.PNG") and files.shows("./b/../a.PNG?1") and files.has("notes.md")
    for path in ("notes.md", "../out.png", "b/../../out.png", "%2e%2e/out.png", "x" * 300 + ".png"):
        assert not files.shows(path)
    assert svg("b", [str(docs)]) == "x"
    for icon in ("../../c", str(tmp_path / "c"), "x" * 300, "b\0"):
        assert svg(icon, [str(docs)]) == ""


def test_anchors_are_those_of_the_html() -> None:
    assert missing_anchors("<h2 id=follow>x</h2><a name='offline'></a><!-- id=sources -->") == [
        "sources"
    ]
    home = '<a href="about.html#sources">x</a> about.html#sources'
    assert without_anchors(home, ["sources"]) == '<a href="about.html">x</a> about.html#sources'
