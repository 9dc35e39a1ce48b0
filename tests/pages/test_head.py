"""The head of a paper's page, by the rules of those who read it.

Google Scholar's inclusion guidelines: the title, each author in an element of its own, and the
date of publication at least as a year, as 2024/9/26 or 2024. Zotero's Embedded Metadata takes the
same; it takes the last word of a name for the family name unless there is a comma, and parts an
only author at a comma between two parts of several words. It would take `citation_online_date`
for a date of publication, so there is none.
"""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from paper_archive.citation.citation import Citation
from paper_archive.model import Facts
from paper_archive.pages.head import of_paper

from tests.pages.papers import paper

META = re.compile(r'<meta (?:name|property)="([^"]+)"(?: property="[^"]+")? content="([^"]*)">')


def elements_of(**fields: object) -> str:
    made = paper("birds", **fields)
    return "".join(of_paper(made, Citation.of(made, "")))


def head(**fields: object) -> list[tuple[str, str]]:
    return META.findall(elements_of(**fields))


def test_a_paper_of_which_all_is_known() -> None:
    found = head(authors=("Ann Lee", "Bo <B>"), arxiv_id="2409.17703", published=date(2024, 9, 26))
    assert [pair for pair in found if pair[0].startswith(("citation_", "DC"))] == [
        ("citation_title", "Birds"),
        ("citation_author", "Ann Lee"),
        ("citation_author", "Bo &lt;B&gt;"),
        ("citation_publication_date", "2024/09/26"),
        ("citation_arxiv_id", "2409.17703"),
        ("citation_doi", "10.48550/arXiv.2409.17703"),
        ("citation_pdf_url", "https://arxiv.org/pdf/2409.17703"),
        ("citation_abstract", "Birds find their way by the stars."),
        ("DC.type", "preprint"),
    ]


# What a venue and a DOI add: the names and contents of elements, and the JSON-LD.
PUBLISHED = [
    (
        Facts(ids=(("doi", "10.1038/s1"),), venue="Nature"),
        [("citation_doi", "10.1038/s1"), ("citation_journal_title", "Nature")],
        {"@type": "Periodical", "name": "Nature"},
    ),
    (
        Facts(ids=(("doi", "10.1145/1234567.1234568"),), venue="Conference on <B>"),
        [
            ("citation_doi", "10.1145/1234567.1234568"),
            ("citation_conference_title", "Conference on &lt;B&gt;"),
        ],
        {"@type": "PublicationVolume", "name": "Conference on <B>"},
    ),
    (
        Facts(ids=(("doi", "10.1101/2024.03.01.583012"),)),
        [
            ("citation_doi", "10.1101/2024.03.01.583012"),
            ("citation_publisher", "bioRxiv"),
            ("DC.type", "preprint"),
        ],
        None,
    ),
]


def test_ids_are_told_with_their_pages() -> None:
    facts = Facts(ids=(("acl", "2024.acl-long.1"), ("pmcid", "PMC12"), ("pmid", "34")))
    made = elements_of(facts=facts, arxiv_id="2409.17703")
    found = META.findall(made)
    assert ("citation_pmid", "34") in found and ("citation_pmcid", "PMC12") in found
    record = json.loads(made.partition('ld+json">')[2].partition("</script>")[0])
    assert [(each["propertyID"], each["value"]) for each in record["identifier"]] == [
        ("ACL", "2024.acl-long.1"), ("PMCID", "PMC12"), ("PMID", "34"),
    ]  # fmt: skip
    assert record["sameAs"] == [
        "https://arxiv.org/abs/2409.17703",
        "https://aclanthology.org/2024.acl-long.1",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC12",
        "https://pubmed.ncbi.nlm.nih.gov/34",
    ]


@pytest.mark.parametrize(("facts", "elements", "container"), PUBLISHED)
def test_zotero_and_search_engines_learn_where_a_paper_was_published(
    facts: Facts, elements: list[tuple[str, str]], container: object
) -> None:
    told = ("citation_doi", "citation_journal", "citation_conf", "citation_publisher", "DC.type")
    assert [pair for pair in head(facts=facts) if pair[0].startswith(told)] == elements
    made = elements_of(facts=facts)
    record = json.loads(made.partition('ld+json">')[2].partition("</script>")[0])
    doi = facts.id("doi")
    assert record["identifier"] == {"@type": "PropertyValue", "propertyID": "DOI", "value": doi}
    assert record["sameAs"] == f"https://doi.org/{doi}"
    assert record.get("isPartOf") == container


def test_facts_that_tell_no_publication_leave_the_head_alone() -> None:
    assert head(facts=Facts(categories=("cs.CL",), comment="9 pages", version=2)) == head()


def cleaned_by_zotero(author: str) -> str:
    """What Zotero's cleanAuthor makes of an author: the family name."""
    author = author.strip(" .,/[]:")
    return author.partition(",")[0] if "," in author else author.rpartition(" ")[2]


@pytest.mark.parametrize(
    ("name", "content", "family"),
    [
        ("Johannes van der Berg", "van der Berg, Johannes", "van der Berg"),
        ("Hal Daumé III", "Daumé, Hal, III", "Daumé"),
        ("李 明", "李, 明", "李"),
        ("Rob Van Der Goot", "Van Der Goot, Rob", "Van Der Goot"),
        ("Ann B. Lee", "Ann B. Lee", "Lee"),
        ("Lee, Ann B.", "Ann B. Lee", "Lee"),
        ("Ann Lee*", "Ann Lee", "Lee"),
        ("Plato", "Plato", "Plato"),
    ],
)
def test_zotero_reads_the_family_name(name: str, content: str, family: str) -> None:
    (found,) = [value for key, value in head(authors=(name,)) if key == "citation_author"]
    assert (found, cleaned_by_zotero(found)) == (content, family)


def test_zotero_reads_a_group_as_one_name() -> None:
    assert ("citation_author", "Kimi Team,") in head(authors=("Kimi Team",))


def test_an_only_author_of_many_words_is_not_parted() -> None:
    alone = head(authors=("Tijs A. Van Den Broek",))
    assert ("citation_author", "Van Den Broek, Tijs A.") in alone
    assert ("citation_authors", ";") in alone
    both = head(authors=("Tijs A. Van Den Broek", "Ann Lee"))
    assert "citation_authors" not in dict(both)


def test_a_paper_of_which_little_is_known_says_no_more() -> None:
    assert [name for name, _ in head() if name.startswith("citation_")] == [
        "citation_title",
        "citation_abstract",
    ]
    assert ("citation_publication_date", "2024/09") in head(arxiv_id="2409.17703")


def test_schema_org_names_a_scholarly_article() -> None:
    made = elements_of(title="</script>", authors=("Ann Lee", "Bird Team"))
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', made)
    record = json.loads(data)
    assert record["@type"] == "ScholarlyArticle" and record["headline"] == "</script>"
    # The elements of Highwire name the authors: a paper of a hundred would name them twice.
    assert record.keys() == {"@context", "@type", "headline"}
