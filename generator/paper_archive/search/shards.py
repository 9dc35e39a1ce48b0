"""Files of the index: a value in a script that says its id, which holds a hash of the contents."""

from __future__ import annotations

import hashlib
import json
from base64 import b32encode
from collections.abc import Generator, Iterable
from itertools import islice

FORMAT = 2
FOLDER = "search"
SHARDS_A_GROUP = 128
MANIFEST = "manifest"
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_OPENING = 'paperArchive.shard("'

File = tuple[str, bytes]


def encoded(value: object) -> str:
    """Return a value as JSON that is a script too."""
    text = _JSON.encode(value)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def file(name: str, payload: str) -> File:
    """Return the file of an id: its path in the site, and its bytes."""
    script = f'{_OPENING}{name}",{payload})\n'
    return path(name), script.encode("utf-8", "replace")


def path(name: str) -> str:
    """The path in the site of the file of an id."""
    return f"{FOLDER}/{name}.js"


def payload(script: str, name: str) -> object:
    """Return the value of the file of an id. Raises ValueError where it is none."""
    opening, _, rest = script.partition('",')
    if opening != _OPENING + name or not rest.endswith(")\n"):
        raise ValueError("it is no file of the search")
    return json.loads(rest[:-2])


def single(value: object) -> Generator[File, None, str]:
    """Yield the file of a value, and return its id."""
    text = encoded(value)
    name = _hash([text])
    yield file(name, text)
    return name


def grouped(payloads: Iterable[str]) -> Generator[File, None, list[str]]:
    """Yield the files of shards, and return the ids of their groups."""
    waiting = iter(payloads)
    groups = []
    while some := list(islice(waiting, SHARDS_A_GROUP)):
        groups.append(_hash(some))
        yield from (file(f"{groups[-1]}/{n}", text) for n, text in enumerate(some))
    return groups


def member(groups: list[str], number: int) -> str:
    """The id of a shard of `grouped`."""
    return f"{groups[number // SHARDS_A_GROUP]}/{number % SHARDS_A_GROUP}"


def _hash(payloads: list[str]) -> str:
    found = hashlib.blake2b(digest_size=10)
    for text in payloads:
        found.update(text.encode("utf-8", "replace"))
        found.update(b"\n")
    # In lower case: on some disks names that differ in case alone are one.
    return b32encode(found.digest()).decode().lower()[:12]
