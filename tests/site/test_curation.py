"""Corrections by hand through the whole build, and the commands that apply and write them."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
import yaml

from tests.site.html import html
from tests.site.run import LISTINGS, ROOT, build, files, invoke, summary
from tests.site.test_input import ABSTRACT, write
from tests.site.test_site import dangling

pytestmark = pytest.mark.slow

PAPER = "attention-is-all-you-need"
REASON = "its authors *asked* for it"


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corrected")
    curation = folder / "curation.yml"
    curation.write_text(
        f"papers:\n  {PAPER}: {{withdrawn: '{REASON}'}}\n"
        "  graph-attention-networks: {title: Graphs, tags: {add: [efficient-inference]}}\n"
        "listings: {2025-05-28.txt: {date: 2024-01-02}}\n"
        f"redirects: {{attention: {PAPER}}}\n",
        "utf-8",
    )
    figures = summary(folder, "--curation", curation, SITE_URL="https://example.org/")
    assert (figures["papers"], figures["problems"]) == (53, 0)
    return folder


def test_a_withdrawn_paper_is_on_its_page_alone(corrected: Path) -> None:
    site = corrected / "site"
    page = html(site / f"papers/{PAPER}.html")
    assert "Attention Is All You Need" in page.text and REASON in page.text
    assert "Withdrawn" in page.text and "@misc" not in page.text
    robots = [e.attributes["content"] for e in page.elements
              if e.attributes.get("name") == "robots"]  # fmt: skip
    assert robots == ["noindex"]
    assert not any(e.attributes.get("name", "").startswith("citation_") for e in page.elements)
    mentioned = {
        name for name, data in files(site).items()
        if b"Attention Is All You Need" in (gzip.decompress(data) if name.endswith(".gz") else data)
    }  # fmt: skip
    # Its own page and the address that redirects to it.
    assert mentioned == {f"papers/{PAPER}.html", "papers/attention.html"}


def test_titles_tags_and_dates_are_on_the_pages(corrected: Path) -> None:
    site = corrected / "site"
    assert "Graphs" in html(site / "days/2025-06-03.html").text
    assert "../tags/efficient-inference.html" in [
        u for _, u in html(site / "papers/graphs.html").urls
    ]
    moved = (site / "papers/graph-attention-networks.html").read_text("utf-8")
    assert 'content="0; url=graphs.html"' in moved
    assert (site / "days/2024-01-02.html").is_file()
    former = (site / "days/2025-05-28.html").read_text("utf-8")
    assert 'content="0; url=2024-01-02.html"' in former
    assert list(dangling(site)) == []


def test_a_day_of_withdrawn_papers_only_keeps_its_pages(tmp_path: Path) -> None:
    listings = write(tmp_path / "listings", "2025-03-14.txt", "Birds", ABSTRACT)
    write(listings, "2025-04-15.txt", "Whales", ABSTRACT)
    curation = tmp_path / "curation.yml"
    for papers in ("whales", "whales", "birds"):
        curation.write_text(
            (curation.read_text() if papers == "birds" else "papers:\n")
            + f"  {papers}: {{withdrawn: why}}\n"
        )
        assert summary(tmp_path, "--curation", curation, listings=listings)["problems"] == 0
        assert list(dangling(tmp_path / "site")) == []
        for page in ("2025-03-14", "2025-04-15", "2025-03", "2025-04", "2025", "index"):
            assert (tmp_path / f"site/days/{page}.html").is_file()


def test_a_mistake_fails_the_build_and_leaves_the_site(corrected: Path, tmp_path: Path) -> None:
    before = files(corrected / "site")
    broken = tmp_path / "curation.yml"
    broken.write_text("papers:\n  graph-atention-networks: {title: Graphs}\n")
    done = build(corrected, "--curation", broken)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert re.search(r"curation\.yml:2: .*'graph-attention-networks'\?", done.stderr), done.stderr
    assert files(corrected / "site") == before
    for arguments in (("check", LISTINGS), ("tags",), ("curate", "graph")):
        done = invoke(*arguments, "--curation", broken)
        assert done.returncode == 1 and "curation.yml:2:" in done.stderr
        assert "Traceback" not in done.stderr


def config(folder: Path, **options: str) -> Path:
    """A `mkdocs.yml` in `folder`, with these options of the plugin besides the project's."""
    made = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8").replace("!ENV", ""), yaml.SafeLoader)
    made["plugins"] = [{"paper-archive": {
        "listings": str(LISTINGS), "tags": str(ROOT / "site_src/tags.yml"), **options,
    }}]  # fmt: skip
    del made["site_url"], made["repo_url"]
    made["docs_dir"] = str(ROOT / "site_src/docs")
    made["theme"]["custom_dir"] = str(ROOT / "site_src/theme")
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(made), "utf-8")
    return folder / "mkdocs.yml"


def test_the_file_is_found_beside_mkdocs_yml_and_must_be_there_if_it_is_named(
    tmp_path: Path,
) -> None:
    found = ("curate", "zebras", "--json", "-f")
    assert invoke(*found, config(tmp_path)).returncode == 1
    named = config(tmp_path, curation="mine.yml")
    missing = invoke(*found, named)
    assert missing.returncode == 1 and "mine.yml: cannot be read" in missing.stderr
    for name, file in ((named, "mine.yml"), (config(tmp_path), "site_src/curation.yml")):
        (tmp_path / "site_src").mkdir(exist_ok=True)
        (tmp_path / file).write_text("papers: {graph-attention-networks: {title: Zebras}}\n")
        config(tmp_path, **({"curation": file} if name == named else {}))
        done = invoke(*found, name)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["papers"][0]["address"] == "papers/zebras.html"
        (tmp_path / file).unlink()
