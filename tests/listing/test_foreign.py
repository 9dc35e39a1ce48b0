"""A text that is no listing is refused by name, and a listing never is."""

from __future__ import annotations

import pytest
from paper_archive.intake.entry_index import EntryIndex
from paper_archive.intake.placing import Outcome, decide
from paper_archive.listing import read
from paper_archive.model import Source

from tests.realdata import shared

PROSE = (
    "We measure how far small boats drift when their anchors hold only sand, and we show that a "
    "second line shortens the drift by half on each of the nine beaches that we visited in autumn."
)
MANUAL = (
    "Unpack the archive into a folder of your choice and start the file in it. If nobody may write "
    "to that folder, you will be asked for another one, which is kept in mind for the next time. "
    "It is free of charge, and you may give it to your friends."
)
FRENCH = "Cet article examine les bateaux de Kiel et montre que leurs ancres ont souvent changé."
FEED = (
    '<rss version="2.0"><channel><title>Around the Harbour</title>'
    "<item><title>A Boat</title>{0}</item><item><title>An Anchor</title>{0}</item></channel></rss>"
)
FOREIGN = {
    "a web page": "<!doctype html>\n<html><body>\n" + f"<h3>A Boat</h3>\n<p>{PROSE}</p>\n" * 3,
    "heading": "# Boats\n\nWhat this is.\n\n" + f"## A Part\n\n{PROSE}\n\n" * 3,
    "table row": f"A Boat\t{PROSE}\n" * 4,
    "column of titles": "boat,abstract,year\n" + f'"A Boat","{PROSE}",2024\n' * 4,
    "log line": f"2025-03-14 10:00:00 INFO begin\n{PROSE}\n" * 3,
    "key": f"- title: A Boat\n  abstract: {PROSE}\n" * 3,
    "TeX": f"\\documentclass{{article}}\n\\begin{{document}}\n{PROSE}\n\\section{{A}}\n{PROSE}\n",
    "code": f"def drift(boat):\n    return boat.anchor * 2;\n{PROSE}\nimport boats;\n{PROSE}\n",
    "patch": f"diff --git a/x b/x\n@@ -1,2 +1,2 @@\n{PROSE}\n+++ b/x\n{PROSE}\n",
    "record": f"%0 Journal Article\n%T A Boat\n%X {PROSE}\n" * 3,
    "JSON": f'[["A Boat",\n"{PROSE}"],\n["A Boat",\n"{PROSE}"]]\n',
    "mail": f"From: a@b.org\nSubject: boats\n\nTo: you\n{PROSE}\nDate: today\n{PROSE}\n",
    "error page": '{"error": "no such day", "status": 404}',
    "XML": '<?xml version="1.0"?>\n<letters>\n' + f"<letter>A Boat</letter>\n{PROSE}\n" * 3,
    "line of a talk": f"Ann: {PROSE}\nBo: yes\n" * 4,
    "line of a talk: lines 1, 3": f"Bo  10:01 AM\n{PROSE}\n" * 4,
    "line of a talk: lines 1": f"14/03/2025, 10:00 - Bo: yes\n14/03/2025, 10:01 - Ann: {PROSE}\n"
    * 4,
    "minutes of a meeting": f"Minutes of the council\nPresent: Ann, Bo\n1. Boats\n{PROSE}\n" * 2,
    "no titles with abstracts (": "[12:03] Ann: see https://arxiv.org/abs/1706.03762\n"
    "[12:04] Bo: https://arxiv.org/abs/1706.03763\n",
    "stands beside a title alone": "[1] A. Lee and B. Ray. Boats. J Boats, 2024. "
    "https://doi.org/10.1000/182\n[2] Lee A, Ray B. Anchors. https://doi.org/10.1000/183\n",
    "and no titles with abstracts": "I read about boats in [this paper](https://arxiv.org/abs/1706.03762)"
    f", and then {PROSE}\n",
    "reference": f"[1] A. Lee and B. Ray. Boats.\n[2] B. Ray. {PROSE}\n" * 4,
    "rich text": f"{{\\rtf1\\ansi\n\\f0 A Boat\\par\n{PROSE}\\par\n}}",
    "list item": f"1.2.0 (2025-03-14)\n\n* {PROSE}\n\n1.1.0 (2025-02-14)\n\n* {PROSE}\n",
    "a heading: lines 1": f"# Changes\n\n## [1.2.0] - 2025-03-14\n\n- {PROSE}\n\n## [1.1.0]\n",
    "leads to a paper": f"# Boats\n\n## [Our Site](https://boats.org)\n\n{PROSE}\n",
    "nothing of a paper": '[{"id": 1, "title": "A Song", "artist": "Bo Ray", "seconds": 200}]',
    "their fields are id": '{"id": 1, "title": "Paint", "done": true, "user": 2}\n' * 3,
    "repeated line": f"HAMLET.\n{PROSE}\n\nHORATIO.\n{PROSE}\n\n" * 4,
    "a column 'company'": "title,company,place,date\nEngineer,Boats Inc,Kiel,2024-01-01\n",
    "the rows of its tables": "| Title | Date |\n|---|---|\n| We Sail | 2024-01-02 |\n" * 2,
    "calendar": "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:A Boat\n" * 3,
    "mailbox": f"From a@b.org Fri Mar 14 10:00:00 2025\nSubject: A Boat\n\n{PROSE}\n\n" * 2,
    "PubMed's text": f"1. J Boats. 2024 Sep 26;12(1):3.\n\nA Boat.\n\nLee A(1).\n\n{PROSE}\n",
    "subtitles": "1\n00:00:01,000 --> 00:00:02,000\nA boat.\n\n" * 3,
    "headings of another kind of text ('Installation' in line 3": f"Boats\n{MANUAL}\nInstallation\n"
    f"{MANUAL}\nUsage\n{MANUAL}\nLicense\n{MANUAL}\n",
    "say nothing about research": f"The Captain\n{MANUAL}\nThe Anchor\n{MANUAL}\n" * 2,
    "terms of a service": f"Terms of Service\n\n{MANUAL}\n\nWhat You May Do\n\n{MANUAL}\n",
    "a licence": f"MIT License\n\nCopyright (c) 2025 Ann Lee\n\n{MANUAL}\n\n{MANUAL}\n",
    "a notebook": '{"cells": [{"cell_type": "code", "source": ["1"]}], "nbformat": 4}',
    "metadata of a program": '{"name": "boats", "version": "1.0.0", "license": "MIT"}',
    "a history of commits": "commit 1234567\nAuthor: Ann <a@b.org>\n\n    Mend the boat\n",
    "a column 'state'": f'number,title,author,state,url\n1,Boats Sink,ann,open,"{MANUAL}"\n',
    "a table of news": "title,author,url,publishedAt,description\nHarbour,Ann,https://b.org,2025,x\n",
    "urlToImage": '{"status": "ok", "articles": [{"author": "Ann Lee", "title": "Harbour", '
    '"urlToImage": null, "publishedAt": "2025-03-14T10:00:00Z"}]}',
    "a feed of news": FEED.format(
        f"<link>https://b.org/1</link><description>{MANUAL}</description>"
    ),
    "a feed of a podcast": FEED.format('<enclosure url="https://b.org/1.mp3" type="audio/mpeg"/>'),
    "list of links": f"- [A Boat](https://a.org/1)\n{PROSE}\n" * 3,
}

