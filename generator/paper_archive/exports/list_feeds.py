"""The feeds of shared lists, in Atom and JSON Feed.

    lists/<name>.xml, .json    the 50 papers that were added last

An entry has the note and the gist, and the day on which the paper was added to the list. Its id is
that of the paper in this list: what the list says of a paper is news also for those who know it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from html import escape

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.exports.atom import atom_entry
from paper_archive.exports.export import Export
from paper_archive.exports.feed import Feed, FeedEntry, archive_id
from paper_archive.exports.feeds import files, paper_address
from paper_archive.exports.json_feed import json_item
from paper_archive.lists.shared_list import ListedPaper, SharedList
from paper_archive.model import Paper
from paper_archive.store.update import Changes
from paper_archive.text.english import long_day
from paper_archive.text.gist import gist_text
from paper_archive.text.lead import shown_title


def exports(catalog: Catalog) -> Iterator[Export]:
    """Yield the files of all feeds; none without a site address."""
    if not catalog.site_url:
        return
    for shared in catalog.lists:
        make = partial(list_feed, catalog, shared)
        yield from files(urls.list_feed(shared.id), make, differs=partial(_differs, shared.id))


def _differs(list_id: str, changes: Changes) -> bool:
    return list_id in changes.lists


def list_feed(catalog: Catalog, shared: SharedList) -> Feed:
    """Return the feed of a list; it depends on the list and on its papers."""
    path = urls.list_feed(shared.id)
    page = urls.html(urls.shared_list(shared.id))
    listed = [shared.papers[place] for place in shared.newest]
    return Feed(
        path,
        page,
        f"{shared.title} - {catalog.site_name}",
        " ".join(shared.text.split()) or f"Papers of the list {shared.title}",
        catalog.site_name,
        catalog.site_url,
        tuple(_entry(each, each.day, path, page, catalog) for each in listed if each.day),
    )


def _entry(listed: ListedPaper, day: date, path: str, page: str, catalog: Catalog) -> FeedEntry:
    paper, address = _known(listed, catalog)
    gist = gist_text(paper.abstract, paper.gist)
    values = (
        archive_id(catalog.site_name, f"{path}:{paper.arxiv_id or paper.slug}"),
        shown_title(paper.title),
        address or f"{catalog.site_url}{page}",
        day,
        _content(listed, gist),
        paper.authors,
        [catalog.tags[tag].title for tag in paper.tags],
    )
    arxiv = f"https://arxiv.org/abs/{paper.arxiv_id}" if paper.arxiv_id else ""
    return FeedEntry(
        day,
        atom_entry(*values, arxiv=arxiv, code=paper.code, html=True, summary=gist),
        json_item(*values, arxiv=arxiv, code=paper.code, html=True, summary=gist),
    )


def _known(listed: ListedPaper, catalog: Catalog) -> tuple[Paper, str]:
    """Return a paper with the address of its page, here or elsewhere."""
    if listed.absent:
        return listed.absent.paper, listed.absent.address
    paper = catalog.archive.paper(listed.slug)
    return paper, paper_address(paper, catalog)


def _content(listed: ListedPaper, gist: str) -> str:
    said = ", ".join(
        filter(
            None,
            (
                long_day(listed.date) if listed.date else "",
                f"suggested by {listed.by}" if listed.by else "",
            ),
        )
    )
    note = "<br>".join(map(escape, listed.note.split("\n")))
    paragraphs = (note, escape(said[:1].upper() + said[1:]), escape(gist))
    return "".join(f"<p>{each}</p>" for each in paragraphs if each)
