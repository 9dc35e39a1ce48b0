"""Make `words.txt`, the table of word weights, from the listings of any papers:

    python -m tests.related.tabulate LISTINGS… > generator/paper_archive/related/words.txt

A word's weight is its inverse document frequency, times the root of how much it tells about a
topic. A word of a topic (*forecast*, *dental*) occurs several times in an abstract that has it, and
in titles; a word of scientific prose (*necessitate*, *notably*) occurs once and in no title,
however rare it is.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from lunr.stemmer import PorterStemmer
from paper_archive.listing.sources import find, load
from paper_archive.related.terms import folded
from paper_archive.tags.stop_words import ENGLISH, OF_EVERY_PAPER
from paper_archive.text.clean import clean

# Rarer words are left out of the table; `terms.py` says what unknown words weigh.
LEAST_PAPERS = 12
# How much every word tells about a topic, at least; at most 1.
LEAST_TOPICAL = 0.15


def main() -> None:
    """Print the table for the listings named on the command line."""
    sys.stdout.write("".join(table(papers(sys.argv[1:]).items())))


def papers(listings: Iterable[str]) -> dict[str, str]:
    """Return the titles and abstracts in files or folders of listings; a title counts once."""
    return {
        clean(entry.title): clean(entry.abstract)
        for file in find(map(Path, listings))
        for listing in load(file, str(file), year=None)
        for entry in listing.entries
    }


def table(papers: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the lines of the table for titles and abstracts."""
    texts = [(folded(title), folded(abstract)) for title, abstract in papers]
    papers_of = Counter(word for title, abstract in texts for word in {*title, *abstract})
    stem = PorterStemmer().stem
    stems = {word: stem(word) for word, papers in papers_of.items() if papers >= LEAST_PAPERS}
    # Their stems would take along other words: *process* and *processor*.
    stops = {word for word in stems if word in ENGLISH or word in OF_EVERY_PAPER}
    stems = {word: stem for word, stem in stems.items() if word not in stops}
    frequency, in_titles, mentions = Counter[str](), Counter[str](), Counter[str]()
    for title, abstract in texts:
        of_title = {stems[word] for word in title if word in stems}
        of_abstract = [stems[word] for word in abstract if word in stems]
        frequency.update({*of_title, *of_abstract})
        in_titles.update(of_title)
        mentions.update(of_abstract)
    words_of: dict[str, list[str]] = defaultdict(list)
    for word, stem_of_it in sorted(stems.items()):
        words_of[stem_of_it].append(word)
    by_weight: dict[int, list[str]] = defaultdict(list)
    by_weight[0] = sorted({*stops, *ENGLISH, *OF_EVERY_PAPER})
    for each, count in frequency.items():
        often, titles = mentions[each] / count, in_titles[each] / count
        topical = min(1.0, max(0.0, often - 1 + 1.5 * titles))
        weight = math.log(len(texts) / count)
        weight *= math.sqrt(LEAST_TOPICAL + (1 - LEAST_TOPICAL) * topical)
        # In steps of a tenth: more would only make the table larger.
        by_weight[round(10 * weight) * 10].append("/".join(words_of[each]))
    for weight, terms in sorted(by_weight.items()):
        yield f"{weight}\t{' '.join(sorted(terms))}\n"


if __name__ == "__main__":
    main()
