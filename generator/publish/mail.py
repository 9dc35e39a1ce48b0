"""Sending messages by SMTP.

The server and its credentials come from the environment alone, never from an option that a
process list or a shell's history would show:

    PAPER_ARCHIVE_SMTP            smtps://mail.example.org, smtp://mail.example.org:587
    PAPER_ARCHIVE_SMTP_USER       where the server asks for one
    PAPER_ARCHIVE_SMTP_PASSWORD

`smtps` is TLS from the first byte (port 465), `smtp` STARTTLS (port 587), without which nothing is
sent, but to a server on this computer.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import urlsplit

from generator.model import InputError, Problem

SERVER, USER, PASSWORD = (
    "PAPER_ARCHIVE_SMTP",
    "PAPER_ARCHIVE_SMTP_USER",
    "PAPER_ARCHIVE_SMTP_PASSWORD",
)
OWN = ("localhost", "127.0.0.1", "::1")
SECONDS = 60


@dataclass(frozen=True, slots=True, repr=False)
class Server:
    """A mail server; it has no `repr`, so that no message shows the password."""

    host: str
    port: int
    tls: bool
    user: str
    password: str

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Server:
        """The server that the environment names. Raises InputError where it names none."""
        fix = f"set {SERVER} to smtps://HOST or smtp://HOST:PORT"
        try:
            parts = urlsplit(environment.get(SERVER, ""))
            port = parts.port or (465 if parts.scheme == "smtps" else 587)
        except ValueError as error:
            raise InputError(Problem(SERVER, 0, f"no address of a server: {error}", fix)) from error
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise InputError(Problem(SERVER, 0, "names no mail server", fix))
        if parts.username or parts.password:
            raise InputError(
                Problem(SERVER, 0, "holds credentials", f"put them into {USER} and {PASSWORD}")
            )
        user, password = environment.get(USER, ""), environment.get(PASSWORD, "")
        return cls(parts.hostname, port, parts.scheme == "smtps", user, password)

    def send(self, messages: Iterable[EmailMessage]) -> int:
        """Send messages and return how many. Raises OSError or smtplib.SMTPException."""
        context = ssl.create_default_context()
        sent = 0
        with self._connection(context) as connection:
            if not self.tls and (connection.has_extn("starttls") or self.host not in OWN):
                connection.starttls(context=context)
                connection.ehlo()
            if self.user:
                connection.login(self.user, self.password)
            for message in messages:
                connection.send_message(message)
                sent += 1
        return sent

    def _connection(self, context: ssl.SSLContext) -> smtplib.SMTP:
        if self.tls:
            return smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=context)
        connection = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        connection.ehlo()
        return connection
