"""An object store that speaks S3: Amazon's, Cloudflare R2, MinIO, Garage, Ceph …

    s3://bucket/prefix     the bucket must exist; without a prefix the site is all of it

Keys, region and address come from the variables of the environment and the files that all
programs for S3 read (`aws_files.py`). Objects are written whole. What a store says of an object,
its type and how long it may be kept, is sent with it (`headers.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from datetime import timedelta
from hashlib import md5
from itertools import islice
from pathlib import Path
from typing import Any

from paper_archive.paths import contents
from paper_archive.publish.built_files import BuiltFile
from paper_archive.publish.errors import Refused
from paper_archive.publish.headers import VERSION, cache_control, content_type
from paper_archive.publish.target import Held
from paper_archive.publish.targets.aws_files import from_files

MISSING = "an object store needs obstore: pip install 'paper-archive[s3]'"
AT_ONCE = 16  # uploads
_CHUNK = 1_000  # entries of a listing, and names of one request to delete
# Larger files are sent in parts; their ETag is no checksum.
_IN_PARTS = 64 << 20
_RETRIES: Any = {
    "max_retries": 6,
    "backoff": {
        "base": 2,
        "init_backoff": timedelta(milliseconds=200),
        "max_backoff": timedelta(seconds=10),
    },
    "retry_timeout": timedelta(minutes=3),
}
_CODE = re.compile(r"<Code>(\w+)</Code>")
_REASONS = {
    "AccessDenied": "permission denied: the key may not do this there",
    "InvalidAccessKeyId": "the store does not know this key (AWS_ACCESS_KEY_ID)",
    "SignatureDoesNotMatch": "the secret does not belong to the key (AWS_SECRET_ACCESS_KEY)",
    "InvalidToken": "the session token is not valid (AWS_SESSION_TOKEN)",
    "ExpiredToken": "the session has expired; sign in again",
    "NoSuchBucket": "there is no such bucket; create it first",
    "InvalidBucketName": "this is no name of a bucket",
    "PermanentRedirect": "the bucket is in another region; set AWS_REGION",
    "AuthorizationHeaderMalformed": "the bucket is in another region; set AWS_REGION",
    "RequestTimeTooSkewed": "the clock of this computer is wrong",
}
_PARTS = (
    ("NoSuchBucket", _REASONS["NoSuchBucket"]),
    ("InstanceCredential", "there are no keys; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"),
    ("169.254.169.254", "there are no keys; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"),
    ("dns error", "its host is not known; check --endpoint and the region"),
    ("onnection refused", "nobody answers there; check --endpoint"),
    ("certificate", "its certificate is not valid"),
    ("403 Forbidden", _REASONS["AccessDenied"]),
    ("error sending request", "it cannot be reached; check --endpoint and the network"),
)
_MOST_SAID = 300


class ObjectStore:
    """A bucket, or what is below a prefix in it."""

    headers = VERSION
    on_line = None

    def __init__(
        self, bucket: str, prefix: str, endpoint: str, variables: Mapping[str, str]
    ) -> None:
        """Take a bucket; nothing is asked of it yet. Raises Refused."""
        self.name = f"s3://{bucket}/{prefix}".rstrip("/")
        try:
            import obstore
            from obstore.store import S3Store
        except ImportError as error:
            raise Refused(MISSING) from error
        self._obstore: Any = obstore
        config: Any = from_files(variables)
        for name, ours in (("AWS_REGION", "region"), ("AWS_DEFAULT_REGION", "region")):
            if variables.get(name):
                config[ours] = variables[name]
                break
        if variables.get("AWS_ACCESS_KEY_ID"):
            # A key of the environment has no token of a file.
            for name in ("access_key_id", "secret_access_key", "session_token"):
                config.pop(name, None)
        address = (
            endpoint
            or variables.get("AWS_ENDPOINT_URL_S3")
            or variables.get("AWS_ENDPOINT_URL")
            or config.get("endpoint", "")
        )
        if address:
            if not address.startswith(("http://", "https://")):
                raise Refused(f"'{address}' is no address of an object store: https://…")
            config["endpoint"] = address.rstrip("/")
        self._secrets = [
            value
            for value in (
                *(config.get(name, "") for name in ("secret_access_key", "session_token")),
                *(variables.get(name, "") for name in
                  ("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_TOKEN")),
            )
            if value
        ]  # fmt: skip
        with self._reporting():
            self._store = S3Store(
                bucket,
                prefix=prefix or None,
                config=config,
                client_options={"allow_http": address.startswith("http://")},
                retry_config=_RETRIES,
            )

    def held(self) -> Mapping[str, Held]:
        with self._reporting():
            return {
                entry["path"]: Held(
                    entry["size"], entry["last_modified"].timestamp(), entry["e_tag"] or ""
                )
                for entries in self._obstore.list(self._store, chunk_size=_CHUNK)
                for entry in entries
            }

    def is_leftover(self, path: str) -> bool:
        return False  # An object is there whole or not at all.

    def read(self, paths: Sequence[str]) -> Mapping[str, bytes]:
        found = {}
        for path in paths:
            with self._reporting():
                try:
                    found[path] = bytes(self._obstore.get(self._store, path).bytes())
                except FileNotFoundError:
                    continue
        return found

    def write(self, path: str, data: bytes) -> None:
        self._put(path, data, in_parts=False)

    def same(self, files: Sequence[BuiltFile], held: Mapping[str, Held]) -> set[str]:
        # Where an ETag is no MD5, as of encrypted objects, the file is sent again.
        return {
            file.path
            for file in files
            if held[file.path].tag.strip('"') == _md5(contents(file.source))
        }

    def send(self, files: Sequence[BuiltFile]) -> Iterator[str]:
        def sent(file: BuiltFile) -> str:
            in_parts = file.bytes > _IN_PARTS
            # obstore reads a large file itself, piece by piece.
            self._put(file.path, file.source if in_parts else contents(file.source), in_parts)
            return file.path

        return _at_once(sent, files)

    def delete(self, paths: Iterable[str]) -> None:
        rest = iter(paths)
        while several := list(islice(rest, _CHUNK)):
            with self._reporting():
                self._obstore.delete(self._store, several)

    def close(self) -> None:
        pass

    def _put(self, path: str, data: bytes | Path, in_parts: bool) -> None:
        said = {"Content-Type": content_type(path), "Cache-Control": cache_control(path)}
        with self._reporting():
            self._obstore.put(self._store, path, data, attributes=said, use_multipart=in_parts)

    @contextmanager
    def _reporting(self) -> Iterator[None]:
        try:
            yield
        except (self._obstore.exceptions.BaseError, OSError, ValueError) as error:
            raise Refused(f"{self.name}: {self._reason(str(error))}") from None

    def _reason(self, said: str) -> str:
        if (code := _CODE.search(said)) and code[1] in _REASONS:
            return _REASONS[code[1]]
        for part, reason in _PARTS:
            if part in said:
                return reason
        for secret in self._secrets:
            said = said.replace(secret, "…")
        # The rest is how the library names its errors.
        return " ".join(said.partition("Debug source:")[0].split())[:_MOST_SAID]


def _md5(data: bytes) -> str:
    return md5(data, usedforsecurity=False).hexdigest()


def _at_once(work: Callable[[BuiltFile], str], files: Sequence[BuiltFile]) -> Iterator[str]:
    """Do the work for several files at a time, and stop at the first that fails."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        tasks = [pool.submit(work, file) for file in files]
        try:
            for task in as_completed(tasks):
                yield task.result()
        finally:
            pool.shutdown(cancel_futures=True)
