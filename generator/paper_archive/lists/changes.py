"""Which shared lists an update touches: those that differ, and those of papers that do.

The store remembers a checksum of each list with its papers, and the outline their number.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

from paper_archive.lists.shared_list import SharedList
from paper_archive.store.outline import store_lists
from paper_archive.store.store import Store
from paper_archive.store.update import Changes

FACT = "lists"


def update_lists(store: Store, changes: Changes, lists: Sequence[SharedList]) -> Changes:
    """Remember the lists; return the changes with those of lists."""
    if not lists and not changes.before.lists:
        return changes
    before: dict[str, str] = json.loads(store.fact(FACT) or "{}")
    now = {each.id: _checksum(each) for each in lists}
    touched = {each.id for each in lists if before.get(each.id) != now[each.id]}
    touched |= {
        each.id
        for each in lists
        if not changes.slugs.isdisjoint(listed.slug for listed in each.papers)
    }
    if now != before:
        store.set_fact(FACT, json.dumps(now))
    counts = {each.id: len(each.papers) for each in lists}
    after = store_lists(store, changes.after, counts)
    return replace(changes, lists=frozenset(touched | (before.keys() - now.keys())), after=after)


def _checksum(shared: SharedList) -> str:
    return blake2b(repr(shared).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
