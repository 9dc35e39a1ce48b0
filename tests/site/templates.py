"""Templates of themes, compiled once in a process: MkDocs compiles them anew for every build."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import jinja2
import pytest
from jinja2.bccache import Bucket
from mkdocs.theme import Theme


class Compiled(jinja2.BytecodeCache):
    """What templates compile to, by name and file. Jinja compares their texts' checksums."""

    def __init__(self) -> None:
        self._codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._codes.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key] = bucket.bytecode_to_string()


@contextmanager
def compiled_once() -> Iterator[None]:
    """Give every theme's environment one cache."""
    compiled, make = Compiled(), Theme.get_env

    def with_cache(theme: Theme) -> jinja2.Environment:
        environment = make(theme)
        environment.bytecode_cache = compiled
        return environment

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Theme, "get_env", with_cache)
        yield
