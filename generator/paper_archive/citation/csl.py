"""CSL-JSON of a paper, which citation processors (Pandoc, Zotero) read: an object of

    {"id": "lee2024birds-2409.17703", "type": "article", "title": "Birds and LLMs: 100% at Sea",
     "author": [{"family": "Lee", "given": "Ann B."}, {"literal": "Plato"}],
     "issued": {"date-parts": [[2024, 9, 26]]}, "publisher": "arXiv", "number": "arXiv:2409.17703",
     "DOI": "10.48550/arXiv.2409.17703", "URL": "https://arxiv.org/abs/2409.17703"}

`article` is CSL's type of a preprint. An article in a journal is `article-journal`, a paper in
proceedings `paper-conference`, both with the venue in `container-title`; a preprint server is the
`publisher`. Ids of PubMed are `PMID` and `PMCID`. If the URL is that of the publication and not at
arXiv, the arXiv id is the `archive_location` in the `archive`. A file is an array of items.
"""

from __future__ import annotations

from paper_archive.citation.author_names import AuthorName
from paper_archive.citation.citation import Citation
from paper_archive.citation.publication import ARTICLE, POSTED, PROCEEDINGS, UNPUBLISHED
from paper_archive.text.json_text import text

_TYPES = {ARTICLE: "article-journal", PROCEEDINGS: "paper-conference"}


def csl(citation: Citation) -> str:
    """Return a CSL item as JSON; unknown fields are left out."""
    kind = _TYPES.get(citation.kind, "article")
    parts = [f'{{"id":{text(citation.key)},"type":"{kind}","title":{text(citation.title)}']
    if citation.authors:
        parts.append(f'"author":[{",".join(map(_name, citation.names))}]')
    if citation.venue and citation.kind != POSTED:
        parts.append(f'"container-title":{text(citation.venue)}')
    if citation.published:
        days = ",".join(str(int(part)) for part in citation.published.split("-"))
        parts.append(f'"issued":{{"date-parts":[[{days}]]}}')
    if citation.kind == POSTED:
        parts.append(f'"publisher":{text(citation.venue)}')
    if citation.arxiv_id and citation.kind == UNPUBLISHED:
        parts.append(f'"publisher":"arXiv","number":{text("arXiv:" + citation.arxiv_id)}')
    elif citation.arxiv_id and citation.ids and not citation.is_at_arxiv:
        parts.append(f'"archive":"arXiv","archive_location":{text(citation.arxiv_id)}')
    if citation.doi:
        parts.append(f'"DOI":{text(citation.doi)}')
    for scheme, value in citation.ids:
        if scheme in ("pmcid", "pmid"):
            parts.append(f'"{scheme.upper()}":{text(value)}')
    if citation.url:
        parts.append(f'"URL":{text(citation.url)}')
    return ",".join(parts) + "}"


def _name(name: AuthorName) -> str:
    if not name.given:
        return f'{{"literal":{text(name.family)}}}'
    suffix = f',"suffix":{text(name.suffix)}' if name.suffix else ""
    return f'{{"family":{text(name.family)},"given":{text(name.given)}{suffix}}}'
