"""Topics: mistakes in `topics.yml`, and that they have the papers that the search finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from paper_archive.in_memory import archive as read_archive
from paper_archive.inputs import Inputs
from paper_archive.model import InputError, Paper
from paper_archive.resources import resource
from paper_archive.search.engine import SiteSearch
from paper_archive.search.query_parser import QueryParser
from paper_archive.search.topic_query import IndexedPaper, TopicQuery

from tests.realdata import shared
from tests.search.sites import papers, write
from tests.search.topics import load
from tests.site.run import ROOT

OWN = ROOT / "site_src" / "topics.yml"
TAGS = {"graph-learning": "Networks of Nodes", "vision": "Vision"}
WRONG = """topics:
- {id: index, name: A, query: graph}
- id: Bad_Id
  name: ''
  query: -graph -tag:vision
- {id: a, nam: x, query: graph}
- {id: b, name: x, query: 'after:nonsense graph'}
- {id: b, name: x, query: ''}
- {id: b-2, name: y, query: 'https://arxiv.org/abs/2503.01234v2'}
- {id: c, name: y, query: the of}
- {id: d, name: y, query: '""'}
- {id: e, name: y, query: graph tag:visoin}
- {id: f, name: y, query: 'tag:"networks of nodes" -tag:vision'}
"""
MISTAKES = [
    (2, "topics/index.html is the page of all topics"),
    (3, "'Bad_Id' is not an id"),
    (4, "'name' is empty"),
    (5, "the query only says what not to find"),
    (6, "unknown key 'nam' in a topic"),
    (7, "'after:nonsense' is no date"),
    (8, "the topic 'b' appears twice"),
    (8, "'query' is empty"),
    (9, "topics/b-2.html may become an older page of 'b'"),
    (9, "the query is the id of one paper"),
    (10, "nearly every paper has 'the', 'of'"),
    (11, "the query asks for nothing"),
    (12, "unknown tag 'visoin'"),
]


def test_all_mistakes_are_named_at_once_with_their_lines() -> None:
    with pytest.raises(InputError) as caught:
        load(WRONG, TAGS)
    problems = caught.value.problems
    assert [(problem.line, problem.what) for problem in problems] == MISTAKES
    assert problems[-1].fix == "did you mean 'vision'?"
    assert problems[4].fix == "did you mean 'name'?"
    with pytest.raises(InputError, match=r"topics\.yml:1: 'topics' is not a list"):
        load("topics: graph\n")


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "topics:\n", OWN.read_text("utf-8")])
def test_an_empty_file_has_no_topics(text: str) -> None:
    assert load(text)[0] == ()


def test_the_example_in_the_file_of_an_archive_is_right() -> None:
    lines = OWN.read_text("utf-8").splitlines()
    lines = lines[lines.index("# topics:") : lines.index("#", lines.index("# topics:"))]
    topics, queries = load("\n".join(line.removeprefix("# ") for line in lines))
    assert [each.id for each in topics] == ["sleep-and-memory"]
    assert queries.queries["sleep-and-memory"].phrases == (" long-term memory ".replace("-", " "),)


def test_a_theme_may_bring_its_own_parser(tmp_path: Path) -> None:
    script = tmp_path / "assets" / "search" / "query.js"
    script.parent.mkdir(parents=True)
    theirs = (resource("theme") / "assets/search/query.js").read_text("utf-8")
    script.write_text(theirs.replace("tag|author", "label|tag|author"), "utf-8")
    parse = QueryParser((tmp_path, resource("theme"))).parse
    assert parse("label:birds x")["words"] == ["birds", "x"]
    script.write_text("throw Error('no')", "utf-8")
    with pytest.raises(InputError, match=r"query\.js: cannot be read: no .restore the file"):
        QueryParser((tmp_path, resource("theme"))).parse("x")


# Parts of queries. The search shows papers with any of several words, a topic those with all: they
# are those that the search finds for every part.
QUERIES = (
    ["graph"], ["networks"], ["optimisation"], ["dataset"], ["hinton"], ["schrodinger"], ["learn"],
    ["model -graph"], ['"number 12"'], ['"learned"', "learning"], ["tag:graph-learning"],
    ["data tag:vision"], ['author:"geoffrey hinton"'], ["author:wang -author:li"], ["機械学習"],
    ['graph -author:"wei wang"'], ["graph after:2024-03"], ["before:2024-02-15"], ["4o", "key"],
    ["graph after:2024 before:2024-03", "policy"], ['policy -"model data" -tag:vision'],
)  # fmt: skip
OF_REAL = (
    ["diffusion"], ["language", "models"], ['"language models" -survey'], ["benchmarks"],
    ["tag:large-language-models after:2024"], ['"we propose"', "graphs"], ["author:wang"], ["gpt4"],
    ['reasoning -"large language"'], ["before:2025-03", "robots"],
)  # fmt: skip
SEVERAL = (
    "data set",
    "graph neural networks",
    "pre training model data",
    "gpt 4",
    "learn play key",
)


@pytest.fixture(scope="module", params=["drawn", "real"])
def both(request, tmp_path_factory) -> tuple[list[Paper], SiteSearch, tuple[list[str], ...]]:
    """Papers, a search of them, and queries."""
    if request.param == "drawn":
        made, queries = papers(500, undated=20), QUERIES
    else:
        inputs = Inputs((shared("listings"),), ROOT, 2025, tags=resource("tags.yml"))
        made, queries = list(read_archive(inputs).papers), OF_REAL
    return made, SiteSearch(write(made, tmp_path_factory.mktemp("topics"))), queries


def test_a_topic_has_the_papers_that_the_search_finds(both) -> None:
    made, search, queries = both
    parser = QueryParser((resource("theme"),))
    indexed = [(paper.slug, IndexedPaper(paper)) for paper in made]
    sizes = []
    for parts in queries:
        parsed = parser.parse(" ".join(parts))
        query = TopicQuery.of(parsed, parser.readings(parsed["words"]))
        answers = [search.search(f"{part} ", limit=len(made)) for part in parts]
        for answer in answers:
            assert not answer["atMost"] and not answer["corrected"], parts
            assert len(answer["results"]) == answer["total"]
        found = [
            {match["url"].removeprefix("papers/")[:-5] for match in answer["results"]}
            for answer in answers
        ]
        expected = set.intersection(*found)
        assert {slug for slug, paper in indexed if query.matches(paper)} == expected, parts
        sizes.append(len(expected))
    assert sum(map(bool, sizes)) > 0.7 * len(sizes)


def test_a_topic_of_several_words_has_papers_with_all_of_them(both) -> None:
    made, search, _ = both
    parser = QueryParser((resource("theme"),))
    for query in SEVERAL:
        parts = parser.parse(query)
        readings = parser.readings(parts["words"])
        words = search.search(f"{query} ")["words"]
        indexed = [IndexedPaper(paper) for paper in made]
        alone = [
            {n for n, paper in enumerate(indexed) if any(map(paper.terms.issuperset, ways))}
            for ways in readings
        ]
        assert [len(papers) for papers in alone] == [word["papers"] for word in words], query
        whole = TopicQuery.of(parts, readings)
        together = {n for n, paper in enumerate(indexed) if whole.matches(paper)}
        assert together == set.intersection(*alone), query
