"""Ids of arXiv, as listings write them.

    2405.15738              since 2015: year, month, a number of five digits
    0704.0001               April 2007 to 2014: four digits
    math/0309136            1991 to March 2007: archive, year, month, a number of three digits
    math.GT/0309136         the same paper, with the subject class

Accepted around an id: its version, `arXiv:`, `oai:arXiv.org:`, the DOI `10.48550/arXiv.…`, and
the address of a page or PDF at arXiv, ar5iv, alphaXiv or the daily papers. Refused: ids that arXiv
cannot have assigned, like `2513.01234` (month 13), `1501.0001` (four digits in 2015) and
`word/0309136` (not an archive).
"""

from __future__ import annotations

import re

NEW_ID = r"[0-9]{4}\.[0-9]{4,5}"
_CLASS = r"\.[a-z]{2,9}(?:-[a-z]{2,9})?"
_OLD_ID = rf"[a-z-]{{2,10}}(?:{_CLASS})?/[0-9]{{7}}"
ID = rf"(?:{NEW_ID}|{_OLD_ID})"
# A version may follow an id; it names the same paper.
VERSION = r"(?:v[0-9]{1,3})?"
_BEFORE = (
    r"(?:arxiv(?:: ?|\.| )|info:arxiv/|oai:arxiv\.org:|(?:doi: ?|(?:https?://)?(?:dx\.)?doi\.org/)?10\.48550/arxiv\."
    r"|(?:https?://)?(?:[a-z]{2,6}\.)?arxiv\.org/(?:abs|pdf|html|format|ps)/"
    r"|(?:https?://)?(?:www\.)?(?:ar5iv(?:\.labs\.arxiv)?\.org/(?:abs|html)|alphaxiv\.org/abs"
    r"|(?:huggingface|hf)\.co/papers)/)"
)
_STATED = re.compile(
    rf"{_BEFORE}?({ID}){VERSION}(?:\.pdf)?/?(?:[?#]\S*)?"
    r"(?: ?\[[^][]*\](?: [0-9]{1,2} [a-z]{3} [0-9]{4})?)?",
    re.IGNORECASE | re.ASCII,
)
_NEW = re.compile(r"([0-9]{2})([0-9]{2})\.([0-9]{4,5})")
_OLD = re.compile(r"([a-z-]+)/([0-9]{2})([0-9]{2})[0-9]{3}")
# All archives of the old scheme.
_ARCHIVES = frozenset(
    """acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas
    cond-mat cs dg-ga funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex
    nucl-th patt-sol physics plasm-ph q-alg q-bio quant-ph solv-int supr-con""".split()
)
# Those whose name is the category of all their papers.
_WITHOUT_SUBJECTS = frozenset(
    "gr-qc hep-ex hep-lat hep-ph hep-th math-ph nucl-ex nucl-th quant-ph".split()
)
_SUBJECT = re.compile(
    r"(?:astro-ph|cs|econ|eess|math|nlin|q-bio|q-fin|stat)\.[A-Z]{2}"
    r"|(?:cond-mat|physics)\.[a-z]{2,5}(?:-[a-z]{2,5})?"
)
# The months in which an id of each scheme was first or last assigned, as `yymm`.
_FIRST_NEW, _FIRST_OF_FIVE = 704, 1501
_FIRST_OLD, _LAST_OLD = 1991_01, 2007_03
_FIRST_HTML = "2023-12"


def stated_id(text: str) -> str:
    """Return the id that a text consists of, as `known_id`; "" for any other text."""
    match = _STATED.fullmatch(text.strip())
    return known_id(match[1]) if match else ""


def known_id(text: str) -> str:
    """Return an id as arXiv knows its paper: `math/0309136` for `math.GT/0309136`.

    "" for an id with a version, for one that cannot exist, and for any other text.
    """
    if "/" not in text:
        return text if _is_possible(text) else ""
    archive, _, number = text.lower().partition("/")
    plain = f"{archive.partition('.')[0]}/{number}"
    return plain if _is_possible(plain) else ""


def _is_possible(text: str) -> bool:
    """Tell whether arXiv can have assigned an id."""
    if match := _NEW.fullmatch(text):
        year, month, number = match.groups()
        assigned = int(year + month)
        digits = 5 if assigned >= _FIRST_OF_FIVE else 4
        return 1 <= int(month) <= 12 and assigned >= _FIRST_NEW and len(number) == digits
    if match := _OLD.fullmatch(text):
        archive, year, month = match.groups()
        assigned = _year(year) * 100 + int(month)
        return (
            archive in _ARCHIVES and 1 <= int(month) <= 12 and _FIRST_OLD <= assigned <= _LAST_OLD
        )
    return False


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
    return archive if archive in _WITHOUT_SUBJECTS else ""


def is_category(text: str) -> bool:
    """Tell whether a text is a category of arXiv: `cs.CL`, `cond-mat.str-el`, `hep-th`."""
    return (
        text in _WITHOUT_SUBJECTS
        or text in ("astro-ph", "cond-mat")
        or bool(_SUBJECT.fullmatch(text))
    )


def _year(two_digits: str) -> int:
    return (1900 if two_digits >= "91" else 2000) + int(two_digits)
