"""Upgrading an archive's workflows and settings to the installed version.

A file that its owner has changed or deleted since `init` or the last upgrade stays as it is,
unless the owner asks for all to be replaced. A file that the new version no longer has is deleted
if its owner never changed it; two workflows might publish the site otherwise. `requirements.txt`
and the wheel that it names always become those of the running program: two programs may have the
same version number. What the owner wrote into that file moves to another one (see
`requirements.py`), and a wheel of that name that the owner put there moves to another folder. No
other file is touched: listings, corrections, pages and `mkdocs.yml` belong to the owner.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from paper_archive import __version__, disk
from paper_archive.init import program, requirements, ways
from paper_archive.init.change import Change
from paper_archive.init.manifest import PATH, Contents, Record, checksum
from paper_archive.init.starter import is_kept, kept
from paper_archive.model import InputError, Problem

# Workflows fail without these, so they are written again where they are missing.
_NEEDED = (program.PATH, requirements.PINS, requirements.PATH)
# Where a wheel goes that the owner had put in the place of the running program's.
FORMER = f"{program.WHEELS}/former-"
_PERMISSIONS = 0o777


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What takes an archive from the version of its record to the installed one, at `host`.

    `files` are those of the installed version, by path; `owners` are the paths of those that the
    owner changed or deleted, and the installed version did not change.
    """

    archive: Path
    record: Record
    host: str
    files: Mapping[str, Contents]
    changes: tuple[Change, ...]
    owners: tuple[str, ...] = ()

    @classmethod
    def of(cls, archive: Path, force: bool = False, host: str = "") -> Upgrade:
        """Compare an archive with the installed version, at another host if one is named.

        A file that its owner changed counts only if the new version changed it too, or with
        `force`. Raises InputError if `init` did not create the folder, a newer version did, a
        file cannot be read, or a folder leads out of the archive.
        """
        record = Record.read(archive)
        host = host or record.host
        if _release(record.version) > _release(__version__):
            what = f"is of version {record.version}, and {__version__} is installed"
            fix = "install that version or a newer one"
            raise InputError(Problem(str(archive), 0, what, fix))
        files = kept(host)
        before = _text(archive, requirements.PATH)
        files[requirements.PATH] = requirements.text(program.program().line, before)
        # A record may say anything: only files that `upgrade` may write are deleted.
        superfluous = [path for path in record.files if path not in files and is_kept(path)]
        wanted = {**files, **dict.fromkeys(sorted(superfluous))}
        compared = [
            (change, record.files.get(path))
            for path, new in wanted.items()
            if (change := _change(archive, path, new, record.files.get(path)))
        ]
        # First what would be lost if only a part could be written.
        changes = [*_additions(archive, record), *_former_wheel(archive, record, files)]
        changes += [change for change, before in compared if force or not change.is_known(before)]
        ways.check(archive, [*files, *(change.path for change in changes)])
        owners = tuple(change.path for change, _ in compared if change not in changes)
        return cls(archive, record, host, files, tuple(changes), owners)

    def restores(self, change: Change) -> bool:
        """Whether a change only brings back a file that the record has, as it was."""
        before = self.record.files.get(change.path)
        return change.now is None and change.new is not None and before == checksum(change.new)

    @property
    def is_needed(self) -> bool:
        """Whether the record names another version or host, or a file has to be written."""
        return (self.record.version, self.record.host) != (__version__, self.host) or any(
            not change.owners for change in self.changes
        )

    def write(self, force: bool = False) -> list[Change]:
        """Write and delete the files that the owner has not changed, and with `force` write the
        others too; then write the record. Return the changes that it made. Raises OSError."""
        done = [change for change in self.changes if change.is_done(force)]
        for change in done:
            if change.new is not None:
                _write(self.archive / change.path, change.new)
        for change in done:
            if change.new is None:
                _delete(self.archive, change.path)
        waiting = {change.path for change in self.changes} - {change.path for change in done}
        # The next upgrade, too, compares a file that stays with the one that its owner changed.
        digests = {path: checksum(text) for path, text in self.files.items() if path not in waiting}
        before = {path: old for path, old in self.record.files.items() if path in waiting}
        _write(self.archive / PATH, Record(__version__, digests | before, self.host).text())
        return done


def _release(version: str) -> tuple[int, ...]:
    """The numbers of a version, which order releases; suffixes do not count."""
    numbers = re.match(r"\d+(?:\.\d+)*", version, re.ASCII)
    return tuple(map(int, numbers[0].split("."))) if numbers else ()


def _change(archive: Path, path: str, new: Contents | None, before: str | None) -> Change | None:
    """Compare a file with the new one; None if they are the same."""
    now = _read(archive, path)
    if now is None:
        owners = before is not None and path not in _NEEDED
        return None if new is None else Change(path, None, new, owners)
    if new is not None and checksum(now) == checksum(new):
        return None
    if path in (requirements.PATH, program.PATH):
        owners = False
    elif path in _NEEDED:
        owners = before is None
    else:
        owners = checksum(now) != before
    return Change(path, now, new, owners)


def _additions(archive: Path, record: Record) -> list[Change]:
    """The packages that the owner wrote into `requirements.txt`, moved to their own file."""
    now = _text(archive, requirements.PATH)
    if checksum(now) == record.files.get(requirements.PATH):
        return []
    own = _text(archive, requirements.OWN)
    new = requirements.additions(now, own, program.needs_of_extras())
    return [Change(requirements.OWN, own or None, new, owners=False)] if new != own else []


def _former_wheel(archive: Path, record: Record, files: Mapping[str, Contents]) -> list[Change]:
    """The wheel that the owner put where the running program's belongs, moved out of its way."""
    now = _read(archive, program.PATH)
    if now is None or program.PATH not in files:
        return []
    digest = checksum(now)
    if digest in (checksum(files[program.PATH]), record.files.get(program.PATH)):
        return []
    # The folder is named by the contents, so that nothing is ever replaced there.
    path = f"{FORMER}{digest[:12]}/{Path(program.PATH).name}"
    return [] if (archive / path).exists() else [Change(path, None, now, owners=False)]


def _text(archive: Path, path: str) -> str:
    text = _read(archive, path)
    return text if isinstance(text, str) else ""


def _read(archive: Path, path: str) -> Contents | None:
    """A file of an archive, None if there is none. Raises InputError if it cannot be read."""
    file = archive / path
    try:
        if not file.exists():
            return None
        if not file.is_file():  # A pipe would be waited for.
            raise InputError(Problem(str(file), 0, "is no file", "move it away or delete it"))
        return file.read_bytes() if path.endswith(".whl") else file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problem = Problem(str(file), 0, f"cannot be read: {error}", "mend it or delete it")
        raise InputError(problem) from error


def _write(file: Path, contents: Contents) -> None:
    """Write a file, and its folder if need be; one that exists keeps its permissions."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with disk.replacing(file) as temporary:
        disk.write(
            str(temporary), contents if isinstance(contents, bytes) else contents.encode("utf-8")
        )
        if file.exists():
            temporary.chmod(file.stat().st_mode & _PERMISSIONS)


def _delete(archive: Path, path: str) -> None:
    """Delete a file, and the folders that are empty without it."""
    file = archive / path
    file.unlink()
    for folder in file.relative_to(archive).parents:
        if folder == Path() or (archive / folder).is_symlink() or any((archive / folder).iterdir()):
            return
        (archive / folder).rmdir()
