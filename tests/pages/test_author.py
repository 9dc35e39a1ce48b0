"""Pages of authors: who is one, what the page says, and which pages an update draws again."""

from __future__ import annotations

import random
import re
from contextlib import nullcontext
from datetime import date
from itertools import chain
from pathlib import Path

import pytest
from paper_archive.archive.curation import Curation
from paper_archive.archive.curation_file import load_curation
from paper_archive.catalog import Catalog
from paper_archive.model import Entry, InputError, Listing, Source
from paper_archive.pages import author, paper
from paper_archive.pages.context import PageContext
from paper_archive.pages.kind import touched_by
from paper_archive.pages.touched import Touched
from paper_archive.store import author_letters
from paper_archive.store.author_update import update_authors
from paper_archive.store.authors import Authors
from paper_archive.store.outline import stored_outline
from paper_archive.store.store import Store
from paper_archive.store.stored_archive import StoredArchive
from paper_archive.store.update import Changes
from paper_archive.workers import ALONE

from tests.pages.papers import TAXONOMY, catalog
from tests.pages.papers import paper as paper_of
from tests.store.folder import Folder

KINDS = (paper.KIND, author.PEOPLE_KIND, author.ORGANISATIONS_KIND)
LEAST = 2
NAMES = (
    "Ann Lee", "LEE, Ann", "Ann B. Lee", "A. Lee", "Xiao-Ming Li", "Xiaoming Li", "Xiao Ming Li",
    "José Núñez", "Jose Nunez", "李 明", "李明", "Wei Wang", "Kimi Team", "et al.", "con", "Li",
)  # fmt: skip
# Names that `curation.yml` may join or split.
CURATIONS = (
    "",
    "authors: {Ann Lee: [Ann B. Lee, A. Lee]}",
    "authors: {Ann Bee Lee: [Ann Lee], Li: [李 明]}",
    "authors:\n  Wei Wang (Sea): {listed: Wei Wang, papers: [paper-1, paper-2]}\n",
    "authors:\n  W: {listed: Wei Wang, papers: [paper-3], also: [Kimi Team]}\n  Ann Lee: [A. Lee]",
    "authors:\n  W: {listed: Wei Wang, papers: [paper-3], also: [Wei Wang (Sea), V]}",
    "papers: {paper-4: {title: Renamed, withdrawn: gone}}",
    "papers: {paper-5: {title: Renamed}}",
)


class Site:
    """The pages of a folder of listings that is brought up to date."""

    def __init__(self, folder: Path) -> None:
        self.folder = Folder(folder)
        self.pages: dict[str, tuple[str, str]] = {}

    def list(self, source: str, day: str, papers: dict[int, tuple[str, ...]]) -> None:
        """Write a listing of papers, by number, with their authors."""
        entries = tuple(
            Entry(
                f"Paper {n}", f"Whales {n} sing to each other.", line, f"2501.{n:05}",
                authors=names, organisation="Sea & Co." if n % 2 else "",
            )
            for line, (n, names) in enumerate(papers.items(), 1)
        )  # fmt: skip
        self.folder.put(Listing(source, "x", date.fromisoformat(day), entries))

    def update(self, curation: str = "", least: int = LEAST) -> None:
        """Draw what an update touches, and delete what is gone."""
        corrections = load_curation(Source("curation.yml", curation.encode()))
        changes = self.folder.update_without_commit(corrections)
        changes = update_authors(self.folder.store, changes, corrections, least)
        catalog = self.catalog()
        touched = touched_by(KINDS, changes, catalog)
        for path in touched.gone:
            self.pages.pop(path, None)
        context = PageContext(catalog)
        for page in chain.from_iterable(kind.draw(context, touched, ALONE) for kind in KINDS):
            self.pages[page.src_uri] = (page.markdown, page.html)
        self.folder.store.commit()

    def catalog(self) -> Catalog:
        return Catalog(
            StoredArchive(self.folder.store),
            stored_outline(self.folder.store),
            TAXONOMY,
        )

    def names(self, folder: str = "authors") -> set[str]:
        start = f"{folder}/"
        return {p.removeprefix(start)[:-3] for p in self.pages if p.startswith(start)} - {"index"}


