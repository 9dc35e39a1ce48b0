"""What `init` and `upgrade` wrote into an archive: `.paper-archive.json`.

    {"version": "0.2.0", "host": "github", "files": {".gitignore": "<sha256>", …}}

It tells `upgrade` which files their owner has changed since, and where the archive is published. An
archive without `host` is on GitHub. The checksum of a text is that of its lines, because git may
change their ends; that of a wheel is that of its bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from paper_archive.model import InputError, Problem

PATH = ".paper-archive.json"
GITHUB, GITLAB, NONE = HOSTS = ("github", "gitlab", "none")
Contents = str | bytes


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
        try:
            record = json.loads(file.read_bytes())
            files = {str(path): str(checksum) for path, checksum in record["files"].items()}
            host = str(record.get("host", GITHUB))
            if host not in HOSTS:
                raise ValueError(f"unknown host {host}")
            return cls(str(record["version"]), files, host)
        except (FileNotFoundError, NotADirectoryError) as error:
            what = f"is no archive that `paper-archive init` created: it has no {PATH}"
            raise InputError(
                Problem(str(archive), 0, what, "name the folder of an archive")
            ) from error
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            what = f"cannot be read: {error!r}"
            raise InputError(Problem(str(file), 0, what, "restore it with git")) from error

    def text(self) -> str:
        """Return the contents of the file."""
        value = {"version": self.version, "host": self.host}
        return json.dumps(value | {"files": dict(sorted(self.files.items()))}, indent=1) + "\n"


def checksum(contents: Contents) -> str:
    """The checksum of a file; the ends of lines of a text do not count."""
    if isinstance(contents, str):
        contents = "\n".join(contents.splitlines()).encode("utf-8", "replace")
    return hashlib.sha256(contents).hexdigest()
