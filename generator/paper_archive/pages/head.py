"""The metadata of a page: the elements of its `<head>`, and the front matter of its Markdown.

Zotero's translators and Google Scholar's inclusion rules name the `citation_*` elements (Highwire);
the other elements are OpenGraph and schema.org. `DC.type` makes Zotero see a preprint, the title of
a journal an article, and that of a conference a conference paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from json.encoder import encode_basestring as _quoted

from paper_archive import urls
from paper_archive.citation.author_names import AuthorName
from paper_archive.citation.citation import Citation
from paper_archive.citation.publication import ARTICLE, POSTED, PROCEEDINGS
from paper_archive.model import Page, Paper
from paper_archive.pages.fragment import Fragment
from paper_archive.pages.imprint import Imprint
from paper_archive.text.identifiers import NAMES, address_of
from paper_archive.text.markdown import replaced
from paper_archive.text.name_words import FAMILY_FIRST

# Values of front matter: texts, numbers, lists of texts.
FrontMatter = str | int | Sequence[str] | None
NO_INDEX = '<meta name="robots" content="noindex">'
# JSON in a script element must not end the element or begin a comment.
_IN_SCRIPT = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"))
_IN_ATTRIBUTE = (
    ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("'", "&#39;"), ('"', "&#34;"),
)  # fmt: skip
# The types of schema.org for a journal and for proceedings.
_CONTAINERS = {ARTICLE: "Periodical", PROCEEDINGS: "PublicationVolume"}
_PROPERTIES = {**NAMES, "pmcid": "PMCID", "pmid": "PMID"}
_AS_JSON = ("identifier", "isPartOf", "sameAs")
ATOM = (("application/atom+xml", "xml"),)
FEED_TYPES = (*ATOM, ("application/feed+json", "json"))


def page(
    src_uri: str,
    kind: str,
    title: str,
    body: Fragment,
    imprint: Imprint,
    *,
    description: str = "",
    head: tuple[str, ...] = (),
    canonical: str = "",
    **front_matter: FrontMatter,
) -> Page:
    """Return a page.

    `head` are elements that not every page has; `canonical` is the page that search engines should
    list instead, if any.
    """
    address = imprint.site_url + urls.html(canonical or src_uri) if imprint.site_url else ""
    # A paper's page has it with `citation_title`.
    social_title = {"paper": "", "home": " ".join(imprint.site_name.split())}.get(kind, title)
    elements = [
        *_metas(
            ('name="description" property="og:description"', description or title),
            ('property="og:title"', social_title),
        ),
        f'<link rel="canonical" href="{escape(address)}">' if address else "",
        *head,
    ]
    listed = {"title": title, "kind": kind, "description": description, **front_matter}
    return Page(
        src_uri,
        kind,
        title,
        "".join(elements),
        f"{_front_matter(listed)}\n\n{body.markdown}\n",
        body.html,
    )


def _metas(*pairs: tuple[str, str]) -> list[str]:
    """Return `<meta>` elements of pairs (attribute, content of one line).

    Pairs without content are left out.
    """
    known = [(attribute, content) for attribute, content in pairs if content]
    # A paper has about fifteen elements; escaping them together is faster.
    contents = escape("\n".join([content for _, content in known])).split("\n")
    return [
        f'<meta {attribute} content="{content}">'
        for (attribute, _), content in zip(known, contents, strict=True)
    ]


def escape(text: str) -> str:
    """Return a text escaped for HTML, also in an attribute: as MarkupSafe does, but faster."""
    return replaced(text, _IN_ATTRIBUTE)


def of_paper(paper: Paper, citation: Citation) -> tuple[str, ...]:
    """Return the elements of a paper's page. Where possible, one element has two names."""
    title, date, names, venue = citation.title, citation.published, citation.names, citation.venue
    arxiv_id = paper.arxiv_id
    in_journal, in_proceedings = citation.kind == ARTICLE, citation.kind == PROCEEDINGS
    return (
        *_metas(
            ('name="citation_title" property="og:title"', title),
            *[('name="citation_author"', _author(name)) for name in names],
            ('name="citation_authors"', _stop(names)),
            ('name="citation_publication_date"', date.replace("-", "/")),
            ('name="citation_arxiv_id"', paper.arxiv_id),
            ('name="citation_doi"', citation.doi),
            *[
                (f'name="citation_{scheme}"', value)
                for scheme, value in paper.facts.ids
                if scheme in ("pmcid", "pmid")
            ],
            ('name="citation_journal_title"', venue if in_journal else ""),
            ('name="citation_conference_title"', venue if in_proceedings else ""),
            ('name="citation_publisher"', venue if citation.kind == POSTED else ""),
            ('name="citation_pdf_url"', f"https://arxiv.org/pdf/{arxiv_id}" if arxiv_id else ""),
            ('name="citation_abstract"', paper.abstract),
            ('name="DC.type"', "" if in_journal or in_proceedings else "preprint"),
        ),
        _json_ld(paper, citation),
    )


