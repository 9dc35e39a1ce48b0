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
preprints so. A month alone is `DA  - 2024/09//`.
"""

from __future__ import annotations

from paper_archive.citation.citation import Citation


def ris(citation: Citation) -> str:
    """Return a RIS record, without a final line break."""
    lines = ["TY  - UNPB", f"TI  - {citation.title}"]
    lines += [f"AU  - {name.family_first}" for name in citation.names]
    if citation.published:
        lines.append(f"PY  - {citation.published[:4]}")
    if len(citation.published) > 4:
        month = "//" if len(citation.published) == 7 else ""
        lines.append(f"DA  - {citation.published.replace('-', '/')}{month}")
    if citation.arxiv_id:
        lines += ["PB  - arXiv", "DB  - arXiv", f"AN  - {citation.arxiv_id}"]
        lines.append(f"DO  - {citation.doi}")
    if citation.url:
        lines.append(f"UR  - {citation.url}")
    lines.append("ER  - ")
    return "\n".join(lines)
