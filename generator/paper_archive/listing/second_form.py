r"""Reports a second form in a file: a form reads its own entries only, and leaves the others.

A file may be put together of several: a bibliography below a mail, a table below a JSON list. What
stands before, between and after the entries of the form is read as if it were a file of its own, so
that its entries are counted exactly; they are lost. In Markdown and in mails one alone is reported
no more: a README often ends with the BibTeX entry of its project.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from paper_archive.listing.form import Reading
from paper_archive.listing.json import item_list
from paper_archive.model import Problem

# Counts the entries, read or lost, of a text as a file of its own, and names its form.
Count = Callable[[str], tuple[int, str]]
# Where a part of a text begins and ends, and whether it counts only if it is in the plain form.
_Part = tuple[int, int, bool]
_APART = "put it into a file of its own"
_FEW = 2
# Between entries of the form; to read each of very many would take long.
_MOST_PLACES = 50
_LONGEST_DECLARATION = 400
_DECLARATION = re.compile(r"<\?xml[^<>]{0,150}\?>\s{0,50}(?:<!DOCTYPE[^<>]{0,200}>\s{0,50})?")

_SIGN = re.compile(
    r"""^(?:(?P<mail>\\\\\s{0,3}\n(?:arXiv:|Paper))
    |(?P<bibtex>@(?i:article|book|inproceedings|incollection|misc|online|phdthesis|techreport
        |unpublished)[ \t]?\{)
    |(?P<ris>TY[ ]{1,2}-[ ])
    |(?P<pubmed>PMID-[ ])
    |(?P<wos>PT[ ][A-Z][ \t]{0,9}$)
    |(?P<json>\[\s{0,99}\{|\{\s{0,99}"[^"\n]{1,100}"\s{0,9}:)
    |(?P<table>\|[^\n]{1,900}\n\|[ :|-]{3,200}\n|\|[^\n]{1,900}?arxiv\.org/)
    |(?P<report>\*\*Abstract\*\*:)
    |(?P<csv>(?:["']?[A-Za-z_ -]{1,30}["']?[,;\t]){0,20}["']?[Tt]itle["']?
        (?:[,;\t]["']?[A-Za-z_ -]{1,30}["']?){1,20}[ \t]{0,9}$))
    |<(?:(?P<feed>rss|feed)|(?P<oai>OAI-PMH)|(?P<rdf>rdf:RDF)|(?P<pubmedxml>PubmedArticleSet)
        |(?P<endnote>xml|records)|(?P<dblp>result|dblp|dblpperson))(?=[\s>])""",
    re.MULTILINE | re.VERBOSE,
)
# What ends the last entry of a family, or its file: other text may follow.
_ENDS = {
    "ris": re.compile(r"^ER {1,2}-[^\n]*$", re.MULTILINE),
    "pubmed": re.compile(r"\n[ \t]*$", re.MULTILINE),
    "wos": re.compile(r"^ER[ \t]*$(?:\s{0,99}^EF[ \t]*$)?", re.MULTILINE),
    "feed": re.compile(r"</(?:rss|feed|rdf:RDF)>"),
    "oai": re.compile(r"</OAI-PMH>"),
    "rdf": re.compile(r"</rdf:RDF>"),
    "pubmedxml": re.compile(r"</PubmedArticleSet>"),
    "endnote": re.compile(r"</(?:xml|records)>(?:\s{0,99}</xml>)?"),
    "dblp": re.compile(r"</(?:result|dblp|dblpperson)>"),
    "table": re.compile(r"$", re.MULTILINE),
    "report": re.compile(r"\n[ \t]*$", re.MULTILINE),
}
_BRACE = re.compile(r"\\.|[{}]")
# In valid JSON nothing else may stand after a value at the end of a line.
_END_OF_JSON = re.compile(r"[\]}][ \t]*\n\s*(?=[^\s,\]}])")
_HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)
_FAMILIES = {
    "api": "json",
    "arxiv-listing": "mail",
    "bibtex": "bibtex",
    "daily-json": "json",
    "daily-list": "table",
    "day-report": "report",
    "dblp-xml": "dblp",
    "endnote-xml": "endnote",
    "feed": "feed",
    "json-feed": "json",
    "markdown-tables": "table",
    "numbered-notes": "table",
    "oai": "oai",
    "pubmed": "pubmed",
    "pubmed-xml": "pubmedxml",
    "ris": "ris",
    "web-of-science": "wos",
    "weeks": "table",
    "zotero-rdf": "rdf",
}
# Their files have prose as well, and often an entry of BibTeX for themselves.
_IN_PROSE = frozenset(("mail", "report", "table"))
# In characters: a shorter text before or after entries is a remark.
_SHORTEST = 30
_RSS = re.compile(r"purl\.org/rss/1\.0")


def with_second(name: str, text: str, readings: Sequence[Reading], count: Count) -> list[Reading]:
    """Return the readings of a text; the first reports the entries of other forms in it."""
    first, *others = readings
    family = _FAMILIES.get(first.form, "")
    if not family:
        return list(readings)
    parts = _after_json(text, first.form) if family == "json" else _parts(text, family)
    problems = list(first.problems)
    lost = first.lost
    for at, end, plain_only in parts:
        part = text[at:end]
        if len(part.strip()) < _SHORTEST:
            continue
        entries, form = count(part)
        is_same = form == first.form and family != "json"
        if is_same or (plain_only and not form.startswith("plain")):
            continue
        if entries >= (_FEW if family in _IN_PROSE else 1):
            at += len(part) - len(part.lstrip())
            problems.append(begins_here(name, text.count("\n", 0, at) + 1, form, entries))
            lost += entries
    return [replace(first, problems=tuple(problems), lost=lost), *others]


def begins_here(name: str, line: int, form: str, entries: int) -> Problem:
    """Return the problem of entries of a second form, which begin in a line."""
    papers = f"{entries:,} papers are" if entries > 1 else "a paper is"
    return Problem(name, line, f"another form begins here ({form}); {papers} lost with it", _APART)


def before_second(name: str, text: str, count: Count) -> tuple[str, tuple[Problem, ...], int]:
    """Return the text up to the entries of another form, the problem of these, and their number.

    This is for prose, which would take them for its own.
    """
    sign = _SIGN.search(text)
    if sign is None or not text[: sign.start()].strip():
        return text, (), 0
    at, _ = _placed(sign, text)
    entries, form = count(text[at:])
    if entries < _FEW or form.startswith("plain"):
        return text, (), 0
    problem = begins_here(name, text.count("\n", 0, at) + 1, form, entries)
    return text[:at], (problem,), entries


def begins_form(line: str) -> bool:
    """Tell whether a line may be the first of another form."""
    return _SIGN.match(line) is not None


def _after_json(text: str, form: str) -> Iterator[_Part]:
    """Yield the part after the JSON that a form has read: one value, or all lists and papers."""
    goes_on = form == "api" and text.lstrip("\ufeff \t\r\n").startswith("[")
    for end in _END_OF_JSON.finditer(text):
        at = end.end()
        if not goes_on or text[at] not in "[{" or item_list.is_other(text, at):
            yield at, len(text), False
            return


def _parts(text: str, family: str) -> Iterator[_Part]:
    """Yield the parts of a text before, between and after the entries of a family."""
    signs = [_placed(sign, text) for sign in _SIGN.finditer(text)]
    own = [at for at, kind in signs if kind == family]
    if not own:
        return
    in_prose = family in _IN_PROSE
    others = [at for at, kind in signs if kind != family]
    before = next((at for at in others if at < own[0]), None)
    if in_prose and before is not None:
        yield before, own[0], False
    else:
        yield 0, own[0], in_prose
    yield from _between(own, others)
    end = _end(text, family, own[-1])
    after = next((at for at in others if at >= own[-1]), None)
    if not in_prose and end is not None:
        yield end, len(text), False
    elif after is not None:
        yield after, len(text), False
    elif end is not None:
        yield end, len(text), True


def _between(own: list[int], others: list[int]) -> Iterator[_Part]:
    """Yield the parts that begin with another form and end where the own one goes on."""
    ended = 0
    places = 0
    for at in others:
        if at < own[0] or at < ended or at >= own[-1]:
            continue
        ended = own[bisect_right(own, at)]
        yield at, ended, False
        if (places := places + 1) == _MOST_PLACES:
            return


def _end(text: str, family: str, last: int) -> int | None:
    """Return where the entry or file that begins at `last` ends, None if that does not show."""
    if family == "report":  # After the paragraph of its last abstract.
        last = text.rfind("**Abstract**:")
    if family == "bibtex":
        depth = 0
        for brace in _BRACE.finditer(text, last):
            depth += {"{": 1, "}": -1}.get(brace[0], 0)
            if depth == 0 and brace[0] == "}":
                return brace.end()
        return None
    ends = _ENDS.get(family)
    found = ends.search(text, last) if ends else None
    return found.end() if found else None


def _placed(sign: re.Match[str], text: str) -> tuple[int, str]:
    """Return where the entry or file begins that a sign belongs to, and its family."""
    family, at = sign.lastgroup or "", sign.start()
    if family == "rdf" and _RSS.search(text, at, at + 4_000):
        family = "feed"
    if family == "report":
        headings = [match.start() for match in _HEADING.finditer(text, max(0, at - 2_000), at)]
        return headings[-1] if headings else at, family
    if sign[0].startswith("<"):
        declared = text.rfind("<?xml", max(0, at - _LONGEST_DECLARATION), at)
        if declared >= 0 and _DECLARATION.fullmatch(text, declared, at):
            at = declared
    return at, family
