"""A site that was brought up to date by any steps is, byte for byte, the site made at once."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from paper_archive.cli import main
from paper_archive.site.state import key

from tests.site.run import ROOT, files
from tests.site.test_input import ABSTRACT
from tests.site.test_site import dangling

pytestmark = pytest.mark.slow

SUBJECTS = ("Diffusion models", "Graph neural networks", "Reinforcement learning", "Birds")
DAYS = ("2024-12-31", "2025-01-02", "2025-01-03", "2025-02-10", "2025-02-11")
AUTHORS = ("Ann Lee", "LEE, Ann", "Bo Wu", "Xiao-Ming Li", "Xiaoming Li", "李 明")
BASE = "2024-11-05.txt"


def paper(number: int, spelling: int = 0) -> tuple[str, str]:
    """Title and abstract of one of many papers, some of whose titles are spelt in several ways
    and some of which share a title."""
    subject = SUBJECTS[number % len(SUBJECTS)]
    title = f"{subject} for task {number // 3}"
    if spelling == 1:
        title = title.replace(" for ", "  For ").title()
    return title, f"We use {subject.lower()} in case {number}. {ABSTRACT} Case {number} is hard."


TASKS = "topics:\n- {id: tasks, name: Tasks, query: '\"case\" -robotics'}\n"
TOPICS = (
    f"{TASKS}- {{id: graphs, name: Graphs, query: graph neural networks}}\n",
    TASKS.replace("Tasks", "Cases"),
    f"{TASKS.replace('robotics', 'birds')}- {{id: none, name: None, text: x, query: zebras}}\n",
    "",
)
# Papers by title; some are gone or renamed by corrections, or were never there.
_TITLES = "".join(
    f"- {{title: {subject} for task {number}, note: {number}}}\n"
    for number in range(40)
    for subject in SUBJECTS
)
LISTS = (
    {"long.yml": _TITLES, "short.yml": "title: Short\npapers: [robotics, birds-for-task-1]\n"},
    {"long.yml": _TITLES.replace("note: 7", "note: 77"), "short.yml": "papers:\n"},
    {
        "long.yml": "".join(_TITLES.splitlines(True)[:50]),
        "my desk.json": '{"papers": [{"id": "birds-for-task-1"}]}',
    },
    {},
)


class Archive:
    """An archive that is changed step by step, at random."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.rng = folder, random.Random(seed)
        self.listings = folder / "listings"
        self.listings.mkdir()
        shutil.copytree(ROOT / "site_src/theme", folder / "theme")
        text = (ROOT / "mkdocs.yml").read_text("utf-8")
        text = text.replace("site_src/theme", "theme").replace("site_src/listings", "listings")
        text = text.replace(" site_src/tags.yml", f" {ROOT / 'site_src/tags.yml'}")
        # Of pages that somebody wrote, two are as good as all of the manual.
        (folder / "docs").mkdir()
        for name in ("about.md", "more.md"):
            (folder / "docs" / name).write_text("# A page\n\n## Sources { #sources }\n", "utf-8")
        text = text.replace(" site_src/docs", " docs").partition("\nnav:")[0] + "\n"
        # Feeds and the sitemap are there where a site has an address.
        text = text.replace("!ENV SITE_URL", "https://example.org/")
        more = ("curation: curation.yml", "topics: topics.yml", "lists: lists", "author_pages: 2")
        text = re.sub("(tags: .*)", "\\1" + "".join(f"\n      {each}" for each in more), text)
        (folder / "mkdocs.yml").write_text(text, "utf-8")
        self.curation = folder / "curation.yml"
        self.curation.write_text("", "utf-8")
        (folder / "topics.yml").write_text(TOPICS[0], "utf-8")
        (folder / "lists").mkdir()
        self.put_lists(LISTS[0])
        self._write(BASE, range(0, 420, 2))
        self._write(f"{DAYS[1]}.txt", (1, 3, 5))
        self.put_authors(DAYS[1])

    def _write(self, name: str, numbers) -> None:
        texts = [text for n in numbers for text in paper(n, self.rng.randrange(3))]
        (self.listings / name).write_text("\n\n".join(texts) + "\n", "utf-8")

    def put_listing(self) -> str:
        name = f"{self.rng.choice([*DAYS, 'page'])}{self.rng.choice(['', '.2'])}.txt"
        self._write(name, self.rng.sample(range(450), self.rng.randrange(1, 8)))
        return f"put {name}"

    def put_authors(self, day: str = "") -> str:
        name = f"{day or self.rng.choice(DAYS)}.jsonl"
        lines = []
        for n in self.rng.sample(range(500, 520), 9):
            title, abstract = paper(n)
            names = self.rng.sample(AUTHORS, self.rng.randrange(1, 4))
            lines.append(json.dumps({"title": title, "abstract": abstract, "authors": names}))
        (self.listings / name).write_text("\n".join(lines), "utf-8")
        return f"put {name}"

    def remove_listing(self) -> str:
        names = sorted(path.name for path in self.listings.iterdir() if path.name != BASE)
        if not names:
            return self.put_listing()
        name = self.rng.choice(names)
        (self.listings / name).unlink()
        return f"remove {name}"

    def rename_listing(self) -> str:
        (self.listings / BASE).rename(self.listings / "moving.txt")
        (self.listings / "moving.txt").rename(self.listings / BASE)
        (self.listings / BASE).touch()
        return "touch the base"

    def correct(self) -> str:
        slugs = sorted(path.stem for path in (self.folder / "site/papers").iterdir())
        one, two = self.rng.sample(slugs, 2)
        text = self.rng.choice([
            f"papers:\n  {one}: {{title: Another name}}\n",
            f"papers:\n  {one}: {{withdrawn: why}}\n  {two}: {{tags: {{add: [robotics]}}}}\n",
            f"merge:\n  - [{one}, {two}]\n",
            f"redirects:\n  an-old-address: {one}\n",
            f"listings:\n  {BASE}: {{date: {self.rng.choice(DAYS)}}}\n",
            f"authors:\n  Ann Lee: [{self.rng.choice(AUTHORS[2:])}]\n",
            "",
        ])  # fmt: skip
        self.curation.write_text(text, "utf-8")
        return f"correct {text!r}"

    def change_topics(self) -> str:
        text = self.rng.choice(TOPICS)
        (self.folder / "topics.yml").write_text(text, "utf-8")
        return f"topics {text!r}"

    def put_lists(self, lists: dict[str, str]) -> None:
        for path in (self.folder / "lists").iterdir():
            if path.name not in lists:
                path.unlink()
        for name, text in lists.items():
            path = self.folder / "lists" / name
            if not path.exists() or path.read_text("utf-8") != text:
                path.write_text(text, "utf-8")

    def change_lists(self) -> str:
        number = self.rng.randrange(len(LISTS))
        self.put_lists(LISTS[number])
        return f"lists {number}"

    def change_theme(self) -> str:
        with (self.folder / "theme/assets/archive.css").open("a", encoding="utf-8") as css:
            css.write("/* x */\n")
        main = self.folder / "theme/main.html"
        main.write_text(main.read_text("utf-8").replace("<body", '<body data-x="1"'), "utf-8")
        return "change the theme"

    def harm_the_site(self) -> str:
        path = self.rng.choice(sorted(self.folder.glob("site/*/*.html")))
        if self.rng.random() < 0.5:
            path.unlink()
        else:
            path.write_text("changed by somebody", "utf-8")
        return f"harm {path.name}"

    def harm_the_markdown(self) -> str:
        path = self.rng.choice(sorted(self.folder.glob("pages/*/*.md")))
        path.unlink()
        return f"delete {path.name}"

    def harm_the_cache(self) -> str:
        name = key(self.folder / "site")
        path = self.folder / ".cache" / f"{name}.{self.rng.choice(['archive', 'json'])}"
        if self.rng.random() < 0.5:
            path.unlink()
        else:
            path.write_bytes(path.read_bytes()[: self.rng.randrange(200)])
        return f"harm {path.suffix}"

    def step(self) -> str:
        steps = [
            *[self.put_listing] * 4, *[self.put_authors] * 3, *[self.remove_listing] * 2,
            *[self.correct] * 3, *[self.change_topics] * 2, *[self.change_lists] * 2,
            self.rename_listing, self.change_theme, self.harm_the_site,
            self.harm_the_markdown, self.harm_the_cache,
        ]  # fmt: skip
        return self.rng.choice(steps)()

    def build(self, name: str, *options: str) -> bool:
        """Build into a folder; False where a correction does not fit, and is taken back."""
        done = CliRunner().invoke(main, [
            "build", "-f", str(self.folder / "mkdocs.yml"), "--quiet",
            "--site-dir", str(self.folder / f"site{name}"),
            "--pages-dir", str(self.folder / f"pages{name}"), *options,
        ])  # fmt: skip
        if done.exit_code and "curation.yml" in done.output:
            self.curation.write_text("", "utf-8")
            return False
        assert done.exit_code == 0, done.output
        return True


