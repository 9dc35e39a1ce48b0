"""Damaged caches: the next build is that of a clean one, says why in a line, and leaves no stale
file.

The short form takes a few damages of a random kind; `--at-length` takes 200.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.site.run import build, files

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("damaged")]
FEW, MANY = 12, 200
SEED = 20_250_314
ABSTRACT = "We study {0} for a long while, and our results show what they do day by day. " * 4
SUBJECTS = ("birds", "whales", "graphs", "clouds")
CHANGES = ("nothing", "a new day", "a day less")


@dataclass(frozen=True, slots=True)
class Archive:
    """A folder with listings, a site built of them, and its cache."""

    folder: Path

    @classmethod
    def build_of(cls, folder: Path, subjects: tuple[str, ...]) -> Archive:
        archive = cls(folder)
        for n, subject in enumerate(subjects, 1):
            archive.list(f"2025-03-{n:02}", subject)
        archive.build()
        return archive

    def list(self, day: str, subject: str) -> None:
        text = f"Looking at {subject}\n\n{ABSTRACT.format(subject)}\n"
        (self.folder / "listings").mkdir(parents=True, exist_ok=True)
        (self.folder / "listings" / f"{day}.txt").write_text(text, "utf-8")

    def build(self) -> str:
        """Build, and return what was printed. The command runs in this process."""
        config = self.folder / "mkdocs.yml"
        if not config.exists():
            (self.folder / "docs").mkdir()
            config.write_text(CONFIG, "utf-8")
        done = build(self.folder, "-f", config, listings=self.folder / "listings")
        assert done.returncode == 0, done.stderr
        return done.stderr

    def made(self) -> dict[str, bytes]:
        site, pages = files(self.folder / "site"), files(self.folder / "pages")
        return site | {f"pages/{path}": data for path, data in pages.items()}

    def parts(self) -> list[Path]:
        """The files of the cache, and the record of the Markdown."""
        parts = (path for path in self.folder.glob(".cache/*") if path.suffix != ".lock")
        return [*sorted(parts), self.folder / "pages" / ".paper-archive"]


CONFIG = """\
site_name: Damaged
docs_dir: docs
theme: {name: material}
plugins: [paper-archive]
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a damage came to: `wrong` is "" where all was well."""

    seed: int
    damage: str
    wrong: str


def flip_a_byte(file: Path, rng: random.Random) -> None:
    data = bytearray(file.read_bytes())
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    file.write_bytes(data)


def flip_many_bytes(file: Path, rng: random.Random) -> None:
    data = bytearray(file.read_bytes())
    for _ in range(rng.randrange(2, 60)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    file.write_bytes(data)


def cut(file: Path, rng: random.Random) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: rng.randrange(len(data))])


def cut_lines(file: Path, rng: random.Random) -> None:
    """Lose whole records."""
    separator = b"\0" if b"\0" in file.read_bytes() else b"\n"
    lines = file.read_bytes().split(separator)
    file.write_bytes(separator.join([*lines[: rng.randrange(len(lines))], b""]))


def zero(file: Path, rng: random.Random) -> None:
    data = bytearray(file.read_bytes())
    start = rng.randrange(len(data))
    length = min(rng.choice((64, 512, 4096, 65_536)), len(data) - start)
    data[start : start + length] = bytes(length)
    file.write_bytes(data)


def empty(file: Path, _: random.Random) -> None:
    file.write_bytes(b"")


def grow(file: Path, rng: random.Random) -> None:
    file.write_bytes(file.read_bytes() + rng.randbytes(rng.randrange(1, 5_000)))


def delete(file: Path, _: random.Random) -> None:
    file.unlink()


def put_a_folder(file: Path, _: random.Random) -> None:
    file.unlink()
    file.mkdir()
    (file / "inside").write_text("x")


def put_a_circle(file: Path, _: random.Random) -> None:
    file.unlink()
    file.symlink_to(file.name)


def put_a_pipe(file: Path, _: random.Random) -> None:
    file.unlink()
    os.mkfifo(file)


def recode(file: Path, _: random.Random) -> None:
    file.write_bytes(file.read_bytes().decode("latin-1").encode("utf-16"))


def nest(file: Path, _: random.Random) -> None:
    file.write_bytes(b'{"version": 4, "folders": ' + b"[" * 100_000)


def huge_number(file: Path, _: random.Random) -> None:
    file.write_bytes(b'{"version": 3, "folders": {"": ' + b"9" * 5_000 + b"}}")


def name_others(file: Path, _: random.Random) -> None:
    """Name files that are elsewhere, or that cannot be."""
    file.write_bytes(
        file.read_bytes() + b"00 1 1 ../../x\0" + b"00 -1 " + b"9" * 99 + b" /x\n\xff\n"
    )


def leave_a_journal(file: Path, rng: random.Random) -> None:
    store = next(file.parent.parent.glob(".cache/*.archive"))
    store.with_suffix(".journal").write_bytes(
        rng.choice((b"", b"../x\n", b"index.html\n", rng.randbytes(200)))
    )


def leave_logs(file: Path, rng: random.Random) -> None:
    store = next(file.parent.parent.glob(".cache/*.archive"))
    for ending in ("-journal", "-wal", "-shm"):
        store.with_name(store.name + ending).write_bytes(
            rng.choice((b"", rng.randbytes(5_000), store.read_bytes()))
        )


DAMAGES: tuple[Callable[[Path, random.Random], None], ...] = (
    flip_a_byte, flip_a_byte, flip_a_byte, flip_many_bytes, cut, cut, cut_lines, zero, zero, empty,
    grow, delete, put_a_folder, put_a_circle, put_a_pipe, recode, nest, huge_number, name_others,
    leave_a_journal, leave_logs,
)  # fmt: skip


def of_another_build(file: Path, rng: random.Random, others: tuple[Path, ...]) -> None:
    """Put there what an earlier build of this site left, or one of another site: a part of the
    cache, or the site itself."""
    other = rng.choice(others)
    if rng.random() < 0.3:
        site = file.parent.parent / "site"
        shutil.rmtree(site)
        shutil.copytree(other / "site", site)
    else:
        match = [path for path in Archive(other).parts() if path.suffix == file.suffix]
        shutil.copy2(match[0], file)


@dataclass(frozen=True, slots=True)
class Field:
    """Where the attacks take place: `work` is made anew for each, from `now`. `others` are what
    an earlier build of it and that of another site left. `clean` has what clean builds make of
    the listings, by how these change."""

    work: Archive
    now: Path
    others: tuple[Path, ...]
    clean: dict[str, dict[str, bytes]]

    @classmethod
    def prepare(cls, folder: Path) -> Field:
        work = Archive.build_of(folder / "work", SUBJECTS[:2])
        shutil.copytree(work.folder, folder / "earlier")
        work.list("2025-03-03", SUBJECTS[2])
        work.build()
        shutil.copytree(work.folder, folder / "now")
        another = Archive.build_of(folder / "another", SUBJECTS[1:])
        others = folder / "earlier", another.folder
        field = cls(work, folder / "now", others, {})
        for change in CHANGES:
            field.restore()
            for name in (".cache", "site", "pages"):
                shutil.rmtree(work.folder / name)
            field.change(change)
            work.build()
            field.clean[change] = work.made()
        return field

    def restore(self) -> None:
        """Put everything back, with its times, as a workflow does."""
        shutil.rmtree(self.work.folder, ignore_errors=True)
        shutil.copytree(self.now, self.work.folder)

    def change(self, change: str) -> None:
        if change == "a new day":
            self.work.list("2025-03-04", SUBJECTS[3])
        elif change == "a day less":
            (self.work.folder / "listings" / "2025-03-02.txt").unlink()

    def attack(self, seed: int) -> Outcome:
        """Damage a cache at random, change the listings or not, build, and compare."""
        rng = random.Random(seed)
        self.restore()
        file = rng.choice(self.work.parts())
        if rng.random() < 0.2:
            damage = "of_another_build"
            of_another_build(file, rng, self.others)
        else:
            damage_ = rng.choice(DAMAGES)
            damage = damage_.__name__
            damage_(file, rng)
        change = rng.choice(CHANGES)
        self.change(change)
        return Outcome(seed, f"{damage} {file.suffix or file.name}, {change}", self.wrong(change))

    def wrong(self, change: str) -> str:
        """Build, and return what is wrong with it."""
        try:
            with ended():
                printed = self.work.build()
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test looks for it
            return f"fails: {type(error).__name__}: {error}"
        expected, found = self.clean[change], self.work.made()
        if stale := found.keys() - expected.keys():
            return f"stale: {sorted(stale)}"
        if differ := [path for path in expected if expected[path] != found.get(path)]:
            return f"wrong: {differ}"
        if printed and not re.fullmatch(r"note: .*: everything is made anew\n", printed):
            return f"printed: {printed}"
        return ""


@contextmanager
def ended() -> Iterator[None]:
    """Raise TimeoutError where a build waits for something that never comes, such as a pipe."""

    def end(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, end)
    signal.alarm(60)
    try:
        yield
    finally:
        signal.alarm(0)


def test_damaged_caches(damaged: Field, request: pytest.FixtureRequest) -> None:
    count = MANY if request.config.getoption("--at-length", default=False) else FEW
    outcomes = [damaged.attack(SEED + n) for n in range(count)]
    wrong = [outcome for outcome in outcomes if outcome.wrong]
    assert not wrong, "\n".join(f"{o.seed}: {o.damage}: {o.wrong}" for o in wrong)
