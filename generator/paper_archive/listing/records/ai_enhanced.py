r"""A paper of daily-arXiv-ai-enhanced: one JSON object a line.

    {"id": "2606.30776", "categories": ["cs.GT"], "pdf": "https://arxiv.org/pdf/2606.30776",
     "abs": "https://arxiv.org/abs/2606.30776", "authors": ["…"], "title": "…", "comment": null,
     "summary": "…", "code_url": "https://…",
     "AI": {"tldr": "…", "motivation": "…", "method": "…", "result": "…", "conclusion": "…"}}

`summary` is the abstract. Every text in `AI` is a summary that says which it is and who wrote it;
its language is that of its script. What the program writes where it failed is left out. The day of
the listing is the file's name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from paper_archive.listing.entries.building import Raw
from paper_archive.listing.entries.language import language_of
from paper_archive.listing.records.values import fields, names, several, text
from paper_archive.model import Summary

DAY_KEY = ""
WITH_ABSTRACT = True
_SOURCE = "by daily-arXiv-ai-enhanced"
_PARTS = {
    "tldr": "AI summary",
    "motivation": "AI summary of the motivation",
    "method": "AI summary of the method",
    "result": "AI summary of the result",
    "conclusion": "AI summary of the conclusion",
}
_FAILED = (
    "error", "none", "null", "n/a", "skip", "summary generation failed",
    "motivation analysis unavailable", "method extraction failed", "result analysis unavailable",
    "conclusion extraction failed", "processing failed", "unable to extract",
)  # fmt: skip


def matches(item: dict[str, Any]) -> bool:
    """Tell whether an object is a paper of daily-arXiv-ai-enhanced."""
    return "abs" in item and "pdf" in item and ("AI" in item or "summary" in item)


def raw(item: dict[str, Any]) -> Raw:
    """Return what a paper of daily-arXiv-ai-enhanced states."""
    return Raw(
        title=text(item.get("title")),
        abstract=text(item.get("summary")),
        authors=names(item.get("authors")),
        arxiv_id=text(item.get("id")),
        urls=[text(item.get(key)) for key in ("abs", "code_url")],
        categories=filter(None, map(text, several(item.get("categories")))),
        comment=text(item.get("comment")),
        summaries=list(_summaries(fields(item.get("AI")))),
    )


def summary(part: str, written: str) -> Summary | None:
    """Return the summary that the program wrote as `part` of a paper, None if it failed."""
    written = written.strip()
    if not written or written.lower().rstrip(".") in _FAILED:
        return None
    kind = _PARTS.get(part.lower()) or f"AI text '{part[:40]}'"
    return Summary(written, f"{kind} {_SOURCE}", language_of(written))


def _summaries(of_paper: dict[str, Any]) -> Iterator[Summary]:
    for part, written in of_paper.items():
        if found := summary(part, text(written)):
            yield found