@pytest.mark.parametrize("seed", range(2))
def test_any_steps_end_where_a_clean_build_does(tmp_path: Path, seed: int) -> None:
    archive = Archive(tmp_path, seed)
    assert archive.build("")
    done = []
    for _ in range(6):
        done.append(archive.step())
        if not archive.build(""):
            done.append("taken back")
            assert archive.build("")
        assert archive.build("-clean", "--clean")
        for folder in ("site", "pages"):
            expected, found = files(tmp_path / f"{folder}-clean"), files(tmp_path / folder)
            differ = [n for n in {*expected, *found} if expected.get(n) != found.get(n)]
            assert differ == [], done
    assert list(dangling(tmp_path / "site")) == []


def test_a_day_changes_few_files(tmp_path: Path) -> None:
    archive = Archive(tmp_path, 0)
    assert archive.build("")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.glob("site/**/*.html")}
    archive._write("2025-02-12.txt", [1001])
    assert archive.build("")
    site = tmp_path / "site"
    changed = {
        path.relative_to(site).as_posix()
        for path in site.glob("**/*.html")
        if before.get(path) != path.stat().st_mtime_ns
    }
    slug = "graph-neural-networks-for-task-333"
    # It is new in their lists of related papers.
    near = {name for name in changed if f'href="{slug}.html"' in (site / name).read_text("utf-8")}
    assert changed - near == {
        f"papers/{slug}.html", "days/2025-02-12.html", "days/2025-02.html", "days/2025-01.html",
        "days/2025-01-02.html", "days/2025.html", "days/index.html", "index.html",
        "weeks/2025-W01.html", "weeks/2025-W07.html", "weeks/index.html", "topics/graphs.html",
        "topics/index.html", "topics/tasks.html",
        "tags/index.html", "tags/graph-neural-networks.html", "trends.html", "trends/2025.html",
        "trends/2025-01.html", "trends/2025-02.html",
    }  # fmt: skip


