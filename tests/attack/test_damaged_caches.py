"""Damaged caches: the next build is that of a clean one, says why in a line, and leaves no stale
file.

The short form takes a few damages of a random kind; `--at-length` takes 200.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.site.run import build, command, files

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("damaged")]
FEW, MANY = 12, 200
SEED = 20_250_314
ABSTRACT = "We look at {} for a long while, and report what we saw of them day by day. " * 4
SUBJECTS = ("birds", "whales", "graphs", "clouds")


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
    file.write_bytes(separator.join(lines[: rng.randrange(len(lines))] + [b""]))


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
    file.write_bytes(file.read_bytes() + b"00 1 1 ../../x\n00 -1 99999999999999999999 /etc/x\n\xff\n")


def leave_a_journal(file: Path, rng: random.Random) -> None:
    (file.parent / f"{file.stem}.journal").write_bytes(
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


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> tuple[Archive, Archive, Archive]:
    """An archive, an earlier state of it, and another one, each with its cache."""
    folder = tmp_path_factory.mktemp("damaged")
    now = Archive.build_of(folder / "now", SUBJECTS[:2])
    shutil.copytree(now.folder, folder / "earlier", symlinks=True)
    now.list("2025-03-03", SUBJECTS[2])
    now.build()
    return now, Archive(folder / "earlier"), Archive.build_of(folder / "another", SUBJECTS[2:])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a damage came to: "" where all was well, else what was wrong."""

    seed: int
    damage: str
    wrong: str


def attack(seed: int, states: tuple[Archive, Archive, Archive], place: Path) -> Outcome:
    """Damage a cache at random, change the listings or not, build, and compare."""
    rng = random.Random(seed)
    now, earlier, another = states
    shutil.rmtree(place, ignore_errors=True)
    # With its times, as a workflow restores it; the state is that of this place.
    work = Archive(place)
    shutil.copytree(now.folder, place)
    shutil.rmtree(place / ".cache")
    shutil.rmtree(place / "site")
    work.build()
    file = rng.choice(work.parts())
    if rng.random() < 0.15:
        other = rng.choice((earlier, another))
        match = [path for path in other.parts() if path.suffix == file.suffix]
        name = f"swap {file.suffix or file.name} with {other.folder.name}'s"
        shutil.copyfile(match[0], file)
    else:
        damage = rng.choice(DAMAGES)
        name = f"{damage.__name__} of {file.suffix or file.name}"
        damage(file, rng)
    change = rng.choice(("nothing", "new", "gone"))
    if change == "new":
        work.list("2025-03-04", SUBJECTS[3])
    elif change == "gone":
        (place / "listings" / "2025-03-02.txt").unlink()
    return Outcome(seed, f"{name}, {change}", _wrong(work, place))


def _wrong(work: Archive, place: Path) -> str:
    clean = place.with_name("clean")
    shutil.rmtree(clean, ignore_errors=True)
    clean.mkdir()
    for name in ("docs", "listings"):
        shutil.copytree(place / name, clean / name)
    shutil.copyfile(place / "mkdocs.yml", clean / "mkdocs.yml")
    try:
        printed = work.build()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what the test looks for
        return f"fails: {type(error).__name__}: {error}"
    Archive(clean).build()
    expected, found = Archive(clean).made(), work.made()
    if stale := found.keys() - expected.keys():
        return f"stale: {sorted(stale)}"
    if differ := [path for path in expected if expected[path] != found.get(path)]:
        return f"wrong: {differ}"
    if len(printed.splitlines()) > 1 or ("Traceback" in printed):
        return f"printed: {printed}"
    return ""


def test_damaged_caches(
    states: tuple[Archive, Archive, Archive], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    count = MANY if request.config.getoption("--at-length", default=False) else FEW
    outcomes = [attack(SEED + n, states, tmp_path / "work") for n in range(count)]
    wrong = [outcome for outcome in outcomes if outcome.wrong]
    assert not wrong, "\n".join(f"{o.seed}: {o.damage}: {o.wrong}" for o in wrong)
