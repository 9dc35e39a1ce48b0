"""The digest: what mail programs read of it."""

from __future__ import annotations

from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default
from html import escape
from unicodedata import east_asian_width
from urllib.parse import unquote, urlsplit

import pytest
from paper_archive.mail.day_digest import Digest, week_digest
from paper_archive.mail.readers import address, readers
from paper_archive.model import Facts, InputError
from paper_archive.store.week import Week
from paper_archive.store.weeks import papers_of

from tests.exports.archives import ADDRESS, catalog
from tests.mail.digests import READER, SENDER, digest_of, made
from tests.pages.papers import paper

INJECTED = "Birds\r\nBcc: all@example.org\r\n\r\n<script>x</script>\nFrom: me\x00\ud800 é漢"


def read(given: Digest) -> EmailMessage:
    return message_from_bytes(given.message(SENDER, READER).as_bytes(), policy=default)


def test_a_digest_is_text_and_html_with_whole_addresses() -> None:
    birds = paper("birds", title="Birds & co", abstract="They fly " * 80, tags=("physics",))
    message = read(made(birds, paper("whales")))
    assert message["From"] == "paper-archive <archive@example.org>"
    assert message["To"] == str(READER)
    assert message["Date"] == "Fri, 14 Mar 2025 00:00:00 +0000"
    assert message["Subject"] == "2 papers: Friday 14 March 2025"
    text = message.get_body(("plain",)).get_content()
    html = message.get_body(("html",)).get_content()
    for body in (text, html):
        assert f"{ADDRESS}papers/birds.html" in body and f"{ADDRESS}days/2025-03-14.html" in body
    assert "1. Birds & co" in text and "<b>Birds &amp; co</b>" in html
    assert max(map(len, text.splitlines())) <= 78 and "…" in text
    assert 'href="papers' not in html and "src=" not in html


def test_a_digest_links_to_where_a_paper_was_published() -> None:
    facts = Facts(ids=(("doi", "10.1000/a<b>"), ("pmid", "34")), venue="Boats & Ships")
    digest = made(paper("birds", facts=facts), paper("whales"))
    assert "Boats & Ships\nhttps://doi.org/10.1000/a%3Cb%3E\n" in digest.text
    assert digest.html.count("<small>") == 1
    assert (
        '<br><small>Boats &amp; Ships · <a href="https://doi.org/10.1000/a%3Cb%3E">'
        'DOI 10.1000/a&lt;b&gt;</a> <a href="https://pubmed.ncbi.nlm.nih.gov/34">PubMed 34</a>'
        "</small></div></li>"
    ) in digest.html


def test_tags_choose_papers() -> None:
    digest = made(paper("birds", tags=("physics",)), paper("whales"), tags=("physics",))
    assert digest.subject == "1 paper on Physics: Friday 14 March 2025"
    assert "Whales" not in digest.text
    # Nobody wants a letter that says nothing.
    assert digest_of(paper("birds", tags=("physics",)), tags=("time-series",)) is None


def test_a_week_has_a_digest_too() -> None:
    made_of = catalog(paper("birds", "2025-03-10", tags=("physics",)), paper("whales", upvotes=3))
    week = papers_of(made_of.archive, Week.named("2025-W11"))
    digest = week_digest(made_of, week)
    assert digest is not None
    assert digest.subject == "2 papers: Week 11 of 2025, 10 to 16 March 2025"
    assert f"{ADDRESS}weeks/2025-W11.html" in digest.text and digest.name == "2025-W11"
    assert digest.text.index("1. Whales (3 votes)") < digest.text.index("2. Birds\n")
    assert digest.html.count("<small>3 votes</small>") == 1
    assert read(digest)["Date"] == "Sun, 16 Mar 2025 00:00:00 +0000"
    few = week_digest(made_of, week, ("physics",))
    assert few is not None and few.subject.startswith("1 paper on Physics: Week 11 of 2025")
    # A reader of a subject finds all of it.
    for body in (few.text, few.html):
        assert f"{ADDRESS}weeks/2025-W11.html" in body and f"{ADDRESS}tags/physics.html" in body


