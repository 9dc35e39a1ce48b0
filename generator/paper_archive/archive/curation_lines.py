"""Writes parts of `curation.yml`, in the form that `curation_file` documents.

Texts are written as JSON strings, which are valid YAML and need no further quoting.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperCorrection:
    """The corrections of one paper; "" and () for none."""

    title: str = ""
    arxiv_id: str = ""
    added: Sequence[str] = ()
    removed: Sequence[str] = ()
    withdrawn: str = ""


def paper(key: str, title: str, change: PaperCorrection) -> str:
    """Return an entry of `papers`; `title`, the present title, becomes a comment."""
    lines = ["papers:", f"  {key}:  # {title}"]
    if change.title:
        lines.append(f"    title: {_text(change.title)}")
    if change.arxiv_id:
        lines.append(f"    id: {change.arxiv_id}")
    if change.added or change.removed:
        lists = [
            f"{name}: [{', '.join(tags)}]"
            for name, tags in (("add", change.added), ("remove", change.removed))
            if tags
        ]
        lines.append(f"    tags: {{{', '.join(lists)}}}")
    if change.withdrawn:
        lines.append(f"    withdrawn: {_text(change.withdrawn)}")
    return "\n".join(lines)


def merge(keys: Sequence[str]) -> str:
    """Return a merge; the first paper stays."""
    return f"merge:\n  - [{', '.join(keys)}]"


def split(key: str, listing: str, title: str) -> str:
    """Return a split by listing, by title or by both; "" leaves a criterion out."""
    fields = [f"paper: {key}"]
    fields += [f"listing: {_text(listing)}"] if listing else []
    fields += [f"title: {_text(title)}"] if title else []
    return f"split:\n  - {{{', '.join(fields)}}}"


def redirect(slug: str, key: str) -> str:
    """Return a redirect from an address that no paper has."""
    return f"redirects:\n  {slug}: {key}"


def date(listing: str, day: str) -> str:
    """Return an entry of `listings` that dates a listing."""
    return f"listings:\n  {_text(listing)}: {{date: {day}}}"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
