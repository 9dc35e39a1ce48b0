"""Files of the index: scripts that pass an id, which has a hash of the contents, and a value."""

from __future__ import annotations

import hashlib
import json
from base64 import b32encode
from collections.abc import Generator, Iterable
from itertools import islice

FORMAT = 4
FOLDER = "search"
SHARDS_A_GROUP = 128
MANIFEST = "manifest"
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_OPENING = 'paperArchive.shard("'

File = tuple[str, bytes]


def encoded(value: object) -> str:
    """Return a value as JSON that is also valid in a script."""
    text = _JSON.encode(value)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def file(name: str, payload: str) -> File:
    """Return the file of an id as its path in the site and its bytes."""
    script = f'{_OPENING}{name}",{payload})\n'
    return path(name), script.encode("utf-8", "replace")


def path(name: str) -> str:
    """Return the path in the site of the file of an id."""
    return f"{FOLDER}/{name}.js"


def payload(script: str, name: str) -> object:
    """Return the value in the file of an id. Raises ValueError for any other file."""
    opening, _, rest = script.partition('",')
    if opening != _OPENING + name or not rest.endswith(")\n"):
        raise ValueError("it is no file of the search")
    return json.loads(rest[:-2])


def single(value: object) -> Generator[File, None, str]:
    """Yield the file of one value, and return its id."""
    text = encoded(value)
    name = _hash([text])
    yield file(name, text)
    return name


def group(payloads: list[str]) -> Generator[File, None, str]:
    """Yield the files of a group of shards, and return the id of the group."""
    name = _hash(payloads)
    yield from (file(f"{name}/{n}", text) for n, text in enumerate(payloads))
    return name


def grouped(payloads: Iterable[str]) -> Generator[File, None, list[str]]:
    """Yield the files of shards, and return the ids of their groups."""
    waiting = iter(payloads)
    groups = []
    while some := list(islice(waiting, SHARDS_A_GROUP)):
        groups.append((yield from group(some)))
    return groups


def _hash(payloads: list[str]) -> str:
    digest = hashlib.blake2b(digest_size=10)
    for text in payloads:
        digest.update(text.encode("utf-8", "replace"))
        digest.update(b"\n")
    # In lower case, because some disks ignore the case of names.
    return b32encode(digest.digest()).decode().lower()[:12]
