"""RIS of a paper, which reference managers import.

    TY  - GEN
    TI  - Birds and LLMs: 100% at Sea
    AU  - Lee, Ann B.
    PY  - 2024
    DA  - 2024/09/26
    DB  - arXiv
    AN  - 2409.17703
    UR  - https://arxiv.org/abs/2409.17703
    N1  - Listed 14 March 2025
    ER  -

A value is one line, so nothing needs escaping. RIS has no type for preprints; reference managers
write GEN. The browser writes the same records (`cite.js`).
"""

from __future__ import annotations

from paper_archive.citation.citation import Citation


def ris(citation: Citation) -> str:
    """Return a RIS record, without a final line break."""
    lines = ["TY  - GEN", f"TI  - {citation.title}"]
    lines += [f"AU  - {name.family_first}" for name in citation.names]
    if citation.published:
        lines.append(f"PY  - {citation.published[:4]}")
    if len(citation.published) > 4:
        lines.append(f"DA  - {citation.published.replace('-', '/')}")
    if citation.arxiv_id:
        lines += ["DB  - arXiv", f"AN  - {citation.arxiv_id}"]
    if citation.url:
        lines.append(f"UR  - {citation.url}")
    if citation.listed:
        lines.append(f"N1  - {citation.note}")
    lines.append("ER  - ")
    return "\n".join(lines)
