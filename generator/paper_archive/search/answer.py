"""The whole way from a query to what is shown; `answer.js` does the same in the browser."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np

from paper_archive.search import compounds, spelling
from paper_archive.search.postings import Document
from paper_archive.search.query import Query, day, parse, tag_of
from paper_archive.search.ranking import Group, Lookup, permitted, rank, terms_of
from paper_archive.search.site import SegmentFiles, Site
from paper_archive.search.snippet import marked, snippet
from paper_archive.search.tokens import STOP_WORDS, words

# Papers with all words of a phrase, but not in their order, that are looked through before the
# search gives up, and how many more for each that has them: the same for all pages of results.
MOST_REJECTED, MORE_REJECTED = 24, 2
_LETTER = re.compile(r"[^\W_]")
MESSAGES = {
    "empty": "Type a word, a “phrase”, tag:, author:, after: or before:.",
    "common": "These words are in nearly every paper: {}. Add a word that says more.",
    "negative": "This says what not to find. Add a word to look for.",
    "unknown-tag": "No paper has the tag {}.",
    "bad-date": "This is no date: {}. Write after:2025, after:2025-03 or after:2025-03-14.",
    "long": "The query is very long: its first words were looked for.",
    "ignored": "These words are in too many papers to tell them apart: {}.",
    "nothing": "No paper was found.",
    "unmatched": "No paper has {}: the other words were looked for.",
    "unverified": "Only the best papers with all these words were looked through for the phrase.",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A result; `marked` are its title and snippet in pieces, every second of which matches."""

    document: Document
    url: str
    snippet: str
    score: float
    marked_title: list[str]
    marked_snippet: list[str]

    def as_json(self) -> dict[str, Any]:
        """Return it as one of the browser's results."""
        return {
            "url": self.url,
            "title": self.document.title,
            "date": self.document.date,
            "tags": list(self.document.tags),
            "snippet": self.snippet,
            "score": self.score,
            "authors": list(self.document.authors),
            "abstract": self.document.abstract,
            "marked": {"title": self.marked_title, "snippet": self.marked_snippet},
        }


@dataclass(slots=True)
class Answer:
    """What `search` returns; the same as the browser's, see the top of the package."""

    total: int = 0
    results: list[Found] = field(default_factory=list)
    at_most: bool = False
    words: list[tuple[str, int]] = field(default_factory=list)
    corrected: dict[str, list[str]] = field(default_factory=dict)
    suggestion: str = ""
    code: str = ""
    message: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it as the browser's `paperArchive.search` gives it, but for the site's tags."""
        return {
            "total": self.total,
            "results": [found.as_json() for found in self.results],
            "atMost": self.at_most,
            "words": [{"word": word, "papers": papers} for word, papers in self.words],
            "corrected": self.corrected,
            "suggestion": self.suggestion,
            "message": self.message,
            "code": self.code,
        }

    def say(self, code: str, about: Sequence[str] = ()) -> None:
        """Set the message, unless there is one."""
        if not self.code:
            shown = ", ".join(f"“{word}”" for word in about[:5])
            self.code, self.message = code, MESSAGES[code].replace("{}", shown)


def search(
    site: Site,
    text: str,
    limit: int = 10,
    offset: int = 0,
    sort: str = "relevance",
    tags: Sequence[str] = (),
    after: str = "",
    before: str = "",
) -> Answer:
    """Look for `text`; `limit` and `offset` choose which results, `sort` is relevance or date."""
    query, answer = parse(text), Answer()
    _narrow(query, tags, after, before)
    query.tags = list(dict.fromkeys(map(site.tag, query.tags)))
    query.without_tags = list(dict.fromkeys(map(site.tag, query.without_tags)))
    for code, about in query.problems:
        answer.say(code, [about])
    if _says_nothing(query, answer):
        return answer
    lookup = Lookup(site)
    looked_for, ignored = lookup.affordable(query.words)
    groups = [
        compounds.group_of(lookup, word, query.prefix and word == query.words[-1])
        for word in looked_for
    ]
    compounds.join(lookup, groups, query.prefix)
    in_phrases = dict.fromkeys(
        word for phrase in query.phrases for word in phrase if word not in STOP_WORDS
    )
    phrased = [lookup.exact(word, terms_of(word)) for word in in_phrases]
    if ignored:
        answer.say("ignored", ignored)
    allowed = permitted(lookup, query, phrased)
    scored = groups + [group for group in phrased if group.word not in looked_for]
    order, scores = rank(scored, allowed, sort == "date", bool(query.words) and not phrased)
    wanted = {term for group in scored for term in group.terms if term[-1] != "!"}
    verified = _verified(lookup, query, order, scores, offset + limit)
    answer.total = len(order) - verified.rejected
    answer.at_most = verified.at_most
    answer.words = [(group.word, group.papers) for group in scored]
    answer.corrected = {group.word: group.corrected for group in groups if group.corrected}
    answer.results = [
        _found(_document(site.segments, number), score, wanted)
        for number, score in verified.found[offset : offset + limit]
    ]
    unknown = [group for group in scored if not (group.papers or group.begun)]
    if not answer.total:
        _suggest(answer, lookup, text, query, unknown)
    elif verified.gave_up:
        answer.say("unverified")
    elif unknown:
        answer.say("unmatched", [group.word for group in unknown])
        answer.suggestion = _respelt(text, lookup, unknown)
    return answer


def _narrow(query: Query, tags: Sequence[str], after: str, before: str) -> None:
    """Add the conditions that did not come with the query's text."""
    for tag in tags:
        if (wanted := tag_of(tag)) and wanted not in query.tags:
            query.tags.append(wanted)
    if found := day(after):
        query.after = max(query.after, found)
    if found := day(before):
        query.before = min(query.before or found, found)


