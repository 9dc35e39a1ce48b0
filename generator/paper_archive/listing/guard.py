"""Guards the reading of every form, so that one bad value costs no more than that value.

A form may raise for an entry (`attempt` in the forms that read entries one by one) or for a whole
text; either becomes a problem. What a form returns is made sound: strings that UTF-8 can hold, and
numbers that a database and a page can.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from paper_archive.listing.decoding.surrogates import whole
from paper_archive.listing.form import Form, PiecedForm, Reading, StreamedForm
from paper_archive.listing.limits import (
    MOST_AUTHORS,
    MOST_CATEGORIES,
    MOST_IDS,
    MOST_LINKS,
    MOST_NAMES,
    MOST_SUMMARIES,
    MOST_UPVOTES,
    MOST_VERSIONS,
    YEARS,
    Held,
)
from paper_archive.model import KINDS, NO_FACTS, Entry, Facts, Problem, Summary
from paper_archive.text.identifiers import SCHEMES, id_of

# A tag of BCP 47, which pages have as an attribute.
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
T = TypeVar("T")
CORRECT = "correct it; it is left out"
_REPORT = "correct that place, or report it together with the file"


def attempt(
    name: str, line: int, what: str, do: Callable[[], T], instead: Callable[[Problem], T]
) -> T:
    """Return the result of `do`; if it raises, that of `instead` with a problem that says so."""
    try:
        return do()
    except OSError:
        raise  # The file cannot be read; its caller says so.
    # A form has many ways to fail on input that nobody has thought of, and none may stop a build.
    except Exception as error:  # noqa: BLE001 - as said above
        reason = f"{type(error).__name__}: {error}"[:120]
        return instead(Problem(name, line, f"{what} cannot be read ({reason})", _REPORT))


def detect(form: Form | PiecedForm, beginning: str) -> str:
    """Return the reason why a text is in this form, "" if it is not, or if that fails."""
    return attempt("", 0, "", lambda: form.detect(beginning), lambda problem: "")


def read(form: Form, name: str, text: str) -> list[Reading]:
    """Read a text, and return what is sound of it."""

    def failed(problem: Problem) -> Reading:
        return Reading(form.FORM, problems=(problem,), lost=1)

    of_text = attempt(name, 0, "the file", lambda: form.read(name, text), failed)
    return [sound(name, each) for each in ([of_text] if isinstance(of_text, Reading) else of_text)]


def read_lines(
    form: StreamedForm, name: str, lines: Iterable[tuple[int, bytes]], day: date | None
) -> list[Reading]:
    """Read lines, and return what is sound of them."""

    def failed(problem: Problem) -> list[Reading]:
        return [Reading(form.FORM, problems=(problem,), lost=1)]

    readings = attempt(name, 0, "the file", lambda: form.read(name, lines, day), failed)
    return [sound(name, reading) for reading in readings]


def read_pieces(form: PiecedForm, name: str, pieces: Iterable[bytes]) -> list[Reading]:
    """Read a long text, and return what is sound of it."""

    def failed(problem: Problem) -> Reading:
        return Reading(form.FORM, problems=(problem,), lost=1)

    of_text = attempt(name, 0, "the file", lambda: form.read_pieces(name, pieces), failed)
    return [sound(name, each) for each in ([of_text] if isinstance(of_text, Reading) else of_text)]


def sound(name: str, reading: Reading) -> Reading:
    """Return the reading with sound values only, and a problem for every value left out."""
    held = Held()
    entries: list[Entry] = []
    problems: list[Problem] = []
    lost = reading.lost
    for entry in reading.entries:
        kept, doubts = _sound(name, entry)
        if kept is None:
            lost += 1
        else:
            entries.append(kept)
        held.add(kept, doubts)
        problems += doubts
        if held.full and len(entries) + lost - reading.lost < len(reading.entries):
            problems.append(held.problem(name, entry.line))
            lost += len(reading.entries) - len(entries) - (lost - reading.lost)
            break
    return replace(
        reading,
        entries=tuple(entries),
        problems=tuple(sound_problems([*reading.problems, *problems])),
        lost=lost,
    )


def sound_problems(problems: Iterable[Problem]) -> Iterable[Problem]:
    """Return the problems with text that UTF-8 can hold."""
    for problem in problems:
        what, fix = whole(problem.what), whole(problem.fix)
        same = what is problem.what and fix is problem.fix
        yield problem if same else replace(problem, what=what, fix=fix)


def _sound(name: str, entry: Entry) -> tuple[Entry | None, list[Problem]]:
    """Return an entry with sound values, None without a title, and problems for those left out."""
    title, abstract = whole(entry.title), whole(entry.abstract)
    arxiv_id, organisation = whole(entry.arxiv_id), whole(entry.organisation)
    authors, links = (
        tuple(map(whole, entry.authors[: MOST_NAMES + 1])),
        tuple(map(whole, entry.links)),
    )
    doubts: list[str] = []
    if links != entry.links:
        doubts.append("a link with half a character")
        links = tuple(a for a, b in zip(links, entry.links, strict=True) if a == b)
    if len(links) > MOST_LINKS:
        doubts.append(f"more than {MOST_LINKS} links of one paper")
        links = links[:MOST_LINKS]
    if len(authors) > MOST_NAMES:
        doubts.append(f"more than {MOST_NAMES:,} authors of one paper")
        authors = authors[:MOST_NAMES]
    upvotes, author_count = entry.upvotes, entry.author_count
    if upvotes is not None and not 0 <= upvotes <= MOST_UPVOTES:
        doubts.append("not a number of upvotes")
        upvotes = None
    if not 0 <= author_count <= MOST_AUTHORS:
        doubts.append("not a number of authors")
        author_count = 0
    kind = entry.kind if entry.kind in KINDS else ""
    facts = entry.facts if entry.facts is NO_FACTS else _sound_facts(entry.facts)
    problems = [Problem(name, entry.line, what, CORRECT) for what in doubts]
    if not title:
        what = "an entry without a title"
        return None, [*problems, Problem(name, entry.line, what, "write its title")]
    sound_texts = title, abstract, arxiv_id, organisation, authors, kind
    texts = entry.title, entry.abstract, entry.arxiv_id, entry.organisation, entry.authors
    if not problems and sound_texts == (*texts, entry.kind) and facts == entry.facts:
        return entry, []  # as nearly always
    kept = replace(
        entry,
        title=title,
        abstract=abstract,
        arxiv_id=arxiv_id,
        organisation=organisation,
        authors=tuple(filter(None, authors)),
        links=links,
        upvotes=upvotes,
        author_count=author_count,
        kind=kind,
        facts=facts,
    )
    return kept, problems


def _sound_facts(facts: Facts) -> Facts:
    """Return facts with text that UTF-8 can hold, numbers in range, and no more of them than a
    page can show."""
    return Facts(
        tuple(sorted(pair for pair in facts.ids[:MOST_IDS] if _is_id(*pair))),
        tuple(filter(None, map(whole, facts.categories[:MOST_CATEGORIES]))),
        whole(facts.comment),
        whole(facts.venue),
        facts.version if 0 <= facts.version <= MOST_VERSIONS else 0,
        tuple(
            Summary(whole(summary.text), whole(summary.source), _language(summary.language))
            for summary in facts.summaries[:MOST_SUMMARIES]
        ),
        facts.year if facts.year in YEARS else 0,
    )


def _language(tag: str) -> str:
    return tag if _LANGUAGE.fullmatch(tag) else ""


def _is_id(scheme: str, value: str) -> bool:
    return scheme in SCHEMES and id_of(scheme, value) == value
