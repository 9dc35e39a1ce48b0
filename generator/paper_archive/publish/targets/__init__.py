"""The kinds of targets, and which of them a text names. A new kind is a module here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from paper_archive.publish.target import Target

EXPECTED = (
    "a folder, user@host:path, ssh://user@host:port/path, rsync://host/module/path or "
    "s3://bucket/prefix"
)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
# As rsync reads targets: a colon before the first slash. One letter is a drive of Windows.
_REMOTE = re.compile(r"[^/:]{2,}:")


class NotUnderstood(Exception):
    """A text names no target; the text of this says why."""


def opened(text: str, site: Path, variables: Mapping[str, str], endpoint: str = "") -> Target:
    """Return the target that a text names, without connecting to it.

    `variables` are those of the environment, `endpoint` is the address of an object store. Raises
    NotUnderstood for a text that names no target, and `errors.Refused` for a target that cannot be
    used.
    """
    scheme = match[1].lower() if (match := _SCHEME.match(text)) else ""
    if endpoint and scheme != "s3":
        raise NotUnderstood("--endpoint is for object stores: s3://bucket/prefix")
    if scheme == "s3":
        from paper_archive.publish.targets.s3 import ObjectStore

        parts = urlsplit(text)
        if not parts.netloc or parts.query or parts.fragment or "@" in parts.netloc:
            raise NotUnderstood(f"'{text}' names no bucket: s3://bucket/prefix")
        return ObjectStore(parts.netloc, parts.path.strip("/"), endpoint, variables)
    if scheme in ("ssh", "rsync") or (not scheme and _REMOTE.match(text)):
        from paper_archive.publish.targets.rsync import Rsync

        return Rsync(text, variables)
    if scheme == "file":
        parts = urlsplit(text)
        if parts.netloc not in ("", "localhost") or not parts.path:
            raise NotUnderstood(f"'{text}' names no folder: file:///srv/www/papers")
        return _folder(Path(unquote(parts.path)), site)
    if scheme:
        raise NotUnderstood(f"'{scheme}://' is no kind of target; give {EXPECTED}")
    return _folder(Path(text).expanduser(), site)


def _folder(path: Path, site: Path) -> Target:
    from paper_archive.publish.targets.folder import Folder

    return Folder(path, site)
