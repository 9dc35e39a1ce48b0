"""Tells what is written about research from what is written about other things.

Of 64,000 abstracts of papers one in a thousand has fewer than two different words of `_RESEARCH`;
paragraphs of terms, licences, manuals, minutes and news mostly have none. Only English is judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from paper_archive.model import Entry

_RESEARCH = re.compile(
    r"\b(?:abstract|algorithm|analy[sz]|approach|article|benchmark|bound|characteri[sz]|compar"
    r"|comput|data|deriv|demonstrat|empirical|estimat|evaluat|eviden|examin|experiment|explor"
    r"|finding|framework|hypothes|investigat|introduc|learn|literature|measur|method|model|network"
    r"|novel|observ|outperform|paper|patient|perform|predict|present|problem|prove|propos|research"
    r"|result|reveal|review|show|simulat|stud(?=y|i)|survey|task|techni|theor|train)",
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"\b(?:the|of|and|to|a|in|is|that|for|with|on|we|are)\b", re.IGNORECASE)
_NO_LETTER = re.compile(r"[\W_]+")
# In characters: a shorter text may be a remark; a whole abstract has more than that.
_REMARK, _ABSTRACT = 60, 200
# The language shows in the beginning.
_BEGINNING, _MOST = 400, 3_000
# Fields of bug reports, news, films, books, songs, goods, recipes, videos, jobs and dumps of texts,
# which no list of papers has.
_OF_OTHERS = frozenset(
    """state assignee assignees milestone issuekey issuetype pullrequest sha urltoimage subreddit
    selftext genre genres director directors runtime imdb bookshelves binding averagerating artist
    album trackname ingredients servings price currency balance amount sku vendor brand channel
    channeltitle videoid salary company employer phone text body content completed done
    answers""".split()
)


def is_about_research(text: str, least: int = 2) -> bool:
    """Tell whether a text may be an abstract; so may all that is short or not in English.

    `least` is the number of different words about research that an abstract has.
    """
    if len(text) < _REMARK:
        return True
    least = least if len(text) >= _ABSTRACT else 1
    words: set[str] = set()
    for match in _RESEARCH.finditer(text, 0, _MOST):
        words.add(match[0].lower())
        if len(words) == least:
            return True
    return not is_english(text)


def is_english(text: str) -> bool:
    """Tell whether a text is in English; a short one is taken for it if it has no other letters."""
    beginning = text[:_BEGINNING]
    if len(beginning) < _REMARK:
        return beginning.isascii()
    return len(_ENGLISH.findall(beginning)) * 100 >= len(beginning)


def is_abstract(text: str) -> bool:
    """Tell whether a text is as long as an abstract, and about research."""
    return len(text) >= _ABSTRACT and is_about_research(text)


def others_among(names: Iterable[str]) -> list[str]:
    """Return the names of fields that only records of other things than papers have."""
    return [each for each in names if _is_of_others(each)]


@lru_cache(maxsize=4096)
def _is_of_others(name: str) -> bool:
    return _NO_LETTER.sub("", name[:40]).casefold() in _OF_OTHERS


def is_surely_paper(entry: Entry) -> bool:
    """Tell whether an entry has an id of a paper, or an abstract about research."""
    return bool(entry.arxiv_id or entry.facts.ids) or is_abstract(entry.abstract)
