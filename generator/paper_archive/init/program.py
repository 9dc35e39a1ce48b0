"""How an archive installs this version of the program.

An installation says where it came from in `direct_url.json`: a checkout, a wheel, a repository. It
has no such file if it came from a package index, and only then can a workflow get the same version
by its name. In all other cases the archive keeps a wheel of the program itself.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from paper_archive import __version__
from paper_archive.init import installed, wheel

WHEELS = "wheels"
PATH = f"{WHEELS}/{wheel.FILE_NAME}"
_ASKING = (
    "--dry-run --ignore-installed --no-deps --only-binary=:all: --report=- --quiet --no-input "
    "--disable-pip-version-check --retries=0 --timeout=5"
).split()
_SECONDS = 30
# The condition of a requirement comes last.
_EXTRA = re.compile(r"(?:;|\band) *extra *== *['\"]([\w.-]+)['\"]$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Program:
    """`line` goes into `requirements.txt`; `wheel` is the file that it names, None if an index
    has this version."""

    line: str
    wheel: bytes | None


@cache
def program() -> Program:
    """Find out how an archive installs the running program.

    Raises InputError if the installation is damaged, OSError if it cannot be read.
    """
    found = installed.program()
    if installed.metadata(found, "direct_url.json") is None and (digest := _digest_at_index()):
        return Program(f"{installed.NAME}=={__version__} --hash=sha256:{digest}", None)
    packed = wheel.pack(installed.files(found))
    return Program(wheel_line(packed), packed)


def wheel_line(packed: bytes) -> str:
    """The line of `requirements.txt` that installs the wheel in the archive."""
    return f"./{PATH} --hash=sha256:{hashlib.sha256(packed).hexdigest()}"


def needs_of_extras() -> dict[str, list[str]]:
    """What each extra of the program needs, as lines of `requirements.txt`, by its name."""
    needs: dict[str, list[str]] = {}
    for line in installed.program().metadata.get_all("Requires-Dist") or ():
        if extra := _EXTRA.search(line):
            needs.setdefault(extra[1], []).append(line[: extra.start()].rstrip())
    return needs


def _digest_at_index() -> str:
    """The SHA-256 of this version at the package index that pip uses, "" if pip gets none there."""
    try:
        asked = subprocess.run(
            [sys.executable, "-m", "pip", "install", *_ASKING, f"{installed.NAME}=={__version__}"],
            capture_output=True, timeout=_SECONDS, check=True,
        )  # fmt: skip
        (answer,) = json.loads(asked.stdout)["install"]
        source = answer["download_info"]
        digest = str(source["archive_info"]["hashes"]["sha256"])
    except (OSError, subprocess.SubprocessError, ValueError, LookupError, TypeError):
        return ""
    # A folder of wheels serves this computer only.
    is_index = urlsplit(str(source.get("url"))).scheme in ("http", "https")
    return digest if is_index and re.fullmatch("[0-9a-f]{64}", digest) else ""
