"""Papers and days for tests of pages, from few words."""

from __future__ import annotations

from datetime import date
from typing import Any

from generator.model import Day, Paper


def paper(slug: str, day: str | None = "2025-03-14", **fields: Any) -> Paper:
    values: dict[str, Any] = {
        "slug": slug,
        "title": slug.replace("-", " ").title(),
        "abstract": "Birds find their way by the stars.",
        "raw_title": slug,
        "raw_abstract": "",
        "days": (date.fromisoformat(day),) if day else (),
        "undated": day is None,
        "sources": ("a.txt:1",),
    }
    return Paper(**{**values, **fields})


def day(of: str, *papers: Paper) -> Day:
    return Day(date.fromisoformat(of), papers, ("a.txt",))
