"""The digest: what mail programs read of it, and a real server that takes it."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from datetime import date
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from unicodedata import east_asian_width

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope
from paper_archive.mail.day_digest import Digest, address, day_digest, readers
from paper_archive.mail.smtp import PASSWORD, SERVER, USER, NotSent, Server
from paper_archive.model import InputError, Paper

from tests.exports.archives import ADDRESS, catalog
from tests.pages.papers import paper
from tests.site.run import LISTINGS, command

SENDER = Address(addr_spec="archive@example.org")
READER = Address(addr_spec="reader@example.net")
DAY = date(2025, 3, 14)
INJECTED = "Birds\r\nBcc: all@example.org\r\n\r\n<script>x</script>\nFrom: me\x00\ud800 é漢"


def digest_of(*papers: Paper, tags: Sequence[str] = (), **options: str) -> Digest | None:
    archive = catalog(*papers, **options)
    return day_digest(archive, archive.archive.day(DAY), tags)


def made(*papers: Paper, tags: Sequence[str] = (), **options: str) -> Digest:
    digest = digest_of(*papers, tags=tags, **options)
    assert digest is not None
    return digest


def read(given: Digest) -> EmailMessage:
    return message_from_bytes(given.message(SENDER, READER).as_bytes(), policy=default)


def test_a_digest_is_text_and_html_with_whole_addresses() -> None:
    birds = paper("birds", title="Birds & co", abstract="They fly. " * 80, tags=("physics",))
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


def test_tags_choose_papers() -> None:
    digest = made(paper("birds", tags=("physics",)), paper("whales"), tags=("physics",))
    assert digest.subject == "1 paper on Physics: Friday 14 March 2025"
    assert "Whales" not in digest.text
    # Nobody wants a letter that says nothing.
    assert digest_of(paper("birds", tags=("physics",)), tags=("time-series",)) is None


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


def test_the_same_papers_make_the_same_bytes() -> None:
    first, again = (made(paper("birds")).message(SENDER, READER).as_bytes() for _ in range(2))
    assert first == again


def test_nothing_becomes_a_header() -> None:
    odd = paper("odd", title=INJECTED, abstract=INJECTED)
    message = read(made(odd, site_name=INJECTED))
    assert [name.lower() for name in message] == [
        "from", "to", "subject", "date", "message-id", "mime-version", "content-type",
    ]  # fmt: skip
    html = message.get_body(("html",)).get_content()
    assert "<script>" not in html and "&lt;script&gt;" in html
    more = ("a@b.org\r\nBcc: x@y.org", "a@b.org, c@d.org", "a@b.org\x00")
    for text in (*more, "", "a", "a@b", "<a@b.org>"):
        with pytest.raises(InputError, match="no address of a mailbox"):
            address(text, "readers.txt", 1)


def test_readers_are_one_a_line() -> None:
    friends = [Address(addr_spec="a@b.org"), Address(addr_spec="c@d.org")]
    assert readers(b"# friends\na@b.org\n\n c@d.org # new\n", "x") == friends
    # As Windows saves it, and nobody gets two.
    assert readers(b"\xef\xbb\xbfa@b.org\r\nc@d.org\r\nA@b.org\r\n", "x") == friends
    for wrong, told in (
        (b"a@b.org\nnobody\n", "x:2: no address of a mailbox: 'nobody'"),
        (b"caf\xe9@b.org", "x:1: no address of a mailbox: "),
        (b"# nobody yet\n", "x: holds no address"),
    ):
        with pytest.raises(InputError, match=told):
            readers(wrong, "x")


class Inbox:
    """Keeps what a server takes: nothing for gone@, and for leave@ it goes away."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []

    async def handle_RCPT(self, server, session, envelope: Envelope, address: str, options) -> str:
        if address.startswith("gone@"):
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope: Envelope) -> str:
        if envelope.rcpt_tos == ["leave@example.org"]:
            server.transport.close()
            return ""
        self.envelopes.append(envelope)
        return "250 OK"


def known(server, session, envelope, mechanism, data) -> AuthResult:
    right = (data.login, data.password) == (b"me", b"secret")
    # Not handled: the server itself answers who is refused.
    return AuthResult(success=right, handled=False)


