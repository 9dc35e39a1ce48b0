"""The columns of tables of papers, known by their names.

A name is compared without signs, spaces and upper case: `Abstract Note`, `abstract_note` and
`ABSTRACTNOTE` are one. The names are those of reference managers (Zotero, EndNote, Mendeley),
databases (Web of Science, Scopus, PubMed, IEEE Xplore, Dimensions, Lens) and of tables made by
hand, in several languages. Of several columns for one field, the one that comes first here counts.
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
    ),
    "abstract": (
        "abstract abstractnote abstracttext summary zusammenfassung kurzfassung résumé resume"
        " resumen resumo riassunto sommario streszczenie özet аннотация реферат 摘要 抄録 要旨 要約"
        " 초록 요약"
    ),
    "authors": (
        "authorfullnames authornamesfull authors author authornames authorlist creators creator"
        " authorshipsauthordisplayname authorshipsrawauthorname"
        " autoren autor verfasser autorinnen auteurs auteur autores autori autore autorzy yazarlar"
        " авторы автор"
        " 作者 著者 저자"
    ),
    "arxiv": "arxivid arxiv arxivnumber eprint",
    "doi": "doi itemdoi doilink digitalobjectidentifier",
    "pmid": "pmid pubmedid idspmid",
    "pmcid": "pmcid pmc idspmcid",
    "url": "url link links paperurl articleurl pdfurl pdflink pdf sourceurls website webseite lien",
    "code": "code codeurl coderepository github githuburl repository repo",
    "date": (
        "date publicationdate publishedat published publishedon publicationday datepublished"
        " releasedate datum veröffentlicht fecha data дата 日期 発行日"
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
        " журнал 期刊 雑誌"
    ),
    "keywords": (
        "keywords authorkeywords manualtags tags categories category topics subjects"
        " keywordsdisplayname schlagwörter schlagworte motsclés palabrasclave"
        " palavraschave parolechiave słowakluczowe"
        " ключевыеслова 关键词 キーワード 키워드"
    ),
    "comment": "comment comments remark kommentar",
    "extra": "extra",
}
FIELDS = tuple(_NAMES)
# Zotero's tables have the most, 87.
MOST_COLUMNS = 500
_FIELD_OF = {
    name: (field, rank)
    for field, names in _NAMES.items()
    for rank, name in enumerate(names.split())
}


def fields_of(header: Sequence[str]) -> dict[str, int]:
    """Return the number of the column for each field that the header of a table has."""
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
        field, rank = _FIELD_OF.get(_NO_LETTER.sub("", name).casefold(), ("", 0))
        if field and (field not in found or rank < found[field][0]):
            found[field] = (rank, number)
    return {field: number for field, (_, number) in found.items()}
