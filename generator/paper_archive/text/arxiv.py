"""Ids of arXiv, as listings write them.

    2405.15738              since 2015: year, month, a number of five digits
    0704.0001               April 2007 to 2014: four digits
    math/0309136            1991 to March 2007: archive, year, month, a number of three digits
    math.GT/0309136         the same paper, with the subject class

Accepted around an id: its version, `arXiv:`, `oai:arXiv.org:`, the DOI `10.48550/arXiv.…`, and
the address of a page or PDF at arXiv, ar5iv, alphaXiv, the daily papers or Semantic Scholar.
Refused: ids that arXiv cannot have assigned, like `2513.01234` (month 13), `1501.0001` (four digits
in 2015) and `word/0309136` (not an archive).

The search's scripts read `STATED_ID` too, so it uses only what both languages read alike.
"""

from __future__ import annotations

import re

from paper_archive.text.arxiv_categories import WITHOUT_SUBJECTS

NEW_ID = r"[0-9]{4}\.[0-9]{4,5}"
_CLASS = r"\.[a-z]{2,9}(?:-[a-z]{2,9})?"
_OLD_ID = rf"[a-z-]{{2,10}}(?:{_CLASS})?/[0-9]{{7}}"
ID = rf"(?:{NEW_ID}|{_OLD_ID})"
# A version may follow an id; it names the same paper.
VERSION = r"(?:v[0-9]{1,3})?"
_BEFORE = (
    r"(?:arxiv(?:: ?|\.| )|info:arxiv/|oai:arxiv\.org:|(?:doi: ?|(?:https?://)?(?:dx\.|www\.)?doi\.org/)?10\.48550/arxiv\."
    r"|(?:https?://)?(?:[a-z]{2,6}\.)?arxiv\.org/(?:abs|pdf|html|format|ps)/"
    r"|(?:https?://)?(?:www\.)?(?:ar5iv(?:\.labs\.arxiv)?\.org/(?:abs|html)"
    r"|alphaxiv\.org/(?:[a-z]{2}/)?(?:abs|pdf|html|overview|resources)|(?:huggingface|hf)\.co/papers"
    r"|semanticscholar\.org/arxiv)/"
    r"|(?:https?://)?(?:(?:www|api)\.)?semanticscholar\.org/(?:graph/v1/)?(?:paper/)?"
    r"(?:arxiv:|doi:10\.48550/arxiv\.))"
)
# All archives of the old scheme.
_ARCHIVES = tuple(
    """acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas
    cond-mat cs dg-ga funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex
    nucl-th patt-sol physics plasm-ph q-alg q-bio quant-ph solv-int supr-con""".split()
)
_MONTH = "(?:0[1-9]|1[0-2])"
# The ids that arXiv can have assigned: four digits from April 2007 to 2014, then five; the old ones
# from 1991 to March 2007. The groups in a row are the id as arXiv knows its paper.
_POSSIBLE = (
    rf"((?:07(?:0[4-9]|1[0-2])|(?:0[89]|1[0-4]){_MONTH})\.[0-9]{{4}}|(?:1[5-9]|[2-9][0-9]){_MONTH}\.[0-9]{{5}})"
    rf"|((?:{'|'.join(_ARCHIVES)}))(?:{_CLASS})?(/(?:(?:9[1-9]|0[0-6]){_MONTH}|070[1-3])[0-9]{{3}})"
)
# The texts that state an id and nothing else, in any case.
STATED_ID = (
    rf"{_BEFORE}?(?:{_POSSIBLE}){VERSION}(?:\.pdf)?/?(?:[?#]\S*)?"
    r"(?: ?\[[^\]\[]*\](?: [0-9]{1,2} [a-z]{3} [0-9]{4})?)?"
)
_STATED = re.compile(STATED_ID, re.IGNORECASE | re.ASCII)
_KNOWN = re.compile(_POSSIBLE, re.IGNORECASE | re.ASCII)
_NEW = re.compile(r"([0-9]{2})([0-9]{2})\.([0-9]{4,5})")
_OLD = re.compile(r"([a-z-]+)/([0-9]{2})([0-9]{2})[0-9]{3}")
_SUBJECT = re.compile(
    r"(?:astro-ph|cs|econ|eess|math|nlin|q-bio|q-fin|stat)\.[A-Z]{2}"
    r"|(?:cond-mat|physics)\.[a-z]{2,6}(?:-[a-z]{2,5})?"
)
_FIRST_HTML = "2023-12"


def stated_id(text: str) -> str:
    """Return the id that a text consists of, as `known_id`; "" for any other text."""
    return _joined(_STATED.fullmatch(text.strip()))


def known_id(text: str) -> str:
    """Return an id as arXiv knows its paper: `math/0309136` for `math.GT/0309136`.

    "" for an id with a version, for one that cannot exist, and for any other text.
    """
    return _joined(_KNOWN.fullmatch(text))


def _joined(match: re.Match[str] | None) -> str:
    return "".join(filter(None, match.groups())).lower() if match else ""


def month_of(arxiv_id: str) -> str:
    """Return the month in which an id was assigned (`2025-03`), "" if the id names none."""
    if match := _NEW.fullmatch(arxiv_id):
        year, month = 2000 + int(match[1]), match[2]
    elif match := _OLD.fullmatch(arxiv_id):
        year, month = _year(match[2]), match[3]
    else:
        return ""
    return f"{year}-{month}" if 1 <= int(month) <= 12 else ""


def year_of(arxiv_id: str) -> int:
    """Return the year in which an id was assigned; 0 for an impossible month."""
    return int(month_of(arxiv_id)[:4] or 0)


def has_html(arxiv_id: str) -> bool:
    """Tell whether arXiv converts papers of the month of an id to HTML, as it does since then.

    A few of them have none, because their source is not TeX.
    """
    return month_of(arxiv_id) >= _FIRST_HTML


def category_of(arxiv_id: str) -> str:
    """Return the primary category if an old id says it, as `hep-th/9901001` does, else ""."""
    archive = arxiv_id.partition("/")[0]
    return archive if archive in WITHOUT_SUBJECTS else ""


def is_category(text: str) -> bool:
    """Tell whether a text is a category of arXiv: `cs.CL`, `cond-mat.str-el`, `hep-th`."""
    return (
        text in WITHOUT_SUBJECTS
        or text in ("astro-ph", "cond-mat")
        or bool(_SUBJECT.fullmatch(text))
    )


def _year(two_digits: str) -> int:
    return (1900 if two_digits >= "91" else 2000) + int(two_digits)
