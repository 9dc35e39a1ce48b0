"""What an update changes on the pages of authors."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AuthorChanges:
    """The changes of an update on the pages of authors; empty where everything is drawn.

    `pages` are the source paths of pages of authors, of redirects to them and of lists by letter
    that may differ, `gone` of those that no longer exist. `papers` are the slugs of papers on whose
    pages the link of an author differs. `renamed` are the numbers of these authors.
    """

    pages: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()
    renamed: frozenset[int] = frozenset()


NO_AUTHOR_CHANGES = AuthorChanges()
