"""A long text is read in parts, with the result that it has as a whole."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from paper_archive.listing.decoding import parts as cutting
from paper_archive.listing.decoding import pieces as windows
from paper_archive.listing.form import Reading
from paper_archive.listing.forms import arxiv_listing, feed, oai
from paper_archive.listing.mailbox import Mailbox, Recognised

WORDS = "We measure how far small boats drift when their anchors hold only sand. " * 3


def repeated(entry: str, times: int = 40) -> str:
    return "".join(entry.replace("§", f"{number:04}") for number in range(times))


ENTRY = f"""<entry><id>https://arxiv.org/abs/2503.0§</id><title>Boat §</title>
<summary>{WORDS}</summary></entry>
"""
ITEM = f"""<item><title>Boat §</title><link>https://arxiv.org/abs/2503.1§</link>
<description><![CDATA[<p>{WORDS}]]></description><pubDate>Thu, 06 Mar 2025 00:00:00 GMT</pubDate>
<arxiv:announce_type>new</arxiv:announce_type></item>
"""
RECORD = f"""<record><header><identifier>oai:arXiv.org:2503.0§</identifier></header>
<metadata><arXiv><id>2503.0§</id><title>Boat §</title>
<abstract>{WORDS}</abstract></arXiv></metadata></record>
"""
ATOM = (
    '<?xml version="1.0"?>\n<feed xmlns:o="o"><title>Papers</title>\n'
    "<o:totalResults>90</o:totalResults><o:itemsPerPage>41</o:itemsPerPage>"
    f"{repeated(ENTRY)}</feed>\n"
)
RSS = (
    '<rss xmlns:arxiv="a" version="2.0"><channel><title><![CDATA[<b>Papers]]></title>'
    "\n<!-- <item> -->\n"
    f"{repeated(ITEM)}</channel></rss>\n"
)
ANSWER = (
    f'<o:OAI-PMH xmlns:o="o">\n<ListRecords>{repeated(RECORD)}'
    "<record><header status='deleted'/></record><resumptionToken>more</resumptionToken>"
    "</ListRecords></o:OAI-PMH>\n"
)


@pytest.fixture(autouse=True)
def small_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "_LEAST", 2_000)
    monkeypatch.setattr(windows, "_MOST", 5_000)
    monkeypatch.setattr(cutting, "_NEAR", 500)


def plain(readings: Reading | list[Reading]) -> list[dict[str, object]]:
    """Return readings as values, their problems in order."""
    several = [readings] if isinstance(readings, Reading) else readings
    return [
        {**asdict(each), "problems": sorted(each.problems, key=lambda p: (p.line, p.what))}
        for each in several
    ]


@pytest.mark.parametrize("text", [ATOM, RSS, ATOM + RSS + ATOM], ids=["atom", "rss", "three"])
def test_feeds(text: str) -> None:
    in_parts = feed.read_pieces("x", [text.encode()])
    assert plain(in_parts) == plain(feed.read("x", text))
    assert sum(len(each.entries) + each.lost for each in in_parts) == text.count("<title>Boat")


@pytest.mark.parametrize("text", [ANSWER, ANSWER + ANSWER.replace(">more<", "><")])
def test_answers_of_oai(text: str) -> None:
    in_parts = oai.read_pieces("x", [text.encode()])
    assert plain(in_parts) == plain(oai.read("x", text))
    assert len(in_parts.entries) == text.count("<title>")


def test_a_mailbox() -> None:
    mail = (
        "From a@b.org Thu Mar  6\nDate: Thu, 6 Mar 2025 01:00:00 GMT\nSubject: cs\n\n---\n"
        "\\\\\narXiv:2503.0§\nDate: Tue, 4 Mar 2025\n\nTitle: Boat §\nAuthors: A Lee\n"
        f"\\\\\n  {WORDS}\n\\\\\n\n"
    )
    text = repeated(mail)

    def known(part: str) -> Recognised:
        return lambda: arxiv_listing.read("x", part), "it is a mail"

    box, whole = Mailbox("x", known), Mailbox("x", known)
    box.add_all([text.encode()])
    whole.add(text)
    assert box.found() == whole.found()
    (reading,), _ = box.found() or ([], "")
    assert [entry.line for entry in reading.entries] == [10 + 15 * number for number in range(40)]