def test_topics_change_alone(tmp_path: Path) -> None:
    archive = Archive(tmp_path, 0)
    for text in (*TOPICS, TOPICS[0]):
        (tmp_path / "topics.yml").write_text(text, "utf-8")
        assert archive.build("")
    assert archive.build("-clean", "--clean")
    assert files(tmp_path / "site-clean") == files(tmp_path / "site")
    assert files(tmp_path / "pages-clean") == files(tmp_path / "pages")


def test_lists_change_alone(tmp_path: Path) -> None:
    archive = Archive(tmp_path, 0)
    assert archive.build("")
    for number, changed in (
        # Another note, of a paper on the first page.
        (1, {"lists/long.html", "lists/short.html", "lists/index.html"}),
        (2, {"lists/long.html", "lists/my-desk.html", "lists/index.html"}),
    ):
        before = {path: path.stat().st_mtime_ns for path in tmp_path.glob("site/**/*.html")}
        archive.put_lists(LISTS[number])
        assert archive.build("")
        site = tmp_path / "site"
        written = {
            path.relative_to(site).as_posix()
            for path in site.glob("**/*.html")
            if before.get(path) != path.stat().st_mtime_ns
        }
        # Home counts the lists, and is drawn by every update.
        assert written - {"index.html"} == changed
    names = {path.name for path in tmp_path.glob("site/lists/*")}
    assert names == {
        *(f"{name}.{suffix}" for name in ("long", "my-desk") for suffix in ("html", "xml", "json")),
        "index.html",
    }
    assert archive.build("-clean", "--clean")
    assert files(tmp_path / "site-clean") == files(tmp_path / "site")
    assert files(tmp_path / "pages-clean") == files(tmp_path / "pages")
    archive.put_lists(LISTS[3])
    assert archive.build("")
    assert not list(tmp_path.glob("site/lists/*")) and not list(tmp_path.glob("pages/lists/*"))


def test_what_somebody_edited_in_a_list_is_in_no_page_of_the_next_build(tmp_path: Path) -> None:
    archive = Archive(tmp_path, 0)
    assert archive.build("")
    for page in ("site/tags/graph-neural-networks.html", "pages/tags/reinforcement-learning.md"):
        edited = (tmp_path / page).read_text("utf-8").replace("We use", "We ban")
        assert "We ban" in edited
        # As large and as old as before, so that no look at the folder shows it.
        was = (tmp_path / page).stat()
        (tmp_path / page).write_text(edited, "utf-8")
        os.utime(tmp_path / page, ns=(was.st_atime_ns, was.st_mtime_ns))
    # A paper of every subject.
    archive._write("2025-02-12.txt", range(1001, 1005))
    assert archive.build("")
    assert archive.build("-clean", "--clean")
    assert files(tmp_path / "site-clean") == files(tmp_path / "site")
    assert files(tmp_path / "pages-clean") == files(tmp_path / "pages")
