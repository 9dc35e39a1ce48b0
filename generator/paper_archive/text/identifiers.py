"""Ids of papers other than arXiv's, as listings state them: bare, with a scheme, or in an address.

    10.1101/2024.03.01.583012      doi:10.1101/…      https://doi.org/10.1101/…
    PMID: 38123456                 PMC10987654        https://openreview.net/forum?id=abc
    https://aclanthology.org/2024.acl-long.1/

A DOI has no upper and lower case; it is kept in lower case. Old DOIs may hold `<`, `>` and `;`, so
only white space and quotes end one, and marks after it are not its own.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

SCHEMES = ("acl", "doi", "openreview", "pmcid", "pmid")
# The address of the page of an id, which follows.
PAGES = {
    "doi": "https://doi.org/",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/",
    "pmcid": "https://pmc.ncbi.nlm.nih.gov/articles/",
    "openreview": "https://openreview.net/forum?id=",
    "acl": "https://aclanthology.org/",
}
# The names of the schemes, as readers know them.
NAMES = {"acl": "ACL", "doi": "DOI", "openreview": "OpenReview", "pmcid": "PMC", "pmid": "PubMed"}
_DOI_PATTERN = r"10\.[0-9]{4,9}(?:\.[0-9]{1,9}){0,3}/[^\s\"“”]{1,200}"
_DOI = re.compile(_DOI_PATTERN)
_SHORT_DOI = re.compile(r"\s{0,3}(?:https?://(?:dx\.)?doi\.org/)?10/\w{1,20}\s{0,3}")
_BARE = {
    "pmid": "[0-9]{1,8}",
    "pmcid": "PMC[0-9]{1,8}",
    "openreview": "[a-zA-Z0-9_-]{6,20}",
    "acl": (r"[A-Z][0-9]{2}-[0-9]{4,5}|[0-9]{4}\.[a-z0-9_]{1,30}-[a-z0-9_]{1,30}\.[0-9]{1,4}"),
}
_PATTERNS = {
    scheme: re.compile(pattern, re.IGNORECASE if scheme == "pmcid" else 0)
    for scheme, pattern in _BARE.items()
}
_PAGES = {
    "pmid": (
        r"https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/([0-9]{1,8})"
        r"(?![0-9a-zA-Z_])"
    ),
    "pmcid": (
        r"https?://(?:www\.)?(?:ncbi\.nlm\.nih\.gov/pmc|pmc\.ncbi\.nlm\.nih\.gov)/articles/(PMC[0-9]{1,8})"
    ),
    "openreview": (r"https?://(?:www\.)?openreview\.net/(?:forum|pdf)\?id=([a-zA-Z0-9_-]{6,20})"),
    "acl": (
        r"https?://(?:www\.)?(?:aclanthology\.(?:org|info/papers)|aclweb\.org/anthology)/"
        r"([A-Z][0-9]{2}-[0-9]{4,5}|[0-9]{4}\.[a-zA-Z0-9_-]{1,61}\.[0-9]{1,4})"
    ),
}
_ADDRESSES = tuple(
    (scheme, re.compile(pattern, re.IGNORECASE if scheme == "pmcid" else 0))
    for scheme, pattern in _PAGES.items()
)
_PREPRINT = (
    r"https?://(?:www\.)?(?:biorxiv|medrxiv)\.org/content/(?:early/[0-9/]{1,20}/)?"
    r"(10\.[^\s?#]{1,220})"
)
_DOI_ADDRESS = re.compile(
    rf"https?://(?:dx\.|www\.)?doi\.org/(10\.[^\s?#]{{1,220}})|{_PREPRINT}", re.IGNORECASE
)
# The pages of publishers whose addresses end with the DOI, or with one of these words.
_PUBLISHER = (
    r"https?://(?:(?:www|dl|pubs|onlinelibrary|link|journals|[a-z]{2,40})\.)?(?:springer\.com|acm\.org"
    r"|wiley\.com|science\.org|sciencemag\.org|pnas\.org|acs\.org|aps\.org|tandfonline\.com"
    r"|sagepub\.com|plos\.org|frontiersin\.org|rsc\.org|aip\.org|royalsocietypublishing\.org)"
    r"/(?:[a-z]{1,20}/){0,3}(?:article\?id=)?(10\.[0-9]{4,9}/[^\s?#&]{1,200})"
)
_PUBLISHERS = re.compile(_PUBLISHER, re.IGNORECASE)
_PAGE_WORD = r"(?:/(?:full|abstract|pdf|epdf|meta|fulltext\.html)|\.pdf|\.html)$"
_PAGE_OF_DOI = re.compile(_PAGE_WORD, re.I)
_SCHEME = re.compile(r"\s{0,5}(?:doi|pmid|pmcid)\s{0,3}:?\s{0,3}", re.IGNORECASE)
# What biorxiv.org adds to a DOI in its addresses.
_VERSION_OF_PREPRINT = r"v[0-9]{1,3}(?:\.full|\.abstract|\.full\.pdf|\.full-text)?$"
_VERSION = re.compile(_VERSION_OF_PREPRINT)
_ARXIV = "10.48550/arxiv."
# What may follow the id in an address.
_REST = r"(?:[/?#&.]\S*)?"
_BEFORE_DOI = (
    r"(?:doi:? ?|(?:https?://)?(?:dx\.|www\.)?doi\.org/"
    r"|https?://(?:(?:www|api)\.)?semanticscholar\.org/(?:graph/v1/)?(?:paper/)?doi:)"
)
# The texts that state an id and nothing else, for the search's scripts: the scheme, a pattern whose
# groups in a row are the id, and what is no part of its end. Case counts in none of them, and they
# use only what both languages read alike.
STATED_IDS = (
    ("doi", rf"{_BEFORE_DOI}?({_DOI_PATTERN})", "[.,;']+$"),
    ("doi", rf"{_PREPRINT}(?:[?#]\S*)?", _VERSION_OF_PREPRINT),
    ("doi", rf"{_PUBLISHER}(?:[?#&]\S*)?", _PAGE_WORD),
    ("pmid", rf"pmid:? ?({_BARE['pmid']})", ""),
    ("pmcid", rf"(?:pmcid:? ?)?({_BARE['pmcid']})", ""),
    ("acl", rf"({_BARE['acl']})", ""),
    *((scheme, pattern + _REST, "") for scheme, pattern in _PAGES.items()),
)


def doi_of(text: str) -> str:
    """Return the DOI that a text states, "" if it is none."""
    address = _DOI_ADDRESS.match(text.strip())
    stated = (
        unquote(address[1] or address[2]) if address else _SCHEME.sub("", text, count=1).strip()
    )
    match = _DOI.match(stated)
    if not match:
        return ""
    doi = match[0].rstrip(".,;'")
    while doi.endswith((")", "]")) and doi.count("(["[doi[-1] == "]"]) < doi.count(doi[-1]):
        doi = doi[:-1]
    if address and "rxiv.org" in address[0].lower():
        doi = _VERSION.sub("", doi)
    return doi.lower()


def is_short_doi(text: str) -> bool:
    """Tell whether a text is a short DOI, of which only its server knows the DOI."""
    return _SHORT_DOI.fullmatch(text) is not None


def arxiv_of_doi(doi: str) -> str:
    """Return the arXiv id in a DOI that arXiv has registered, "" for any other."""
    return doi.removeprefix(_ARXIV) if doi.startswith(_ARXIV) else ""


def id_of(scheme: str, text: str) -> str:
    """Return the id of a scheme that a text states, "" if it is none."""
    if scheme == "doi":
        return doi_of(text)
    if text.startswith("http"):
        return next((value for each, value in ids_of_address(text) if each == scheme), "")
    text = _SCHEME.sub("", text, count=1).strip() if scheme in ("pmid", "pmcid") else text.strip()
    if not _PATTERNS[scheme].fullmatch(text):
        return ""
    return text.upper() if scheme == "pmcid" else text


def ids_of_address(url: str) -> tuple[tuple[str, str], ...]:
    """Return the ids that an address names, as pairs of scheme and id."""
    if doi := doi_of(url) if _DOI_ADDRESS.match(url) else "":
        return (("doi", doi),)
    if "10." in url and (match := _PUBLISHERS.match(url)):
        doi = doi_of(_PAGE_OF_DOI.sub("", unquote(match[1])))
        return (("doi", doi),) if doi else ()
    for scheme, pattern in _ADDRESSES:
        if match := pattern.match(url):
            return ((scheme, match[1].upper() if scheme == "pmcid" else match[1]),)
    return ()


def label_of(scheme: str, value: str) -> str:
    """Return the words for a link to an id: `DOI 10.1000/182`, `PMC10987654`."""
    return value if scheme == "pmcid" else f"{NAMES[scheme]} {value}"


def address_of(scheme: str, value: str) -> str:
    """Return the address of the page of an id; old DOIs may hold `<`, `#` and `?`."""
    return PAGES[scheme] + quote(value, safe="/:;()%")
