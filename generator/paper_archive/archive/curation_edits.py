"""Corrections as edits of `curation.yml`, in the form that `curation_file` documents.

Texts are written as JSON strings, which are valid YAML and need no further quoting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paper_archive.archive.curation import NO_ENTRY, PaperEntry
from paper_archive.text.arxiv import known_id
from paper_archive.yaml_edit import Append, Edit, Put, Relist, Take, quoted


@dataclass(frozen=True, slots=True)
class PaperCorrection:
    """The corrections of one paper; "" and () for none."""

    title: str = ""
    arxiv_id: str = ""
    added: Sequence[str] = ()
    removed: Sequence[str] = ()
    withdrawn: str = ""


def paper(key: str, title: str, change: PaperCorrection, now: PaperEntry = NO_ENTRY) -> list[Edit]:
    """Return edits of an entry of `papers`; `title`, the present title, becomes a comment.

    `now` is the entry of the paper in the file.
    """
    place = ("papers", key)
    fields = (
        ("title", quoted(change.title) if change.title else ""),
        ("id", change.arxiv_id),
        ("tags", "" if now.added or now.removed else _tags(change)),
        ("withdrawn", quoted(change.withdrawn) if change.withdrawn else ""),
    )
    edits: list[Edit] = [Put((*place, name), value, title) for name, value in fields if value]
    if now.added or now.removed:
        changes = (("add", "remove", change.added), ("remove", "add", change.removed))
        there = {"add": now.added, "remove": now.removed}
        for to, other, tags in changes:
            edits += [Take((*place, "tags", other), tag) for tag in tags]
            edits += [Append((*place, "tags", to), tag) for tag in tags if tag not in there[to]]
    return edits


def _tags(change: PaperCorrection) -> str:
    lists = [
        f"{name}: [{', '.join(tags)}]"
        for name, tags in (("add", change.added), ("remove", change.removed))
        if tags
    ]
    return f"{{{', '.join(lists)}}}" if lists else ""


def merge(keys: Sequence[str], former: Sequence[Sequence[str]] = ()) -> list[Edit]:
    """Return a merge of papers by their keys; the first paper stays.

    `former` are the names in the merge that a paper is in already, () for none. Such a merge takes
    the other papers in. If there are several, they become one.
    """
    place = ("merge",)
    lists = list(dict.fromkeys(tuple(names) for names in former if names))
    if not lists:
        return [Append(place, f"[{', '.join(keys)}]")]
    parts = (names or (key,) for key, names in zip(keys, former, strict=True))
    after = tuple(dict.fromkeys(name for part in parts for name in part))
    home, *others = lists
    gone = [Relist(place, names, (), _as_read) for names in others]
    return [*gone, Relist(place, home, after, _as_read)]


def _as_read(name: str) -> str:
    """Return the name of a paper as `load_curation` reads it."""
    return known_id(name) or name


def split(key: str, listing: str, title: str) -> list[Edit]:
    """Return a split by listing, by title or by both; "" leaves a criterion out."""
    fields = [f"paper: {key}"]
    fields += [f"listing: {quoted(listing)}"] if listing else []
    fields += [f"title: {quoted(title)}"] if title else []
    return [Append(("split",), f"{{{', '.join(fields)}}}")]


def redirect(slug: str, key: str) -> list[Edit]:
    """Return a redirect from an address that no paper has."""
    return [Put(("redirects", slug), key)]


def date(listing: str, day: str) -> list[Edit]:
    """Return an entry of `listings` that dates a listing."""
    return [Put(("listings", listing), f"{{date: {day}}}")]
