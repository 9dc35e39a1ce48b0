"""The files of a git revision, as they were, in a folder of their own."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from paper_archive.model import InputError, Problem


def unpack(revision: str, root: Path, paths: Sequence[Path], target: Path) -> None:
    """Write what a revision has of `paths`, files and folders under `root`, into `target`.

    What it does not have is not there, nor are links. Raises InputError where there is no such
    revision.
    """
    commit = _git(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    )
    if commit is None:
        what = "is no folder here, and no revision of git"
        raise _wrong(revision, what, "give a folder of listings, or a revision such as HEAD~1")
    packed = target / "revision.tar"
    if _git(root, "archive", "--format=tar", f"--output={packed}", commit) is None:
        raise _wrong(revision, "cannot be read", "check that it is a commit which is here")
    wanted = [PurePosixPath(path.relative_to(root).as_posix()) for path in paths]
    with tarfile.open(packed) as archive:
        for member in archive:
            name = PurePosixPath(member.name)
            if member.isfile() and any(name.is_relative_to(path) for path in wanted):
                file = target / name
                file.parent.mkdir(parents=True, exist_ok=True)
                with archive.extractfile(member) or io.BytesIO() as contents:
                    file.write_bytes(contents.read())
    packed.unlink()


def _git(root: Path, *arguments: str) -> str | None:
    """What git answers, None where it fails. Raises InputError where there is no git."""
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise _wrong("git", "is not installed", "install it, or give folders") from error
    return done.stdout.decode().strip() if done.returncode == 0 else None


def _wrong(name: str, what: str, fix: str) -> InputError:
    return InputError(Problem(name, 0, what, fix))
