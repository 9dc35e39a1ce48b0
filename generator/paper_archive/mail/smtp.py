"""Sends messages by SMTP.

The server and its credentials come only from the environment. An option would be visible in the
list of processes and in the history of the shell:

    PAPER_ARCHIVE_SMTP            smtps://mail.example.org, smtp://mail.example.org:587
    PAPER_ARCHIVE_SMTP_USER       if the server asks for it
    PAPER_ARCHIVE_SMTP_PASSWORD

`smtps` is TLS from the first byte (port 465), `smtp` is STARTTLS (port 587). Nothing is sent
without encryption, except to a server on localhost. If the server refuses one reader, the others
still get their message. If it refuses everything or disconnects, sending ends, and the error has
the number of messages sent.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import urlsplit

from paper_archive.model import InputError, Problem

SERVER, USER, PASSWORD = (
    "PAPER_ARCHIVE_SMTP",
    "PAPER_ARCHIVE_SMTP_USER",
    "PAPER_ARCHIVE_SMTP_PASSWORD",
)
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
SECONDS = 60
_SILENT = "no answer in time"


class NotSent(Exception):
    """The server accepts no messages, or no more after `sent` messages."""

    def __init__(self, reason: str, sent: int) -> None:
        super().__init__(reason)
        self.sent = sent


@dataclass(frozen=True, slots=True, repr=False)
class Server:
    """A mail server. It has no generated `repr`, so that no error message shows the password."""

    host: str
    port: int
    tls: bool
    user: str
    password: str
    seconds: float = SECONDS

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Server:
        """Return the server that the environment names. Raises InputError if there is none."""
        fix = f"set {SERVER} to smtps://HOST or smtp://HOST:PORT"
        try:
            parts = urlsplit(environment.get(SERVER, ""))
            port = parts.port or (465 if parts.scheme == "smtps" else 587)
        except ValueError as error:
            raise InputError(
                Problem(SERVER, 0, f"not the address of a server: {error}", fix)
            ) from error
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise InputError(Problem(SERVER, 0, "is not the address of a mail server", fix))
        if parts.username or parts.password:
            raise InputError(
                Problem(SERVER, 0, "contains credentials", f"put them into {USER} and {PASSWORD}")
            )
        user, password = environment.get(USER, ""), environment.get(PASSWORD, "")
        return cls(parts.hostname, port, parts.scheme == "smtps", user, password)

    def send(self, messages: Sequence[EmailMessage]) -> list[Problem]:
        """Send messages to one reader per message; return a problem for every refused one.

        Raises NotSent if the server stops accepting messages.
        """
        sent = 0
        refused: list[Problem] = []
        try:
            with self._connection(ssl.create_default_context()) as connection:
                for message in messages:
                    try:
                        connection.send_message(message)
                        sent += 1
                    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as error:
                        refused.append(self._refusal(str(message["To"]), error))
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent(f"{self.host}:{self.port}: {_reason(error)}", sent) from error
        return refused

    def _refusal(self, reader: str, error: smtplib.SMTPException) -> Problem:
        reason = f"{self.host} refuses the message: {_reason(error)}"
        return Problem(reader, 0, reason, "is the address right?")

    def _connection(self, context: ssl.SSLContext) -> smtplib.SMTP:
        if self.tls:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=self.seconds, context=context
            )
        else:
            connection = smtplib.SMTP(self.host, self.port, timeout=self.seconds)
            connection.ehlo()
            if connection.has_extn("starttls") or self.host not in LOCAL_HOSTS:
                connection.starttls(context=context)
                connection.ehlo()
        if self.user:
            connection.login(self.user, self.password)
        return connection


def _reason(error: OSError | smtplib.SMTPException) -> str:
    """Return the cause of an error in words, with the remedy if it is known."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            ((code, said),) = error.recipients.values()
            return f"{code} {_words(said)}"
        case smtplib.SMTPAuthenticationError():
            answer = f"{error.smtp_code} {_words(error.smtp_error)}"
            return f"refuses {USER} and {PASSWORD}: {answer}"
        case smtplib.SMTPResponseException():
            return f"{error.smtp_code} {_words(error.smtp_error)}"
        case smtplib.SMTPNotSupportedError() if "STARTTLS" in str(error):
            return "offers no encryption (STARTTLS): try smtps://, or another port"
        case smtplib.SMTPNotSupportedError() if "AUTH" in str(error):
            return f"does not ask for credentials: leave {USER} out"
        case ssl.SSLCertVerificationError():
            return f"its certificate is not trusted: {error.verify_message}"
        case ssl.SSLError():
            return f"does not speak TLS ({error.reason}): try smtp:// or another port"
        case TimeoutError():
            return _SILENT
        case smtplib.SMTPServerDisconnected() if "timed out" in str(error):
            return _SILENT
        case OSError(strerror=str(words)):
            return words
    return str(error)


def _words(said: bytes | str) -> str:
    return " ".join((said.decode("utf-8", "replace") if isinstance(said, bytes) else said).split())
