"""RIS of a paper, which reference managers import.

    TY  - UNPB
    TI  - Birds and LLMs: 100% at Sea
    AU  - Lee, Ann B.
    PY  - 2024
    DA  - 2024/09/26
    PB  - arXiv
    DB  - arXiv
    AN  - 2409.17703
    DO  - 10.48550/arXiv.2409.17703
    UR  - https://arxiv.org/abs/2409.17703
    ER  -

A value is one line, so nothing needs escaping. UNPB is an unpublished work; Zotero reads and writes
preprints so. An article in a journal is JOUR, a paper in proceedings CONF, both with the venue in
T2; a preprint server is PB. A month alone is `DA  - 2024/09//`. Of a paper that is not on arXiv, DB
and AN are PubMed and its number there; C2 is the id of PubMed Central, as in EndNote; a paper has a
line UR for every further page.
"""

from __future__ import annotations

from paper_archive.citation.citation import Citation
from paper_archive.citation.publication import ARTICLE, POSTED, PROCEEDINGS, UNPUBLISHED

_TYPES = {ARTICLE: "JOUR", PROCEEDINGS: "CONF"}


def ris(citation: Citation) -> str:
    """Return a RIS record, without a final line break."""
    lines = [f"TY  - {_TYPES.get(citation.kind, 'UNPB')}", f"TI  - {citation.title}"]
    lines += [f"AU  - {name.family_first}" for name in citation.names]
    if citation.venue and citation.kind != POSTED:
        lines.append(f"T2  - {citation.venue}")
    if citation.published:
        lines.append(f"PY  - {citation.published[:4]}")
    if len(citation.published) > 4:
        month = "//" if len(citation.published) == 7 else ""
        lines.append(f"DA  - {citation.published.replace('-', '/')}{month}")
    if citation.kind == POSTED:
        lines.append(f"PB  - {citation.venue}")
    if citation.arxiv_id:
        if citation.kind == UNPUBLISHED:
            lines.append("PB  - arXiv")
        lines += ["DB  - arXiv", f"AN  - {citation.arxiv_id}"]
    elif pmid := citation.id("pmid"):
        lines += ["DB  - PubMed", f"AN  - {pmid}"]
    if citation.ids and (pmcid := citation.id("pmcid")):
        lines.append(f"C2  - {pmcid}")
    if citation.doi:
        lines.append(f"DO  - {citation.doi}")
    if citation.url:
        lines.append(f"UR  - {citation.url}")
    if citation.ids:
        lines += [f"UR  - {page}" for page in citation.more]
    lines.append("ER  - ")
    return "\n".join(lines)
