"""An archive of one's own is made, at a terminal or not, and built."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from paper_archive.config import load
from paper_archive.init import program
from paper_archive.init.create import create, repository_around
from paper_archive.init.manifest import PATH
from paper_archive.intake.wanted import read_sources
from paper_archive.model import InputError
from paper_archive.resources import DEFAULT, vocabularies

from tests.cli.made_files import GIVEN, KEPT
from tests.site.run import ROOT, files, invoke
from tests.site.run import program as tool
from tests.workflows.runner import Runner, git

pytestmark = pytest.mark.slow
SETTINGS = "settings.yml"


def test_init_makes_an_archive(tmp_path: Path) -> None:
    name = """Birds: "and" 'bees' # {{ 7 }}"""
    done = invoke("init", "birds", "--name", name, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    made = files(tmp_path / "birds")
    assert sorted(made) == sorted([*KEPT, *GIVEN, PATH])
    assert f"the program, {program.PATH}" in done.stdout
    assert made["README.md"].decode().startswith(f"# {name}\n")
    built = invoke("build", "--json", cwd=tmp_path / "birds")
    assert built.returncode == 0 and built.stderr == "", built.stderr
    summary = json.loads(built.stdout)
    assert (summary["papers"], summary["problems"]) == (2, 0)
    # What settings.yml says is a part of the site, too.
    settings = tmp_path / "birds" / SETTINGS
    settings.write_text(settings.read_text().replace("custom", "teal"))
    again = invoke("build", "--json", cwd=tmp_path / "birds")
    assert json.loads(again.stdout)["pages_written"] > 0
    # Nothing that git would take in is made by a build.
    git(tmp_path / "birds", "init", "--quiet")
    new = git(tmp_path / "birds", "ls-files", "--others", "--exclude-standard")
    assert sorted(new.splitlines()) == sorted(made)


def test_a_new_archive_leads_to_the_manual_and_has_none(archive: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert f"({project['urls']['Documentation']})" in (archive / "README.md").read_text("utf-8")
    built = invoke("build", cwd=archive)
    assert built.returncode == 0, built.stderr
    site = files(archive / "site")
    assert "about.html" in site and not any("manual" in path for path in site)
    assert b"manual" not in site["index.html"] + site["about.html"] + site["search.html"]


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / ".gitignore").symlink_to("nowhere")
    done = invoke("init", ".", cwd=tmp_path)
    assert done.returncode == 1
    assert "already has .gitignore, README.md" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [".gitignore", "README.md"]


def test_init_names_few_files_and_an_archive(archive: Path) -> None:
    with pytest.raises(InputError, match=r"is an archive already.*upgrade"):
        create(archive, "Birds")
    (archive / PATH).unlink()
    with pytest.raises(InputError, match=r"already has .*config.yml, \S+ and \d\d more"):
        create(archive, "Birds")


def test_init_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for folder in ("file", "file/birds", "/proc/birds"):
        done = invoke("init", folder, cwd=tmp_path)
        assert done.returncode == 1 and done.stderr.startswith(f"error: {folder}"), done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_link_that_leads_nowhere_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "gone").symlink_to("nowhere")
    for folder in ("loop", "gone", "loop/birds"):
        done = invoke("init", folder, cwd=tmp_path)
        assert done.returncode == 1
        assert done.stderr.startswith(f"error: {folder[:4]}: is a link that leads nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_a_name_may_look_like_a_place_of_a_template(tmp_path: Path) -> None:
    create(tmp_path / "x", "@@NAME@@ @@SOURCES@@ @@TITLE@@", named=["https://a/@@TITLE@@.rss"])
    text = (tmp_path / "x" / "mkdocs.yml").read_text()
    assert 'site_name: "@@NAME@@ @@SOURCES@@ @@TITLE@@"\n' in text
    assert "https://a/@@TITLE@@.rss" in text


def test_a_name_has_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--name"):
        create(tmp_path / "x", "Birds\nsite_dir: /")
    assert not (tmp_path / "x").exists()


def test_init_in_a_repository_says_that_its_workflows_do_not_run(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert repository_around(tmp_path) is None
    done = invoke("init", "my birds", cwd=tmp_path)
    assert "is inside the git repository" in done.stderr
    assert "  cd 'my birds'\n  git init --initial-branch=main\n" in done.stdout


def test_nothing_is_fetched_until_a_source_is_named(tmp_path: Path) -> None:
    create(tmp_path / "birds", "Birds")
    birds = tmp_path / "birds"
    about = (birds / "site_src" / "docs" / "about.md").read_text("utf-8")
    assert "Hugging Face" not in about and "arxiv" not in about.lower()
    done = invoke("fetch", cwd=birds)
    assert (done.returncode, done.stderr) == (0, "") and len(done.stdout.splitlines()) == 3
    assert "sources: [{feed: https://www.nature.com/nature.rss}]" in done.stdout
    settings = (birds / "mkdocs.yml").read_text("utf-8")
    named = invoke("fetch", "--source", "arxiv", cwd=birds)
    assert named.returncode == 2 and "mkdocs.yml names no sources" in named.stderr
    assert json.loads(invoke("fetch", "--json", cwd=birds).stdout)["sources"] == []
    # A list whose items were deleted is one without any.
    (birds / "mkdocs.yml").write_text(settings.replace("sources: []", "sources:"))
    assert invoke("fetch", cwd=birds).stdout == done.stdout
    runner = Runner(tmp_path, birds)
    step = runner.run("fetch", BRANCH="main")
    assert (step.code, step.outputs) == (0, {"commit": "", "failed": "false"}), step.log
    assert step.summary == "Fetch is off: mkdocs.yml names no source.\n"


NAMED = (
    (["hugging-face"], ["hugging-face"]),
    (
        ["arxiv:cs.CL, cs.AI", "arxiv:math.CO"],
        [{"arxiv": {"categories": ["cs.CL", "cs.AI", "math.CO"]}}],
    ),
    (["biorxiv:cell biology"], [{"biorxiv": {"categories": ["cell biology"]}}]),
    (
        ["https://example.org/a?x=1,2#y", "feed:https://example.org/b,https://example.com/,c"],
        [
            {"feed": "https://example.org/a?x=1,2#y"},
            {"feed": {"address": "https://example.org/b", "name": "example-org-2"}},
            {"feed": "https://example.com/,c"},
        ],
    ),
)


@pytest.mark.parametrize(("named", "wanted"), NAMED, ids=[named[0] for named, _ in NAMED])
def test_sources_are_named_in_a_word(named: list[str], wanted: list[Any], tmp_path: Path) -> None:
    options = [word for each in named for word in ("--source", each)]
    assert invoke("init", "birds", *options, cwd=tmp_path).returncode == 0
    expected = read_sources(wanted, "", lambda path: 0)
    assert load(tmp_path / "birds" / "mkdocs.yml").sources == expected


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("arxv:cs.CL", "did you mean 'arxiv'"),
        ("arxiv", "arxiv without categories"),
        ("arxiv:", "categories is empty"),
        ("arxiv:cs.CL\nx: 1", "write it like cs.CL"),
        ("arxiv:cs.CL,math.NTT", "write it like 'math.NT'"),
        ("arxiv:hep-thh", "write it like 'hep-th'"),
        ("arxiv:phisics", "write it like 'physics'"),
        ("feed:ftp://example.org/x", "begin it with https"),
    ],
)
def test_a_source_that_cannot_be_is_told(named: str, told: str, tmp_path: Path) -> None:
    done = invoke("init", "birds", "--source", named, cwd=tmp_path)
    assert done.returncode == 1 and "--source: " in done.stderr and told in done.stderr
    assert not (tmp_path / "birds").exists()


