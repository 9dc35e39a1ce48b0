"""Digests of a few papers, for tests of mail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from email.headerregistry import Address

from paper_archive.mail.day_digest import Digest, day_digest
from paper_archive.model import Paper

from tests.exports.archives import catalog

SENDER = Address(addr_spec="archive@example.org")
READER = Address(addr_spec="reader@example.net")
DAY = date(2025, 3, 14)


def digest_of(*papers: Paper, tags: Sequence[str] = (), **options: str) -> Digest | None:
    archive = catalog(*papers, **options)
    return day_digest(archive, archive.archive.day(DAY), tags)


def made(*papers: Paper, tags: Sequence[str] = (), **options: str) -> Digest:
    digest = digest_of(*papers, tags=tags, **options)
    assert digest is not None
    return digest
