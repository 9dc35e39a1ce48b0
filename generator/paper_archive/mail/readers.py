"""The addresses of readers, and the file that lists them."""

from __future__ import annotations

from email.errors import MessageError
from email.headerregistry import Address

from paper_archive.model import InputError, Problem


def address(text: str, source: str, line: int) -> Address:
    """Return an address such as `reader@example.org`; raises InputError for anything else."""
    try:
        parsed = Address(addr_spec=text.strip())
        if parsed.username and "." in parsed.domain and text.strip().isprintable():
            return parsed
    except (ValueError, IndexError, MessageError):
        pass  # Reported below, like an address without a domain.
    reason = f"not an e-mail address: {text.strip()[:60]!r}"
    raise InputError(Problem(source, line, reason, "write it as name@example.org"))


def readers(data: bytes, source: str) -> list[Address]:
    """Return the addresses in a file, one a line.

    Empty lines, comments after `#` and repeated addresses are skipped. Raises InputError for a
    wrong address, or if there is no address.
    """
    # Addresses are ASCII; the error message shows other bytes escaped.
    text = data.decode("utf-8-sig", "backslashreplace")
    lines = ((n, line.partition("#")[0].strip()) for n, line in enumerate(text.splitlines(), 1))
    known: dict[str, Address] = {}
    for n, line in lines:
        if line:
            reader = address(line, source, n)
            known.setdefault(reader.addr_spec.lower(), reader)
    if not known:
        raise InputError(Problem(source, 0, "has no e-mail address", "write one a line"))
    return list(known.values())
