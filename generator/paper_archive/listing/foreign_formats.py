"""The formats of files that are no listings: how they begin, and what to do with them."""

from __future__ import annotations

import re
from dataclasses import dataclass

SAVE = "save the day's page as text: title, abstract, title, abstract …"
FORMS = "see the manual, 'Listings', for the forms that are read"


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is no listing: its name, how a text of it begins, and what to do with it."""

    name: str
    begins: re.Pattern[str]
    advice: str


def _format(name: str, begins: str, advice: str) -> Format:
    return Format(name, re.compile(begins, re.IGNORECASE), advice)


FORMATS = (
    _format(
        "an error page of a server, not a listing",
        r"(?:error:?\s)?[45]\d\d[: ][^\n]{0,80}+\n?\Z|just a moment\.\.\.|access denied"
        r"|(?:please )?enable javascript|too many requests|rate exceeded|service unavailable"
        r'|\{\s*"(?:error|message|detail|errors)"\s*:|[^\n]{0,80}+: not found\n?\Z',
        "get the listing again",
    ),
    _format(
        "a web page (HTML)",
        r"<!doctype html|<html\b|<head\b|<body\b|<meta\b",
        f"{SAVE}, or use the site's feed or API",
    ),
    _format(
        "a map of a site",
        r"(?:<\?xml[^<>]{0,200}\?>)?\s{0,99}<(?:urlset|sitemapindex)\b",
        f"{SAVE}, or use the site's feed or API",
    ),
    _format(
        "a list of feeds (OPML)",
        r"(?:<\?xml[^<>]{0,200}\?>)?\s{0,99}<opml\b",
        "name the feeds in `sources`, as the manual says under 'Listings'",
    ),
    _format(
        "XML that is neither a feed of papers nor a bibliography",
        r"<\?xml\b|<(?:feed|rss|rdf:RDF|channel|OAI-PMH|records?|xml)\b",
        f"export it again, whole; {FORMS}",
    ),
    _format(
        "a licence",
        r"(?:the )?(?:MIT|ISC|BSD[\w -]{0,20}|Apache|Mozilla Public|GNU [a-z ]{3,30}"
        r"|Boost Software|Creative Commons[^\n]{0,60}) licen[sc]e\b[^\n]{0,40}\n"
        r"|copyright (?:\(c\)|©|\d{4})[^\n]{1,99}\n",
        "it lists no papers",
    ),
    _format(
        "terms of a service",
        r"(?:our )?(?:terms (?:of|and) (?:service|use|conditions)|privacy (?:policy|notice))\n",
        "it lists no papers",
    ),
    _format("a letter", r"(?:dear|hello|hi) [\w .-]{1,40},\n", "it lists no papers"),
    _format("a notebook (Jupyter)", r"\{\s*\"(?:cells|nbformat)\"\s*:", "it lists no papers"),
    _format(
        "metadata of a program (CITATION.cff)",
        r"cff-version:",
        "cite the program; it lists no papers",
    ),
    _format(
        "settings or metadata of a program",
        r"\{\s*\"(?:name|version|compilerOptions|\$schema|@context|manifest_version|private"
        r"|short_name|lockfileVersion)\"\s*:|FROM [\w./:-]{1,80}\n"
        r"|(?:[\w.\[\]-]{1,60}(?:==|>=|~=)[\w.*]{1,20}\n){2}",
        "it lists no papers",
    ),
    _format(
        "a history of commits",
        r"commit [0-9a-f]{7,40}\b[^\n]{0,80}\nAuthor: ",
        "it lists no papers",
    ),
    _format("a TeX document", r"\\(?:documentclass|documentstyle|begin|input|usepackage)\b", SAVE),
    _format("a rich text file (RTF)", r"\{\\rtf", "save it as plain text"),
    _format(
        "a BibTeX file without an entry that can be read",
        r"@[a-z]{3,20}\s*[{(]",
        "export the bibliography again, whole",
    ),
    _format(
        "tagged records of a library (RIS or the like)",
        r"(?:TY|PMID|FN|PT|%0) {0,2}-? ",
        "export the bibliography again, whole, as RIS or BibTeX",
    ),
    _format(
        "a table (CSV or TSV) without the columns of papers",
        r"[\"']?\w[\w ]{0,40}[\"']?(?:[,;\t][\"']?[\w ()/-]{0,60}[\"']?){2,60}\n",
        "give its first row the columns title and abstract, or say with --columns which they are",
    ),
    _format("a calendar (iCalendar)", r"BEGIN:VCALENDAR", "it lists no papers"),
    _format("a card of addresses (vCard)", r"BEGIN:VCARD", "it lists no papers"),
    _format(
        "a file for robots (robots.txt)", r"user-agent: ?\S[^\n]{0,200}\n", "get the listing again"
    ),
    _format(
        "subtitles",
        r"WEBVTT\b|\d{1,4}\n\d\d:\d\d:\d\d[,.]\d{3} -->",
        "it lists no papers",
    ),
    _format("a playlist", r"#EXTM3U", "it lists no papers"),
    _format(
        "a mailbox of several messages (mbox)",
        r"From \S{1,200} {1,3}[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d ",
        "save each message that lists papers as a file (.eml)",
    ),
    _format(
        "PubMed's text for readers (Abstract)",
        r"1\. [^\n]{2,100}\. (?:19|20)\d\d[^\n]{0,200}\n",
        "save it again with the format PubMed, which names its fields",
    ),
    _format(
        "SQL",
        r"(?:create table|insert into|begin transaction|-- (?:MySQL|PostgreSQL|Maria)|/\*!\d{5} )",
        SAVE,
    ),
    _format("words of a song", r"\[(?:ti|ar|al|by|length):[^\n\]]{0,99}\]\n", "it lists no papers"),
    _format("settings (TOML or INI)", r"\[[\w. -]{1,60}\]\n[\w.-]{1,60} ?[:=]", FORMS),
    _format(
        "minutes of a meeting",
        r"(?:minutes|agenda|protokoll|meeting (?:minutes|notes))\b[^\n]{0,80}\n",
        "it lists no papers",
    ),
    _format(
        "a mail without papers",
        r"(?:Delivered-To|Return-Path|Received|From|MIME-Version|Message-ID|DKIM-Signature): ",
        "save the whole message with its text",
    ),
    _format("a patch", r"diff --git |--- \S[^\n]{0,300}\n\+\+\+ |Index: ", SAVE),
    _format("a script", r"#!/", SAVE),
    _format(
        "YAML", r"---\n\w+:|(?:# [^\n]*+\n)?[a-z_]+:\s*\n\s*- ", f"write it as JSON lines; {FORMS}"
    ),
    _format(
        "markup (HTML or XML)", r"<[a-z][\w:-]{0,40}(?:\s[^<>]{0,1000})?/?>\s{0,200}[<\n]", SAVE
    ),
    _format("JSON without papers", r"[\[{]\s*[\[{\"\]}]", f"each paper needs a `title`; {FORMS}"),
)


def begins(text: str) -> Format | None:
    """Return the format that a text begins like, None if it is none of these."""
    text = text.lstrip()
    return next((each for each in FORMATS if each.begins.match(text)), None)
