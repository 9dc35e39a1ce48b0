"""The look that `mkdocs.yml` gives a site: colours, logo, icons, and links to profiles.

What differs between sites goes into one small style sheet, `assets/look.css`, which pages load only
where there is something in it. Icons are in it too: in each of 50,000 pages they would take 30 MB.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from paper_archive import urls
from paper_archive.site.named_files import is_elsewhere, is_link
from paper_archive.site.palette import Palette

SHEET = "assets/look.css"
ICON, LOGO = "assets/favicon.svg", "pa-logo"
_MATERIALS_ICON = "assets/images/favicon.png"  # It is no part of a site.
_RASTER = (".png", ".jpg", ".jpeg", ".gif", ".webp")
ABOUT = "about.md"
# Anchors of about.md that the home page links to, and what is to be read there.
ANCHORS: Mapping[str, str] = {
    "follow": "How to follow",
    "offline": "How to take it along",
    "sources": "Sources and rights",
}


@dataclass(frozen=True, slots=True)
class Social:
    """A link with an icon. `name` is what a screen reader says; `rel` is "me" for a profile that
    Mastodon verifies by this link."""

    link: str
    name: str
    rel: str
    mark: str


@dataclass(frozen=True, slots=True)
class Look:
    """What the theme's templates take from `mkdocs.yml`.

    `logo` is an image, "" for none; `has_icon` tells that an icon stands in its place. `image` is
    the picture of link previews, `css` the text of the sheet `SHEET`, "" where none is needed.
    """

    palette: Palette
    logo: str
    has_icon: bool
    favicon: str
    image: str
    socials: tuple[Social, ...]
    css: str

    @classmethod
    def of(cls, theme: Mapping[str, Any], extra: Mapping[str, Any], folders: Iterable[str]) -> Look:
        """Read the look from `theme` and `extra`; icons are in `.icons` of `folders`."""
        folders = tuple(folders)
        palette, logo = Palette.of(theme.get("palette")), text(theme.get("logo"))
        favicon = text(theme.get("favicon"))
        icon = "" if logo else svg(logo_icon(theme), folders)
        rules = [palette.css, _icon(f".{LOGO}", icon)]
        socials = []
        for number, entry in social_entries(extra):
            image = svg(text(entry.get("icon")), folders)
            if image and is_link(text(entry["link"])):
                socials.append(_social(entry, f"pa-i{number + 1}"))
                rules.append(_icon(f".pa-i{number + 1}", image))
        return cls(
            palette,
            logo,
            bool(icon),
            ICON if favicon in ("", _MATERIALS_ICON) else favicon,
            logo if logo.lower().endswith(_RASTER) and not is_elsewhere(logo) else "",
            tuple(socials),
            "".join(rules),
        )


def text(value: object) -> str:
    """A text of `mkdocs.yml`, "" where there is none."""
    return value.strip() if isinstance(value, str) else ""


def logo_icon(theme: Mapping[str, Any]) -> str:
    """The name of the icon that is the logo, "" for none."""
    icon = theme.get("icon")
    return text(icon.get("logo")) if isinstance(icon, Mapping) else ""


def social_entries(extra: Mapping[str, Any]) -> list[tuple[int, Mapping[str, Any]]]:
    """The entries of `extra.social` that have a link, with their places in the list."""
    entries = extra.get("social")
    listed = entries if isinstance(entries, list) else []
    return [
        (at, each)
        for at, each in enumerate(listed)
        if isinstance(each, Mapping) and text(each.get("link"))
    ]


def svg(icon: str, folders: Iterable[str]) -> str:
    """The SVG of an icon, such as `fontawesome/brands/github`; "" where no folder has it."""
    for folder in folders if icon else ():
        file = Path(folder, ".icons", f"{icon}.svg")
        if file.is_file():
            return file.read_text("utf-8", "replace").strip()
    return ""


def missing_anchors(html: str) -> list[str]:
    """The anchors among `ANCHORS` that the HTML of about.md lacks."""
    parser = _Anchors()
    parser.feed(html)
    return [anchor for anchor in ANCHORS if anchor not in parser.found]


def without_anchors(html: str, missing: Iterable[str]) -> str:
    """Return the home page's HTML, which links to the whole of about.md for a missing anchor."""
    about = urls.html(ABOUT)
    for anchor in missing:
        html = html.replace(f'href="{about}#{anchor}"', f'href="{about}"')
    return html


def report_missing(missing: Iterable[str], warn: Callable[[str], object]) -> None:
    """Warn of anchors that about.md lacks, and say what to write there."""
    for anchor in missing:
        heading = f"## {ANCHORS[anchor]} {{ #{anchor} }}"
        warn(
            f"{ABOUT}: has no anchor #{anchor}, to which the home page links, so that its link "
            f"leads to the whole page; write `{heading}` above what answers it"
        )


class _Anchors(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = ("id", "name") if tag == "a" else ("id",)
        self.found |= {value for name, value in attrs if name in named and value}


def _social(entry: Mapping[str, Any], mark: str) -> Social:
    link = text(entry["link"])
    name = text(entry.get("name")) or urlsplit(link).hostname or link.removeprefix("mailto:")
    return Social(link, name, "me" if "mastodon" in text(entry["icon"]) else "", mark)


def _icon(selector: str, image: str) -> str:
    if not image:
        return ""
    return f'{selector}{{--i:url("data:image/svg+xml,{quote(image, safe=" /:=,;().-")}")}}\n'
