"""The newest pages of lists as the last build wrote them, out of which an update takes items.

The state of the site has the checksums of their HTML, and the store those of their Markdown. A page
that somebody edited or damaged since has another one, and is not used.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.model import Page
from paper_archive.pages.kept_items import LastLists
from paper_archive.paths import contents
from paper_archive.site.publisher import Publisher
from paper_archive.site.state import checksum
from paper_archive.store.update import Changes

# The name of what is stored.
LISTS = "written lists"


class WrittenLists:
    """Reads what the last build wrote of the lists of a catalog, and notes what this one writes.

    `stored` are the checksums of the Markdown that the last build stored.
    """

    def __init__(self, catalog: Catalog, site: Publisher, pages_dir: Path, stored: bytes) -> None:
        self._site = site
        self._pages_dir = pages_dir
        self._before: dict[str, str] = json.loads(stored) if stored else {}
        newest = {urls.tag(tag.id) for tag in catalog.taxonomy.tags}
        newest |= {urls.topic(topic.id) for topic in catalog.topics}
        self._now: dict[str, str | None] = dict.fromkeys(newest)

    def last(self, changes: Changes) -> LastLists:
        """Return the lists of the last build; the site must be as that build left it."""
        return LastLists(self._read, {paper.slug for paper in (*changes.former, *changes.fresh)})

    def noting(self, pages: Iterable[Page]) -> Iterator[Page]:
        """Yield pages, and note the newest ones of lists."""
        for page in pages:
            if page.src_uri in self._now:
                self._now[page.src_uri] = checksum(page.markdown.encode("utf-8", "replace"))
            yield page

    def stored(self, *, is_update: bool) -> bytes:
        """Return the checksums of the newest pages, for the next build; in an update, pages that
        were not drawn are as they were."""
        before = self._before if is_update else {}
        sums = {path: new or before.get(path) for path, new in self._now.items()}
        return json.dumps({path: known for path, known in sorted(sums.items()) if known}).encode()

    def _read(self, src_uri: str) -> tuple[str, str] | None:
        html = urls.html(src_uri)
        try:
            both = contents(self._pages_dir / src_uri), contents(self._site.site / html)
        except OSError:
            return None
        if (*map(checksum, both),) != (self._before.get(src_uri), self._site.checksum(html)):
            return None
        markdown, of_site = (data.decode("utf-8") for data in both)
        return markdown, of_site
