"""What reading one file may take, so that `check` of any file stays below 400 MB of memory.

A day of the API has 0.2 MB, and a day's page as text 0.1 MB. Packed with gzip, a file of 300 KB can
expand to 300 MB; so a file is never read further than these limits, and what comes before a limit
is kept. The limits were set by measuring the memory of `check` with hostile files.
"""

from __future__ import annotations

import sys

from paper_archive.model import NO_FACTS, Entry, Problem

# A page, or a list of the API; JSON lines are read line by line.
MOST_TEXT_BYTES = 8 << 20
MOST_LINES_OF_TEXT = 100_000
# Of a mailbox; an honest file of that many has 200 MB.
MOST_MAILS = 50_000
# The form of a text is known from its beginning, in characters.
MOST_DETECTED = 64 << 10
# A list with more commas, colons and brackets is read up to its first `MOST_DENSE_JSON` characters:
# each of them may become a value that takes 25 times as much memory.
MOST_JSON_MARKS = 1_500_000
MOST_DENSE_JSON = 4 << 20
# One paper, or a whole day of the API.
MOST_LINE_BYTES = 4 << 20
# Of broken lines that hold a day, so much is searched for papers that are sound.
MOST_BROKEN_BYTES = MOST_LINE_BYTES
MOST_STREAM_BYTES = 256 << 20
MOST_STREAM_LINES = 1_000_000
# Of all entries and problems of a file, in bytes of memory; 60,000 papers of 1,700 letters.
MOST_HELD = 340 << 20
MOST_PROBLEMS = 20_000
# Of one file. To merge so many takes some seconds, even if all that each has is a letter; and so
# does cleaning so many signs of TeX, of which 56,000 abstracts of arXiv have 80,000.
MOST_PAPERS = 80_000
MOST_TEX = 600_000
_TEX = "\\${}^_~`"
MOST_LINKS = 100
MOST_IDS, MOST_CATEGORIES, MOST_SUMMARIES = 20, 60, 10
MOST_VERSIONS = 999
# Of publication: printing began in Europe, and nothing is published far ahead.
YEARS = range(1400, 2101)
# The pages of these forms show no larger number.
MOST_UPVOTES = 9_999_999
MOST_AUTHORS = 99_999
# The papers with the most have about 5,000.
MOST_NAMES = 10_000

SPLIT = "split the file; what comes before is kept"
# Measured: an entry of a few letters, once it is merged.
_ENTRY = 1_500
_FACTS = 200
_PROBLEM = 500


class Held:
    """What the entries and problems of one file take of memory, and of work."""

    def __init__(self) -> None:
        self._bytes = 0
        self._papers = 0
        self._tex = 0
        self._problems = 0

    @property
    def full(self) -> bool:
        """Whether no more may be read."""
        return (
            self._bytes > MOST_HELD
            or self._papers >= MOST_PAPERS
            or self._tex > MOST_TEX
            or self._problems > MOST_PROBLEMS
        )

    def add(self, entry: Entry | None, problems: list[Problem]) -> None:
        """Count an entry, None if it is lost, and its problems."""
        if entry:
            size = sys.getsizeof
            letters = size(entry.title) + size(entry.abstract) + size(entry.organisation)
            letters += sum(map(size, entry.authors)) + sum(map(size, entry.links))
            if entry.facts is not NO_FACTS:
                facts = entry.facts
                letters += size(facts.comment) + size(facts.venue)
                letters += sum(size(summary.text) for summary in facts.summaries)
                self._bytes += _FACTS + sum(map(size, facts.categories))
            # Twice, because the archive keeps texts as written and as cleaned.
            self._bytes += 2 * letters + _ENTRY
            self._papers += 1
            self._tex += sum(map(entry.title.count, _TEX)) + sum(map(entry.abstract.count, _TEX))
        for problem in problems:
            self._bytes += _PROBLEM + sys.getsizeof(problem.what)
        self._problems += len(problems)

    def problem(self, name: str, line: int) -> Problem:
        """Return the problem of a file that is read no further than `line`."""
        if self._bytes > MOST_HELD:
            limit = f"its papers take more than {MOST_HELD >> 20} MiB of memory"
        elif self._papers >= MOST_PAPERS:
            limit = f"it has {MOST_PAPERS:,} papers or more"
        elif self._tex > MOST_TEX:
            limit = f"its papers have more than {MOST_TEX:,} signs of TeX"
        else:
            limit = f"it has more than {MOST_PROBLEMS:,} problems"
        return Problem(name, line, f"{limit}; the rest of the file is not read", SPLIT)
