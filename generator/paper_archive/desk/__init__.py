"""The reader's desk: what the browser needs to keep a reader's papers, marks, notes and follows.

Nothing of a reader is in the site. `archive_facts` writes what the scripts must know of the
archive, `recent_days` by what they tell new papers, and `scripts` joins the scripts, which are in
`site_src/theme/assets/desk/`.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path

from paper_archive.catalog import Catalog
from paper_archive.desk.archive_facts import facts_file
from paper_archive.desk.recent_days import recent_file
from paper_archive.desk.scripts import script_files


def desk_files(
    catalog: Catalog, templates: Sequence[Path]
) -> Generator[tuple[str, bytes | None], None, None]:
    """Yield the files of the desk; `templates` are the folders of templates, those that prevail
    first.

    Raises OSError if a script cannot be read.
    """
    yield from script_files(templates)
    yield facts_file(catalog)
    yield recent_file(catalog)
