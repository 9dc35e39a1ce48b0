"""What `init` and `upgrade` wrote into an archive: `.paper-archive.json`.

    {"version": "0.1.0", "files": {".gitignore": "<sha256>", "settings.yml": "<sha256>"}}

It tells `upgrade` which files their owner has changed since. A checksum is that of the text with
LF at the ends of lines, because git may change these.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from paper_archive.model import InputError, Problem

PATH = ".paper-archive.json"


@dataclass(frozen=True, slots=True)
class Record:
    """The version that wrote the files, and the checksums of their texts by path."""

    version: str
    files: Mapping[str, str]

    @classmethod
    def read(cls, archive: Path) -> Record:
        """Read an archive's record. Raises InputError if there is none or it is damaged."""
        file = archive / PATH
        try:
            record = json.loads(file.read_bytes())
            files = {str(path): str(checksum) for path, checksum in record["files"].items()}
            return cls(str(record["version"]), files)
        except (FileNotFoundError, NotADirectoryError) as error:
            what = f"is no archive that `paper-archive init` created: it has no {PATH}"
            raise InputError(
                Problem(str(archive), 0, what, "name the folder of an archive")
            ) from error
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            what = f"cannot be read: {error!r}"
            raise InputError(Problem(str(file), 0, what, "restore it with git")) from error

    def text(self) -> str:
        """Return the contents of the file."""
        value = {"version": self.version, "files": dict(sorted(self.files.items()))}
        return json.dumps(value, indent=1) + "\n"


def checksum(text: str) -> str:
    """The checksum of a text; the ends of its lines do not count."""
    return hashlib.sha256("\n".join(text.splitlines()).encode("utf-8", "replace")).hexdigest()
