"""What the last build into a folder had: which papers are new, and which have changed.

Kept as `.cache/<hash of the site's folder>.json`, slug to a digest of the paper's record. The
cache may be deleted at any time: every paper is then new.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.model import Paper


@dataclass(frozen=True, slots=True)
class State:
    """The digests of the papers in one site folder."""

    file: Path
    papers: Mapping[str, str]

    @classmethod
    def load(cls, cache: Path, site: Path) -> State:
        """Read the state of `site`; empty where there is none, or the site itself is gone."""
        name = hashlib.sha256(str(site.resolve()).encode()).hexdigest()[:16]
        file = cache / f"{name}.json"
        try:
            papers = json.loads(file.read_text("utf-8")) if (site / "index.html").exists() else {}
        except (OSError, ValueError):
            papers = {}
        return cls(file, papers if isinstance(papers, dict) else {})

    def compare(self, papers: Iterable[Paper]) -> tuple[int, int]:
        """Return how many papers are new since, and how many have changed."""
        new = changed = 0
        for paper in papers:
            before = self.papers.get(paper.slug)
            new += before is None
            changed += before is not None and before != _digest(paper)
        return new, changed

    def save(self, papers: Iterable[Paper]) -> None:
        """Remember the papers for the next build."""
        digests = {paper.slug: _digest(paper) for paper in papers}
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(json.dumps(digests), "utf-8")


def _digest(paper: Paper) -> str:
    # Not its sources: a listing that is renamed changes no paper.
    record = (
        paper.title,
        paper.abstract,
        [day.isoformat() for day in paper.days],
        paper.undated,
        paper.authors,
        paper.arxiv_id,
        paper.tags,
    )
    return hashlib.sha256(json.dumps(record).encode()).hexdigest()[:16]
