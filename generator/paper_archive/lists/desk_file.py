"""Reads a list that a reader's desk exports, committed as it is.

    {"format": "paper-archive desk", "version": 1, "archive": {…}, "exported": "2026-11-29T…",
     "papers": [{"id": "arxiv:2608.16590", "slug": "zetta-…", "title": "…", "authors": ["…"],
                 "listed": "2026-08-20", "saved": "2026-11-29T22:30:00Z", "folders": ["to cite"],
                 "note": "…", "noted": "2026-11-29T22:31:00Z"}],
     "read": {}, "days": {}, "follows": []}

The whole format is in `exports/schemas/desk.json`. `title` and `description` may be added to the
file. Folders become sections, by name; a paper of several stands in the first that its `folders`
name. Papers without a folder come first, and in each section the one that was saved last. A paper
with a note alone, whose `saved` is "", is not in the list. Everything else is the reader's own and
is not even read: what was read, which days were seen, what is followed. More fields are accepted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from paper_archive.archive.slug import slugify
from paper_archive.lists import fields as read
from paper_archive.lists.shared_list import ListEntry, WrittenList
from paper_archive.strict_yaml import Mistakes, Node
from paper_archive.text.clean import clean, clean_name

FORMAT = "paper-archive desk"
_VERSION = "1"
_KEYS = ("id", "ids", "slug", "title", "note", "saved", "folders", "authors")
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # before all papers that say when they were saved


def is_desk(root: Node) -> bool:
    """Tell whether a file says that a desk exported it."""
    stated = root.get("format")
    return stated is not None and stated.is_text and stated.lines("'format'") == FORMAT


def desk_list(root: Node, list_id: str, source: str, title: str) -> WrittenList:
    """Return the list of an export; `title` is for one that states none.

    Raises InputError if it has no papers, or if a newer version of the program wrote it.
    """
    version = root.get("version")
    if version and version.is_text and version.lines("'version'") not in (_VERSION, ""):
        what = f"the desk's version is {version.lines('')[:20]}, and this program reads {_VERSION}"
        version.refuse(what, "upgrade paper-archive")
    papers = root.get("papers")
    if papers is None:
        root.refuse("the export has no 'papers'", "export the desk again")
    mistakes = Mistakes()
    head = _known(root, ("title", "description"))
    entries = [entry for item in papers.items("'papers'") for entry in _entries(item, mistakes)]
    entries.sort(key=lambda entry: entry.added or _NEVER, reverse=True)
    entries.sort(key=lambda entry: (entry.section.casefold(), entry.section))
    return WrittenList(
        list_id,
        source,
        read.text(head, "title", mistakes) or title,
        read.lines(head, "description", mistakes),
        tuple(entries),
        tuple(sorted(mistakes.problems, key=lambda problem: problem.line)),
        newest_first=True,
    )


def _entries(item: Node, mistakes: Mistakes) -> Iterator[ListEntry]:
    """Yield the entry of a saved paper, none if nothing says which paper it is."""
    with mistakes.noted():
        saved = item.get("saved")
        if saved is not None and saved.is_text and not saved.lines("'saved'"):
            return
        fields = _known(item, _KEYS)
        name, slug, title = (read.text(fields, key, mistakes) for key in ("id", "slug", "title"))
        page = slug or (slugify(clean(title)) if title else "")
        names = [name, *_texts(fields, "ids", mistakes), page and f"slug:{page}"]
        if name.startswith("slug:"):  # Any id says more.
            names.append(names.pop(0))
        if not any(names):
            item.refuse("a saved paper has no 'id', 'slug' or 'title'", "export the desk again")
        authors = _texts(fields, "authors", mistakes)
        yield ListEntry(
            item.line,
            tuple(dict.fromkeys(filter(None, names))),
            read.title(fields, mistakes),
            tuple(filter(None, map(clean_name, authors))),
            read.lines(fields, "note", mistakes),
            clean(next(iter(_texts(fields, "folders", mistakes)), "")),
            added=_moment(fields, mistakes),
        )


def _known(node: Node, keys: tuple[str, ...]) -> dict[str, Node]:
    found = ((key, node.get(key)) for key in keys)
    return {key: value for key, value in found if value is not None and not value.empty}


def _texts(fields: dict[str, Node], key: str, mistakes: Mistakes) -> list[str]:
    found: list[str] = []
    with mistakes.noted():
        found += read.texts(fields[key], f"'{key}'") if key in fields else ()
    return found


def _moment(fields: dict[str, Node], mistakes: Mistakes) -> datetime | None:
    stated = read.text(fields, "saved", mistakes)
    with mistakes.noted():
        if stated:
            try:
                moment = datetime.fromisoformat(stated)
            except ValueError:
                what = f"'{stated[:40]}' is no time"
                fields["saved"].refuse(what, "write it like 2026-11-29T22:30:00Z")
            # A time zone may lead out of the years that there are.
            is_convertible = moment.tzinfo is not None and 1 < moment.year < 9999
            return moment.astimezone(UTC) if is_convertible else moment.replace(tzinfo=UTC)
    return None
