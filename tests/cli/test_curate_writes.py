"""`paper-archive curate` writes lines that `curation.yml` takes, where they belong."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.curating import GRAPH, OWN, PAPER, curate
from tests.forked import programs
from tests.site.run import LISTINGS, ROOT, configuration, invoke


def test_a_split_of_a_merge_by_hand_says_how_to_undo_it(reefs: Path, tmp_path: Path) -> None:
    corrections = tmp_path / "curation.yml"
    corrections.write_text(
        "# Ours.\nmerge:\n- [two-kinds-of-corals, optimising-the-colours-of-reef-fishes]\n"
    )
    where = ("--listings", reefs, "--curation", corrections)
    for option, value in (("title", "Two Kinds of Corals"), ("listing", "2024-03-02.bib")):
        refused = curate("2403.01234", f"--split-{option}", value, *where, "--write", code=1)
        assert "curation.yml:3: to undo that, delete the line" in refused
        assert "--split-listing and --split-title" in refused


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        ((PAPER, "--withdraw", 'a "reason": [x]'), ['    withdrawn: "a \\"reason\\": [x]"']),
        ((PAPER, "--title", "Übung # 1", "--id", "1706.03762"),
         ['    title: "Übung # 1"', "    id: 1706.03762"]),
        ((PAPER, "--add-tag", "surveys", "--add-tag", "physics", "--remove-tag", OWN),
         [f"    tags: {{add: [surveys, physics], remove: [{OWN}]}}"]),
        ((PAPER, "graph-attention-networks", "--merge"),
         ["merge:", f"  - [{PAPER}, graph-attention-networks]"]),
        ((PAPER, "--redirect", "transformer"), ["redirects:", f"  transformer: {PAPER}"]),
        (("2025-06-02.txt", "--date", "2025-06-01"),
         ["listings:", "  2025/2025-06-02.txt: {date: 2025-06-01}"]),
    ],
)  # fmt: skip
def test_what_it_writes_is_accepted(
    arguments: tuple[str, ...], lines: list[str], tmp_path: Path
) -> None:
    snippet = curate(*arguments)
    assert set(lines) <= set(snippet.splitlines())
    (tmp_path / "curation.yml").write_text(snippet, "utf-8")
    curate(PAPER, "--curation", tmp_path / "curation.yml")


def test_a_split_of_what_two_listings_have(tmp_path: Path) -> None:
    twice = next(
        paper
        for paper in json.loads(curate("a", "--most", 100, "--json"))["papers"]
        if len(paper["days"]) == 2
    )
    listing = Path(twice["sources"][1].rpartition(":")[0]).name
    snippet = curate(twice["key"], "--split-listing", listing)
    (tmp_path / "curation.yml").write_text(snippet, "utf-8")
    found = json.loads(curate(twice["key"], "--json", "--curation", tmp_path / "curation.yml"))
    assert len(found["papers"]) == 2
    curate(twice["key"], "--split-listing", "2031.txt", code=1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "curation.yml"
    path.write_text(f"# Ours.\npapers:\n  {PAPER}: {{title: All You Need}} # said by Ada\n")
    return path


def test_it_tells_what_the_file_says_already_and_keeps_a_titles_address(file: Path) -> None:
    done = invoke("curate", "all-you-need", "--curation", file,
                   "--title", "Attention Suffices")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert f"'{PAPER}' has two values of 'title': --write changes what is there" in done.stderr
    assert f"redirects:\n  all-you-need: {PAPER}\n" in done.stdout


def test_what_it_prints_can_be_added_again_and_again(file: Path) -> None:
    for arguments in (
        (PAPER, "--add-tag", "surveys"),
        (PAPER, "--add-tag", "surveys"),
        (PAPER, "--add-tag", "physics", "--remove-tag", OWN),
        (PAPER, "--redirect", "transformer"),
        (PAPER, "--redirect", "transformer"),
        ("2025-06-02.txt", "--date", "2025-06-01"),
        ("2025-06-02.txt", "--date", "2025-06-01"),
        ("graph-attention-networks", PAPER, "--merge"),
    ):
        with file.open("a") as opened:
            opened.write(curate(*arguments, "--curation", file))
    again = curate("graph-attention-networks", PAPER, "--merge", "--curation", file, code=1)
    assert "are one paper already" in again
    found = json.loads(curate(PAPER, "--json", "--curation", file))["papers"][0]
    assert {"surveys", "physics"} <= set(found["tags"])
    assert found["days"] == ["2025-06-01", "2025-06-03"]  # one by its date, one by the merge


def test_it_writes_where_a_correction_belongs(file: Path) -> None:
    before = file.read_text()
    written = ("--curation", file, "--write")
    assert "+redirects:" in curate(PAPER, "--redirect", "transformer", *written).splitlines()
    for _ in range(2):  # The second time there is nothing to do.
        done = curate(PAPER, "--title", "Attention Suffices", "--add-tag", "surveys", *written)
    assert done.rstrip().endswith("has this correction already.")
    curate(PAPER, "--remove-tag", "surveys", *written)
    after = before.replace(
        "All You Need}", '"Attention Suffices", tags: {add: [], remove: [surveys]}}'
    )
    assert file.read_text() == (
        f"{after}redirects:\n  transformer: {PAPER}\n  all-you-need: {PAPER}\n"
    )


def test_a_merge_takes_more_papers_in(file: Path) -> None:
    before = file.read_text()
    first, second, third, fourth, *_ = (
        paper["key"]
        for paper in json.loads(curate("learning", "--most", 9, "--json"))["papers"]
        if paper["key"] not in (PAPER, GRAPH)
    )
    written = ("--curation", file, "--write", "--merge")

    def merges() -> str:
        return file.read_text().removeprefix(before)

    curate(PAPER, GRAPH, *written)
    curate(GRAPH, first, *written)
    assert merges() == f"merge:\n  - [{PAPER}, {GRAPH}, {first}]\n"
    curate(second, third, *written)
    curate(fourth, second, *written)  # The paper that stays is another now.
    assert merges().splitlines()[2:] == [f"  - [{fourth}, {second}, {third}]"]
    done = invoke("curate", third, first, "--curation", file, "--merge")
    assert "--write changes what is there" in done.stderr
    done = invoke("curate", third, first, *written)
    assert "Merges that are in the file already become one." in done.stderr
    everything = f"[{fourth}, {second}, {third}, {PAPER}, {GRAPH}, {first}]"
    assert merges() == f"merge:\n  - {everything}\n"


def test_a_merge_of_unlike_papers_warns_and_keeps_the_first_ones_title(file: Path) -> None:
    written = ("--curation", file, "--merge", "--write")
    unlike = "model-agnostic-meta-learning-for-fast-adaptation-of-deep-networks"
    done = invoke("curate", GRAPH, unlike, PAPER, *written)
    assert done.returncode == 0, done.stderr
    # Two of the three are on attention.
    assert done.stderr.count("merge them only if they are one paper") == 1
    found = json.loads(curate(PAPER, "--curation", file, "--json"))["papers"]
    assert [paper["title"] for paper in found] == ["Graph Attention Networks"]
    curate(PAPER, "--title", "Attention", "--curation", file, "--write")
    assert f"{GRAPH}:" in file.read_text()
    found = json.loads(curate(PAPER, "--curation", file, "--json"))["papers"]
    assert [paper["title"] for paper in found] == ["Attention"]


def test_a_tag_that_the_paper_does_not_have_is_not_removed(file: Path) -> None:
    before = file.read_text()
    for more in ((), ("--write",)):
        done = invoke("curate", PAPER, "--remove-tag", "privacy", "--curation", file, *more)
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
        assert "'All You Need' does not have the tag 'privacy'" in done.stderr
    assert file.read_text() == before
    for shown in ("rl", "Reinforcement learning and bandits"):
        refused = curate(PAPER, "--remove-tag", shown, "--curation", file, code=1)
        assert "did you mean 'reinforcement-learning'?" in refused
    refused = curate(PAPER, "--remove-tag", "zzzz", "--curation", file, code=1)
    assert "unknown tag 'zzzz' (`paper-archive tags` lists them)" in refused


def test_a_listing_is_dated_under_the_name_that_is_there(file: Path) -> None:
    written = ("--date", "2025-06-01", "--curation", file, "--write")
    before = file.read_text()
    curate("2025-06-02.txt", *written)
    assert file.read_text() == f"{before}listings:\n  2025/2025-06-02.txt: {{date: 2025-06-01}}\n"
    curate("site_src/listings/2025/2025-06-02.txt", "--date", "2025-05-31", *written[2:])
    now = f"{before}listings:\n  2025-06-02.txt:\n    date: 2025-06-01\n"
    assert file.read_text().endswith("  2025/2025-06-02.txt: {date: 2025-05-31}\n")
    file.write_text(now)
    curate("2025/2025-06-02.txt", "--date", "2025-05-31", *written[2:])
    assert file.read_text() == f"{before}listings:\n  2025-06-02.txt: {{date: 2025-05-31}}\n"


def test_a_refusal_names_lines_of_the_file_that_is_there(file: Path) -> None:
    before = file.read_text()
    written = ("--curation", file, "--write")
    curate(GRAPH, "--withdraw", "why", *written)
    other = "model-agnostic-meta-learning-for-fast-adaptation-of-deep-networks"
    refused = curate(GRAPH, other, "--merge", *written, code=1)
    assert f"{file.name}:4: " in refused  # The line of the withdrawn paper.
    assert f"the merge is in the new line `- [{GRAPH}, {other}]`;" in refused
    file.write_text(before)
    curate(PAPER, GRAPH, "--merge", *written)
    # The correction comes before the merge, which moves down.
    refused = curate(GRAPH, "--withdraw", "why", *written, code=1)
    assert "the merge is in line 5;" in refused
    refused = curate(PAPER, "--redirect", "x_y", *written, code=1)
    assert f"{file.name}: the correction would be refused: 'x_y' cannot" in refused


def test_corrections_at_the_same_time_are_all_kept(file: Path) -> None:
    slugs = ("graph-attention-networks", PAPER, "attention-learn-to-solve-routing-problems")
    running = [
        subprocess.Popen(
            [programs() / "paper-archive", "curate", slug, "--add-tag", "surveys",
             "--curation", file, "--write"],
            cwd=ROOT, stdout=subprocess.DEVNULL,
        )
        for slug in slugs
    ]  # fmt: skip
    assert [each.wait() for each in running] == [0, 0, 0]
    assert all(slug in file.read_text() for slug in slugs)


def test_a_file_that_is_not_there_is_made(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        f"site_name: Ours\nplugins:\n  - paper-archive: {{listings: {LISTINGS}}}\n"
    )
    done = invoke("curate", PAPER, "--withdraw", "why", "--write", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "site_src" / "curation.yml").read_text()
    assert text == f'papers:\n  {PAPER}:  # Attention Is All You Need\n    withdrawn: "why"\n'


def test_it_warns_of_days_that_lose_their_address(reefs: Path, tmp_path: Path) -> None:
    config = configuration(tmp_path)
    config.write_text(config.read_text("utf-8").replace(str(LISTINGS), str(reefs)), "utf-8")

    def dated(day: str) -> tuple[list[str], str]:
        words = ("2024-03-02.bib", "--date", day, "--write", "--json")
        done = invoke("curate", *words, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)["lost"], done.stderr

    # The page of the day that the file states leads to the new one.
    assert dated("2024-03-01") == ([], "")
    done = invoke("build", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site" / "days" / "2024-03-01.html").exists()
    lost, warning = dated("2024-02-29")
    assert lost == ["days/2024-03-01.html", "trends/2024-03.html"]
    assert "  days/2024-03-01.html\n  trends/2024-03.html\n" in warning
    # No build has published what the last correction made.
    assert dated("2024-03-01") == ([], "")
    lost, _ = dated("2023-12-31")
    done = invoke("build", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [path for path in lost if (tmp_path / "site" / path).exists()] == []
    assert {"days/2024-03-01.html", "weeks/2024-W09.html", "trends/2024.html"} <= {*lost}
    assert (tmp_path / "site" / "days" / "2024-03-02.html").exists()


def test_a_title_that_changes_again_keeps_every_address(file: Path) -> None:
    written = ("--curation", file, "--write")
    curate(PAPER, GRAPH, "--merge", *written)
    done = json.loads(curate(PAPER, "--title", "Attention Suffices", "--json", *written))
    assert done["lost"] == []
    lines = [line for line in done["difference"] if line.startswith("+  all-you-need")]
    slugs = [line[3:].partition(":")[0] for line in lines]
    assert slugs[0] == "all-you-need" and len(slugs) > 2  # merged papers have several
    for slug in slugs:
        found = json.loads(curate(slug, "--json", "--curation", file))["papers"]
        assert [paper["title"] for paper in found] == ["Attention Suffices"]


def test_a_paper_of_another_id_is_corrected_again(reefs: Path, tmp_path: Path) -> None:
    written = ("--listings", reefs, "--curation", tmp_path / "curation.yml", "--write")
    (tmp_path / "curation.yml").write_text("redirects:\n  reef: two-kinds-of-corals\n")
    curate("2403.01234", "--id", "2403.09999", *written)
    for name in ("2403.01234", "2403.09999", "two-kinds-of-corals"):
        curate(name, "--withdraw", name, *written)
    papers = (tmp_path / "curation.yml").read_text().partition("papers:")[2]
    assert papers.count("withdrawn:") == papers.count("id:") == 1
    fishes = "optimising-the-colours-of-reef-fishes"
    refused = curate(fishes, "--redirect", "reef", *written, code=1)
    assert "curation.yml:2: 'reef' leads to 'two-kinds-of-corals'" in refused
    curate("2403.01234", "--redirect", "reef", *written)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((PAPER, "--add-tag", "visoin"), "unknown tag 'visoin'"),
        ((PAPER, "--redirect", "graph-attention-networks"), "graph-attention-networks"),
        ((PAPER, "--id", "2506.1"), "is not an arXiv id"),
    ],
)
def test_what_a_build_would_refuse_is_not_written(
    file: Path, arguments: tuple[str, ...], words: str
) -> None:
    before = file.read_bytes()
    refused = curate(*arguments, "--curation", file, "--write", code=1)
    assert "the correction would be refused" in refused and words in refused
    assert str(file.parent / ".") not in refused.replace(str(file), "")
    assert file.read_bytes() == before and list(file.parent.iterdir()) == [file]
