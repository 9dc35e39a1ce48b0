"""Topics: mistakes in `topics.yml`, and that they have the papers that the search finds."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_archive.in_memory import archive as read_archive
from paper_archive.inputs import Inputs
from paper_archive.model import InputError, Paper
from paper_archive.resources import resource
from paper_archive.search.engine import SiteSearch
from paper_archive.search.query_parser import QueryParser
from paper_archive.search.topic_query import IndexedPaper, TopicQuery

from tests.realdata import shared
from tests.search.sites import WORDS, papers, write
from tests.search.test_facts import known
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
- {id: b, name: x0, query: 'after:nonsense graph'}
- {id: b, name: x1, query: ''}
- {id: b-2, name: y, query: 'https://arxiv.org/abs/2503.01234v2'}
- {id: c, name: y2, query: the of}
- {id: d, name: y3, query: '""'}
- {id: e, name: y4, query: graph tag:visoin}
- {id: f, name: g, query: 'tag:"networks of nodes" -tag:vision'}
- {id: g, name: G, query: 'graph after:2025 before:2020'}
- {id: h, name: h, query: 'graph "neural net'}
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
    (14, "another topic is called 'G'"),
    (14, "no day is after the one and before the other"),
    (15, "a quotation mark is not closed"),
]


def test_all_mistakes_are_named_at_once_with_their_lines() -> None:
    with pytest.raises(InputError) as caught:
        load(WRONG, TAGS)
    problems = caught.value.problems
    assert [(problem.line, problem.what) for problem in problems] == MISTAKES
    assert problems[-4].fix == "did you mean 'vision'?"
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
    with pytest.raises(InputError, match=r"engine\.js: cannot be read: no .restore the file"):
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


# Spellings that no paper has in this form, and what separates words.
OTHERS = (
    "gpt-4", "gpt4o", "GPT-4o", "data-set", "data set", "pre-training", "Schrodinger", "ERDŐS",
    "newton’s", "naïve-graph", "(graph)", "graph/neural", "learn!", "機械", "機械学習-graph",
    "optimisation", "multi-agent", "text2image", "graph2vec", "3.5-gpt", "e\u0301rdos", "r & d",
    "networks.Learning", "Wang", "the-graph", "graph_neural", "x", "½", "²", "...", "ﬁne",
)  # fmt: skip
VALUES = {
    "tag": ("vision", "graph-learning", "Graph Learning", "optimization"),
    "author": ("wang", "Geoffrey Hinton", "Łukasz", "kaiser", "J. R. Learn", "lovelace-ada"),
    "category": ("cs.CL", "cs", "CS.lg", "cell biology", "cond-mat"),
    "venue": ("nature", "Nature Communications", "neurips", "of"),
    "after": ("2024", "2024-02", "2024-1-9"),
    "before": ("2024-03", "2024-02-20", "2030"),
    "doi": ("10.1101", "10.1101/2024.03.01.000012"),
}


def _field(name: str) -> st.SearchStrategy[str]:
    quoted = name not in ("after", "before", "doi")
    return st.sampled_from(VALUES[name]).map(lambda v: f'{name}:"{v}"' if quoted else f"{name}:{v}")


WORD = st.sampled_from((*WORDS, *OTHERS))
PHRASE = st.lists(WORD, min_size=1, max_size=3).map(lambda words: f'"{" ".join(words)}"')
FILTER = st.sampled_from(tuple(VALUES)).flatmap(_field)
PART = st.one_of(WORD, WORD, PHRASE, FILTER)
MINUS = st.one_of(WORD, PHRASE, FILTER).map("-{}".format)
QUERY = st.tuples(st.lists(PART, min_size=1, max_size=4), st.lists(MINUS, max_size=1))


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> tuple[list[Paper], SiteSearch]:
    chance = random.Random(1)
    made = [known(n, paper, chance) for n, paper in enumerate(papers(400, seed=2, undated=20))]
    return made, SiteSearch(write(made, tmp_path_factory.mktemp("generated")))


def having(search: SiteSearch, word: str) -> set[str]:
    """The papers that have a word as it is typed, without those of a corrected spelling."""
    answer = search.search(f"{word} ", limit=1000)
    return set() if answer["corrected"] else slugs(answer["results"])


def slugs(results: Sequence[dict]) -> set[str]:
    return {match["url"].removeprefix("papers/").removesuffix(".html") for match in results}


def test_topics_of_queries_of_all_kinds_have_what_the_search_finds(site) -> None:
    """Of what the search finds with any of the words, a topic has the papers with all of them."""
    made, search = site
    parser = QueryParser((resource("theme"),))
    indexed = [(paper.slug, IndexedPaper(paper)) for paper in made]
    of_word = cache(lambda word: having(search, word))
    sizes = []

    @given(QUERY)
    def compare(drawn: tuple[list[str], list[str]]) -> None:
        text = " ".join((*drawn[0], *drawn[1]))
        parsed = parser.parse(text)
        answer = search.search(f"{text} ", limit=1000)
        if parsed["id"] or answer["code"] in ("empty", "common", "negative", "bad-date"):
            return
        words = parsed["words"]
        topic = TopicQuery.of(parsed, parser.readings(words))
        matching = {slug for slug, paper in indexed if topic.matches(paper)}
        expected = slugs(answer["results"])
        for n, word in enumerate(words):
            pairs = (words[at] + words[at + 1] for at in (n - 1, n) if 0 <= at < len(words) - 1)
            joined = [pair for pair in pairs if parser.parse(pair)["words"] == [pair]]
            # A long query does not try the words that all its neighbours form.
            expected &= of_word(word).union(*map(of_word, joined if len(words) <= 3 else ()))
        # The search stops reading where papers with the words of a phrase lack the phrase.
        exact = not answer["atMost"] and len(words) <= 3
        assert matching == expected if exact else matching >= expected, text
        sizes.append(len(expected))

    compare()
    assert sum(map(bool, sizes)) > 0.2 * len(sizes)
