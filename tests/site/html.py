"""What tests ask of a built page."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

URL_ATTRIBUTES = ("href", "src", "action", "poster", "data")


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]


@dataclass
class Html(HTMLParser):
    """The elements of a page with their attributes, and the texts of its scripts and styles."""

    path: Path
    elements: list[Element] = field(default_factory=list)
    text: str = ""
    inline: list[tuple[Element, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.path.read_text("utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {k: v or "" for k, v in attrs}))

    def handle_data(self, data: str) -> None:
        if self.elements and self.elements[-1].tag in ("script", "style") and data.strip():
            self.inline.append((self.elements[-1], data))
        self.text += data

    @property
    def ids(self) -> set[str]:
        return {e.attributes["id"] for e in self.elements if "id" in e.attributes}

    @property
    def urls(self) -> list[tuple[str, str]]:
        """(tag, address) of every address in the page."""
        return [
            (e.tag, e.attributes[name])
            for e in self.elements
            for name in URL_ATTRIBUTES
            if name in e.attributes
        ]


def html(path: Path) -> Html:
    """The page in a file, parsed once as long as nothing writes the file anew."""
    return _html(path, path.stat().st_mtime_ns)


@cache
def _html(path: Path, _: int) -> Html:
    return Html(path)
