"""Writes the constants that the index and the scripts share into a file for the scripts.

A constant is defined in the module that uses it; this module collects them all in
`assets/search/constants.js`, which the search's scripts load first. A reader in another language
needs nothing else to know how words are formed and how the index is packed.
"""

from __future__ import annotations

import json

from paper_archive.search import (
    bits,
    fact_terms,
    lists,
    people,
    postings,
    segment,
    shards,
    tokens,
)

PATH = "assets/search/constants.js"
_COMMENT = "// Written by the build: what the index and the scripts that read it must agree on.\n"


def constants_file() -> shards.File:
    """Return the file: its path in the site, and its bytes."""
    values = {
        "STOP_WORDS": sorted(tokens.STOP_WORDS),
        "JOINS": tokens.JOINS,
        "LONGEST_WORD": tokens.LONGEST,
        "WORD": tokens.WORD,
        "SENTENCE": tokens.SENTENCE,
        "HAN": tokens.HAN,
        "ACCENTS": tokens.ACCENTS,
        "APOSTROPHES": tokens.APOSTROPHES,
        "STROKES": tokens.STROKES,
        "SUFFIXED": "".join(sorted(tokens.SUFFIXED)),
        "IRREGULAR": tokens.IRREGULAR,
        "NAME_MARK": postings.NAME_MARK,
        "TAG_MARK": postings.TAG_MARK,
        "FACT_MARK": fact_terms.FACT_MARK,
        "STATED_IDS": fact_terms.STATED_IDS,
        "ID_PAGES": fact_terms.ID_PAGES,
        "ID_NAMES": fact_terms.ID_NAMES,
        "PERSON": people.PERSON,
        "NAME_JOINED": people.JOINED,
        "NAME_PARTED": people.PARTED,
        "UMLAUT": people.UMLAUT,
        "NAME_SUFFIXES": people.SUFFIX_WORDS,
        "LEVELS": postings.LEVELS,
        "MOST_OF_ABSTRACT": postings.MOST_OF_ABSTRACT,
        "FORMAT": shards.FORMAT,
        "SHARDS_A_GROUP": shards.SHARDS_A_GROUP,
        "PAPERS_A_SHARD": segment.PAPERS_A_SHARD,
        "SIZE_UNIT": segment.SIZE_UNIT,
        "NOT_IN_SLUGS": segment.NOT_IN_SLUGS,
        "DIGITS": lists.DIGITS,
        "MOST_ONES": bits.MOST_ONES,
        "ESCAPED_BITS": bits.ESCAPED_BITS,
        "MEDIAN_SIXTEENTHS": bits.MEDIAN_SIXTEENTHS,
        "LENGTHS": bits.LENGTHS,
    }
    # ASCII, so that it says the same in whatever encoding a server claims.
    script = f"{_COMMENT}paperArchive.engine.constants = {json.dumps(values, indent=1)}\n"
    return PATH, script.encode()
