"""Answers of sources, as they write them, with papers of our own words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

ABSTRACT = "{0} is what we study here, by day and by night, and what we find is of use to all. " * 2
NAMESPACES = (
    'xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"'
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of arXiv as its feeds and its API have it."""

    id: str
    title: str
    kind: str = "new"
    version: int = 1
    categories: tuple[str, ...] = ("cs.CL",)
    submitted: datetime = datetime(2025, 3, 12, 12, tzinfo=UTC)


def _announcement(paper: Paper) -> str:
    abstract = ABSTRACT.format(paper.title)
    return f"arXiv:{paper.id}v{paper.version} Announce Type: {paper.kind} \nAbstract: {abstract}"


def batch(day: date, *papers: Paper, announced: date | None = None) -> bytes:
    """arXiv's Atom feed of a category, of a day; its papers may say that they are of another."""
    entries = "".join(
        f"""<entry>
  <id>oai:arXiv.org:{paper.id}v{paper.version}</id><title>{paper.title}</title>
  <updated>{day}T04:00:19.899254+00:00</updated>
  <link href="https://arxiv.org/abs/{paper.id}" rel="alternate" type="text/html"/>
  <summary>{_announcement(paper)}</summary>
  {"".join(f'<category term="{each}"/>' for each in paper.categories)}
  <published>{announced or day}T00:00:00-04:00</published>
  <arxiv:announce_type>{paper.kind}</arxiv:announce_type>
  <dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>
  <dc:creator>Ann Lee, Bo Ray</dc:creator>
</entry>
"""
        for paper in papers
    )
    return f"""<?xml version='1.0' encoding='UTF-8'?>
<feed {NAMESPACES}>
  <id>http://rss.arxiv.org/atom/cs.CL</id><title>cs.CL updates on arXiv.org</title>
  <updated>{day}T04:00:19.866337+00:00</updated>
{entries}</feed>
""".encode()


def found(*papers: Paper, total: int | None = None, start: int = 0) -> bytes:
    """A page of arXiv's API."""
    entries = "".join(
        f"""<entry>
  <id>http://arxiv.org/abs/{paper.id}v{paper.version}</id><title>{paper.title}</title>
  <updated>{paper.submitted:%Y-%m-%dT%H:%M:%SZ}</updated>
  <link href="https://arxiv.org/abs/{paper.id}v{paper.version}" rel="alternate" type="text/html"/>
  <summary>{ABSTRACT.format(paper.title)}</summary>
  {"".join(f'<category term="{each}"/>' for each in paper.categories)}
  <published>{paper.submitted:%Y-%m-%dT%H:%M:%SZ}</published>
  <arxiv:comment>12 pages</arxiv:comment>
  <arxiv:journal_ref>Journal of Birds 7 (2025)</arxiv:journal_ref>
  <arxiv:primary_category term="{paper.categories[0]}"/>
  <author><name>Ann Lee</name></author><author><name>Bo Ray</name></author>
  <arxiv:doi>10.1000/{paper.id}</arxiv:doi>
</entry>
"""
        for paper in papers
    )
    return f"""<?xml version='1.0' encoding='UTF-8'?>
<feed {NAMESPACES}>
  <id>https://arxiv.org/api/x</id><title>arXiv Query</title><updated>2025-03-14T05:00:00Z</updated>
  <opensearch:itemsPerPage>500</opensearch:itemsPerPage>
  <opensearch:totalResults>{len(papers) if total is None else total}</opensearch:totalResults>
  <opensearch:startIndex>{start}</opensearch:startIndex>
{entries}</feed>
""".encode()


NOTHING_FOUND = found()


def preprint(day: date, doi: str, title: str, version: int = 1, category: str = "ecology") -> dict:
    """A preprint of bioRxiv's API."""
    return {
        "doi": doi,
        "title": title,
        "authors": "Lee, A.; Ray, B.",
        "author_corresponding": "Ann Lee",
        "author_corresponding_institution": "Coast University",
        "date": str(day),
        "version": str(version),
        "type": "new results",
        "license": "cc_by",
        "category": category,
        "jatsxml": "https://www.biorxiv.org/content/early/x.source.xml",
        "abstract": ABSTRACT.format(title),
        "published": "NA",
        "server": "bioRxiv",
    }


def preprints(*items: dict, cursor: int = 0, total: int | None = None) -> bytes:
    """A page of bioRxiv's API."""
    message = {
        "status": "ok",
        "cursor": cursor,
        "count": len(items),
        "count_new_papers": str(len(items)),
        "total": str(len(items) if total is None else total),
    }
    return json.dumps({"messages": [message], "collection": items}).encode()


NO_PREPRINTS = b'{"messages": [{"status": "no posts found"}], "collection": []}'


def rss(titles: Sequence[str], built: date | None = None) -> bytes:
    """The RSS feed of a journal."""
    items = "".join(
        f"<item><title>{title}</title><link>https://journal.example/{n}</link>"
        f"<description>{ABSTRACT.format(title)}</description>"
        f"<dc:creator>Ann Lee</dc:creator><dc:identifier>doi:10.1000/j.{title[:5].strip()}"
        f"</dc:identifier></item>\n"
        for n, title in enumerate(titles)
    )
    date_of = f"<lastBuildDate>{built:%a, %d %b %Y} 06:00:00 GMT</lastBuildDate>" if built else ""
    return (
        f'<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>Journal of Birds</title>{date_of}\n{items}</channel></rss>\n"
    ).encode()
