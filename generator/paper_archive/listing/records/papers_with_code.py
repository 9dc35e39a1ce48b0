"""A paper of the data of Papers with Code (`papers-with-abstracts`), in a list or one a line.

    {"paper_url": "https://paperswithcode.com/paper/…", "arxiv_id": "1805.10616",
     "nips_id": null, "openreview_id": null, "title": "…", "abstract": "…",
     "url_abs": "http://arxiv.org/abs/1805.10616v4", "url_pdf": "…", "proceeding": "NeurIPS 2018",
     "authors": ["…"], "tasks": ["…"], "date": "2018-05-27"}

`date`, in its API `published`, is the day of the paper, never of a listing.
"""

from __future__ import annotations

from typing import Any

from paper_archive.listing.entries.building import Raw
from paper_archive.listing.json.record import day_of
from paper_archive.listing.records.values import first_text, names, text

DAY_KEY = ""
WITH_ABSTRACT = True


def matches(item: dict[str, Any]) -> bool:
    """Tell whether an object is a paper of Papers with Code."""
    return "arxiv_id" in item and ("paper_url" in item or "url_abs" in item)


def raw(item: dict[str, Any]) -> Raw:
    """Return what a paper of Papers with Code states."""
    return Raw(
        title=text(item.get("title")),
        abstract=first_text(item, "abstract", "short_abstract"),
        authors=names(item.get("authors")),
        arxiv_id=text(item.get("arxiv_id")),
        ids={"openreview": text(item.get("openreview_id"))},
        urls=[text(item.get("url_abs"))],
        published=day_of(item.get("date")) or day_of(item.get("published")),
        venue=text(item.get("proceeding")),
    )
