"""The archive of a store decodes only the papers that are asked for."""

from __future__ import annotations

import pytest
from paper_archive.store.store import Store
from paper_archive.store.stored_archive import StoredArchive

from tests.pages.papers import catalog, paper


def test_a_paper_is_found_among_others_without_decoding_them(tmp_path) -> None:
    names = [f"bird-{n}" for n in range(5)]
    built = catalog([paper(name) for name in names]).archive.store
    path = tmp_path / "archive"
    built.db.execute("COMMIT")
    built.db.execute("VACUUM INTO ?", (str(path),))
    store = Store.open(path)
    day = StoredArchive(store).days[0]
    third = day.papers[2]
    assert day.papers.index(third) == 2 and day.papers[1:].index(third) == 1
    # All others are unreadable now, so whoever decodes one fails.
    store.db.execute("UPDATE records SET paper_record = ''")
    assert day.papers.index(third) == 2
    for other in (paper("no-such-bird"), day):
        with pytest.raises(ValueError):
            day.papers.index(other)
    with pytest.raises(ValueError):
        day.papers[3:].index(third)
