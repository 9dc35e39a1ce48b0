"""`author:` with several words, which is one person's name."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace

import pytest
from paper_archive.resources import resource
from paper_archive.search.engine import SiteSearch
from paper_archive.search.index_files import index_files, manifest
from paper_archive.search.people import people_files, person_term
from paper_archive.search.query_parser import QueryParser
from paper_archive.search.topic_query import IndexedPaper, TopicQuery

from tests.search.sites import add_scripts, days_of, titled

SIGNED = {
    "han": ("Song Han",), "comma": ("Han, Song", "X. Y"), "middle": ("Ann Lee", "Song H. Han"),
    "initial": ("S. Han",), "two": ("Song Wang", "Wei Han"), "hyphen": ("Song-Hee Han",),
    "hinton": ("Geoffrey E. Hinton",), "schroedinger": ("Erwin Schrödinger",),
    "apart": ("Xiao-Ming Li",), "together": ("Xiaoming Li",), "maaten": ("Laurens van der Maaten",),
    "lopez": ("José García-López",), "mueller": ("Jürgen Müller",), "short": ("A. Turing",),
    "han script": ("王小明",), "kaiser": ("Łukasz Kaiser",),
    "twelve": ("Maria da Conceição de Oliveira e Silva dos Santos de Almeida Prado",),
    "obrien": ("Sean O’Brien",), "deepseek": ("DeepSeek-AI",), "yamada": ("山田 太郎",),
    "li na": ("李 娜",), "hong": ("홍 길동",), "thai": ("สมชาย ใจดี",),
    "torr": ("Philip H. S. Torr",), "angstrom": ("Anders Ø",), "juergen": ("Juergen Ax",),
    "xue": ("Wei Xue",), "xu": ("Wei Xu",), "shan": ("Jifei Shan",),
    "niessner": ("Matthias Nießner",),
}  # fmt: skip
PAGES = [
    ("Song Han", "song-han"), ("Geoffrey E. Hinton", "geoffrey-e-hinton"), ("Wei Han", "wei"),
    ("A. Turing", "turing"), ("Will Ann", "will"), ("Be Do", "be-do"), ("DeepSeek-AI", "deepseek"),
    ("Song", "song"), ("李 娜", "li-na"),
]  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SiteSearch:
    folder = tmp_path_factory.mktemp("people")
    made = [
        replace(paper, authors=authors)
        for paper, authors in zip(
            titled([(name, "text") for name in SIGNED]), SIGNED.values(), strict=True
        )
    ]

    def files() -> Generator[tuple[str, bytes | None], None, None]:
        index = yield from index_files(made, days_of(made))
        people = yield from people_files(PAGES)
        yield manifest(index, people=people)

    for path, data in files():
        assert data is not None
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    add_scripts(folder)
    return SiteSearch(folder)


def found(site: SiteSearch, query: str) -> set[str]:
    return {match["title"] for match in site.search(query, limit=50)["results"]}


HIS = {"han", "comma", "middle"}


@pytest.mark.parametrize(
    ("name", "papers"),
    [
        ("Song Han", HIS), ("Han, Song", HIS), ("han song", HIS), ("SONG HAN", HIS),
        ("S. Han", {*HIS, "initial", "hyphen"}), ("Han S", {*HIS, "initial", "hyphen"}),
        ("Song H. Han", HIS & {"middle"}), ("Song-Hee Han", {"hyphen"}),
        ("Geoffrey Hinton", {"hinton"}), ("G. E. Hinton", {"hinton"}), ("Edward Hinton", set()),
        ("Schroedinger, Erwin", {"schroedinger"}), ("erwin schrodinger", {"schroedinger"}),
        ("Xiao Ming Li", {"apart", "together"}), ("xiaoming li", {"apart", "together"}),
        ("van der Maaten", {"maaten"}), ("Laurens Maaten", {"maaten"}),
        ("Jose Garcia Lopez", {"lopez"}), ("J. García-López", {"lopez"}),
        ("Juergen Mueller", {"mueller"}), ("jurgen muller", {"mueller"}),
        ("Alan Turing", {"short"}), ("王小明", {"han script"}),
        ("Lukasz Kaiser", {"kaiser"}), ("Song Lee", set()), (SIGNED["twelve"][0], {"twelve"}),
        ("garcia lopez", {"lopez"}), ("PHS Torr", {"torr"}), ("Torr, P. H. S.", {"torr"}),
        ("obrien", {"obrien"}), ("O'Brien", {"obrien"}), ("S. OBrien", {"obrien"}),
        ("DeepSeek AI", {"deepseek"}), ("deepseek-ai", {"deepseek"}), ("李娜", {"li na"}),
        ("李 娜", {"li na"}), ("山田太郎", {"yamada"}), ("山田", {"yamada"}),
        ("太郎 山田", {"yamada"}), ("홍길동", {"hong"}), ("길동", {"hong"}), ("สมชาย", {"thai"}),
        ("ใจดี สมชาย", {"thai"}),
        ("Wei Xu", {"xu"}), ("Wei Xue", {"xue"}), ("Jurgen Ax", {"juergen"}),
        ("Jürgen Ax", {"juergen"}),
        ("juergen", {"juergen", "mueller"}), ("jurgen", {"juergen", "mueller"}),
        ("Ø", {"angstrom"}), ("李", {"li na"}), ("B", set()),
    ],
)  # fmt: skip
def test_a_name_is_one_person_s(site: SiteSearch, name: str, papers: set[str]) -> None:
    assert found(site, f'author:"{name}"') == papers
    assert found(site, f'-author:"{name}" after:2000') == SIGNED.keys() - papers


def test_a_single_word_is_in_any_name(site: SiteSearch) -> None:
    assert found(site, "author:song") == {*HIS, "two", "hyphen"}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("song han", ["Song Han"]), ('author:"Han, S."', ["Song Han"]), ("Han Song", ["Song Han"]),
        ("geoffrey hinton", ["Geoffrey E. Hinton"]), ("song", ["Song"]), ("song han text", []),
        ("S. Han", ["Song Han"]), ("Geoffrey E. Hinton", ["Geoffrey E. Hinton"]),
        ("Turing, A.", ["A. Turing"]), ("will ann", ["Will Ann"]), ("Be Do", ["Be Do"]),
        ("李 娜", ["李 娜"]), ("李娜", ["李 娜"]), ("DeepSeek-AI", ["DeepSeek-AI"]),
        ("be", []), ("son", []),
        ('"song han"', []), ("song lee", []), ('author:"ann lee"', []),
    ],
)  # fmt: skip
def test_a_whole_name_leads_to_the_author_s_page(
    site: SiteSearch, query: str, names: list[str]
) -> None:
    answer = site.search(query)
    assert [person["name"] for person in answer["people"]] == names
    assert {"name": "Song Han", "url": "authors/song-han.html"} in answer["people"] or names != [
        "Song Han"
    ]


def test_a_letter_is_an_initial_of_the_words_beside_it(site: SiteSearch) -> None:
    assert "short" in found(site, "author:A. Turing")
    assert found(site, "author:李 author:wei") == set()
    assert site.search("author:_")["code"] == "empty"


def test_no_paper_need_have_an_initial(site: SiteSearch) -> None:
    answer = site.search("A. M. Turing")
    assert (answer["total"] > 0, answer["message"]) == (True, "")
    assert site.search("q turing gibberish")["message"]


def test_a_result_names_the_author_who_was_searched_for(site: SiteSearch) -> None:
    signed = {match["title"]: match["signed"] for match in site.search("song han")["results"]}
    assert signed["middle"] == ["Song H. Han"]
    assert list(signed)[-1] not in HIS
    (hinton,) = site.search("author:hinton")["results"]
    assert hinton["signed"] == ["Geoffrey E. Hinton"]


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("Nissner", "Nießner"),
        ("author:Niesner", "author:Nießner"),
        ("author:hintom", "author:Hinton"),
        ('author:"Song Hna"', 'author:"Song Han"'),
        ('author:"Mathias Niessner"', 'author:"Matthias Niessner"'),
        ("mathias niessner", "Matthias niessner"),
        ("author:zzyzx", ""),
        ('author:"Edward Hinton"', ""),
    ],
)
def test_the_nearest_name_is_suggested(site: SiteSearch, query: str, suggestion: str) -> None:
    assert site.search(query)["suggestion"] == suggestion
    if suggestion:
        assert site.search(suggestion)["all"] > 0


def test_bare_words_find_the_spellings_that_author_finds(site: SiteSearch) -> None:
    assert found(site, "juergen ") == found(site, "jurgen ") == {"juergen", "mueller"}


def test_an_initial_is_no_part_of_another_name(site: SiteSearch) -> None:
    assert "shan" not in found(site, "S. Han ")


def test_a_family_name_with_particles_is_one_for_topics_too() -> None:
    parser = QueryParser((resource("theme"),))
    for name in ("van der Maaten", "Maaten, van der", "Jurgen Müller"):
        query = TopicQuery.of(parser.parse(f'author:"{name}"'), [])
        matching = {
            title
            for title, authors in SIGNED.items()
            if query.matches(IndexedPaper(replace(titled([(title, "")])[0], authors=authors)))
        }
        assert matching == {"mueller" if "Müller" in name else "maaten"}


def test_names_that_are_none_have_no_term() -> None:
    assert person_term("Hee-Song Han Jr.") == ":by:han.heesong"
    assert (
        person_term("...") == person_term(" ".join("abcdefghijklm")) == person_term("x" * 999) == ""
    )
