"""The addresses of readers, and the file that lists them."""

from __future__ import annotations

from email.errors import MessageError, ObsoleteHeaderDefect
from email.headerregistry import Address, HeaderRegistry
from typing import Any

from paper_archive.model import InputError, Problem

_HEADERS = HeaderRegistry()


def address(text: str, source: str, line: int) -> Address:
    """Return an address such as `reader@example.org` or `A Reader <reader@example.org>`.

    Raises InputError for anything else.
    """
    try:
        header: Any = _HEADERS("to", text.strip())
        # A dot in a name is obsolete, and common.
        wrong = [each for each in header.defects if not isinstance(each, ObsoleteHeaderDefect)]
        if len(header.addresses) == 1 and not wrong and text.strip().isprintable():
            (parsed,) = header.addresses
            if parsed.username and "." in parsed.domain and parsed.addr_spec.isascii():
                return Address(parsed.display_name, addr_spec=parsed.addr_spec)
    except (ValueError, IndexError, MessageError):
        pass  # Reported below, like an address without a domain.
    reason = f"not an e-mail address: {text.strip()[:60]!r}"
    raise InputError(
        Problem(source, line, reason, "write it as name@example.org, or Name <name@example.org>")
    )


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
