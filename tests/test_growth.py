"""Work and output grow no faster than about n log n on input that is meant to make them large."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import numpy as np
import pytest
from paper_archive.archive import identity
from paper_archive.archive.addresses import Claim, assign
from paper_archive.archive.grouping import group
from paper_archive.archive.identity import Links, same_paper
from paper_archive.archive.merge import merge, occurrences_of
from paper_archive.archive.occurrence import Occurrence
from paper_archive.model import Entry, Listing, Paper
from paper_archive.pages import pages
from paper_archive.pages.calendar import Calendar
from paper_archive.related.nearest import Related
from paper_archive.store.store import Store
from paper_archive.store.stored_archive import StoredArchive
from paper_archive.text.clean import clean
from paper_archive.text.links import links

from tests.growth import MOST, exponent, steps
from tests.pages.papers import catalog, paper

DAY = date(2025, 3, 14)
PIECES = [
    *("${}\\`~^_'(/."),
    *("a~", "``a ", "http://a", "http://a{", "{small ", r"\(", r"\frac", r"\url{", r"\textbf{"),
    *("$a", "{a}", "a_1", "1times", "e\u0301", "\u0301\u0316", "{" * 19 + "}" * 19, r"\cite["),
]


@pytest.mark.parametrize("piece", PIECES)
def test_cleaning_a_text(piece: str) -> None:
    def size(n: int) -> int:
        return 100 + steps(partial(clean, "a " + piece * (n // len(piece) + 1)))

    assert exponent(size, 1000) < MOST


def test_links_of_a_text() -> None:
    assert exponent(lambda n: steps(lambda: links("(www.a.org/b))) " * n)), 100) < MOST


def test_marks_on_one_letter() -> None:
    text = clean("a" + "\u0301\u0316" * 5000 + " b" + "\uff9e\u0301\u0316" * 500)
    assert text.startswith("á")
    runs = "".join("x" if unicodedata.combining(sign) else " " for sign in text).split()
    assert max(map(len, runs)) <= 30


def _texts_of_one_pool(n: int) -> list[str]:
    return [" ".join(f"w{(31 * i + 17 * j) % 509}" for j in range(30)) for i in range(n)]


@pytest.mark.parametrize(
    "texts",
    [
        _texts_of_one_pool,
        lambda n: [f"one text for all of them but its number {i}" for i in range(n)],
        lambda n: [f"a b c d{i}" for i in range(n)],
    ],
    ids=["words of one pool", "another last word", "a shared start"],
)
def test_entries_of_one_title(texts) -> None:
    assert exponent(lambda n: steps(lambda: same_paper(texts(n))), 400) < MOST


def test_many_entries_of_one_title_are_compared_with_few(monkeypatch) -> None:
    compared = 0

    def counted(a: frozenset[int], b: frozenset[int]) -> float:
        nonlocal compared
        compared += 1
        return jaccard(a, b)

    jaccard = identity._jaccard
    monkeypatch.setattr(identity, "_jaccard", counted)
    pairs = list(identity.similar_pairs(_texts_of_one_pool(1_000)))
    assert len(pairs) <= compared <= identity.MOST_OF_MANY * 1_000


@pytest.mark.parametrize("abstract", ["", "birds find their way over the sea by the stars"])
@pytest.mark.parametrize(
    "authors",
    [
        lambda i: (f"Ann {_word(i)}",),
        lambda i: (f"Ann {_word(i)}", f"Bo {_word(i + 1)}"),
        lambda i: (f"Ann {_word(i)}",) if i % 2 else (),
        lambda i: (_word(i),),
    ],
    ids=["others each", "a chain", "half of them named", "one word"],
)
def test_authors_of_one_title(abstract: str, authors) -> None:
    def size(n: int) -> int:
        entries = [Entry("Preface", abstract, i + 1, authors=authors(i)) for i in range(n)]
        return steps(lambda: merge([Listing("a.txt", "x", DAY, tuple(entries))]))

    assert exponent(size, 150) < MOST


def test_signs_of_one_title() -> None:
    def size(n: int) -> int:
        titles = [_spelt(i).replace(" ", "-") for i in range(n)]
        entries = [Entry(title, f"x{i} y{i} z{i}", i + 1) for i, title in enumerate(titles)]
        return steps(lambda: merge([Listing("a.txt", "x", DAY, tuple(entries))]))

    assert exponent(size, 150) < MOST


def _word(n: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in f"{n:05}")


def _occurrences(entries: list[Entry]) -> list[Occurrence]:
    return list(occurrences_of([Listing("a.txt", "x", DAY, tuple(entries))]))


def _spelt(n: int) -> str:
    """A title that is spelt in many ways, all with one key."""
    return "a" + "".join(" b" if n >> bit & 1 else "b" for bit in range(12))


def _ids_and_blanks(n: int) -> list[Entry]:
    known = [Entry(_spelt(i), f"x{i} y{i} z{i}", i + 1, f"2401.{i:05}") for i in range(n)]
    return known + [Entry(_spelt(n + i), "", n + i + 1) for i in range(n)]


def test_claims_of_entries_without_id_or_abstract() -> None:
    def size(n: int) -> int:
        return sum(len(entries.claims) for entries in group(_occurrences(_ids_and_blanks(n))))

    assert exponent(size, 150) < MOST


def test_items_of_shared_addresses() -> None:
    def size(n: int) -> int:
        archive = merge([Listing("a.txt", "x", DAY, tuple(_ids_and_blanks(n)))]).archive
        return sum(len(address.papers) for address in archive.shared) + len(archive.redirects)

    assert exponent(size, 150) < MOST


def test_titles_that_are_linked_in_a_chain() -> None:
    def walk(n: int) -> None:
        names = Links()
        for i in range(n):
            names.link(f"{i}", f"{i + 1}")
        for i in range(n):
            names.root(f"{i}")

    assert exponent(lambda n: steps(partial(walk, n)), 300) < MOST


def test_titles_of_one_id() -> None:
    claims = {0: tuple(Claim(f"t{i}", f"t{i}", "", "2401.00001") for i in range(1200))}
    assert exponent(lambda n: steps(lambda: assign({0: claims[0][:n]})), 300) < MOST


def test_claims_that_could_differ() -> None:
    def size(n: int) -> int:
        texts = (f"one text for all of them but its number {i} at its end" for i in range(n))
        claims = {0: tuple(Claim("title", "title", text, "") for text in texts)}
        return steps(lambda: assign(claims))

    assert exponent(size, 150) < MOST


def _daily(n: int) -> Paper:
    return paper("daily", days=tuple(DAY + timedelta(i) for i in range(n)))


def test_pages_of_the_days_of_one_paper() -> None:
    def size(n: int) -> int:
        return sum(len(page.html) for page in pages(catalog([_daily(n)])) if page.kind == "day")

    assert exponent(size, 100) < MOST


def test_an_item_names_30_other_days_and_counts_the_rest() -> None:
    drawn = pages(catalog([_daily(33)]))
    page = next(page for page in drawn if page.src_uri == "days/2025-03-20.md")
    assert "14 March</a>, " in page.html
    assert "13 April</a> and 2 more days</span>" in page.html


def test_pages_of_the_days_of_one_long_paper() -> None:
    def size(n: int) -> int:
        fields = {"abstract": "word " * (200 * n), "authors": ("Ada Lovelace",) * (300 * n)}
        long = replace(_daily(n), **fields)
        return sum(len(page.html) for page in pages(catalog([long])) if page.kind == "day")

    assert exponent(size, 25) < MOST


def test_calendars() -> None:
    def size(n: int) -> int:
        days = {DAY + timedelta(i): 1 for i in range(n)}
        calendar = Calendar(days, {(day.year, day.month): 1 for day in days}, {})
        return sum(len(calendar.days_of(*month)) for month in calendar.months) + steps(
            lambda: [calendar.days_of(*month) for month in calendar.months]
        )

    assert exponent(size, 1000) < MOST


def test_looking_up_redirects() -> None:
    def size(n: int) -> int:
        store = Store.open()
        store.db.executemany("INSERT INTO redirects VALUES (?, 1)", ((f"r{i}",) for i in range(n)))
        archive, instructions = StoredArchive(store), 0

        def count() -> int:
            nonlocal instructions
            instructions += 1
            return 0

        store.db.set_progress_handler(count, 10)
        for i in range(n):
            archive._redirects(f"x{i}")
        return instructions

    assert exponent(size, 500) < MOST


def test_papers_of_one_text() -> None:
    def size(n: int) -> int:
        words = "splatting gaussian diffusion protein folding robots speech segmentation tumor"
        papers = [paper(f"p-{i}", abstract=f"{words} qw{i:x}erty", title="") for i in range(n)]
        vectors = Related.nothing().update(papers)[0].vectors
        rows = np.arange(n)
        index = vectors.index(rows)
        return n + int(index.look_up(vectors._features(rows)[0])[1].sum())

    assert exponent(size, 400) < MOST