def _author(name: AuthorName) -> str:
    """Return a name as Zotero and Google Scholar read it.

    Zotero takes the last word for the family name unless there is a comma. A comma at the end makes
    it read the whole name of a group as one.
    """
    if not name.given:
        return f"{name.family}," if " " in name.family else name.family
    if name.suffix or " " in name.family or FAMILY_FIRST.match(name.family):
        return name.family_first
    return f"{name.given} {name.family}"


def _stop(names: Sequence[AuthorName]) -> str:
    """Return a list of no further authors if Zotero would take the only one for two.

    It parts an only author at the comma if both parts have several words.
    """
    return ";" if len(names) == 1 and " " in names[0].family and " " in names[0].given else ""


def feed(
    imprint: Imprint, path: str, title: str, types: Sequence[tuple[str, str]] = FEED_TYPES
) -> tuple[str, ...]:
    """Return the elements by which feed readers discover a feed; `path` has no suffix.

    Without a site address there are no feeds, and no elements.
    """
    if not imprint.site_url:
        return ()
    return tuple(
        f'<link rel="alternate" type="{type}" title="{escape(title)}" '
        f'href="{escape(f"{imprint.site_url}{path}.{suffix}")}">'
        for type, suffix in types
    )


def days_feed(imprint: Imprint) -> tuple[str, ...]:
    """Return the elements of the feed that has an entry a day."""
    return feed(imprint, urls.DAYS_FEED, "A day is one entry")


def open_search(imprint: Imprint) -> tuple[str, ...]:
    """Return the element by which browsers discover the site's search.

    There is none without a site address.
    """
    if not imprint.site_url:
        return ()
    return (
        (
            '<link rel="search" type="application/opensearchdescription+xml" '
            f'title="{escape(imprint.site_name)}" '
            f'href="{escape(imprint.site_url + urls.OPEN_SEARCH)}">'
        ),
    )


def redirect(target: str) -> tuple[str, ...]:
    """Return the elements of a page that redirects to `target`, a page in the same folder."""
    return (
        NO_INDEX,
        f'<meta http-equiv="refresh" content="0; url={escape(urls.html(target))}">',
    )


def _json_ld(paper: Paper, citation: Citation) -> str:
    """Return what schema.org can say and the other elements cannot; they name the authors."""
    page = address_of("doi", citation.other_doi) if citation.other_doi else ""
    pages = [f"https://arxiv.org/abs/{paper.arxiv_id}" if paper.arxiv_id else page]
    identifiers = [_thing("PropertyValue", propertyID="DOI", value=citation.other_doi)]
    for scheme, value in paper.facts.ids:
        if scheme != "doi":
            name = _PROPERTIES[scheme]
            pages.append(address_of(scheme, value))
            identifiers.append(_thing("PropertyValue", propertyID=name, value=value))
    record = {
        "headline": citation.title,
        "datePublished": citation.published,
        "sameAs": _one_or_all([_quoted(each) for each in pages if each]),
        "identifier": _one_or_all([each for each in identifiers if each]),
        "isPartOf": _thing(_CONTAINERS.get(citation.kind, ""), name=citation.venue),
    }
    stated = "".join(
        f',"{key}":{value if key in _AS_JSON else _quoted(value)}'
        for key, value in record.items()
        if value
    )
    return (
        '<script type="application/ld+json">{"@context":"https://schema.org",'
        f'"@type":"ScholarlyArticle"{replaced(stated, _IN_SCRIPT)}}}</script>'
    )


def _one_or_all(values: Sequence[str]) -> str:
    """Return the only value in JSON, else an array of all, "" without any."""
    return f"[{','.join(values)}]" if len(values) > 1 else "".join(values)


def _thing(kind: str, **values: str) -> str:
    """Return a schema.org thing as JSON, "" without a kind or a value."""
    if not (kind and all(values.values())):
        return ""
    fields = "".join(f',"{name}":{_quoted(value)}' for name, value in values.items())
    return f'{{"@type":"{kind}"{fields}}}'


def _front_matter(values: Mapping[str, FrontMatter]) -> str:
    """Return YAML front matter; empty values are left out, and order is kept.

    Values are written as JSON, which is valid YAML and needs no further quoting.
    """
    return "\n".join(["---", *_lines(values), "---"])


def _lines(values: Mapping[str, FrontMatter]) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, str):  # most are, and no other encoder is as fast
            if value:
                yield f"{key}: {_quoted(value)}"
        elif isinstance(value, list | tuple):
            if value:
                yield f"{key}: [{', '.join(map(_quoted, value))}]"
        elif value is not None:
            yield f"{key}: {value:d}"
