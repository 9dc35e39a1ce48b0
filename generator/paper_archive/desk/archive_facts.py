"""The facts of an archive that a reader's desk needs, in `desk/archive.js`:

    paperArchive.deskFacts({"title": "…", "site": "https://…/", "newest": "2026-08-20",
                            "moved": {"old-slug": "new-slug"},
                            "movedAuthors": {"authors/old-slug": "authors/new-slug"},
                            "topics": [[id, name, query], …]})

`site` is "" for an archive without an address, and `newest` is "" without a dated listing. `moved`
has the former addresses of papers that were renamed or merged, and `movedAuthors` those of pages of
authors and organisations. The scripts load the file at most a few times a day, and only for readers
who keep something.
"""

from __future__ import annotations

import hashlib

from paper_archive.catalog import Catalog
from paper_archive.search.shards import File, encoded
from paper_archive.store.authors import FOLDERS

PATH = "desk/archive.js"


def archive_id(catalog: Catalog) -> str:
    """Return the id under which a browser keeps what readers of an archive keep.

    It is the same for later builds and for copies on a disk, as long as the site keeps its address,
    or its name where it has no address.
    """
    named = catalog.site_url.partition("://")[2].strip("/") or catalog.site_name
    return hashlib.sha256(named.encode("utf-8", "replace")).hexdigest()[:12]


def facts_file(catalog: Catalog) -> File:
    """Return the file of the facts as its path in the site and its bytes."""
    rows = catalog.archive.store.db.execute
    moved = rows(
        "SELECT redirects.slug, papers.slug FROM redirects JOIN papers ON id = paper"
        " ORDER BY redirects.slug"
    )
    value = {
        "title": catalog.site_name,
        "site": catalog.site_url,
        "newest": max(catalog.outline.days, default=""),
        "moved": dict(moved),
        "movedAuthors": _moved_authors(catalog),
        "topics": [[topic.id, topic.name, topic.query] for topic in catalog.topics],
    }
    script = f"paperArchive.deskFacts({encoded(value)})\n"
    return PATH, script.encode("utf-8", "replace")


def _moved_authors(catalog: Catalog) -> dict[str, str]:
    moved: dict[str, str] = {}
    for folder in FOLDERS:
        for slug, number in catalog.authors.former(folder):
            if author := catalog.authors.of(number):
                moved[f"{folder}/{slug}"] = f"{author.folder}/{author.slug}"
    return moved
