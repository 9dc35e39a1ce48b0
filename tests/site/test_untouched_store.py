"""A store that nobody touched since the last build is not read as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from paper_archive.file_status import is_settled
from paper_archive.site.state import State
from paper_archive.store.store_file import StoreFile

from tests.site.run import built_from_a_line, invoke


def test_its_trace_stands_for_its_checksum(tmp_path: Path) -> None:
    listing, arguments, settings = built_from_a_line(tmp_path)
    state = State.load(settings.cache, settings.site_dir)
    path = state.path("archive")
    while not is_settled(path.stat().st_ctime_ns):
        pass
    trace = StoreFile(path).trace()
    if not trace:
        pytest.skip("this system does not say since when it runs")
    # So small a store may not have been settled when the build ended.
    assert state.archive_trace in ("", trace)

    state.archive, state.archive_trace = "another checksum", trace
    state.save()
    listing.write_text('{"title": "Words", "abstract": "They fly."}\n')
    again = invoke(*arguments)
    assert (again.returncode, again.stderr) == (0, "")
    # The build wrote into the store, whose checksum is its own now.
    assert State.load(settings.cache, settings.site_dir).archive == StoreFile(path).checksum()
