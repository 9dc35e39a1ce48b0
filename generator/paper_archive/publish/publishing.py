"""One publish: what a target needs to hold the site, and how it gets there.

What decides is the target. Its list (`records.py`) says what the last publish put there, and what
it holds is looked at each time: a file counts as published only if it has the size that the list
says, and is older than the list. All others are compared by their contents, also those of the
second in which the list was written: many targets say no more of a time. Nothing is kept on
the machine that publishes, so the next one may be another.

A publish that is killed has written down what it was about to do. The next one compares those
files, and ends where a whole one would have.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from paper_archive import urls
from paper_archive.progress import Progress
from paper_archive.publish.built_files import BuiltFile, BuiltFiles, verify
from paper_archive.publish.errors import Refused
from paper_archive.publish.order import rank, turn
from paper_archive.publish.records import (
    DIGITS,
    FOLDER,
    GONE,
    PUBLISHED,
    UNDERWAY,
    Record,
    Unreadable,
)
from paper_archive.publish.target import Held, Target

# By these one knows a site of this program that came there in another way.
SITE_HAS = ("index.html", "404.html", urls.DATA_INDEX)
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Job:
    """What a publish has to do at its target.

    `send` are files in their order, `new` the paths of those that the target lacks, `delete` paths
    in their order. `strange` are files there that no publish wrote, and that stay. `now` is the
    list of the site. If it `is_done`, the target is as it should be, and nothing is written.
    """

    send: tuple[BuiltFile, ...]
    new: frozenset[str]
    delete: tuple[str, ...]
    strange: tuple[str, ...]
    now: Record
    before: Mapping[str, tuple[str, int]]
    is_done: bool

    @property
    def bytes(self) -> int:
        """The bytes of the files to send."""
        return sum(file.bytes for file in self.send)


def prepare(site: BuiltFiles, target: Target, *, is_thorough: bool = False) -> Job:
    """Find out what a target lacks, without writing anything.

    A thorough look compares the contents of all files. Raises Refused where the target holds what
    is not this archive.
    """
    held = target.held()
    lists = target.read([path for path in (PUBLISHED, UNDERWAY) if path in held])
    published, underway = (_record(target, path, lists) for path in (PUBLISHED, UNDERWAY))
    files = {path: size for path, size in held.items() if not path.startswith(FOLDER)}
    _refuse_others(site, target, files, [each for each in (published, underway) if each])

    now = {path: (file.checksum[:DIGITS], file.bytes) for path, file in site.files.items()}
    known = published.files if published else {}
    begun = underway.files if underway else {}
    told = {each.headers for each in (published, underway) if each}
    written = held[PUBLISHED].time if published else -1.0

    def may_be_there(path: str) -> bool:
        """Whether the target may hold the file as the site has it, although no list says so."""
        return path in files and files[path].bytes == now[path][1]

    def is_as_listed(path: str) -> bool:
        return (
            known.get(path) == now[path]
            and path not in begun
            and may_be_there(path)
            and files[path].time < written
        )

    if target.headers and told != {target.headers}:
        right, doubtful = set(), list[str]()
    else:
        right = set() if is_thorough else {path for path in now if is_as_listed(path)}
        # What the list knows to be another version need not be compared.
        doubtful = [
            path
            for path in now
            if path not in right
            and may_be_there(path)
            and (is_thorough or path in begun or known.get(path, now[path]) == now[path])
        ]
    right |= target.same([site.files[path] for path in doubtful], files)
    lacking = [file for path, file in site.files.items() if path not in right]
    new = frozenset(file.path for file in lacking if file.path not in files)
    ours = known.keys() | begun.keys()
    gone = [path for path in files if path not in now and path in ours]
    every = ours | now.keys()
    gone += [path for path in held if _is_leftover(path, target, every)]
    strange = files.keys() - now.keys() - set(gone)
    send = sorted(lacking, key=lambda file: (*turn(file.path, is_new=file.path in new), file.path))
    return Job(
        tuple(send),
        new,
        tuple(sorted(gone, key=lambda path: (-rank(path), path))),
        tuple(sorted(strange)),
        Record(secrets.token_hex(8), site.name, site.url, target.headers, now),
        # A file of a publish that was cut off stays in doubt until one ends.
        {**begun, **{file.path: now[file.path] for file in send}, **dict.fromkeys(gone, GONE)},
        is_done=not (send or gone or doubtful or underway) and published is not None,
    )


def carry_out(job: Job, target: Target, show: Progress) -> None:
    """Send and delete. Raises Refused where that fails; the next publish goes on from there."""
    if job.is_done:
        return
    verify(job.send)
    now = job.now
    record = Record(now.id, now.name, now.url, now.headers, job.before)
    if job.before:
        target.write(UNDERWAY, record.packed())
    sent = (path for batch in _batches(job) for path in target.send(batch))
    for _ in show(sent, "Sending", len(job.send)):
        pass
    target.delete(job.delete)
    if job.before:
        _refuse_collision(target, record)
    target.write(PUBLISHED, now.packed())
    target.delete([UNDERWAY])


def _batches(job: Job) -> list[Sequence[BuiltFile]]:
    """The files in groups of one turn: a group is sent before the next one begins."""
    groups = groupby(job.send, key=lambda file: turn(file.path, is_new=file.path in job.new))
    return [list(files) for _, files in groups]


def _record(target: Target, path: str, lists: Mapping[str, bytes]) -> Record | None:
    if path not in lists:
        return None
    try:
        return Record.unpacked(lists[path])
    except Unreadable as reason:
        what = f"{target.name}: the list {path} there cannot be used: {reason}"
        raise Refused(f"{what}; delete it, and every file is compared") from reason


def _refuse_others(
    site: BuiltFiles, target: Target, files: Mapping[str, Held], records: Sequence[Record]
) -> None:
    """Refuse a target that holds something else, because files there would be lost."""
    for record in records:
        if not record.is_of(site.name, site.url):
            whose = f"'{record.name}'{f' ({record.url})' if record.url else ''}"
            what = f"{target.name} holds another archive, {whose}"
            raise Refused(
                f"{what}: choose another place, or delete {FOLDER} there if this one replaces it"
            )
    visible = sorted(path for path in files if not path.startswith("."))
    if records or not visible or all(path in files for path in SITE_HAS):
        return
    named = ", ".join(visible[:MOST_NAMED]) + (" …" if len(visible) > MOST_NAMED else "")
    what = f"{target.name} holds files, but nothing that paper-archive published: {named}"
    raise Refused(f"{what}; give a new or empty place")


def _is_leftover(path: str, target: Target, ours: Collection[str]) -> bool:
    """Tell whether this is half a file that a publish left which was cut off."""
    if not target.is_leftover(path) or path in ours:
        return False
    # `.NAME.…` stands beside NAME, which has to be one of ours.
    folder, _, name = path.rpartition("/")
    beside = f"{folder}/{name[1:].rpartition('.')[0]}".removeprefix("/")
    return beside in ours or path.startswith(FOLDER)


def _refuse_collision(target: Target, record: Record) -> None:
    """Refuse to say that all is there if somebody else published meanwhile."""
    lists = target.read([UNDERWAY])
    if lists.get(UNDERWAY) != record.packed():
        raise Refused(f"{target.name}: somebody else published there meanwhile; publish again")
