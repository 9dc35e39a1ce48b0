"""The facts of a site that all pages use, and the links built from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from html import escape
from typing import Any

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.pages.fragment import EMPTY, Fragment, page_link, same
from paper_archive.pages.item_parts import KeptParts
from paper_archive.text.link_templates import DEFAULT_LINKS, LinkTemplate


@dataclass(frozen=True, kw_only=True)
class Imprint:
    """The titles and short names of tags by id, the site's name and address, and the beginning
    of the address of a new issue about a paper.

    `site_url` ends in a slash; both addresses are "" if unknown. `links` lead to papers on other
    sites. Unlike a catalog, an imprint can be pickled and sent to worker processes.
    """

    tag_titles: Mapping[str, str]
    tag_shorts: Mapping[str, str]
    site_url: str
    site_name: str
    new_issue: str
    links: tuple[LinkTemplate, ...] = DEFAULT_LINKS

    @classmethod
    def of(cls, catalog: Catalog) -> Imprint:
        """Return the imprint of a catalog."""
        return cls(
            tag_titles=catalog.tag_titles,
            tag_shorts=catalog.tag_shorts,
            site_url=catalog.site_url,
            site_name=catalog.site_name,
            new_issue=catalog.new_issue,
            links=catalog.links,
        )

    def __getstate__(self) -> dict[str, Any]:
        # What it remembers stays here.
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def tag_link(self, tag_id: str, folder: str) -> Fragment:
        """Return a link to a tag's page from a page in `folder`."""
        return self._tag_link(self.tag_titles, tag_id, folder)

    def short_tag_link(self, tag_id: str, folder: str) -> Fragment:
        """Return the same with the tag's short name."""
        return self._tag_link(self.tag_shorts, tag_id, folder)

    def _tag_link(self, names: Mapping[str, str], tag_id: str, folder: str) -> Fragment:
        key = names[tag_id], tag_id, folder
        known = self._tag_links.get(key)
        if known is None:
            uri = urls.relative(urls.tag(tag_id), folder)
            known = self._tag_links[key] = page_link(names[tag_id], uri)
        return known

    def report_link(self, slug: str) -> Fragment:
        """Return a link to a new issue about a paper; empty without a repository.

        The issue names the paper by its slug, as corrections do.
        """
        before, after = self._report
        return same(f"{before}{slug}{after}") if before else EMPTY

    @cached_property
    def _report(self) -> tuple[str, str]:
        url = escape(self.new_issue)
        return (f'<a href="{url}', f'">{urls.REPORT}</a>') if url else ("", "")

    @cached_property
    def _tag_links(self) -> dict[tuple[str, str, str], Fragment]:
        return {}

    @cached_property
    def item_parts(self) -> KeptParts:
        """The parts of items that were drawn."""
        return KeptParts()
