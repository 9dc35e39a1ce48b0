"""Writes the constants that the index and the scripts share as a script.

A constant is defined in the module that uses it; this module collects them all in the script that
stands before the others in `assets/search/engine.js`. A reader in another language needs nothing
else to know how words are formed and how the index is packed.
"""

from __future__ import annotations

import json

from paper_archive.search import (
    bits,
    document_files,
    fact_terms,
    lists,
    people,
    postings,
    segment,
    shards,
    tokens,
)
from paper_archive.text.letters import GREEK


def constants_script() -> str:
    """Return the script."""
    values = {
        "STOP_WORDS": sorted(tokens.STOP_WORDS),
        "JOINS": tokens.JOINS,
        "LONGEST_WORD": tokens.LONGEST,
        "WORD": tokens.WORD,
        "SENTENCE": tokens.SENTENCE,
        "PAIRED": tokens.PAIRED,
        "CLUSTER": tokens.CLUSTER,
        "ACCENTS": tokens.ACCENTS,
        "APOSTROPHES": tokens.APOSTROPHES,
        "GREEK": GREEK,
        "GREEK_RUN": tokens.GREEK_RUN,
        "POWER": tokens.POWER,
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
        "MOST_NAME_WORDS": people.MOST_WORDS,
        "NAME_UNPARTED": people.UNPARTED,
        "UMLAUT": people.UMLAUT,
        "NAME_SUFFIXES": people.SUFFIX_WORDS,
        "IMPACTS": postings.IMPACTS,
        "MOST_OF_ABSTRACT": postings.MOST_OF_ABSTRACT,
        "FORMAT": shards.FORMAT,
        "SHARDS_A_GROUP": shards.SHARDS_A_GROUP,
        "PAPERS_A_SHARD": document_files.PAPERS_A_SHARD,
        "SIZE_UNIT": segment.SIZE_UNIT,
        "NOT_IN_SLUGS": document_files.NOT_IN_SLUGS,
        "DIGITS": lists.DIGITS,
        "MOST_ONES": bits.MOST_ONES,
        "ESCAPED_BITS": bits.ESCAPED_BITS,
        "MEDIAN_SIXTEENTHS": bits.MEDIAN_SIXTEENTHS,
        "LENGTHS": bits.LENGTHS,
    }
    # ASCII, so that it says the same in whatever encoding a server claims.
    return f"paperArchive.engine.constants = {json.dumps(values, separators=(',', ':'))}"