def show(tmp_path: Path, *papers: tuple[str, ...], curation: str = "", least: int = LEAST) -> Site:
    site = Site(tmp_path)
    site.list("a.txt", "2025-03-14", dict(enumerate(papers)))
    site.update(curation, least)
    return site


def test_spellings_are_one_author_and_lead_to_one_page(tmp_path: Path) -> None:
    site = show(
        tmp_path, ("Xiao-Ming Li", "José Núñez"), ("LI, Xiaoming", "Jose Nunez"),
        ("Xiaoming Li", "A. Lee", "et al."), ("Ann Lee", "et al."),
    )  # fmt: skip
    # The commonest spelling, whichever way round, has the address; others redirect to it.
    assert site.names() == {"xiaoming-li", "xiao-ming-li", "jose-nunez"}
    assert site.pages["authors/xiao-ming-li.md"][1].count('href="xiaoming-li.html"') == 1
    assert ">Xiaoming Li</h1>" in site.pages["authors/xiaoming-li.md"][1]
    assert ">José Núñez</h1>" in site.pages["authors/jose-nunez.md"][1]


def test_a_page_has_papers_newest_first_years_people_and_tags(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.list("a.txt", "2024-03-14", {1: ("Ann Lee", "Bo Wu"), 2: ("Ann Lee", "Bo Wu", "Al Om")})
    site.list("b.txt", "2025-01-02", {3: ("Ann Lee", "Bo Wu", "Al Om"), 4: ("Ann Lee", "X Y")})
    site.update()
    html = site.pages["authors/ann-lee.md"][1]
    assert re.findall(r"papers/(paper-\d)", html) == ["paper-3", "paper-4", "paper-1", "paper-2"]
    assert re.findall(r"<span>(\d{4})</span><b>(\d)", html) == [("2024", "2"), ("2025", "2")]
    people = re.findall(r'<li class="t\d+ u\d"><a href="([^"]*)">([^<]*)</a><b>(\d)', html)
    # Who signed one paper with an author is no co-author yet.
    assert people == [("bo-wu.html", "Bo Wu", "3"), ("al-om.html", "Al Om", "2")]
    sea = site.pages["organisations/sea-co.md"][1]
    assert re.findall(r"papers/(paper-\d)", sea) == ["paper-3", "paper-1"]


def test_a_long_list_is_narrowed_and_sorted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(author, "FEWEST_TO_NARROW", 3)
    archive = catalog(
        paper_of(f"bird-{n}", upvotes=votes, tags=("physics",) if votes else ("causality",),
                 code="https://a.org/c" if n else "", authors=("Ann Lee", "Bo Wu")[: 2 - n // 2])
        for n, votes in enumerate((2, 7, None))
    )  # fmt: skip
    changes = Changes(True, 0, 0, archive.outline, archive.outline)
    update_authors(archive.archive.store, changes, Curation(), LEAST)
    context = PageContext(archive)
    drawn = author.PEOPLE_KIND.draw(context, Touched(None), ALONE)
    pages = {page.src_uri: page.html for page in drawn}
    html = pages["authors/ann-lee.md"]
    assert re.findall(r'<button value="([^"]*)".*?<small>(\d+)', html) == [("physics", "2")]
    assert html.count('<li data-t="physics">') == 2 and html.count("<li><a") == 1
    assert "With code <small>2<" in html and 'data-sort="votes"' in html
    assert "<small>14 Mar 2025 <b>7 votes</b> <i>code</i></small>" in html
    assert "votes as last listed" in html and "data-view" not in html
    # On a short list everything is seen at once.
    assert 'class="pa-bar' not in pages["authors/bo-wu.md"]
    assert 'data-follow="author:authors/bo-wu"' in pages["authors/bo-wu.md"]


def test_a_paper_links_to_pages_else_to_the_search_and_folds_many(tmp_path: Path) -> None:
    many = tuple(f"Name {chr(65 + n)}" for n in range(12))
    site = show(tmp_path, ("Ann Lee", "O'Neil & <b>"), ("Lee, Ann", *many))
    html = site.pages["papers/paper-0.md"][1]
    assert '<a href="../authors/ann-lee.html">Ann Lee</a>' in html
    assert "<b>O'Neil &amp; &lt;b&gt;</b>" in html  # for the script, which links it to the search
    html = site.pages["papers/paper-1.md"][1]
    assert '<a href="../authors/ann-lee.html">Lee, Ann</a>' in html
    assert re.search(
        "H</b><details><summary>\u00a0… \\+ 4.*</summary>, <b>Name I</b>, .*<b>Name L</b><",
        html,
    )


@pytest.mark.parametrize("least", [0, 3])
def test_the_setting_is_the_least_number_of_papers(tmp_path: Path, least: int) -> None:
    site = show(tmp_path, *[("Ann Lee", "Bo Wu")] * 2, ("Ann Lee",), least=least)
    assert site.names() == ({"ann-lee"} if least else set())
    assert ("authors/index.md" in site.pages) == bool(least)


def test_a_correction_joins_and_splits(tmp_path: Path) -> None:
    papers = [("Wei Wang", "A. Lee"), ("Wei Wang", "Ann Lee"), ("Wei Wang", "Bo"), ("Wei Wang",)]
    curation = """
authors:
  Ann B. Lee: [A. Lee, Ann Lee]
  Wei Wang (Sea): {listed: Wei Wang, papers: [paper-0, paper-1]}
"""
    site = show(tmp_path, *papers, curation=curation)
    # Former addresses lead on, and the name that was split says who else has it.
    assert site.names() == {"ann-b-lee", "a-lee", "ann-lee", "wei-wang", "wei-wang-sea"}
    assert 'href="wei-wang-sea.html">Wei Wang (Sea)</a>' in site.pages["authors/wei-wang.md"][1]
    assert re.findall(r"papers/(paper-\d)", site.pages["authors/wei-wang-sea.md"][1]) == [
        "paper-0", "paper-1",
    ]  # fmt: skip
    assert 'href="wei-wang.html">Wei Wang</a>' in site.pages["authors/wei-wang-sea.md"][1]
    # The search finds no author of several names, or of a name that others have.
    assert not [
        name for name in site.names() if "search.html" in site.pages[f"authors/{name}.md"][1]
    ]
    # Pages of papers keep the names as listed.
    html = site.pages["papers/paper-0.md"][1]
    assert '../authors/wei-wang-sea.html">Wei Wang</a>' in html
    assert '../authors/ann-b-lee.html">A. Lee</a>' in html


def test_a_split_author_of_a_new_name_keeps_the_former_address(tmp_path: Path) -> None:
    curation = """
authors:
  Wei Wang (Sky): {listed: Wei Wang, papers: [paper-0, paper-1], also: [Wei Wang (Sea)]}
"""
    site = show(tmp_path, ("Wei Wang",), ("Wei Wang",), curation=curation)
    assert site.names() == {"wei-wang", "wei-wang-sky", "wei-wang-sea"}
    assert 'href="wei-wang-sky.html"' in site.pages["authors/wei-wang-sea.md"][1]


@pytest.mark.parametrize(
    ("curation", "error"),
    [
        ("{Ann Lee: [A. Lees]}", "c.yml:1: unknown author 'A. Lees' (did you mean 'A. Lee'?)"),
        ("{X: {listed: Bo Wu, papers: [paper-9]}}", "c.yml:1: unknown paper 'paper-9'"),
        ("{X: {listed: Bo Wo, papers: [paper-1]}}",
         "c.yml:1: 'paper-1' does not list 'Bo Wo' (did you mean 'Bo Wu'?)"),
    ],
)  # fmt: skip
def test_what_no_listing_has_is_refused(tmp_path: Path, curation: str, error: str) -> None:
    with pytest.raises(InputError) as refused:
        show(tmp_path, ("A. Lee",), ("Bo Wu",), curation=f"authors: {curation}")
    assert str(refused.value).replace("curation.yml", "c.yml").startswith(error)


def test_no_list_of_names_is_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(author_letters, "MOST_ON_INDEX", 3)
    monkeypatch.setattr(author_letters, "MOST_NAMES", 2)
    names = ("Ann Lee", "Bo Lee", "Bo Li", "李 明", "Ivo Zu", "Жан", "Li", "Bo Lang", "3D Lab 3")
    site = show(tmp_path, names, names)
    lists = {name for name in site.names() if "--" in name}
    assert lists == {
        f"letter--{name}" for name in ("l", "la", "le", "li", "han", "z", "cyrillic", "0-9")
    }
    listed = [
        name
        for path in lists
        for name in re.findall(r'<a href="[a-z0-9-]+\.html">([^<]+)</a></li>', site.pages[
            f"authors/{path}.md"][1])
    ]  # fmt: skip
    assert sorted(listed) == sorted(names)


@pytest.mark.parametrize("seed", range(6))
def test_any_updates_end_where_one_build_does(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(author_letters, "MOST_ON_INDEX", 3)
    monkeypatch.setattr(author_letters, "MOST_NAMES", 1)
    chance = random.Random(seed)
    for name in ("site", "clean"):
        (tmp_path / name).mkdir()
    site = Site(tmp_path / "site")
    curation = ""
    # These are there whatever happens, so that every correction fits.
    site.list("0.txt", "2025-01-01", {n: tuple(chance.sample(NAMES, 4)) for n in range(6)} | {
        1: NAMES, 2: NAMES, 3: NAMES})  # fmt: skip
    for _ in range(12):
        source = f"{chance.randrange(1, 5)}.txt"
        if chance.random() < 0.3 and source in site.folder.listings:
            site.folder.remove(source)
        elif chance.random() < 0.7:
            papers = chance.sample(range(12), chance.randrange(1, 4))
            of_papers = {n: tuple(chance.sample(NAMES, chance.randrange(4))) for n in papers}
            site.list(source, f"2025-02-0{chance.randrange(1, 4)}", of_papers)
        if chance.random() < 0.4:
            curation = chance.choice(CURATIONS)
        site.update(curation, 3)
        clean = Site(tmp_path / "clean")
        clean.folder.store.clear()
        for each in site.folder.listings.values():
            clean.folder.put(each)
        clean.folder.rules = str(chance.random())
        clean.update(curation, 3)
        differ = {p for p in {*site.pages, *clean.pages} if site.pages.get(p) != clean.pages.get(p)}
        assert differ == set(), curation
        for path, (_, html) in site.pages.items():
            for name in re.findall(r'href="(?:\.\./authors/)?([^":./]+)\.html', html):
                if path.startswith("authors/") or f"../authors/{name}.html" in html:
                    assert f"authors/{name}.md" in site.pages, (path, name)


@pytest.mark.parametrize(("name", "reads"), [("Ann Lee", False), ("LEE, Ann", True)])
def test_only_another_spelling_reads_the_papers_of_an_author(
    name: str, reads: bool, tmp_path: Path
) -> None:
    site = Site(tmp_path)
    site.list("a", "2025-01-01", dict.fromkeys(range(4), ("Ann Lee",)))
    site.update()
    site.folder.store.close()
    site.folder.store = Store.open(tmp_path / "store", "this program")
    site.list("b", "2025-01-02", {9: (name,)})
    changes = site.folder.update_without_commit()
    # Whoever decodes an older paper fails.
    query = "UPDATE records SET paper_record = '' WHERE paper NOT IN"
    new = [(paper.slug,) for paper in changes.fresh]
    site.folder.store.db.executemany(f"{query} (SELECT id FROM papers WHERE slug = ?)", new)
    with pytest.raises(ValueError) if reads else nullcontext():
        update_authors(site.folder.store, changes, Curation(), LEAST)
        (author,) = Authors(site.folder.store).all("authors")
        assert (author.name, author.papers, author.is_alike) == ("Ann Lee", 5, True)


def test_an_update_draws_few_pages(tmp_path: Path) -> None:
    both = ("Ann Lee", "Bo Wu")
    site = show(tmp_path, both, both, ("Bo Wu", "Al Om"), ("Al Om",), least=3)
    before = dict(site.pages)
    site.list("b.txt", "2025-03-15", {8: ("Ann Lee",)})
    site.update(least=3)
    changed = {path for path in site.pages if before.get(path) != site.pages[path]}
    # Ann Lee now has a page, so her papers and her co-author link to it.
    assert changed == {
        "authors/ann-lee.md", "authors/bo-wu.md", "authors/index.md", "papers/paper-0.md",
        "papers/paper-1.md", "papers/paper-8.md",
    }  # fmt: skip
