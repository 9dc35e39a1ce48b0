"""The addresses that may be requested: https, and http on this computer."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit


def refusal(address: str) -> str:
    """Return the reason why an address must not be requested, "" if it may be."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - raises for a port that is no number
    except ValueError as error:
        return f"is not a valid address: {error}"
    if parts.username is not None or parts.password is not None:
        return "contains a user name or password, which would be shown"
    if parts.scheme not in ("https", "http") or not parts.hostname:
        return "is not an https address"
    if parts.scheme == "http" and not is_this_computer(parts.hostname):
        return "is not https"
    return ""


def shown(address: str) -> str:
    """Return an address to show in a message, without a password."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "" if "@" in address else address
    return (parts.hostname or "") if "@" in parts.netloc else address


def is_this_computer(host: str) -> bool:
    """Tell whether a host is this computer."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
