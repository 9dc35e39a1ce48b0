"""Bad input costs no more than itself, and a failing build leaves the earlier site as it was."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.site.html import html
from tests.site.run import LISTINGS, ROOT, build, files, invoke, summary

pytestmark = pytest.mark.slow

ABSTRACT = (
    "We study how birds find their way over the open sea by the stars and the wind alone, and "
    "find that most of them do so within a day of leaving the coast, whatever the weather is, as "
    "long as the night before was clear enough for the larger stars to be seen from the ground."
)
HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 7*7 }} and {% include 'x' %}",
    "![x](javascript:alert(1)) [y](javascript:alert(2))",
    "</title><script>alert(3)</script>",
    '"><img src=x onerror=alert(4)>',
    "</script><script>alert(5)</script>",
    "../../../etc/passwd",
    "🚀🔥",
    "Very long titles " * 600,
    "---",
    "Birds: at sea",
    "Birds, at sea",
    "]]> <!-- comment -->",
    "\u202eevil\u2066 order",
]


def write(folder: Path, name: str, *texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("\n\n".join(texts) + "\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    papers = [(title, f"{title[:200]} {n}. {ABSTRACT}") for n, title in enumerate(HOSTILE)]
    texts = [text for paper in papers for text in paper]
    listings = write(folder / "listings", "2025-03-14.txt", "new", "Subscribe", *texts)
    write(listings, "2025-03-15.txt", "---", "title: injected", "---", "Good paper", ABSTRACT)
    (listings / "empty.txt").write_bytes(b"")
    (listings / "binary.dat").write_bytes(bytes(range(256)))
    (listings / "2025-03-16.txt").write_bytes(f"Caf\xe9\n\n{ABSTRACT}\n".encode("latin-1"))
    done = build(folder, listings=listings)
    assert done.returncode == 0, done.stderr
    (folder / "log").write_text(done.stderr, "utf-8")
    return folder


def test_hostile_text_is_text(hostile: Path) -> None:
    for path in (hostile / "site").rglob("*.html"):
        page = html(path)
        scripts = [e.attributes for e in page.elements if e.tag == "script"]
        names = ("archive", "search", "search-box", "search/page", "cite", "offline")
        own = tuple(f"assets/{name}.js" for name in names)
        assert all(s.get("src", "").partition("?")[0].endswith(own) or
                   s.get("type") == "application/ld+json" for s in scripts)  # fmt: skip
        assert not any(e.tag == "img" for e in page.elements)
        assert not any(key.startswith("on") for e in page.elements for key in e.attributes)
        assert not any(url.strip().lower().startswith("javascript") for _, url in page.urls)
        # Outside its own site a page only has the links to search a paper elsewhere.
        assert "\u202e" not in page.text and "\u2066" not in page.text
    day = html(hostile / "site/days/2025-03-14.html").text
    for title in ("<script>alert(1)</script>", "{{ 7*7 }}", "![x](javascript:alert(1))", "🚀🔥"):
        assert title in day


def test_every_problem_names_file_and_line(hostile: Path) -> None:
    log = (hostile / "log").read_text("utf-8")
    for words in (
        r"listings/empty\.txt: the file is empty",
        r"listings/binary\.dat: the file is binary",
        r"listings/2025-03-16\.txt:1: not UTF-8 at byte offset 3",
        r"listings/2025-03-14\.txt:\d+: a title of 10,199 characters",
    ):
        assert re.search(words, log), words


def test_one_bad_entry_costs_no_other(hostile: Path) -> None:
    pages = {path.stem for path in (hostile / "site/papers").glob("*.html")}
    assert {"good-paper", "cafe", "birds-at-sea", "etc-passwd"} <= pages
    assert sum(name.startswith("birds-at-sea-") for name in pages) == 2
    day = (hostile / "site/days/2025-03-14.html").read_text("utf-8")
    # All but `---`, which is a rule between papers: its abstract has no title; and the birds at sea
    # are one paper in other signs.
    assert len(re.findall(r"<li\b[^>]*>\s*<h2", day)) == len(HOSTILE) - 2
    assert not list(hostile.parent.rglob("passwd*"))


def test_a_failing_build_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    summary(tmp_path)
    before = files(tmp_path / "site")
    config = tmp_path / "mkdocs.yml"
    broken = tmp_path / "tags.yml"
    broken.write_text(
        (ROOT / "site_src/tags.yml").read_text("utf-8").replace("facet:", "facte:", 1)
    )
    config.write_text(
        (ROOT / "mkdocs.yml")
        .read_text("utf-8")
        .replace("site_src/tags.yml", str(broken))
        .replace("site_src/", f"{ROOT}/site_src/")
    )
    done = build(tmp_path, "--config-file", config)
    assert done.returncode == 1
    assert re.search(r"tags\.yml:\d+: .*facte.*facet", done.stderr), done.stderr
    assert files(tmp_path / "site") == before
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".site")] == []


def test_of_many_problems_of_one_kind_a_build_prints_three_and_check_all(tmp_path: Path) -> None:
    for day in range(10, 17):
        page = ("new", "Subscribe", "Mar 1", f"Birds {day}", f"{day} {ABSTRACT}")
        listings = write(tmp_path / "listings", f"2025-03-{day}.txt", *page)
    write(listings, "undated.txt", "Fish", ABSTRACT)
    said = "the page says Mar 1, but the file name says"
    for _ in range(2):  # The second build finds nothing to do.
        done = build(tmp_path, listings=listings)
        assert done.returncode == 0 and "8 problems" in done.stdout, done.stderr
        lines = done.stderr.splitlines()
        assert [said in line for line in lines] == [True, True, True, False, False]
        assert lines[3] == "warning: 4 more like these (`paper-archive check` lists them all)"
        assert "undated.txt: no date found" in lines[4]
    assert invoke("check", listings, "--quiet").stderr.count(said) == 7
    assert invoke("check", listings, "--json").stdout.count(said) == 7


def test_strict_fails_on_a_problem_and_builds_nothing(tmp_path: Path) -> None:
    listings = write(tmp_path / "listings", "undated.txt", "Birds", ABSTRACT)
    done = build(tmp_path, "--strict", listings=listings)
    assert done.returncode == 1
    assert "undated.txt: no date found" in done.stderr
    assert not (tmp_path / "site").exists()
    assert build(tmp_path, listings=listings).returncode == 0


@pytest.mark.parametrize("place", ["file", "below-a-file"])
def test_a_site_folder_that_cannot_be_written_is_named(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("mine")
    site = tmp_path / "file" if place == "file" else tmp_path / "file" / "site"
    done = build(tmp_path, "--site-dir", site)
    assert done.returncode == 1
    assert "cannot be written" in done.stderr and str(site) in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_of_somebody_elses_files_is_never_replaced(tmp_path: Path) -> None:
    listings = write(tmp_path / "listings", "2025-03-14.txt", "Birds", ABSTRACT)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.tex").write_text("mine")
    done = build(tmp_path, listings=listings)
    assert done.returncode == 1
    assert "holds files, but no built site" in done.stderr
    assert [p.name for p in (tmp_path / "site").iterdir()] == ["thesis.tex"]
    assert build(tmp_path, "--site-dir", listings, listings=listings).returncode == 1
    assert (listings / "2025-03-14.txt").is_file()


def test_a_page_never_overwrites_somebody_elses_file(tmp_path: Path) -> None:
    listings = write(tmp_path / "listings", "2025-03-14.txt", "Birds", ABSTRACT)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "index.md").write_text("mine")
    done = build(tmp_path, listings=listings)
    assert done.returncode == 1
    assert "pages/index.md: is in the way" in done.stderr
    assert [p.name for p in (tmp_path / "pages").iterdir()] == ["index.md"]
    assert (tmp_path / "pages" / "index.md").read_text() == "mine"


def test_pages_are_never_written_among_the_hand_written_ones(tmp_path: Path) -> None:
    docs = ROOT / "site_src" / "docs"
    before = files(docs)
    done = build(tmp_path, "--pages-dir", docs)
    assert done.returncode == 1
    assert "must not be in docs_dir" in done.stderr
    assert files(docs) == before


def test_a_build_puts_right_what_a_killed_one_left(tmp_path: Path) -> None:
    (tmp_path / ".site.new").mkdir()
    (tmp_path / ".site.old").mkdir()
    (tmp_path / ".site.old" / "index.html").write_text("the site before")
    (tmp_path / ".site.old" / "404.html").write_text("")
    broken = write(tmp_path / "broken", "2025-03-14.txt", "Birds")
    assert build(tmp_path, "--strict", listings=broken).returncode == 1
    assert (tmp_path / "site/index.html").read_text() == "the site before"
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".site")] == []


def test_new_and_changed_papers_are_counted(tmp_path: Path) -> None:
    listings = write(tmp_path / "listings", "2025-03-14.txt", "Birds", ABSTRACT)
    first = summary(tmp_path, listings=listings)
    write(listings, "2025-03-15.txt", "Birds", ABSTRACT, "Whales", ABSTRACT)
    second = summary(tmp_path, listings=listings)
    assert (first["papers"], first["new"], first["changed"]) == (1, 1, 0)
    # Birds were listed a second time, which their page says.
    assert (second["papers"], second["new"], second["changed"]) == (2, 1, 1)
    assert first["gone"] == second["gone"] == 0


def test_a_listing_that_goes_takes_its_pages_and_nobody_elses_files(tmp_path: Path) -> None:
    listings = write(tmp_path / "listings", "2025-03-14.txt", "Birds", ABSTRACT)
    write(listings, "2025-03-15.txt", "Whales", ABSTRACT)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "mine.md").write_text("mine")
    summary(tmp_path, listings=listings)
    (listings / "2025-03-15.txt").unlink()
    done = build(tmp_path, listings=listings)
    assert "(0 new, 0 changed, 1 gone or merged)" in done.stdout
    for folder, ending in (("pages", "md"), ("site", "html")):
        assert (tmp_path / folder / f"papers/birds.{ending}").is_file()
        assert not (tmp_path / folder / f"papers/whales.{ending}").exists()
        assert not (tmp_path / folder / f"days/2025-03-15.{ending}").exists()
    assert (tmp_path / "pages" / "mine.md").read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("build", "--listings", "{empty}"), 1, "no listing found"),
        (("check", "{empty}"), 1, "no listing found"),
        (("build", "--listings", "{empty}/nowhere"), 2, "does not exist"),
        (("build", "--year", "twenty"), 2, "--year"),
        (("bild",), 2, "No such command"),
        (("check", str(LISTINGS), "--strict"), 0, ""),
    ],
)
def test_exit_codes(arguments: tuple[str, ...], code: int, words: str, tmp_path: Path) -> None:
    done = invoke(*(a.replace("{empty}", str(tmp_path)) for a in arguments))
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_build_of_nothing_new_writes_nothing_and_says_the_same(tmp_path: Path) -> None:
    listings = write(tmp_path / "listings", "2025-03-14.txt", "Birds", ABSTRACT, "Whales")
    first, second = build(tmp_path, listings=listings), build(tmp_path, listings=listings)
    assert first.stderr == second.stderr
    assert "without an abstract" in second.stderr
    assert summary(tmp_path, listings=listings)["pages_written"] == 0
    assert build(tmp_path, "--strict", listings=listings).returncode == 1
    # A tool that changes a file in its place is noticed by --clean only; see the state.
    (tmp_path / "site/days/index.html").unlink()
    (tmp_path / "pages/papers/birds.md").unlink()
    assert summary(tmp_path, listings=listings)["pages_written"] == 1
    assert (tmp_path / "pages/papers/birds.md").is_file()
    clean = summary(tmp_path, "--clean", listings=listings)
    assert clean["pages_written"] == clean["pages"]