@pytest.fixture
def server() -> Iterator[tuple[Controller, Inbox]]:
    inbox = Inbox()
    controller = Controller(
        inbox, hostname="127.0.0.1", port=0, authenticator=known,
        auth_required=True, auth_require_tls=False,
    )  # fmt: skip
    # The port is chosen by the system, so that tests can run beside each other.
    controller.port = _free_port()
    controller.start()
    yield controller, inbox
    controller.stop()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def test_a_server_takes_a_message_for_each_reader(
    server: tuple[Controller, Inbox], tmp_path: Path
) -> None:
    controller, inbox = server
    (tmp_path / "readers.txt").write_text("a@example.org\ngone@example.org\nb@example.org\n")
    arguments = ("digest", "--listings", LISTINGS, "--from", str(SENDER), "--to",
                 tmp_path / "readers.txt", "--date", "2025-06-03")  # fmt: skip
    environment = {"SITE_URL": ADDRESS, SERVER: f"smtp://127.0.0.1:{controller.port}", USER: "me"}
    refused = command("paper-archive", *arguments, "--send", **environment, **{PASSWORD: "guess"})
    assert refused.returncode == 1 and not inbox.envelopes
    place = f"127.0.0.1:{controller.port}"
    assert f"0 messages of 3 sent, then: {place}: refuses {USER} and {PASSWORD}: 535" in (
        refused.stderr
    )
    assert "guess" not in refused.stderr and "Traceback" not in refused.stderr
    sent = command("paper-archive", *arguments, "--send", **environment, **{PASSWORD: "secret"})
    assert sent.returncode == 1
    assert "gone@example.org: 127.0.0.1 refuses the message: 550 5.1.1 no" in sent.stderr
    assert "2 messages sent, 1 refused" in sent.stderr
    assert [envelope.rcpt_tos for envelope in inbox.envelopes] == [
        ["a@example.org"], ["b@example.org"],
    ]  # fmt: skip
    done = command("paper-archive", *arguments, "--into", tmp_path / "out", **environment)
    assert done.returncode == 0, done.stderr
    for n, envelope in zip((1, 3), inbox.envelopes, strict=True):
        written = (tmp_path / f"out/2025-06-03-{n}.eml").read_bytes()
        # Only when they were written differs: one is sent now, the other is made of the day.
        first, second = (
            [line for line in data.rstrip().splitlines() if not line.startswith(b"Date: ")]
            for data in (envelope.content, written)
        )
        assert first == second and b"\r\nDate: Tue, 03 Jun 2025 00:00:00 +0000\r\n" in written
        message = message_from_bytes(written, policy=default)
        assert message["Subject"] == "22 papers: Tuesday 3 June 2025"


def letters(*readers: str) -> list[EmailMessage]:
    digest = made(paper("birds"))
    return [digest.message(SENDER, Address(addr_spec=reader)) for reader in readers]


def test_who_has_a_letter_is_told_when_a_server_goes_away(server: tuple[Controller, Inbox]) -> None:
    controller, inbox = server
    known = Server("127.0.0.1", controller.port, False, "me", "secret")
    with pytest.raises(NotSent) as told:
        known.send(letters("a@example.org", "leave@example.org", "b@example.org"))
    assert told.value.sent == 1 == len(inbox.envelopes)


@pytest.mark.parametrize(
    ("host", "tls", "user", "told"),
    [
        # Nothing in clear but to this computer by its own name.
        ("127.0.0.2", False, "", "offers no encryption"),
        ("127.0.0.1", True, "", "no TLS there"),
        ("127.0.0.1", False, "me", "asks for no credentials"),
    ],
)
def test_what_a_server_lacks_is_told(host: str, tls: bool, user: str, told: str) -> None:
    inbox = Inbox()
    controller = Controller(inbox, hostname=host, port=_free_port())
    controller.start()
    try:
        with pytest.raises(NotSent, match=f"{host}:{controller.port}: .*{told}"):
            Server(host, controller.port, tls, user, "secret").send(letters("a@example.org"))
    finally:
        controller.stop()
    assert not inbox.envelopes


def test_a_server_that_is_not_there_is_named() -> None:
    port = _free_port()
    with pytest.raises(NotSent, match=f"127.0.0.1:{port}: Connection refused"):
        Server("127.0.0.1", port, False, "", "").send(letters("a@example.org"))


@pytest.mark.parametrize("tls", [False, True])
def test_a_server_that_is_silent_is_not_waited_for(tls: bool) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        server = Server("127.0.0.1", silent.getsockname()[1], tls, "", "", seconds=0.2)
        with pytest.raises(NotSent, match="no answer in time"):
            server.send(letters("a@example.org"))


def test_a_server_elsewhere_must_offer_encryption_and_credentials_are_no_part_of_its_address() -> (
    None
):
    assert Server.of({SERVER: "smtps://mail.example.org"}).port == 465
    for wrong in (
        "",
        "mail.example.org",
        "http://x",
        "smtp://me:pw@mail.example.org",
        "smtp://x:y",
    ):
        with pytest.raises(InputError):
            Server.of({SERVER: wrong})
    assert "secret" not in repr(Server.of({SERVER: "smtp://x", PASSWORD: "secret"}))
