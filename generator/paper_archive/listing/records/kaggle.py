r"""A paper of arXiv's own data set, as Kaggle distributes it: one JSON object a line.

    {"id": "0704.0001", "submitter": "…", "authors": "C. Bal\\'azs, E. L. Berger", "title": "…",
     "comments": "…", "journal-ref": "…", "doi": "…", "report-no": "…", "categories": "hep-ph",
     "license": null, "abstract": "…", "versions": [{"version": "v1", "created": "Mon, 2 Apr …"}],
     "update_date": "2008-11-26", "authors_parsed": [["Balázs", "C.", ""], …]}

The authors are those of `authors_parsed` (surname, first names, suffix), which has neither TeX nor
affiliations. The paper was published when its first version was; its days say nothing of a listing.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from paper_archive.listing.authors.arxiv_line import names_of
from paper_archive.listing.dates.timestamps import day_of_mail
from paper_archive.listing.entries.building import Raw

DAY_KEY = ""
WITH_ABSTRACT = True
_VERSION = re.compile(r"v(\d{1,3})")


def matches(item: dict[str, Any]) -> bool:
    """Tell whether an object is a paper of arXiv's data set."""
    return "authors_parsed" in item or ("journal-ref" in item and "update_date" in item)


def raw(item: dict[str, Any]) -> Raw:
    """Return what a paper of arXiv's data set states."""
    versions = [each for each in _list(item.get("versions")) if isinstance(each, dict)]
    # arXiv joins several with a space.
    doi, *others = _text(item.get("doi")).split() or [""]
    return Raw(
        title=_text(item.get("title")),
        abstract=_text(item.get("abstract")),
        authors=[name for each in _list(item.get("authors_parsed")) if (name := _name(each))]
        or names_of(_text(item.get("authors")))[0],
        arxiv_id=_text(item.get("id")),
        ids={"doi": doi},
        urls=[f"https://doi.org/{other}" for other in others],
        published=_created(versions),
        categories=_text(item.get("categories")).split(),
        comment=_text(item.get("comments")),
        venue=_text(item.get("journal-ref")),
        version=max(map(_number, versions), default=0),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _name(parts: object) -> str:
    """Return `C. Balázs` for `["Balázs", "C.", ""]`."""
    last, first, suffix = ([*map(_text, _list(parts)), "", "", ""])[:3]
    return " ".join(filter(None, (first, last, suffix)))


def _number(version: dict[str, Any]) -> int:
    match = _VERSION.fullmatch(_text(version.get("version")))
    return int(match[1]) if match else 0


def _created(versions: list[dict[str, Any]]) -> date | None:
    first = min(versions, key=_number, default={})
    return day_of_mail(_text(first.get("created")))
