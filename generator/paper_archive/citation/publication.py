"""Where a paper was published, and the DOI to cite, as far as its facts tell.

A venue is free text: a journal, a conference, a reference with volume and pages, or a remark.

    Phys. Rev. D 76 (2007) 013009; Nature; J Oleo Sci        an article in a journal
    NeurIPS 2018; Proc. of the 37th ICML; LNCS 1234          a paper in proceedings
    bioRxiv; a DOI of bioRxiv without a venue                a preprint on that server
    Under review; The Palm Report                            a preprint, with the venue as a remark

Volume and pages are not parted from the name, because references write them in too many ways, and a
venue that is cited as a whole is read back as a whole. The DOI of a journal or of proceedings is
preferred to that of the preprint if there is a venue. A publisher's DOI makes a venue a journal if
its text does not tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from paper_archive.model import Facts
from paper_archive.text.identifiers import NAMES, arxiv_of_doi

# The kinds: of no known publication, on a preprint server, in a journal, in proceedings.
UNPUBLISHED, POSTED, ARTICLE, PROCEEDINGS = "", "posted", "article", "inproceedings"

_SERVERS = (
    ("bioRxiv", re.compile(r"10\.(?:1101|64898)/(?:\d{4}\.\d\d\.\d\d\.)?\d{6}$")),
    ("medRxiv", re.compile(r"10\.(?:1101|64898)/(?:\d{4}\.\d\d\.\d\d\.)?\d{8}$")),
    ("ChemRxiv", re.compile(r"10\.26434/chemrxiv")),
    ("Research Square", re.compile(r"10\.21203/rs\.")),
    ("SSRN", re.compile(r"10\.2139/ssrn\.")),
    ("Preprints.org", re.compile(r"10\.20944/preprints")),
    ("OSF Preprints", re.compile(r"10\.31219/osf\.io/")),
    ("PsyArXiv", re.compile(r"10\.31234/osf\.io/")),
    ("SocArXiv", re.compile(r"10\.31235/osf\.io/")),
    ("EarthArXiv", re.compile(r"10\.31223/")),
    ("TechRxiv", re.compile(r"10\.36227/techrxiv")),
    ("Authorea", re.compile(r"10\.22541/au\.")),
)
_SERVER = re.compile(
    r"(?:the )?(?:arxiv|corr\b|(?:bio|med|chem|open|tech|psya|soca|eartha|engra)r?xiv|ssrn\b"
    r"|research square|preprints?\b|osf preprints|authorea)",
    re.IGNORECASE,
)
_NOT_PUBLISHED = re.compile(
    r"\b(?:submitted|under review|in preparation|thesis|dissertation|technical report)\b",
    re.IGNORECASE,
)
# Learned societies publish journals that are called proceedings.
_JOURNAL = re.compile(
    r"\b(?:journal|transactions|trans\.|letters|lett\.|j\. |pnas\b|pvldb\b|pacmpl\b)"
    r"|\bproc(?:eedings|\.)?(?: of)?(?: the)? (?:natl|nat\.|national acad|r\.? soc|roy|vldb endow"
    r"|acm on\b|acm (?:hum|program|meas|interact|manag)|(?:amer|american|london)\S{0,9} math"
    r"|ieee(?:$|,? \d|[,:(]))|\bproceedings on\b",
    re.IGNORECASE,
)
_IN_PROCEEDINGS = re.compile(
    r"proceedings\b|\b(?:proc|conf)\b|\b(?:conference|workshop|symposium)s?\b|\bcongress\b"
    r"|\bmeeting of\b|\bneural information processing systems\b|\bfindings of\b|\blecture notes\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(
    r"(?<![A-Za-z])(?:AAAI|AACL|ACCV|ACL|AISTATS|ALT|AAMAS|ASE|ASPLOS|BMVC|CAV|CCS|CHI|CHIL|CIKM|COLM"
    r"|COLING|COLT|CONLL|CoNLL|CRYPTO|CSCW|CVPR|CVPRW|CoLLAs|CoLM|CoRL|DAC|EACL|ECAI|ECCV|ECIR|ECML"
    r"|EMNLP|ESWC|EUROCRYPT|EuroSys|FAccT|FOCS|FSE|HPCA|HRI|ICALP|ICASSP|ICCV|ICCVW|ICDE|ICDM|ICIP"
    r"|ICLR|ICML|ICPR|ICRA|ICSE|ICWSM|IJCAI|IJCNN|INTERSPEECH|Interspeech|IROS|ISBI|ISCA|ISIT|ISMAR"
    r"|ISMIR|ISSTA|ISWC|IUI|IWSLT|KDD|KR|L4DC|LICS|LNCS|LREC|MICCAI|MICRO|MIDL|MLSys|MobiCom|NAACL"
    r"|NDSS|NIPS|NSDI|NeurIPS|OOPSLA|OSDI|PAKDD|PLDI|PODC|PODS|POPL|RSS|RecSys|SDM|SIGCOMM|SIGDIAL"
    r"|SIGGRAPH|SIGIR|SIGMOD|SODA|SOSP|STOC|SemEval|TREC|UAI|UIST|UMAP|USENIX|VLDB|WACV|WMT|WSDM|WWW"
    r"|3DV)(?![A-Za-z])"
)
_DOI_OF_PROCEEDINGS = re.compile(
    r"10\.(?:1007/978-|1109/[a-z]{2,20}\d{4,6}\.|1145/\d{7}\.\d{7}|1609/aaai|18653/v1/|21437/"
    r"|24963/ijcai)"
)
# A word of the names of many journals, also abbreviated and in capitals.
_OF_JOURNALS = re.compile(
    r"\b(?:acta|advances|adv|annals|ann|arch|astron|astrophys|bmj|bull|bulletin|cell|commun"
    r"|communications|elife|frontiers|ieee access|int|j|jama|jcap|jhep|jmlr|jour|lancet|lett"
    r"|magazine|math|mnras|nature|phys|physica|plos|quarterly|rev|reviews?|sci|science|tacl|tmlr|tpami|z)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Publication:
    """Where a paper was published: a kind, the name of the venue or of the preprint server, and the
    DOI to cite, "" for that of arXiv or none."""

    kind: str = UNPUBLISHED
    venue: str = ""
    doi: str = ""


NO_PUBLICATION = Publication()


def publication(facts: Facts, arxiv_id: str) -> Publication:
    """Return the publication that the facts of a paper tell."""
    venue = facts.venue
    if not (venue or facts.ids):
        return NO_PUBLICATION
    dois = [value for scheme, value in facts.ids if scheme == "doi" and not arxiv_of_doi(value)]
    posted = next(filter(_server, dois), "")
    published = next((doi for doi in dois if not _server(doi)), "")
    if not venue or _SERVER.match(venue):
        if arxiv_id:
            return NO_PUBLICATION
        doi = posted or published
        server = _server(doi) or venue
        return Publication(POSTED if server else UNPUBLISHED, server, _cited(doi))
    kind = _kind(venue, published, bool(facts.id("acl")))
    return Publication(kind, venue, _cited(published or ("" if arxiv_id else posted)))


def name_of_id(scheme: str, value: str) -> str:
    """Return what a link to an id is called; a DOI is called after its preprint server."""
    return (_server(value) if scheme == "doi" else "") or NAMES[scheme]


def _server(doi: str) -> str:
    """Return the name of the preprint server that registered a DOI, "" for any other DOI."""
    return next((name for name, pattern in _SERVERS if pattern.match(doi)), "")


def _cited(doi: str) -> str:
    """Return a DOI as formats can hold it: a single brace would swallow the rest of BibTeX."""
    return doi.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")


def _kind(venue: str, doi: str, in_anthology: bool) -> str:
    if _NOT_PUBLISHED.search(venue):
        return UNPUBLISHED
    if _JOURNAL.search(venue):
        return ARTICLE
    if _IN_PROCEEDINGS.search(venue) or _ACRONYM.search(venue):
        return PROCEEDINGS
    if in_anthology or _DOI_OF_PROCEEDINGS.match(doi):
        return PROCEEDINGS
    if doi or _OF_JOURNALS.search(venue) or _has_volume(venue):
        return ARTICLE
    return UNPUBLISHED


def _has_volume(venue: str) -> bool:
    """Tell whether a venue has several numbers, as references with volume, page and year have."""
    numbers = _NUMBER.findall(venue)
    return len(numbers) > 1 and not all(map(_YEAR.fullmatch, numbers))
