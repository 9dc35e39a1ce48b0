"""The digest: what mail programs read of it, and a real server that takes it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope

from generator.model import InputError
from generator.publish.digest import Digest, address, day_digest, readers
from generator.publish.mail import PASSWORD, SERVER, USER, Server
from tests.pages.papers import paper
from tests.publish.archives import ADDRESS, catalog
from tests.site.run import LISTINGS, command

SENDER = Address(addr_spec="archive@example.org")
READER = Address(addr_spec="reader@example.net")
DAY = date(2025, 3, 14)
INJECTED = "Birds\r\nBcc: all@example.org\r\n\r\n<script>x</script>\nFrom: me\x00\ud800 é漢"


def made(*papers, tags=(), **options) -> Digest:
    archive = catalog(*papers, **options)
    return day_digest(archive, archive.archive.day(DAY), tags)


def read(given: Digest) -> EmailMessage:
    return message_from_bytes(given.message(SENDER, READER).as_bytes(), policy=default)


def test_a_digest_is_text_and_html_with_whole_addresses() -> None:
    birds = paper("birds", title="Birds & co", abstract="They fly. " * 80, tags=("physics",))
    message = read(made(birds, paper("whales")))
    assert (message["From"], message["To"]) == (str(SENDER), str(READER))
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
    assert digest.subject.startswith("1 paper:") and "whales" not in digest.text


def test_the_same_papers_make_the_same_bytes() -> None:
    first, again = (made(paper("birds")).message(SENDER, READER).as_bytes() for _ in range(2))
    assert first == again


def test_nothing_becomes_a_header() -> None:
    odd = paper("odd", title=INJECTED, abstract=INJECTED)
    message = read(made(odd, site_name=INJECTED))
    assert [name.lower() for name in message] == [
        "from", "to", "subject", "message-id", "mime-version", "content-type",
    ]  # fmt: skip
    html = message.get_body(("html",)).get_content()
    assert "<script>" not in html and "&lt;script&gt;" in html
    more = ("a@b.org\r\nBcc: x@y.org", "a@b.org, c@d.org", "a@b.org\x00")
    for text in (*more, "", "a", "a@b", "<a@b.org>"):
        with pytest.raises(InputError, match="no address of a mailbox"):
            address(text, "readers.txt", 1)


def test_readers_are_one_a_line() -> None:
    assert readers("# friends\na@b.org\n\n c@d.org # new\n", "x") == [
        Address(addr_spec="a@b.org"),
        Address(addr_spec="c@d.org"),
    ]
    with pytest.raises(InputError, match="x:2: "):
        readers("a@b.org\nnobody\n", "x")


class Inbox:
    """Keeps what a server takes."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []

    async def handle_DATA(self, server, session, envelope: Envelope) -> str:
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
    import socket

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def test_a_server_takes_a_message_for_each_reader(
    server: tuple[Controller, Inbox], tmp_path: Path
) -> None:
    controller, inbox = server
    (tmp_path / "readers.txt").write_text("a@example.org\nb@example.org\n")
    arguments = ("digest", "--listings", LISTINGS, "--from", str(SENDER), "--to",
                 tmp_path / "readers.txt", "--date", "2025-06-03")  # fmt: skip
    environment = {"SITE_URL": ADDRESS, SERVER: f"smtp://127.0.0.1:{controller.port}", USER: "me"}
    refused = command("paper-archive", *arguments, "--send", **environment, **{PASSWORD: "guess"})
    assert refused.returncode == 1 and "not sent" in refused.stderr and not inbox.envelopes
    assert "guess" not in refused.stderr and "Traceback" not in refused.stderr
    sent = command("paper-archive", *arguments, "--send", **environment, **{PASSWORD: "secret"})
    assert sent.returncode == 0, sent.stderr
    assert [envelope.rcpt_tos for envelope in inbox.envelopes] == [
        ["a@example.org"], ["b@example.org"],
    ]  # fmt: skip
    done = command("paper-archive", *arguments, "--into", tmp_path / "out", **environment)
    assert done.returncode == 0, done.stderr
    for n, envelope in enumerate(inbox.envelopes, 1):
        written = (tmp_path / f"out/2025-06-03-{n}.eml").read_bytes()
        assert envelope.content.rstrip(b"\r\n") == written.rstrip(b"\r\n")
        message = message_from_bytes(written, policy=default)
        assert message["Subject"] == "22 papers: Tuesday 3 June 2025"


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