def test_an_empty_name_is_not_the_current_folder(tmp_path: Path) -> None:
    for command_ in ("init", "upgrade"):
        done = invoke(command_, "", cwd=tmp_path)
        assert done.returncode == 2 and "it is empty" in done.stderr
    assert files(tmp_path) == {}


def test_all_of_a_source_and_a_part_of_it_exclude_each_other(tmp_path: Path) -> None:
    for named in (("biorxiv:ecology", "biorxiv"), ("biorxiv", "biorxiv:ecology")):
        with pytest.raises(InputError, match=r"biorxiv stands alone.*leave one of them out"):
            create(tmp_path / "x", "Birds", named=named)


def test_at_a_terminal_it_asks(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    asked = subprocess.Popen(
        [tool("paper-archive"), "init", "birds"], cwd=tmp_path, stdin=theirs, stdout=theirs,
        stderr=theirs, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    # The terminal keeps the lines until they are read: a name, a mistake, what was meant, tags. A
    # question more would meet the end.
    os.write(ours, b"Our birds\narxv:cs.CL\narxiv:cs.CL hugging-face\nbiology\n\x04")
    said = b""
    with suppress(OSError):  # Linux raises it where the other end is closed.
        while more := os.read(ours, 4096):
            said += more
    os.close(ours)
    assert asked.wait() == 0, said
    assert b"Name of the archive [birds]" in said and b"did you mean 'arxiv'" in said
    settings = load(tmp_path / "birds" / "mkdocs.yml")
    assert settings.site_name == "Our birds"
    assert [source.kind for source in settings.sources or ()] == ["arxiv", "hugging-face"]
    assert "extends: biology" in (tmp_path / "birds" / "site_src" / "tags.yml").read_text("utf-8")


@pytest.mark.parametrize("vocabulary", [*vocabularies()])
def test_an_archive_speaks_of_its_own_field(vocabulary: str, tmp_path: Path) -> None:
    create(tmp_path / "birds", "Birds", vocabulary=vocabulary)
    made = {path: data.decode() for path, data in files(tmp_path / "birds").items()
            if path in ("README.md", "mkdocs.yml", "site_src/tags.yml")}  # fmt: skip
    assert not any("@@" in text for text in made.values())
    (row,) = re.findall(r"^\| `site_src/tags\.yml` \| (.*) \|$", made["README.md"], re.MULTILINE)
    is_default = vocabulary == DEFAULT
    assert ("machine learning" in row) == is_default
    assert row.startswith("does not exist") == ("site_src/tags.yml" not in made) == is_default
    (categories,) = re.findall(r"arxiv: \{categories: \[(.*)\]\}", made["mkdocs.yml"])
    assert ("cs." in categories) == is_default


def test_corrections_begin_empty(archive: Path) -> None:
    lines = (archive / "site_src" / "curation.yml").read_text().splitlines()
    assert all(line.startswith("#") for line in lines)
