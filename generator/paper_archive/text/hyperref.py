r"""How `\url{…}` and `\href{…}{…}` read in plain text."""

from __future__ import annotations

import re

_ARGUMENT = re.compile(r"\s*+\{\s*+((?:[^\s\\{}]|\\.|\{\\.\})*)\s*+\}")
_ESCAPE = re.compile(r"\\(.)|\{\\(.)\}")
# Link texts that add nothing to the address.
_BARE_LINK_TEXT = re.compile(
    r"(?:(?:at|in|on)\s)?(?:here|(?:this|the|our)?\s?(?:https?)?\s?(?:url|link|website|page|site"
    r"|repository|repo|webpage))?[.:]?\Z",
    re.I,
)


def link_with_text(url: str, text: str) -> str:
    """Return `text (url)`, or the address alone if the text says no more than the address."""
    text = text.strip()
    bare = text.removeprefix("https://").removeprefix("http://").rstrip("/. ")
    if bare.lower() in url.lower().rstrip("/") and ("." in bare or not bare):
        return url
    return url if _BARE_LINK_TEXT.match(text) else f"{text} ({url})"


def address_argument(source: str, at: int, end: int) -> tuple[str, int] | None:
    r"""Return the address in braces at `at`, without the escapes `\_` and `{\~}`, and its end."""
    match = _ARGUMENT.match(source, at, end)
    return None if match is None else (_ESCAPE.sub(r"\1\2", match[1]), match.end())
