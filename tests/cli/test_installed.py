"""What an archive installs: the program as it is installed here, and what it needs."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest
from paper_archive import __version__
from paper_archive.init import installed, program, wheel
from paper_archive.init.create import create

from tests.serving import served
from tests.site.run import ROOT, files

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("installed")]

INSTALL = ".github/scripts/install.sh"


class Environment:
    """A virtual environment that sees the packages of this one, but not the checkout.

    pip works as if it were there, without a configuration and without an index.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.python = folder, folder / "bin" / "python"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
        (packages,) = folder.glob("lib/*/site-packages")
        (packages / "here.pth").write_text(sysconfig.get_path("purelib"))

    def run(self, cwd: Path, *words: object, **variables: str) -> str:
        """What a command says that must succeed."""
        left_out = ("PIP_", "PYTHONPATH", "SITE_URL", "REPO_URL")
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(left_out)}
        pip = {
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_NO_COMPILE": "1",
            "PIP_PYTHON": str(self.python),
        }
        path = os.pathsep.join([sysconfig.get_path("scripts"), inherited["PATH"]])
        done = subprocess.run(
            [*map(str, words)], cwd=cwd, env=inherited | pip | {"PATH": path} | variables,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def program(self, cwd: Path, *words: object, **variables: str) -> str:
        """What paper-archive says, as it is installed there."""
        return self.run(cwd, self.python, "-m", "paper_archive", *words, **variables)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("installed")


@pytest.fixture(scope="module")
def archive(folder: Path) -> Path:
    create(folder / "birds", "Birds")
    return folder / "birds"


@pytest.fixture(scope="module")
def environment(folder: Path, archive: Path) -> Environment:
    """Where the script of the archive's workflows has installed what they need."""
    environment = Environment(folder / "venv")
    environment.run(archive, "bash", INSTALL)
    return environment


@pytest.fixture
def index(folder: Path, archive: Path) -> Iterator[str]:
    """The address of a package index that has this version."""
    listed = folder / "index" / installed.NAME
    listed.mkdir(parents=True, exist_ok=True)
    (listed / wheel.FILE_NAME).write_bytes((archive / program.PATH).read_bytes())

    with served(listed.parent) as address:
        yield address


def test_a_wheel_is_what_the_build_backend_makes(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    ours = tmp_path / "ours.whl"
    ours.write_bytes(program.program().wheel or b"")
    with zipfile.ZipFile(tmp_path / wheel.FILE_NAME) as theirs, zipfile.ZipFile(ours) as packed:
        assert sorted(packed.namelist()) == sorted(theirs.namelist())
        made_anew = {f"{installed.DIST_INFO}/{name}" for name in ("RECORD", "WHEEL", "METADATA")}
        for name in set(packed.namelist()) - made_anew:
            assert packed.read(name) == theirs.read(name), name
        # The rest of it may be older than what the backend reads.
        ours_is, theirs_is = (
            message_from_bytes(each.read(f"{installed.DIST_INFO}/METADATA"))
            for each in (packed, theirs)
        )
    for field in ("Name", "Version", "Requires-Python"):
        assert ours_is[field] == theirs_is[field]
    needed = [
        {each for each in metadata.get_all("Requires-Dist", []) if "extra ==" not in each}
        for metadata in (ours_is, theirs_is)
    ]
    assert needed[0] == needed[1]


def test_an_installed_program_gives_the_same_archive(
    environment: Environment, archive: Path, folder: Path
) -> None:
    where = environment.run(
        folder, environment.python, "-c", "import paper_archive; print(paper_archive.__file__)"
    )
    assert Path(where.strip()).is_relative_to(environment.folder)
    environment.program(folder, "init", "again", "--name", "Birds")
    assert files(folder / "again") == files(archive)
    again = folder / "again"
    environment.program(again, "build")
    environment.program(again, "bundle", "--into", "dist")
    assert [path.name for path in (again / "dist").iterdir()] == ["birds-2025-01-01.zip"]
    made = files(again / "site")
    assert {"assets/archive.css", "assets/favicon.svg", "404.html"} <= made.keys()
    assert b'class="pa-foot' in made["index.html"]
    assert environment.program(again, "upgrade").startswith("Nothing to do")
    command = environment.folder / "bin" / "paper-archive"
    assert __version__ in environment.run(again, command, "--version")


def test_every_package_is_pinned(archive: Path) -> None:
    pins = (archive / "requirements-lock.txt").read_text("utf-8")
    assert pins == (ROOT / "requirements.lock").read_text("utf-8")
    packed = (archive / program.PATH).read_bytes()
    *_, last = (archive / "requirements.txt").read_text("utf-8").splitlines()
    assert last == f"./{program.PATH} --hash=sha256:{hashlib.sha256(packed).hexdigest()}"
    assert not re.search(r"https?:|index", pins + (archive / "requirements.txt").read_text("utf-8"))


def test_packages_of_the_owner_are_installed_afterwards(
    environment: Environment, archive: Path, tmp_path: Path
) -> None:
    own = archive / "requirements-own.txt"
    own.write_text(f"{ROOT.as_uri()}/nowhere.whl\n")
    with pytest.raises(AssertionError, match=r"nowhere\.whl"):
        environment.run(archive, "bash", INSTALL)
    own.unlink()


def test_an_index_that_has_this_version_is_named(
    folder: Path, archive: Path, index: str, tmp_path: Path
) -> None:
    environment = Environment(tmp_path / "venv")
    at_index = {"PIP_NO_INDEX": "", "PIP_INDEX_URL": index}
    named = f"{installed.NAME}=={__version__}"
    # Not the editable installation of these tests.
    pip = ("python", "-m", "pip", "install", "--no-deps", "--ignore-installed")
    environment.run(tmp_path, *pip, named, **at_index)
    said = environment.program(tmp_path, "init", "birds", **at_index)
    assert "index" not in said and not (tmp_path / "birds" / "wheels").exists()
    digest = hashlib.sha256((archive / program.PATH).read_bytes()).hexdigest()
    *_, last = (tmp_path / "birds" / "requirements.txt").read_text("utf-8").splitlines()
    assert last == f"{named} --hash=sha256:{digest}"
    assert (tmp_path / "birds" / ".github" / "dependabot.yml").exists()
    # Where it no longer answers, the archive gets the same wheel.
    assert program.PATH in environment.program(tmp_path, "upgrade", "birds", "--yes")
    assert files(tmp_path / "birds").keys() == files(archive).keys()
    assert (tmp_path / "birds" / program.PATH).read_bytes() == (archive / program.PATH).read_bytes()


def test_a_damaged_installation_makes_no_archive(environment: Environment, tmp_path: Path) -> None:
    (package,) = environment.folder.glob("lib/*/site-packages/paper_archive")
    for name, text, told in (
        (
            "urls.py",
            (package / "urls.py").read_text("utf-8") + "\n",
            "changed file, paper_archive/urls",
        ),
        ("__init__.py", '__version__ = "9.9.9"', "is version 9.9.9, and was installed as"),
    ):
        before = (package / name).read_text("utf-8")
        (package / name).write_text(text, "utf-8")
        with pytest.raises(AssertionError, match=re.escape(told)):
            environment.program(tmp_path, "init", "more")
        (package / name).write_text(before, "utf-8")
    metadata = package.with_name(installed.DIST_INFO)
    for name, data, told in (
        ("direct_url.json", b"\xff\xfe", "a damaged direct_url.json"),
        ("METADATA", b"\xff\xfe", "a damaged METADATA"),
        ("METADATA", b"", "a damaged METADATA"),
        ("../paper_archive/init/files/mkdocs.yml", b"\xff\xfe", "changed file, .*mkdocs.yml"),
        *(
            ("RECORD", data, "a damaged list of its files")
            for data in (
                b"\xff\xfe\0",
                b"paper_archive/__init__.py,md99=xx,1",
                b"paper_archive/__init__.py,shake_128=xx,1",
                b"paper_archive/__init__.py,sha256,x",
                b"paper_archive/__init__.py,,1,2",
            )
        ),
    ):
        whole = (metadata / name).read_bytes()
        (metadata / name).write_bytes(data)
        with pytest.raises(AssertionError, match=told) as failed:
            environment.program(tmp_path, "init", "more")
        (metadata / name).write_bytes(whole)
        assert "install it again" in str(failed.value) and "Traceback" not in str(failed.value)
    assert not (tmp_path / "more").exists()
