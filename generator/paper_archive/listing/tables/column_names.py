"""The names of the columns of tables of papers, and the fields that they are.

A name is compared without signs, spaces and upper case: `Abstract Note`, `abstract_note` and
`ABSTRACTNOTE` are one. The names are those of reference managers (Zotero, EndNote, Mendeley),
databases (Web of Science, Scopus, PubMed, IEEE Xplore, Dimensions, Lens), of READMEs that list
papers, and of tables made by hand, in several languages. Of several columns for one field, a CSV
file is read from the one that comes first here.

Some names mean something only in a table on a page (Markdown, HTML), whose other columns have
links, or mean something else there: `Source` is a link, and in a CSV file a journal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_NO_LETTER = re.compile(r"[\W_]+")
# The tags of Web of Science mean something only together.
_TAGS = {
    "title": "TI", "abstract": "AB", "authors": "AF AU BA", "venue": "SO", "doi": "DI",
    "pmid": "PM", "year": "PY", "keywords": "DE", "date": "PD",
}  # fmt: skip
_NAMES = {
    "title": (
        "title articletitle papertitle documenttitle itemtitle papername"
        " titel titre titulo título titolo"
        " tytuł başlık"
        " заглавие название заголовок 标题 题名 論文標題 標題 タイトル 題名 제목 논문제목"
        " titlelink titleauthors titleandauthors papertitlelink 标题title 论文标题 论文题目 题目"
        " 英文标题 论文名称 论文名 文章标题 paper papers 论文 论文paper 文章"
    ),
    "abstract": (
        "abstract abstractnote abstracttext summary zusammenfassung kurzfassung résumé resume"
        " resumen resumo riassunto sommario streszczenie özet аннотация реферат 摘要 抄録 要旨 要約"
        " 초록 요약 abstracts paperabstract"
    ),
    "summary": (
        "tldr aisummary chinesesummary onelinesummary 中文摘要 ai总结 ai摘要 总结 一句话总结"
        " 摘要翻译 摘要总结 内容概要"
    ),
    "authors": (
        "authorfullnames authornamesfull authors author authornames authorlist creators creator"
        " authorshipsauthordisplayname authorshipsrawauthorname"
        " autoren autor verfasser autorinnen auteurs auteur autores autori autore autorzy yazarlar"
        " авторы автор"
        " 作者 著者 저자 作者列表 firstauthor 第一作者"
    ),
    "arxiv": "arxivid arxiv arxivnumber eprint arxivlink arxivurl arxiv链接 arxiv地址",
    "doi": "doi itemdoi doilink digitalobjectidentifier",
    "pmid": "pmid pubmedid idspmid",
    "pmcid": "pmcid pmc idspmcid",
    "url": (
        "url link links paperurl articleurl pdfurl pdflink pdf sourceurls website webseite lien"
        " urls paperlink abslink 链接 论文链接 论文地址 原文链接 pdf链接"
    ),
    "code": (
        "code codeurl coderepository github githuburl repository repo codelink codes githublink"
        " 代码 代码链接 源码 开源代码"
    ),
    "date": (
        "date publicationdate publishedat published publishedon publicationday datepublished"
        " releasedate datum veröffentlicht fecha data дата 日期 発行日"
        " publisheddate publishdate publishtime submitted submissiondate arxivdate 发布日期"
        " 发表日期 发布时间 提交日期 公开日期 updated updatedate 更新日期"
    ),
    "year": (
        "year publicationyear pubyear publishedyear jahr erscheinungsjahr année annee año anno ano"
        " rok yıl год 年 年份 出版年 연도"
    ),
    "month": "month publishedmonth monat mois mes mese",
    "venue": (
        "publicationtitle journal journalbook sourcetitle source booktitle venue conference"
        " primarylocationsourcedisplayname conferencename containertitle journaltitle"
        " journalname zeitschrift revue revista rivista"
        " журнал 期刊 雑誌 journalref conferencejournal 会议 会议期刊"
    ),
    "keywords": (
        "keywords authorkeywords manualtags tags"
        " keywordsdisplayname schlagwörter schlagworte motsclés palabrasclave"
        " palavraschave parolechiave słowakluczowe"
        " ключевыеслова 关键词 キーワード 키워드"
    ),
    "categories": (
        "categories category topics subjects subject primarycategory primarysubject"
        " 分类 类别 arxiv分类"
    ),
    "comment": "comment comments remark kommentar 备注",
    "extra": "extra",
}
_ON_PAGES = {
    "title": "article",
    "abstract": "abs.",
    "summary": (
        "summary description introduction translation highlights takeaway takeaways keypoints"
        " mainidea 简介 概要 核心内容 主要内容 要点 亮点"
    ),
    "url": (
        "id source homepage page project projectpage projectlink web html resources abs 地址 原文"
        " 下载 主页 项目 项目主页 codeproject papercode pdfcode"
    ),
    "date": "publish posted day 时间",
    "venue": "publication pub publisher",
    "comment": "note notes",
}  # fmt: skip
# Zotero's tables have the most, 87.
MOST_COLUMNS = 500


def plain_name(name: str) -> str:
    """Return a name as it is compared."""
    return _NO_LETTER.sub("", name).casefold()


_FIELD_OF = {
    name: (field, rank)
    for field, names in _NAMES.items()
    for rank, name in enumerate(names.split())
}
_FIELD_ON_PAGES = {name: field for name, (field, _) in _FIELD_OF.items()} | {
    name: field for field, names in _ON_PAGES.items() for name in names.split()
}
# Those that have a name of their own in a CSV file.
FIELDS = tuple(field for field in _NAMES if _FIELD_OF.get(field, ("",))[0] == field)


def fields_of(header: Sequence[str]) -> dict[str, int]:
    """Return the number of the column for each field that the header of a CSV file has."""
    if header[0].lstrip("\ufeff") == "PT" and "TI" in header:
        stated = {field: tags.split() for field, tags in _TAGS.items()}
        return {
            field: header.index(tag)
            for field, tags in stated.items()
            for tag in tags[::-1]
            if tag in header
        }
    found: dict[str, tuple[int, int]] = {}
    for number, name in enumerate(header[:MOST_COLUMNS]):
        field, rank = _FIELD_OF.get(plain_name(name), ("", 0))
        if field and (field not in found or rank < found[field][0]):
            found[field] = (rank, number)
    return {field: number for field, (_, number) in found.items()}


def field_on_page(name: str) -> str:
    """Return the field that a column of a table on a page is, "" if it is not known."""
    if field := _FIELD_ON_PAGES.get(name.casefold()):
        return field  # Only its stop tells `Abs.` from the addresses of abstracts.
    return _FIELD_ON_PAGES.get(plain_name(name), "")
