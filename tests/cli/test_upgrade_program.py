"""`upgrade` renews the program of an archive, and leaves what its owner installs besides."""

from __future__ import annotations

import json
import re
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from paper_archive.init import program, requirements
from paper_archive.init.kept_files import FORMER
from paper_archive.init.manifest import PATH, checksum

from tests.site.run import files, invoke

pytestmark = pytest.mark.slow
OLD_WHEEL = "wheels/paper_archive-0.0.1-py3-none-any.whl"


@pytest.fixture
def with_a_wheel(archive: Path) -> Path:
    """An archive that an older version made, with a wheel of that version."""
    record = json.loads((archive / PATH).read_text())
    del record["files"][program.PATH]
    (archive / program.PATH).rename(archive / OLD_WHEEL)
    (archive / OLD_WHEEL).write_bytes(b"old")
    old = f"-r requirements-lock.txt\n./{OLD_WHEEL} --hash=sha256:0\n"
    (archive / "requirements.txt").write_text(old)
    record["files"] |= {OLD_WHEEL: checksum(b"old"), "requirements.txt": checksum(old)}
    (archive / PATH).write_text(json.dumps(record | {"version": "0.0.1"}))
    return archive


def test_the_wheel_and_what_names_it_are_renewed_together(with_a_wheel: Path) -> None:
    archive = with_a_wheel
    owners = archive / "wheels" / "paper_archive-0.0.0-py3-none-any.whl"
    owners.write_bytes(b"mine")
    packed = program.program().wheel or b""
    done = invoke("upgrade", archive, "--yes")
    assert done.returncode == 0, done.stderr
    comes = f"+{program.PATH}: {len(packed):,} bytes, sha256:{checksum(packed)}"
    goes = f"-{OLD_WHEEL}: 3 bytes, sha256:{checksum(b'old')}"
    assert {comes, goes} <= set(done.stdout.splitlines())
    assert f"\n+{program.program().line}\n" in done.stdout
    assert (archive / "requirements.txt").read_text().endswith(f"{program.program().line}\n")
    assert (archive / program.PATH).read_bytes() == packed and owners.read_bytes() == b"mine"
    assert not (archive / OLD_WHEEL).exists()
    # It is written again where it is lost, or was damaged.
    (archive / program.PATH).write_bytes(packed[:-1])
    assert invoke("upgrade", archive, "--yes").returncode == 0
    assert (archive / program.PATH).read_bytes() == packed
    (archive / program.PATH).unlink()
    (archive / "requirements-lock.txt").unlink()
    assert invoke("upgrade", archive, "--yes").returncode == 0
    assert (archive / program.PATH).read_bytes() == packed
    assert invoke("upgrade", archive).stdout.startswith("Nothing to do")


def test_a_wheel_that_is_not_the_running_program_is_never_installed(with_a_wheel: Path) -> None:
    """Two programs may have one version number, such as two checkouts between releases."""
    for theirs in (b"mine", b"another"):
        (with_a_wheel / program.PATH).write_bytes(theirs)
        former = f"{FORMER}{checksum(theirs)[:12]}/{Path(program.PATH).name}"
        done = invoke("upgrade", with_a_wheel, "--yes")
        assert done.returncode == 0 and f"it moves to {former}\n" in done.stderr
        assert (with_a_wheel / former).read_bytes() == theirs
        assert (with_a_wheel / program.PATH).read_bytes() == program.program().wheel
        named = (with_a_wheel / "requirements.txt").read_text()
        assert named.endswith(f"{program.program().line}\n")
    assert invoke("upgrade", with_a_wheel).stdout.startswith("Nothing to do")


def test_another_wheel_that_upgrade_wrote_is_replaced(archive: Path) -> None:
    """That of an older program with the same version number."""
    record = json.loads((archive / PATH).read_text())
    (archive / program.PATH).write_bytes(b"older")
    record["files"][program.PATH] = checksum(b"older")
    (archive / PATH).write_text(json.dumps(record))
    assert invoke("upgrade", archive, "--yes").stderr == ""
    assert [*files(archive / "wheels")] == [Path(program.PATH).name]
    assert (archive / program.PATH).read_bytes() == program.program().wheel


