"""Decides which stored papers new entries may change: those connected with them by names.

A name is an id, a title or a slug. The store keeps the names of papers as hashes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from paper_archive.archive.addresses import Claim
from paper_archive.archive.curation import Curation
from paper_archive.store.store import Store


def names_of(claims: Iterable[Claim]) -> Iterator[int]:
    """Yield the hashed names through which another entry could be connected with claims."""
    for claim in dict.fromkeys(claims):
        # Titles with the same key have the same letters too.
        yield name_hash(claim.letters)
        yield name_hash(claim.slug)
        yield from map(name_hash, claim.hashed_slugs)
        if claim.arxiv_id:
            yield name_hash(claim.arxiv_id)
        yield from map(name_hash, claim.ids)


def name_hash(text: str) -> int:
    """Return the hash of a name. If two names collide, an update only merges more papers again."""
    hashed = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(hashed, "big", signed=True)


def connected_papers(store: Store, files: Iterable[str], names: Iterable[int]) -> set[int]:
    """Return the ids of papers that have entries in these files or one of these names, and of all
    papers that share a name with one of them, directly or through others."""
    connected: set[int] = set()
    seen: set[int] = set()
    papers = {paper_id for file in files for paper_id in store.papers_of_file(file)}
    waiting = set(names)
    while papers or waiting:
        seen |= waiting
        papers |= {paper_id for name in waiting for paper_id in store.papers_of_name(name)}
        papers -= connected
        connected |= papers
        waiting = {name for paper_id in papers for name in store.names(paper_id)} - seen
        papers = set()
    return connected


def curated_names(curation: Curation) -> set[int]:
    """Return the hashed names of papers that a curation mentions."""
    texts = {entry.paper.text for entry in curation.papers}
    texts |= {entry.arxiv_id.text for entry in curation.papers if entry.arxiv_id}
    texts |= {name.text for names in curation.merges for name in names}
    texts |= {split.paper.text for split in curation.splits}
    texts |= {name.text for r in curation.redirects for name in (r.slug, r.paper)}
    return {name_hash(text) for text in texts}


def store_curated_names(store: Store, curation: Curation) -> None:
    """Store a curation and its names, so that the next update notices a change of it."""
    store.set_fact("curation", repr(curation))
    store.set_fact("curated", json.dumps(sorted(curated_names(curation))))


def former_curated_names(store: Store) -> list[int]:
    """Return the hashed names in the curation of the last update."""
    numbers: list[int] = json.loads(store.fact("curated") or "[]")
    return numbers
