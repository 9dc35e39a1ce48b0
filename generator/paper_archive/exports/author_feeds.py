"""The feeds of authors and organisations, in Atom.

    authors/<slug>.xml          the newest 5 papers of an author who has at least 10
    organisations/<slug>.xml    those of an organisation

An entry has the title, the gist, the tags, and links to arXiv and to the code. It has neither the
abstract nor the other authors: the author of the feed stands for them all. There is no JSON Feed:
an archive has a feed for every eighth paper, and most of its papers are in several.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.exports.atom import SUFFIX, atom, atom_entry
from paper_archive.exports.export import Export, ExportResult, ReadFile
from paper_archive.exports.feed import Feed, FeedEntry, paper_id
from paper_archive.exports.feeds import Entries, paper_address
from paper_archive.model import Paper
from paper_archive.store.authors import FEED_FROM, FOLDERS, Author
from paper_archive.store.update import Changes
from paper_archive.text.gist import gist_text
from paper_archive.text.lead import shown_title

MOST = 5


def exports(catalog: Catalog, changes: Changes | None = None) -> Iterator[Export]:
    """Yield the files of all feeds; none without a site address.

    With `changes`, the files that stay as they are come in one export: most authors have no new
    paper.
    """
    if not catalog.site_url:
        return
    entries: Entries = {}
    for folder in FOLDERS:
        slugs = catalog.authors.all_slugs(folder, FEED_FROM)
        differ = slugs if changes is None else [s for s in slugs if _differs(folder, s, changes)]
        of_slugs = [[slug] for slug in differ]
        if same := sorted(set(slugs).difference(differ)):
            of_slugs.append(same)
        for some in of_slugs:
            make = partial(_files, catalog, folder, some, entries)
            paths = tuple(f"{urls.author_feed(folder, slug)}.{SUFFIX}" for slug in some)
            yield Export(paths, make, differs=partial(_any_differs, folder, some))


def _files(
    catalog: Catalog, folder: str, slugs: Sequence[str], entries: Entries, _: ReadFile
) -> ExportResult:
    authors = filter(None, (catalog.authors.at(folder, slug) for slug in slugs))
    feeds = (author_feed(catalog, author, entries) for author in authors)
    return ExportResult({f"{feed.path}.{SUFFIX}": atom(feed) for feed in feeds})


def _any_differs(folder: str, slugs: Iterable[str], changes: Changes) -> bool:
    return any(_differs(folder, slug, changes) for slug in slugs)


def _differs(folder: str, slug: str, changes: Changes) -> bool:
    return changes.everything or urls.author(folder, slug) in changes.authors.pages


def author_feed(catalog: Catalog, author: Author, entries: Entries) -> Feed:
    """Return the feed of an author's newest papers; undated ones and revisions are not new."""
    new: list[Paper] = []
    for paper in catalog.authors.papers_of(author.number):
        if len(new) == MOST or not paper.first_day:
            break
        new += [] if paper.is_revision else [paper]
    return Feed(
        urls.author_feed(author.folder, author.slug),
        urls.html(urls.author(author.folder, author.slug)),
        f"{author.name} - {catalog.site_name}",
        f"New papers: {author.name}",
        catalog.site_name,
        catalog.site_url,
        tuple(_entry(paper, catalog, entries) for paper in new),
        author=author.name,
    )


def _entry(paper: Paper, catalog: Catalog, entries: Entries) -> FeedEntry:
    if (known := entries.get(paper.slug)) is None:
        day = paper.days[0]
        written = atom_entry(
            *(paper_id(paper), shown_title(paper.title), paper_address(paper, catalog), day, ""),
            categories=[catalog.tags[tag].title for tag in paper.tags],
            arxiv=f"https://arxiv.org/abs/{paper.arxiv_id}" if paper.arxiv_id else "",
            code=paper.code,
            summary=gist_text(paper.abstract, paper.gist),
        )
        known = entries[paper.slug] = FeedEntry(day, written, "")
    return known
