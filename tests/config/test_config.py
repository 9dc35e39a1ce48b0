"""Settings: what MkDocs reads from a configuration, and what is said of a mistake.

`cases/` are configurations that MkDocs takes; both must read the same from them. `broken/` are
some that no archive can be built from. Their last line is a comment: what the message says after
the name of the file.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.config import load_config
from paper_archive import urls
from paper_archive.config import Overrides, load
from paper_archive.model import InputError
from paper_archive.resources import resource

HERE = Path(__file__).parent
DEFAULT_NAMES = ("Semantic Scholar", "Google Scholar", "Hugging Face")
ENVIRONMENT = {
    "NAME": "A name from the environment",
    "SITE_URL": "https://example.org/from-the-environment",
    "STRICT": "true",
    "YEAR": "2022",
    "EMPTY": "",
}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPO_URL", raising=False)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize("file", sorted(HERE.glob("cases/*.yml")), ids=lambda file: file.stem)
def test_mkdocs_reads_the_same(file: Path, tmp_path: Path) -> None:
    shutil.copytree(HERE, tmp_path / "config")
    file = tmp_path / "config" / "cases" / file.name
    for docs in ("docs", "written", "site_src/docs"):  # MkDocs wants them to exist.
        (file.parent / docs).mkdir(parents=True)
    theirs = load_config(str(file))
    ours = load(file)
    root = file.parent
    assert ours.site_name == theirs.site_name
    assert ours.site_url == (theirs.site_url or "")
    assert ours.new_issue == urls.new_issue(theirs.repo_url or "")
    assert ours.docs_dir == Path(theirs.docs_dir)
    assert ours.site_dir == Path(theirs.site_dir)
    assert ours.strict == theirs.strict
    options = {key: value for key, value in theirs.plugins["paper-archive"].config.items() if value}
    listings = options.get("listings", "site_src/listings")
    listings = [listings] if isinstance(listings, str) else listings
    assert ours.inputs.listings == tuple(root / path for path in listings)
    assert ours.inputs.year == options.get("year")
    assert ours.stamp == (theirs.plugins["paper-archive"].config["stamp"] is not False)
    assert ours.api == options.get("api", "")
    assert ours.pages_dir == root / options.get("pages_dir", "site_src/pages")
    tags, curation, topics = map(options.get, ("tags", "curation", "topics"))
    assert ours.inputs.tags == (root / tags if tags else resource("tags.yml"))
    assert ours.inputs.curation == (root / curation if curation else None)
    assert ours.inputs.topics == (root / topics if topics else None)
    links = options.get("links")
    assert [link.name for link in ours.links] == list(links or DEFAULT_NAMES)
    assert ours.problems == ()


@pytest.mark.parametrize("file", sorted(HERE.glob("broken/*.yml")), ids=lambda file: file.stem)
def test_a_mistake_is_told_with_its_line(file: Path) -> None:
    expected = file.read_text("utf-8").splitlines()[-1].removeprefix("# ")
    with pytest.raises(InputError) as refused:
        load(file)
    assert f"{file}{expected}" in str(refused.value)


def test_the_command_line_prevails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    over = Overrides(
        listings=(Path("mine"),),
        year=1999,
        curation=Path("mine.yml"),
        site_dir=Path("out"),
        pages_dir=Path("/pages"),
        strict=False,
        site_url="",
    )
    settings = load(HERE / "cases" / "everything.yml", over)
    assert settings.inputs.listings == (tmp_path / "mine",)
    assert settings.inputs.year == 1999
    assert settings.inputs.curation == tmp_path / "mine.yml"
    assert settings.site_dir == tmp_path / "out"
    assert settings.pages_dir == Path("/pages")
    assert not settings.strict
    assert settings.site_url == ""
    assert settings.new_issue == urls.new_issue("https://github.com/owner/papers/")


def test_an_option_that_does_not_exist_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text("site_name: P\nplugins:\n  - paper-archive:\n      listing: x\n", "utf-8")
    (problem,) = load(file).problems
    assert str(problem) == (
        f"{file}:4: the plugin paper-archive has no option 'listing', which is ignored "
        "(did you mean 'listings'?)"
    )


def test_sources_are_read_with_their_options() -> None:
    sources = load(HERE / "cases" / "sources.yml").sources
    assert [(source.kind, source.name, dict(source.options.values)) for source in sources] == [
        (
            "arxiv",
            "arxiv",
            {
                "categories": ("cs.CL", "astro-ph"),
                "queries": ('all:"sea birds" AND cat:q-bio.PE',),
            },
        ),
        ("hugging-face", "hugging-face", {}),
        ("biorxiv", "biorxiv", {"categories": ("neuroscience",)}),
        ("medrxiv", "medrxiv", {}),
        ("feed", "nature-com", {"address": "https://www.nature.com/nature.rss"}),
        ("feed", "ours", {"address": "http://localhost:8000/feed"}),
    ]


def test_files_of_the_default_names_are_used_where_they_exist(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: P\nplugins: [paper-archive]\n", "utf-8")
    (tmp_path / "site_src").mkdir()
    for name in ("tags.yml", "curation.yml", "topics.yml"):
        (tmp_path / "site_src" / name).touch()
    (tmp_path / "site_src/lists").mkdir()
    inputs = load(tmp_path / "mkdocs.yml").inputs
    assert inputs.tags == tmp_path / "site_src/tags.yml"
    assert inputs.curation == tmp_path / "site_src/curation.yml"
    assert inputs.topics == tmp_path / "site_src/topics.yml"
    assert inputs.lists == tmp_path / "site_src/lists"


def test_tags_of_python_run_nothing(tmp_path: Path) -> None:
    file = tmp_path / "mkdocs.yml"
    touched = tmp_path / "touched"
    file.write_text(
        "site_name: P\nplugins: [paper-archive]\n"
        f"x: !!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path"
        f' ["{touched}"]]\n',
        "utf-8",
    )
    assert load(file).site_name == "P"
    assert not touched.exists()


def test_commands_start_without_mkdocs() -> None:
    """Importing it takes longer than many a command."""
    commands = "check tags curate measure search diff digest bundle fetch add build".split()
    code = (
        "import sys; from importlib import import_module; import paper_archive.config; "
        f"[import_module('paper_archive.cli.' + command) for command in {commands}]; "
        "sys.exit(', '.join(name for name in sys.modules if name.split('.')[0] == 'mkdocs') or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
