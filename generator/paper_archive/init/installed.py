"""The files of the running program, as a wheel of it has them.

`pip install` leaves a list of what it wrote, RECORD, with checksums. An editable installation
leaves only a pointer to its checkout, so the files come from there, chosen by `pyproject.toml` as
the build backend does. Both give the same files.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, PackagePath, distribution
from pathlib import Path

from paper_archive import __version__
from paper_archive.model import InputError, Problem
from paper_archive.resources import CHECKOUT

NAME = "paper-archive"
DIST_INFO = f"paper_archive-{__version__}.dist-info"
_METADATA = ("METADATA", "entry_points.txt", "licenses/LICENSE")
_DAMAGED_LIST = "has a damaged list of its files"
_SETTINGS = CHECKOUT / "pyproject.toml"


def program() -> Distribution:
    """The installation of the running program.

    Raises InputError if there is none, or if it is of another version.
    """
    try:
        found = distribution(NAME)
    except PackageNotFoundError as error:
        raise _broken("has not been installed") from error
    if metadata(found, "METADATA") is None:
        raise _broken("has lost METADATA")
    if "Version" not in found.metadata:
        raise _broken("has a damaged METADATA")
    if found.version != __version__:
        raise _broken(f"is version {__version__}, and was installed as {found.version}")
    return found


def metadata(found: Distribution, name: str) -> str | None:
    """A file of the metadata, None if there is none. Raises InputError if it is no text."""
    try:
        return found.read_text(name)
    except UnicodeDecodeError as error:
        raise _broken(f"has a damaged {name}") from error


def text_of(file: Path) -> str:
    """The text of a file of the program. Raises InputError if there is none."""
    try:
        return file.read_text("utf-8")
    except FileNotFoundError as error:
        raise _broken(f"has lost {file}") from error
    except UnicodeDecodeError as error:
        raise _broken(f"has a changed file, {file}") from error


def files(found: Distribution) -> dict[str, bytes]:
    """The contents of the program's files by path, those of its metadata included.

    Raises InputError if one is missing or was changed, OSError if one cannot be read.
    """
    recorded = _recorded(found)
    if "paper_archive/__init__.py" in recorded:
        wanted = [path for path in recorded if path.startswith("paper_archive/")]
        contents = {path: _checked(recorded[path]) for path in wanted if not _is_left_out(path)}
    elif _SETTINGS.is_file():
        contents = {path: file.read_bytes() for path, file in _of_checkout()}
    else:
        raise _broken("has lost the list of its files")
    for name in _METADATA:
        text = metadata(found, name)
        if text is None:
            raise _broken(f"has lost {name}")
        contents[f"{DIST_INFO}/{name}"] = text.encode("utf-8")
    return contents


def _recorded(found: Distribution) -> dict[str, PackagePath]:
    """The files that RECORD lists, by path."""
    try:
        return {str(path): path for path in found.files or ()}
    # Too many columns or too few are a TypeError.
    except (ValueError, TypeError, csv.Error) as error:
        raise _broken(_DAMAGED_LIST) from error


def _checked(file: PackagePath) -> bytes:
    """The bytes of an installed file, which must be those that were installed."""
    try:
        data = file.read_binary()
        expected = file.hash.value if file.hash else ""
        now = digest(data, file.hash.mode) if file.hash else ""
    except FileNotFoundError as error:
        raise _broken(f"has lost {file}") from error
    # No path, no kind of checksum, or one without a length.
    except (ValueError, TypeError) as error:
        raise _broken(_DAMAGED_LIST) from error
    if now != expected:
        raise _broken(f"has a changed file, {file}")
    return data


def digest(data: bytes, kind: str = "sha256") -> str:
    """A checksum as RECORD writes it."""
    return base64.urlsafe_b64encode(hashlib.new(kind, data).digest()).rstrip(b"=").decode("ascii")


def _of_checkout() -> Iterator[tuple[str, Path]]:
    """Yield the path of each file in a wheel, and the file of the checkout."""
    tool = tomllib.loads(_SETTINGS.read_text("utf-8"))["tool"]["hatch"]
    wheel = tool["build"]["targets"]["wheel"]
    sources = {folder: Path(folder).name for folder in wheel["packages"]} | wheel["force-include"]
    for source, target in sources.items():
        whole = CHECKOUT / source
        for file in sorted(whole.rglob("*")) if whole.is_dir() else [whole]:
            path = "/".join((target, *file.relative_to(whole).parts))
            if file.is_file() and not _is_left_out(path):
                yield path, file


def _is_left_out(path: str) -> bool:
    return "/__pycache__/" in path or "/." in path


def _broken(what: str) -> InputError:
    fix = "install it again: pip install --force-reinstall --no-deps, and its folder or wheel"
    return InputError(Problem(NAME, 0, what, fix))