def test_lines_of_the_text_fit_a_mail_program() -> None:
    odd = [
        paper("long", title="x" * 300, abstract="y" * 1000),
        paper("han", title="深度学习" * 30, abstract="本文研究注意力机制。" * 30),
        paper("link", abstract=f"It is at https://example.org/{'z' * 90} for all."),
    ]
    lines = made(*odd).text.splitlines()
    columns = [sum(1 + (east_asian_width(sign) in "FW") for sign in line) for line in lines]
    assert all(
        most <= 78 or line.startswith("https://") for most, line in zip(columns, lines, strict=True)
    )
    assert f"https://example.org/{'z' * 90}" in lines


def test_no_header_is_parted_in_a_way_that_few_programs_read() -> None:
    # RFC 2231 lets a long boundary continue as boundary*0*=; then programs show the raw parts.
    head = made(paper("birds")).message(SENDER, READER).as_bytes().partition(b"\r\n\r\n")[0]
    assert b"*=" not in head and max(map(len, head.splitlines())) <= 78


@pytest.mark.parametrize(
    "name", ["archive@example.org", "o'brien+list&x=1@example.org", f"{'a' * 64}@{'b' * 63}.org"]
)
def test_a_reader_can_ask_for_no_more(name: str) -> None:
    sender = Address(addr_spec=name)
    raw = made(paper("birds")).message(sender, READER).as_bytes()
    message = message_from_bytes(raw, policy=default)
    asked = urlsplit(message["List-Unsubscribe"].removeprefix("<").removesuffix(">"))
    assert (asked.scheme, unquote(asked.path), asked.query) == (
        "mailto", name, "subject=unsubscribe",
    )  # fmt: skip
    # Few programs decode this header or join its lines.
    assert f"List-Unsubscribe: <{asked.geturl()}>".encode() in raw.split(b"\r\n")
    text = message.get_body(("plain",)).get_content()
    html = message.get_body(("html",)).get_content()
    assert name in text and f'<a href="{escape(asked.geturl())}">' in html
    assert all("unsubscribe" in body for body in (text, html))


def test_title_and_abstract_decide_their_directions() -> None:
    hebrew = paper("a", title="Plain: GPT-4", abstract="עברית: מודל GPT-4 לשפה.")
    html = read(made(hebrew)).get_body(("html",)).get_content()
    assert html.count('<div dir="auto">') == 2
    assert '<div dir="auto">עברית' in html


def test_the_same_papers_make_the_same_bytes() -> None:
    first, again = (made(paper("birds")).message(SENDER, READER).as_bytes() for _ in range(2))
    assert first == again


def test_nothing_becomes_a_header() -> None:
    odd = paper("odd", title=INJECTED, abstract=INJECTED)
    message = read(made(odd, site_name=INJECTED))
    assert [name.lower() for name in message] == [
        "from", "to", "subject", "date", "list-unsubscribe", "message-id", "mime-version",
        "content-type",
    ]  # fmt: skip
    html = message.get_body(("html",)).get_content()
    assert "<script>" not in html and "&lt;script&gt;" in html
    more = ("a@b.org\r\nBcc: x@y.org", "a@b.org, c@d.org", "a@b.org\x00")
    for text in (*more, "", "a", "a@b", "a@b.org>", "A <a@b.org", "A a@b.org", "\a <a@b.org>"):
        with pytest.raises(InputError, match="not an e-mail address"):
            address(text, "readers.txt", 1)


def test_an_address_may_have_a_name() -> None:
    for text, name in (("Jörg Ä. <j@x.org>", "Jörg Ä."), ('"Doe, Jane" <j@x.org>', "Doe, Jane")):
        assert readers(text.encode(), "x") == [Address(name, addr_spec="j@x.org")]
    made_by = Address("Jörg Ä.", addr_spec="j@x.org")
    written = made(paper("one")).message(made_by, READER).as_bytes()
    message = message_from_bytes(written, policy=default)
    assert message["from"].addresses == (made_by,)


def test_readers_are_one_a_line() -> None:
    friends = [Address(addr_spec="a@b.org"), Address(addr_spec="c@d.org")]
    assert readers(b"# friends\na@b.org\n\n c@d.org # new\n", "x") == friends
    # As Windows saves it, and nobody gets two.
    assert readers(b"\xef\xbb\xbfa@b.org\r\nc@d.org\r\nA@b.org\r\n", "x") == friends
    for wrong, told in (
        (b"a@b.org\nnobody\n", "x:2: not an e-mail address: 'nobody'"),
        (b"caf\xe9@b.org", "x:1: not an e-mail address: "),
        (b"# nobody yet\n", "x: has no e-mail address"),
    ):
        with pytest.raises(InputError, match=told):
            readers(wrong, "x")
