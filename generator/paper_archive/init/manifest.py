"""What `init` and `upgrade` wrote into an archive: `.paper-archive.json`.

    {"version": "0.2.0", "host": "github", "files": {".gitignore": "<sha256>", …}}

It tells `upgrade` which files their owner has changed since, and where the archive is published. An
archive without `host` is on GitHub. The checksum of a text is that of its lines, because git may
change their ends; that of a wheel is that of its bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from paper_archive.model import InputError, Problem

PATH = ".paper-archive.json"
GITHUB, GITLAB, NONE = HOSTS = ("github", "gitlab", "none")
Contents = str | bytes
_VERSION = re.compile(r"[0-9][0-9a-z.+!-]{0,99}")


@dataclass(frozen=True, slots=True)
class Record:
    """The version that wrote the files, the checksums of these by path, and the host."""

    version: str
    files: Mapping[str, str]
    host: str = GITHUB

    @classmethod
    def read(cls, archive: Path) -> Record:
        """Read an archive's record. Raises InputError if there is none or it is damaged."""
        file = archive / PATH
        if not file.exists():
            what = f"is no archive that `paper-archive init` created: it has no {PATH}"
            raise InputError(Problem(str(archive), 0, what, "name the folder of an archive"))
        if not file.is_file():  # A pipe would be waited for.
            raise _damaged(file, "is no file")
        try:
            record = json.loads(file.read_bytes())
        except OSError as error:
            raise _damaged(file, f"cannot be read: {error.strerror}") from error
        except (ValueError, RecursionError) as error:
            raise _damaged(file, "is no JSON") from error
        if not isinstance(record, dict):
            raise _damaged(file, "is no object of JSON")
        version, files = record.get("version"), record.get("files")
        host = record.get("host", GITHUB)
        if not isinstance(version, str) or not _VERSION.fullmatch(version):
            raise _damaged(file, "does not say which version wrote it")
        if not isinstance(files, dict) or not all(isinstance(each, str) for each in files.values()):
            raise _damaged(file, "does not say which files it is about")
        if host not in HOSTS:
            raise _damaged(file, f"names no host that is {', '.join(HOSTS[:-1])} or {HOSTS[-1]}")
        return cls(version, files, host)

    def text(self) -> str:
        """Return the contents of the file."""
        value = {"version": self.version, "host": self.host}
        return json.dumps(value | {"files": dict(sorted(self.files.items()))}, indent=1) + "\n"


def _damaged(file: Path, what: str) -> InputError:
    return InputError(Problem(str(file), 0, what, "restore it with git"))


def checksum(contents: Contents) -> str:
    """The checksum of a file; the ends of lines of a text do not count."""
    if isinstance(contents, str):
        contents = "\n".join(contents.splitlines()).encode("utf-8", "replace")
    return hashlib.sha256(contents).hexdigest()