@pytest.mark.parametrize(
    "line",
    [
        "paper-archive==0.1.0",
        "Paper_Archive>=0.1 ; python_version > '3'",
        "./wheels/paper_archive-0.1.0-py3-none-any.whl",
        "paper-archive @ git+https://me@example.org/paper-archive@0a1b2c3",
        "git+https://example.org/x/paper-archive.git@0a1b2c3#egg=paper-archive",
        "--editable ../paper-archive/",
        "paper-archive==0.1.0 \\\n    --hash=sha256:0a",
    ],
)
def test_what_an_owner_added_moves_to_a_file_of_its_own(line: str, archive: Path) -> None:
    (archive / "requirements-own.txt").write_text("mkdocs-x==1")
    own = "paper-archive-tools==2\nproperdocs\nmkdocs-x==1\n"
    (archive / "requirements.txt").write_text(f"--prefer-binary\n{line}\n{own}# ours\n")
    done = invoke("upgrade", archive, "--yes")
    assert done.returncode == 0, done.stderr
    text = requirements.text(program.program().line)
    assert (archive / "requirements.txt").read_text() == f"--prefer-binary\n{text}"
    moved = "mkdocs-x==1\n--prefer-binary\npaper-archive-tools==2\nproperdocs\n# ours\n"
    assert (archive / "requirements-own.txt").read_text() == moved
    assert "\n+properdocs\n" in done.stdout
    assert "paper-archive-tools==2, properdocs: moved to requirements-own.txt" in done.stderr
    assert invoke("upgrade", archive, "--yes").stdout.startswith("Nothing to do")


def test_an_owners_pin_that_clashes_is_told_and_publishing_too(archive: Path) -> None:
    subprocess.run(["git", "init", "--quiet", archive], check=True)
    pins = (archive / "requirements-lock.txt").read_text()
    (version,) = re.findall(r"^pyyaml==(\S+)", pins, re.MULTILINE)
    (archive / "requirements.txt").write_text(f"PyYAML[x] == 0.1\nclick\nmkdocs-{version}\n")
    done = invoke("upgrade", archive, "--yes")
    assert done.returncode == 0, done.stderr
    what = f"PyYAML[x] == 0.1 replaces the version that paper-archive is tested with, {version}"
    assert done.stderr.count("replaces the version") == done.stderr.count(what) == 1
    digest = requirements.digest(program.program().line)
    assert f"It installs another program: sha256 {digest[:12]}…\n" in done.stdout
    add = f"git -C {archive} add --all .paper-archive.json requirements-own.txt requirements.txt"
    assert f"To publish:\n  {add}\n" in done.stdout


