"""Sending: a real server that takes the messages, and servers that do not."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope
from paper_archive.mail.smtp import PASSWORD, SERVER, USER, NotSent, Server
from paper_archive.model import InputError

from tests.exports.archives import ADDRESS
from tests.mail.digests import SENDER, made
from tests.pages.papers import paper
from tests.site.run import LISTINGS, configuration, invoke


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
    arguments = ("--listings", LISTINGS, "--from", str(SENDER), "--to",
                 tmp_path / "readers.txt", "--date", "2025-06-03")  # fmt: skip
    environment = {"SITE_URL": ADDRESS, SERVER: f"smtp://127.0.0.1:{controller.port}", USER: "me"}
    refused = invoke("digest", *arguments, "--send", **environment, **{PASSWORD: "guess"})
    assert refused.returncode == 1 and not inbox.envelopes
    place = f"127.0.0.1:{controller.port}"
    assert f"0 messages of 3 sent, then: {place}: refuses {USER} and {PASSWORD}: 535" in (
        refused.stderr
    )
    assert "guess" not in refused.stderr and "Traceback" not in refused.stderr
    sent = invoke("digest", *arguments, "--send", **environment, **{PASSWORD: "secret"})
    assert sent.returncode == 1
    assert "gone@example.org: 127.0.0.1 refuses the message: 550 5.1.1 no" in sent.stderr
    assert "2 messages sent, 1 refused" in sent.stderr
    assert [envelope.rcpt_tos for envelope in inbox.envelopes] == [
        ["a@example.org"], ["b@example.org"],
    ]  # fmt: skip
    done = invoke("digest", *arguments, "--into", tmp_path / "out", **environment)
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
        ("127.0.0.1", True, "", "does not speak TLS"),
        ("127.0.0.1", False, "me", "does not ask for credentials"),
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


def test_the_command_writes_a_week_and_a_topic(tmp_path: Path) -> None:
    (tmp_path / "readers.txt").write_text("a@example.org\n")
    topics = "topics:\n- {id: models, name: All models, query: model}\n"
    (tmp_path / "topics.yml").write_text(topics, "utf-8")
    config = configuration(tmp_path, f"      topics: {tmp_path}/topics.yml\n")
    arguments = ("digest", "-f", config, "--from", str(SENDER), "--to", tmp_path / "readers.txt")
    for options, subject in (
        (("--week",), "8 papers: Week 22 of 2025"),
        (("--week", "2025-w23", "--topic", "models"), "papers on All models: Week 23 of 2025"),
    ):
        done = invoke(*arguments, "--into", tmp_path / "out", *options, SITE_URL=ADDRESS)
        assert done.returncode == 0, done.stderr
        (written,) = (tmp_path / "out").iterdir()
        assert subject in message_from_bytes(written.read_bytes(), policy=default)["Subject"]
        written.unlink()
    for wrong in (("--week", "--date", "2025-06-03"), ("--topic", "models", "--tag", "agents")):
        assert "exclude each other" in invoke(*arguments, *wrong, SITE_URL=ADDRESS).stderr
