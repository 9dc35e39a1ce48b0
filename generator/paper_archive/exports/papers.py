"""The papers as data: a file of JSON lines per month of first listing, packed with gzip.

    api/papers/2025-03.jsonl.gz      api/papers/undated.jsonl.gz

A line is a paper; lines are in order of first listing:

    {"slug": "birds-at-sea", "title": "Birds at Sea", "abstract": "…", "id": "2409.17703",
     "authors": ["Ann B. Lee"], "date": "2025-03-14", "days": ["2025-03-14", "2025-04-02"], …}

`schemas/paper.json` describes all fields; unknown ones are left out. Withdrawn papers are not
included, nor are the names of listings' files, which belong to the machine that built the site.
Fields have the same names as in the JSON lines that the generator reads
(`listing/forms/json_lines.py`), so an archive can read the data of another as listings. The file of
a past month changes only if one of its papers does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from paper_archive.catalog import Catalog
from paper_archive.exports.export import Export, ExportResult, ReadFile, Shared
from paper_archive.exports.facts import json_fields
from paper_archive.exports.packing import gzipped
from paper_archive.model import NO_FACTS, Paper
from paper_archive.store.periods import Period, months
from paper_archive.text.json_text import encoded, long_text, text, texts

FOLDER = "api/papers"


def exports(catalog: Catalog) -> Iterator[Export]:
    """Yield the files of all months, and of the undated papers."""
    for period in months(catalog.archive):
        yield Export.shared((path(period),), partial(_work, catalog, period), period)


def path(period: Period) -> str:
    """Return the path of a month's file."""
    return f"{FOLDER}/{period.name}.jsonl.gz"


def _work(catalog: Catalog, period: Period, _: ReadFile) -> Shared:
    papers = tuple(period.of(catalog.archive))
    return Shared([partial(month_data, papers)], partial(_result, path(period)))


def _result(of_month: str, packed: Sequence[bytes]) -> ExportResult:
    return ExportResult({of_month: packed[0]})


def month_data(papers: Iterable[Paper]) -> bytes:
    """Return the file of the papers of a month, or of the undated ones."""
    return gzipped(encoded("".join(map(line, papers))))


def line(paper: Paper) -> str:
    """Return a paper as a line of JSON."""
    parts = [f'{{"slug":{text(paper.slug)},"title":{text(paper.title)}']
    if paper.abstract:
        parts.append(f'"abstract":{long_text(paper.abstract)}')
    if paper.arxiv_id:
        parts.append(f'"id":{text(paper.arxiv_id)}')
    if paper.authors:
        parts.append(f'"authors":{texts(paper.authors)}')
    elif paper.author_count:
        parts.append(f'"author_count":{paper.author_count}')
    if paper.days:
        days = [day.isoformat() for day in paper.days]
        parts.append(f'"date":{text(days[0])},"days":{texts(days)}')
    if paper.undated:
        parts.append('"undated":true')
    if paper.published:
        parts.append(f'"published":"{paper.published.isoformat()}"')
    if paper.organisation:
        parts.append(f'"organization":{text(paper.organisation)}')
    if paper.upvotes is not None:
        parts.append(f'"upvotes":{paper.upvotes}')
    if paper.tags:
        parts.append(f'"tags":{texts(paper.tags)}')
    if paper.links:
        parts.append(f'"links":{texts(paper.links)}')
    if paper.code:
        parts.append(f'"code":{text(paper.code)}')
    if paper.replaced:
        parts.append(f'"replaced":{texts(day.isoformat() for day in paper.replaced)}')
    if paper.cross_listed:
        parts.append(f'"cross_listed":{texts(day.isoformat() for day in paper.cross_listed)}')
    if paper.facts != NO_FACTS:
        parts += json_fields(paper.facts)
    return ",".join(parts) + "}\n"
