"""The error for a file or folder that a build cannot write."""

from __future__ import annotations

from pathlib import Path

from paper_archive.model import InputError, Problem


def unwritable(place: Path, error: OSError, option: str) -> InputError:
    """An error that names a file or folder which cannot be written."""
    what = f"cannot be written: {error.strerror or error}"
    fix = f"check its permissions and the disk, or give another {option}"
    return InputError(Problem(str(place), 0, what, fix))
