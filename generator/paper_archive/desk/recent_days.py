"""The papers of the newest days, by which a reader's desk tells what is new, in `desk/recent.js`:

    paperArchive.deskRecent({"id": "k3j5…", "newest": "2026-08-20",
                             "days": [["2026-08-20", "aB3-x_Qr…"], …],
                             "also": {"aB3-x_": "Qr5t7u"},
                             "tags": [["agents-and-tools", "Agents and tool use"], …]})

`days` has up to 60 days, the newest first, each with a mark of six characters for every paper that
was first listed then, in the order in which the search numbers them (`search/index_files.py`). A
mark is a hash of the paper's name; "......" stands for a paper that the day lists only as replaced,
and that is new on no day. `also` has the marks of former names. `newest` is the last day on which
any paper was first listed, and `id` changes whenever `days` does. `tags` is the vocabulary.

So a new day adds a few bytes for each of its papers and takes an old day away, and the file does
not grow with the archive. A day that does not fit into MOST_PAPERS, and all before it, is left out.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode, urlsafe_b64encode
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from paper_archive.catalog import Catalog
from paper_archive.search.shards import File, encoded

PATH = "desk/recent.js"
MOST_DAYS, MOST_PAPERS = 60, 6_000
NEVER_NEW = "......"


def recent_file(catalog: Catalog) -> File:
    """Return the file of the newest days as its path in the site and its bytes."""
    rows = catalog.archive.store.db.execute
    listed = sorted(catalog.outline.days, reverse=True)[:MOST_DAYS]
    papers = rows(
        "SELECT day, slug, revision FROM papers WHERE day >= ? AND NOT withdrawn"
        " ORDER BY day DESC, slug DESC",
        (min(listed, default="9"),),
    ).fetchall()
    days = list(marked_days(papers))
    start = days[-1][0] if days else "9"
    former = rows(
        "SELECT papers.slug, redirects.slug FROM papers JOIN redirects ON paper = id"
        " WHERE day >= ? AND NOT withdrawn AND NOT revision ORDER BY 1, 2",
        (start,),
    )
    value = {
        "id": _hash(repr(days)),
        "newest": papers[0][0] if papers else _newest(catalog),
        "days": days,
        "also": {
            mark(slug): "".join(mark(other) for _, other in pairs)
            for slug, pairs in groupby(former, key=itemgetter(0))
        },
        "tags": [[tag.id, tag.title] for tag in catalog.taxonomy.tags],
    }
    script = f"paperArchive.deskRecent({encoded(value)})\n"
    return PATH, script.encode("utf-8", "replace")


def _newest(catalog: Catalog) -> str:
    query = "SELECT coalesce(max(day), '') FROM papers WHERE NOT withdrawn"
    return str(catalog.archive.store.db.execute(query).fetchone()[0])


def marked_days(papers: Iterable[tuple[str, str, int]]) -> Iterator[tuple[str, str]]:
    """Yield days and their marks, as many as the file has."""
    count = 0
    for day, listed in groupby(papers, key=itemgetter(0)):
        marks = [NEVER_NEW if revision else mark(slug) for _, slug, revision in listed]
        count += len(marks)
        if count > MOST_PAPERS:
            return
        yield day, "".join(marks)


def mark(slug: str) -> str:
    """Return the mark of a paper's name. Among 6,000 papers, two share one in 4,000 archives."""
    digest = hashlib.sha256(slug.encode("utf-8", "replace")).digest()
    return urlsafe_b64encode(digest)[:6].decode()


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8", "replace")).digest()
    return b32encode(digest).decode()[:12].lower()