def _says_nothing(query: Query, answer: Answer) -> bool:
    """Tell whether nothing is looked for, and say so."""
    if any((query.words, query.phrases, query.tags, query.authors, query.after, query.before)):
        return False
    if query.common:
        answer.say("common", query.common)
    elif any((query.without, query.without_phrases, query.without_tags, query.without_authors)):
        answer.say("negative")
    else:
        answer.say("empty")
    return True


@dataclass(slots=True)
class _Verified:
    """`found` are papers with their scores, in order, from the first one on."""

    found: list[tuple[int, float]] = field(default_factory=list)
    rejected: int = 0
    at_most: bool = False
    gave_up: bool = False


def _verified(
    lookup: Lookup, query: Query, order: np.ndarray, scores: np.ndarray, wanted: int
) -> _Verified:
    """Return the first `wanted` papers, of which those with phrases are seen to have them."""
    result = _Verified()
    ranked = zip(order.tolist(), scores.tolist(), strict=True)
    if not (query.phrases or query.without_phrases):
        result.found = list(islice(ranked, wanted))
        return result
    for number, score in ranked:
        result.gave_up = result.rejected >= MOST_REJECTED + MORE_REJECTED * len(result.found)
        if len(result.found) >= wanted or result.gave_up:
            result.at_most = True
            break
        if _has(_document(lookup.site.segments, number), query):
            result.found.append((number, score))
        else:
            result.rejected += 1
    return result


def _document(segments: Sequence[SegmentFiles], number: int) -> Document:
    segment = max((s for s in segments if s.first <= number), key=lambda s: s.first)
    return segment.document(number - segment.first)


def _has(document: Document, query: Query) -> bool:
    """Tell whether a document has the phrases of a query, and not those that it must not have."""
    fields = [
        f" {' '.join(words(text))} "
        for text in (
            document.title,
            document.abstract,
            *document.authors,
            *(tag.replace("-", " ") for tag in document.tags),
        )
    ]

    def stands(phrase: Sequence[str]) -> bool:
        wanted = f" {' '.join(phrase)} "
        return any(wanted in text for text in fields)

    return all(map(stands, query.phrases)) and not any(map(stands, query.without_phrases))


def _found(document: Document, score: float, wanted: Set[str]) -> Found:
    shown = snippet(document.abstract, wanted)
    return Found(
        document,
        f"papers/{document.slug}.html",
        shown,
        score,
        marked(document.title, wanted),
        marked(shown, wanted),
    )


def _suggest(
    answer: Answer, lookup: Lookup, text: str, query: Query, unknown: Sequence[Group]
) -> None:
    """Say that nothing was found, and what is spelt nearly so."""
    replaced = text
    for tag in query.tags:
        if not lookup.exact(tag, [f"#{tag}"]).papers:
            answer.say("unknown-tag", [tag])
            for before in ("tag:", 'tag:"'):
                replaced = _replaced(replaced, tag, _nearest_tag(tag, lookup.site.tags), before)
    answer.suggestion = _respelt(replaced, lookup, unknown)
    if replaced != text:
        answer.suggestion = answer.suggestion or replaced
    if answer.code in ("long", "ignored", "bad-date"):
        answer.message += f" {MESSAGES['nothing']}"
    answer.say("nothing")


def _respelt(text: str, lookup: Lookup, unknown: Sequence[Group]) -> str:
    """Return a query with the nearest words in place of unknown ones, "" if none is near."""
    made = text
    for group in unknown:
        made = _replaced(made, group.word, lookup.suggestion(group.word))
    return made if made != text else ""


def _replaced(text: str, word: str, by: str, after: str = "") -> str:
    """Return a query with a word replaced where it stands first, whole and `after` something."""
    lower = text.lower()
    at = -1
    while by and len(lower) == len(text) and (at := lower.find(after + word, at + 1)) >= 0:
        start, end = at + len(after), at + len(after + word)
        if not (_LETTER.match(text[at - 1 : at]) or _LETTER.match(text[end : end + 1])):
            return text[:start] + by + text[end:]
    return text


def _nearest_tag(tag: str, known: Mapping[str, str]) -> str:
    """The tag that is meant, given the names of tags by id: spelt nearly so, else one that begins
    so, else one that has it."""
    names = [(name, own) for own, title in known.items() for name in (own, title) if name]
    near = ((spelling.distance(tag, name, 2), at) for at, (name, _) in enumerate(names))
    best = min((item for item in near if item[0] <= 2), default=None)
    if best:
        return names[best[1]][1]
    beginning = (own for name, own in names if name.startswith(tag))
    having = (own for name, own in names if tag in name)
    return next(beginning, next(having, ""))