# Forms that have marks of their own, so that no text is taken for one of them.
KNOWN = ("feed",)


def refusal(name: str, data: bytes) -> str:
    decision = decide(Source(name, data), EntryIndex(), frozenset())
    assert decision.outcome is Outcome.REFUSED
    assert decision.reason
    return str(decision.reason)


@pytest.mark.parametrize("kind", FOREIGN)
def test_another_format_is_refused_by_name(kind: str) -> None:
    assert kind in refusal("2025-03-14.txt", FOREIGN[kind].encode())


@pytest.mark.parametrize("kind", FOREIGN)
def test_an_archive_that_took_it_before_reads_it_as_before_and_says_so(kind: str) -> None:
    for listing in read(Source("2025-03-14.txt", FOREIGN[kind].encode())):
        assert listing.refusal is None or listing.refusal in listing.problems
        assert listing.entries or listing.problems


def test_the_message_names_the_lines() -> None:
    text = f"A Boat\n{PROSE}\n# One\n{PROSE}\n# Two\n{PROSE}\n## Three\n{PROSE}\n"
    assert "a heading: lines 3, 5, 7" in refusal("2025-03-14.txt", text.encode())


@pytest.mark.parametrize(
    "title",
    [
        "seg2sea: Boats in Charts",
        "INFO Is Not What It Seems",
        "Video = World + Boat",
        '"Not Now": A Study of Anchors',
        "X-Anchor: A Portable Device",
        "From Sand to Rock: Anchors That Hold",
        "[PAUSE] Tokens for Slow Boats",
        "<think> Is No Boat",
        "--- Silent Boats",
        "Minutes of Sleep in Sailors",
        '"Why Should I Trust You?": Explaining Boats',
        "Anchors, Boats, and Sand",
    ],
)
def test_one_odd_title_does_not_refuse_a_listing(title: str) -> None:
    text = f"{title}\n{PROSE}\nA Boat\n{PROSE}\n"
    decision = decide(Source("2025-03-14.txt", text.encode()), EntryIndex(), frozenset())
    assert (decision.outcome, decision.papers) == (Outcome.ADDED, 2)


