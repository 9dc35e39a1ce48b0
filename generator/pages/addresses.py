"""Where pages lie, as source paths under the pages folder (`.md`); the site has `.html`."""

from __future__ import annotations

from datetime import date

UNDATED = "days/undated.md"
DAYS = "days/index.md"
TAGS = "tags/index.md"
HOME = "index.md"


def paper(slug: str) -> str:
    return f"papers/{slug}.md"


def day(of: date | None) -> str:
    return f"days/{of.isoformat()}.md" if of else UNDATED


def month(year: int, number: int) -> str:
    return f"days/{year:04d}-{number:02d}.md"


def year(number: int) -> str:
    return f"days/{number:04d}.md"


def tag(tag_id: str, number: int = 1) -> str:
    return f"tags/{tag_id}.md" if number == 1 else f"tags/{tag_id}-{number}.md"


def html(src_uri: str) -> str:
    """The site's address of a source path, for figures that are written as HTML."""
    return src_uri.removesuffix(".md") + ".html"
