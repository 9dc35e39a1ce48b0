"""The facts of a paper in data and feeds: each only where a listing states it.

In JSON, the fields of the data and of the object `_paper_archive` in a JSON Feed:

    "ids": {"doi": "10.1101/…", "pmid": "38123456"}, "categories": ["cs.CV"], "comment": "12 pages",
    "venue": "Nature", "version": 2, "year": 2024,
    "summaries": [{"text": "…", "source": "…", "language": "zh"}]

In Atom, the elements that aggregators and Zotero's feeds read:

    <link rel="related" title="DOI" href="https://doi.org/10.1101/…"/>
    <category term="cs.CV" scheme="http://arxiv.org/schemas/atom"/>
    <dc:subject>Genomics</dc:subject>
    <prism:doi>10.1101/…</prism:doi> <prism:publicationName>Nature</prism:publicationName>
    <arxiv:comment>12 pages</arxiv:comment> <prism:versionIdentifier>2</prism:versionIdentifier>
    <prism:publicationDate>2024</prism:publicationDate>

Summaries follow the abstract in the HTML that readers show, each with the name of its source.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from paper_archive.exports.xml_text import element, escaped
from paper_archive.model import Facts, Summary
from paper_archive.text.arxiv import is_category
from paper_archive.text.direction import has_right_to_left
from paper_archive.text.identifiers import NAMES, address_of
from paper_archive.text.json_text import long_text, text, texts

_ARXIV = "http://arxiv.org/schemas/atom"
_NAMESPACES = {
    "arxiv": _ARXIV,
    "dc": "http://purl.org/dc/elements/1.1/",
    # Of all versions, the one that feedparser and Zotero know by its address.
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
}


def json_fields(facts: Facts) -> Iterator[str]:
    """Yield the fields of facts in JSON."""
    if facts.ids:
        of_scheme: dict[str, list[str]] = {}
        for scheme, value in facts.ids:
            of_scheme.setdefault(scheme, []).append(value)
        pairs = (
            f"{text(scheme)}:{text(values[0]) if len(values) == 1 else texts(values)}"
            for scheme, values in of_scheme.items()
        )
        yield f'"ids":{{{",".join(pairs)}}}'
    if facts.categories:
        yield f'"categories":{texts(facts.categories)}'
    if facts.comment:
        yield f'"comment":{text(facts.comment)}'
    if facts.venue:
        yield f'"venue":{text(facts.venue)}'
    if facts.version:
        yield f'"version":{facts.version}'
    if facts.year:
        yield f'"year":{facts.year}'
    if facts.summaries:
        yield f'"summaries":[{",".join(map(_json_summary, facts.summaries))}]'


def _json_summary(summary: Summary) -> str:
    language = f',"language":{text(summary.language)}' if summary.language else ""
    return f'{{"text":{long_text(summary.text)},"source":{text(summary.source)}{language}}}'


def atom_elements(facts: Facts) -> Iterator[str]:
    """Yield the elements of facts in Atom, without the links to the pages of ids."""
    for category in facts.categories:
        if is_category(category):
            yield f'<category term="{escaped(category)}" scheme="{_ARXIV}"/>'
        else:
            yield element("dc:subject", category)
    yield element("prism:doi", facts.id("doi"))
    yield element("prism:publicationName", facts.venue)
    yield element("arxiv:comment", facts.comment)
    if facts.version:
        yield element("prism:versionIdentifier", str(facts.version))
    if facts.year:
        yield element("prism:publicationDate", str(facts.year))


def namespaces(elements: str) -> str:
    """Return the attributes that declare the namespaces of elements of facts."""
    return "".join(
        f' xmlns:{prefix}="{address}"'
        for prefix, address in _NAMESPACES.items()
        if f"<{prefix}:" in elements
    )


def related(facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield the pages of a paper's ids: their names and addresses."""
    for scheme, value in facts.ids:
        yield NAMES[scheme], address_of(scheme, value)


def html_content(abstract: str, facts: Facts) -> str:
    """Return an abstract and the labelled summaries after it as HTML."""
    summaries = (
        f"<p{_language(each)}{_direction(each.text)}><b>{escape(each.source or 'Summary')}</b> "
        f"{escape(each.text)}</p>"
        for each in facts.summaries
    )
    return f"<p{_direction(abstract)}>{escape(abstract)}</p>{''.join(summaries)}"


def _language(summary: Summary) -> str:
    return f' lang="{escape(summary.language)}"' if summary.language else ""


def _direction(words: str) -> str:
    return ' dir="auto"' if has_right_to_left(words) else ""