@pytest.mark.parametrize(
    ("item", "title"),
    [
        ("<link>https://b.org/1</link>", "Journal of Boats"),
        ("<description>See doi.org/10.1000/1 for more</description>", "Notes"),
        ("<link>https://jmlr.org/papers/v26/24-1.html</link>", "JMLR"),
        ("<link>https://b.org/index.php/bs/article/view/12</link>", "Boat Studies"),
        ("<description>Boats, Volume 12, Issue 3</description>", "Boats"),
        (f"<description>{PROSE}</description><author>Ann Lee</author>", "Boats"),
        (f"<description>{FRENCH}</description><author>Zoé Lee</author>", "Kiel"),
    ],
)
def test_a_feed_of_papers_is_read(item: str, title: str) -> None:
    data = FEED.format(item).replace("Around the Harbour", title).encode()
    decision = decide(Source("2025-03-14.xml", data), EntryIndex(), frozenset())
    assert (decision.outcome, decision.papers) == (Outcome.ADDED, 2)


@pytest.mark.parametrize(
    "text",
    [
        "Title,Authors,State,URL\nA Boat,Ann,read,https://arxiv.org/abs/2503.00001\n",
        '[{"title": "A Boat", "abstract": "It sinks.", "state": 1, "doi": "10.1000/1"}]',
        '[{"title": "A Boat", "summary": "It sinks."}, {"title": "Sand", "summary": "It holds."}]',
        f"Introduction to Boats\n{PROSE}\nDefinitions of Sand\n{PROSE}\nLicense to Sail\n{PROSE}\n",
    ],
)
def test_few_odd_fields_refuse_no_listing(text: str) -> None:
    decision = decide(Source("2025-03-14.txt", text.encode()), EntryIndex(), frozenset())
    assert decision.outcome is Outcome.ADDED


# These are forms of listings by now, and the papers in them are counted.
READ = {"atom0.xml": 1, "atom2.xml": 5, "oneline.bib": 5, "ris.ris": 5, "tsv.tsv": 5}


def test_real_files_of_other_formats_are_refused_or_read_whole() -> None:
    for file in sorted(shared("cases/foreign-formats").iterdir()):
        name, data = f"2025-03-14-{file.name}", file.read_bytes()
        if papers := READ.get(file.name):
            decision = decide(Source(name, data), EntryIndex(), frozenset())
            assert (decision.outcome, decision.papers) == (Outcome.ADDED, papers)
        else:
            refusal(name, data)
