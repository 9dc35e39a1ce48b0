"""BibTeX of a paper.

An entry says what is known and no more: a listing gives no year of publication, so the year
stands only where the arXiv id tells it; the day it was listed is a note. Words with inner
capitals are braced, so that no style lowers them.
"""

from __future__ import annotations

import re

from generator.model import Paper
from generator.pages.words import MONTHS, long_day

_ARXIV_YYMM = re.compile(r"(\d{2})(\d{2})\.\d{4,5}")
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_SPECIAL_SIGN = re.compile(f"([{re.escape(''.join(_SPECIAL))}])")
_ESCAPED = str.maketrans(_SPECIAL)
_WORD = re.compile(r"[^\W_]+")
_NO_LETTERS = re.compile(r"[^a-z]+")
_STOP = frozenset("a an and for from how in is of on the to towards via what when why with".split())


def bibtex(paper: Paper, url: str = "") -> str:
    """Return a BibTeX entry; `url` is the paper's page, "" where the site has no address."""
    fields = {"title": _braced(paper.title)}
    if paper.authors:
        fields["author"] = _escaped(" and ".join(map(_family_first, paper.authors)))
    year = publication_year(paper)
    if year:
        fields["year"] = str(year)
    if paper.arxiv_id:
        fields["eprint"] = paper.arxiv_id
        fields["archivePrefix"] = "arXiv"
        fields["url"] = f"https://arxiv.org/abs/{paper.arxiv_id}"
    elif url:
        fields["url"] = url
    if paper.first_day:
        fields["note"] = f"Listed {long_day(paper.first_day)}"
    width = max(map(len, fields))
    body = ",\n".join([f"  {name.ljust(width)} = {{{value}}}" for name, value in fields.items()])
    return f"@misc{{{_key(paper, year)},\n{body}\n}}"


def publication_year(paper: Paper) -> int:
    """The year it was published, else that of its arXiv id; 0 where neither is known."""
    if paper.published:
        return paper.published.year
    match = _ARXIV_YYMM.fullmatch(paper.arxiv_id)
    return 2000 + int(match[1]) if match and 1 <= int(match[2]) <= len(MONTHS) else 0


def _braced(title: str) -> str:
    """The title, escaped, with braces around words whose capitals are more than the first."""
    # Escapes hold letters (`\textbackslash`), so words are braced between them.
    return "".join(_SPECIAL.get(part) or _braced_words(part) for part in _SPECIAL_SIGN.split(title))


def _braced_words(words: str) -> str:
    # Most have no capital after the first letter, which is quick to tell.
    return " ".join(
        word if word[1:].islower() else _WORD.sub(_brace, word) for word in words.split(" ")
    )


def _brace(match: re.Match[str]) -> str:
    word = match.group()
    return f"{{{word}}}" if word[1:] != word[1:].lower() else word


def _escaped(text: str) -> str:
    return text.translate(_ESCAPED) if _SPECIAL_SIGN.search(text) else text


def _family_first(name: str) -> str:
    given, _, family = name.rpartition(" ")
    return f"{family}, {given}" if given else name


def _key(paper: Paper, year: int) -> str:
    """Family name, year and first word: `jia2024pgn`; the first two words without an author."""
    words = [w for w in paper.slug.split("-") if w not in _STOP] or [paper.slug]
    author = (
        _NO_LETTERS.sub("", paper.authors[0].rpartition(" ")[2].lower()) if paper.authors else ""
    )
    return f"{author}{year or ''}{words[0]}" if author else "-".join(words[:3])
