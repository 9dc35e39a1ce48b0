"""The columns of a table of papers on a page (Markdown, HTML), and what a row states in them.

The columns are known by their names (`column_names`), so their order and number are free.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from paper_archive.listing.entries.building import Raw
from paper_archive.listing.entries.language import is_east_asian, language_of
from paper_archive.listing.markdown.headings import day_of
from paper_archive.listing.markdown.inline import addresses, words
from paper_archive.listing.tables.column_names import MOST_COLUMNS, field_on_page
from paper_archive.model import Summary
from paper_archive.text.arxiv import ID, is_category

# What a row states in the columns of a field; other fields are left out.
_ROLES = {
    "title": "title",
    "abstract": "abstract",
    "summary": "summary",
    "authors": "authors",
    "arxiv": "links",
    "url": "links",
    "code": "links",
    "doi": "doi",
    "pmid": "pmid",
    "pmcid": "pmcid",
    "date": "published",
    "venue": "venue",
    "categories": "categories",
    "comment": "comment",
}
_OTHERS = re.compile(r",?\s{0,3}\b(?:et\.?\s{0,2}al\.?|等)\s{0,3}$", re.IGNORECASE)
_NOTHING = frozenset({"null", "none", "n/a", "na", "-", "--", "—", "–", "/", "nan"})
_LISTED = re.compile(r"\s{0,3}[,;，、；]\s{0,3}(?:and\s)?|\s(?:and|&)\s")
_SIGNS = re.compile(r"[,;，、；]")
_ID = re.compile(rf"(?:{ID})(?:v\d{{1,3}})?")
_WIDE = frozenset({"title", "abstract", "summary", "comment"})
_BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
_PLACES = re.compile(
    r"https?://(?:www\.)?(?:twitter\.com|x\.com|img\.shields\.io|papers\.cool|kimi\.)",
    re.IGNORECASE,
)
SOURCE = "summary in the listing"


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table are, by position; "" for those that are not used."""

    roles: tuple[str, ...]

    @property
    def title(self) -> int:
        """The position of the titles."""
        return self.roles.index("title")

    def has(self, role: str) -> bool:
        """Tell whether the table has a column of this kind."""
        return role in self.roles


def columns_of(header: Sequence[str]) -> Columns | None:
    """Return the columns that a header names, None if they are not those of papers.

    A table of papers has a column of titles and one more that is known.
    """
    named = [words(cell).strip(" *_:").lower() for cell in header[:MOST_COLUMNS]]
    roles = [_ROLES.get(field_on_page(name), "") for name in named]
    roles += [""] * (len(header) - len(named))
    if "title" not in roles or len({*roles} - {"", "title", "comment"}) == 0:
        return None
    # `Paper` is the title, but only the address beside a column `Title`.
    titles = [i for i, role in enumerate(roles) if role == "title"]
    title = next((i for i in titles if "title" in named[i]), titles[0])
    kept = ("links" if i in titles and i != title else role for i, role in enumerate(roles))
    return Columns(tuple(kept))


def wide_column(columns: Columns, cells: Sequence[str]) -> int:
    """Return the column with bars that nobody escaped, of a row with too many cells.

    It is the one after which the other cells are what their columns say: dates and links, and an
    abstract that is longer than the title.
    """
    extra = len(cells) - len(columns.roles)
    wide = [i for i, role in enumerate(columns.roles) if role in _WIDE]
    if extra <= 0 or len(wide) < 2:
        return columns.title

    def fits(at: int) -> tuple[int, bool]:
        others = [(i + extra * (i > at), role) for i, role in enumerate(columns.roles) if i != at]
        title = "|".join(cells[at : at + extra + 1])
        longer = at != columns.title or all(
            len(cells[i]) > len(title) for i, role in others if role == "abstract"
        )
        return sum(_is_like(cells[i], role) for i, role in others), longer

    return max(sorted(wide, key=lambda at: at != columns.title), key=fits)


def _is_like(cell: str, role: str) -> bool:
    """Tell whether a cell holds a date or a link, as its column says."""
    if role == "published":
        return day_of(cell[:60]) is not None
    text = cell.strip(" *`")
    return role == "links" and ("](" in text or "http" in text or text.lower() in _NOTHING)


def guessed(cells: Sequence[str]) -> Columns | None:
    """Return the columns of a row without a header, as most programs order them, or None."""
    if len(cells) < 3 or not day_of(cells[0][:40]) or not words(cells[1]):
        return None
    links = next((i for i, cell in enumerate(cells[2:], 2) if "arxiv.org/" in cell), None)
    if links is None:
        return None
    roles = ["published", "title", *[""] * (len(cells) - 2)]
    if links > 2:
        roles[2] = "authors"
    for i in range(links, len(cells)):
        roles[i] = "links"
    return Columns(tuple(roles))


def raw_of(columns: Columns, cells: Sequence[str], category: str = "") -> Raw:
    """Return what a row states; its title is "" if the row has none."""
    raw = Raw(categories=[category] if category else [])
    urls: list[str] = []
    summaries: list[Summary] = []
    for role, cell in zip(columns.roles, cells, strict=False):
        if not role or not (cell := cell.strip()):
            continue
        if role == "links":
            urls += addresses(cell)
            if not raw.arxiv_id and _ID.fullmatch(stated := words(cell)):
                raw.arxiv_id = stated
            continue
        if role == "title":
            urls += addresses(cell)
            cell = _title_alone(columns, cell, raw) if "<br" in cell else cell
        text = words(cell)
        if text.lower() in _NOTHING:
            continue
        if role == "title":
            raw.title = text
        elif role == "published":
            raw.published = day_of(text)
        elif role == "authors":
            raw.authors = names(text)
        elif role == "abstract" and not text.isascii() and is_east_asian(text):
            # A translation, or a summary: arXiv has abstracts in English.
            summaries.append(Summary(text, SOURCE, language_of(text)))
        elif role == "abstract":
            raw.abstract = text
        elif role == "summary":
            summaries.append(Summary(text, SOURCE, language_of(text)))
        elif role == "comment":
            raw.comment = text
        elif role == "categories":
            raw.categories = [*raw.categories, *_categories(text)]
        elif role == "venue":
            raw.venue = text
        else:
            raw.ids = {**raw.ids, role: text}
    raw.urls = [url for url in urls if not _PLACES.match(url)]
    raw.summaries = summaries
    return raw


def _categories(text: str) -> Iterator[str]:
    """Yield the categories in a cell; blanks separate those of arXiv, and are part of others."""
    for part in _SIGNS.split(text):
        several = part.split()
        are_codes = all("." in each or is_category(each) for each in several)
        yield from several if are_codes else [part.strip()]


def _title_alone(columns: Columns, cell: str, raw: Raw) -> str:
    """Return the title above the authors in one cell; add the authors."""
    title, *below = _BREAK.split(cell)
    if columns.has("authors") or not words(title):
        return cell
    raw.authors = next((names(text) for text in map(words, below) if text), [])
    return title


def names(text: str) -> list[str]:
    """Return the names in a text; `et al.` is no author."""
    text = _OTHERS.sub("", text.strip()).strip()
    return [name for name in _LISTED.split(text) if name]
