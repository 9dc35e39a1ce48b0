"""The columns of tables of papers, known by their names, and what a row states in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from paper_archive.listing.entries.building import Raw
from paper_archive.listing.entries.language import is_east_asian, language_of
from paper_archive.listing.markdown.headings import day_of
from paper_archive.listing.markdown.inline import addresses, words
from paper_archive.model import Summary
from paper_archive.text.arxiv import ID

_NAMES = {
    "title": (
        "title", "paper", "papers", "paper title", "title & link", "标题", "论文", "论文标题",
        "论文题目", "题目", "英文标题", "论文名称", "论文名", "文章标题", "paper name",
        "title & authors", "title and authors", "article", "paper title & link",
        "标题 title", "论文(paper)", "文章",
    ),
    "published": (
        "publish date", "published", "date", "publication date", "published date", "submitted",
        "submission date", "release date", "日期", "发布日期", "发表日期", "时间", "发布时间",
        "publish", "publish time", "published at", "updated", "update date", "更新日期", "提交日期",
        "公开日期", "published on", "arxiv date", "posted", "day",
    ),
    "authors": (
        "authors", "author", "first author", "作者", "author(s)", "第一作者", "作者列表",
    ),
    "links": (
        "pdf", "link", "links", "url", "urls", "arxiv", "arxiv link", "homepage", "paper link",
        "paper url", "pdf link", "arxiv id", "id", "arxiv_id", "abs", "链接", "论文链接", "source",
        "code", "code link", "code url", "github", "repo", "repository", "project", "project page",
        "page", "website", "代码", "项目", "代码链接", "web",
        "arxiv链接", "arxiv地址", "论文地址", "地址", "原文", "原文链接", "pdf链接", "下载",
        "源码", "开源代码", "项目主页", "主页", "code/project", "paper & code", "resources",
        "arxiv url", "abs link", "html", "pdf/code", "codes", "github link",
        "project link", "code & project",
    ),
    "abstract": ("abstract", "abstracts", "摘要", "paper abstract", "abs."),
    "summary": (
        "summary", "chinese summary", "tldr", "tl;dr", "中文摘要", "ai summary", "总结",
        "description", "一句话总结", "简介", "概要", "key points",
        "main idea", "translation", "highlights", "ai总结", "ai摘要", "核心内容",
        "主要内容", "要点", "亮点", "introduction", "takeaway", "takeaways", "摘要翻译", "摘要总结",
        "内容概要", "one-line summary",
    ),
    "comment": ("comment", "comments", "note", "notes", "备注"),
    "categories": (
        "category", "categories", "primary category", "subject", "subjects", "分类", "类别",
        "primary subject", "arxiv分类",
    ),
    "venue": (
        "venue", "conference", "journal", "publication", "会议", "journal ref", "期刊", "会议/期刊",
        "conference/journal", "pub", "pub.", "publisher",
    ),
    "doi": ("doi",),
}  # fmt: skip
_ROLES = {name: role for role, names in _NAMES.items() for name in names}
_OTHERS = re.compile(r",?\s{0,3}\b(?:et\.?\s{0,2}al\.?|等)\s{0,3}$", re.IGNORECASE)
_NOTHING = frozenset({"null", "none", "n/a", "na", "-", "--", "—", "–", "/", "nan"})
_LISTED = re.compile(r"\s{0,3}[,;，、；]\s{0,3}(?:and\s)?|\s(?:and|&)\s")
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
    named = [words(cell).strip(" *_:").lower() for cell in header]
    roles = [_ROLES.get(name, "") for name in named]
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
            raw.categories = [*raw.categories, *filter(None, re.split(r"[\s,;]+", text))]
        elif role == "venue":
            raw.venue = text
        else:
            raw.ids = {"doi": text}
    raw.urls = [url for url in urls if not _PLACES.match(url)]
    raw.summaries = summaries
    return raw


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