@pytest.mark.parametrize(
    ("before", "own", "after"),
    [
        # pip is called once for each file, so an index holds for one of them.
        ("--index-url https://a\nx\n", "", "--index-url https://a\nx\n"),
        ("-i https://a\nx\n", "--index-url=https://b\n", "--index-url=https://b\nx\n"),
        ("--extra-index-url https://a\n", "--extra-index-url https://b\ny\n",
         "--extra-index-url https://b\ny\n--extra-index-url https://a\n"),
        ("--require-hashes\nx\n", "", "x\n"),
        ("--index-url https://a\n", "# none yet\n", "# none yet\n"),
        ("--index-url https://a\n", "", ""),
        # A comment is not continued, and ends what is.
        ("# mine \\\nx==1\n", "", "# mine \\\nx==1\n"),
        ("x==1 \\\n  # mine \\\ny\n", "", "x==1  # mine\ny\n"),
        ("x\n", "# a\r\n", "# a\r\nx\r\n"),
        # The extras of the program come along as what they need.
        ("Paper_Archive[Zim, x]==0.2.0\n", "", "libzim\n"),
        ("./paper_archive-0.1.0-py3-none-any.whl[zim]\n", "libzim\n", "libzim\n"),
        ("x \\\n  --hash=a\r\ny \\", "", "x   --hash=a\ny\n"),
        # Windows begins a text with a mark that is no letter of it.
        ("\ufeff" + requirements.text("x"), "\ufeffx\n", "\ufeffx\n"),
    ],
)  # fmt: skip
def test_options_of_pip_come_along_with_packages(before: str, own: str, after: str) -> None:
    assert requirements.additions(before, own, {"zim": ["libzim"]}) == after


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Writing more bytes to a file fails, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_costs_nothing(with_a_wheel: Path, tmp_path: Path) -> None:
    (with_a_wheel / "requirements.txt").write_text("properdocs\n")
    own = {"requirements-own.txt": b"properdocs\n"}
    before = files(with_a_wheel)
    with files_of_at_most(1_000_000):
        done = invoke("upgrade", with_a_wheel, "--yes")
        created = invoke("init", tmp_path / "deep" / "new")
    assert (done.returncode, created.returncode) == (1, 1)
    assert f"{with_a_wheel / program.PATH}: File too large" in done.stderr
    assert f"{tmp_path / 'deep' / 'new' / program.PATH}: File too large" in created.stderr
    assert "Traceback" not in done.stderr + created.stderr
    assert files(with_a_wheel) == before | own and not (tmp_path / "deep").exists()
    assert invoke("upgrade", with_a_wheel, "--yes").returncode == 0
    assert files(with_a_wheel).items() >= own.items()


def test_requirements_that_cannot_be_read_are_told(archive: Path) -> None:
    (archive / "requirements.txt").write_bytes(b"\xff\xfe")
    before = files(archive)
    done = invoke("upgrade", archive, "--yes")
    assert done.returncode == 1 and "requirements.txt: cannot be read" in done.stderr
    assert files(archive) == before


def test_no_folder_may_lead_out_of_an_archive(with_a_wheel: Path) -> None:
    archive, outside = with_a_wheel, with_a_wheel.parent / "outside"
    for name in (".github", "wheels"):
        (archive / name).rename(outside)
        for told in ("leads out of the archive", "is in the way: it is no folder"):
            if told.startswith("leads"):
                (archive / name).symlink_to(outside, target_is_directory=True)
            else:
                (archive / name).write_text("mine")
            before = files(archive.parent)
            for words in (("upgrade", "--yes", "--force"), ("init", "--no-fetch")):
                if words[0] == "init":
                    (archive / PATH).rename(archive.parent / "record")
                done = invoke(words[0], archive, *words[1:])
                assert done.returncode == 1 and f"{archive / name}: {told}" in done.stderr
                if words[0] == "init":
                    (archive.parent / "record").rename(archive / PATH)
            assert files(archive.parent) == before
            (archive / name).unlink()
        outside.rename(archive / name)
    # Inside, a link is as good as a folder.
    (archive / "wheels").rename(archive / "kept")
    (archive / "wheels").symlink_to("kept", target_is_directory=True)
    assert invoke("upgrade", archive, "--yes").returncode == 0
    assert (archive / "kept" / Path(program.PATH).name).exists()


def test_what_was_only_removed_comes_back_as_it_was(archive: Path) -> None:
    (archive / ".git").mkdir()
    before = files(archive)
    (archive / "requirements.txt").unlink()
    done = invoke("upgrade", archive, "--yes")
    assert files(archive) == before
    assert "1 file written. It installs the same program.\n" in done.stdout
    assert "nothing to commit" in done.stdout and "git commit" not in done.stdout


def test_extras_of_the_program_are_those_of_its_metadata() -> None:
    (line,) = program.needs_of_extras()["zim"]
    assert line.startswith("libzim") and ";" not in line
