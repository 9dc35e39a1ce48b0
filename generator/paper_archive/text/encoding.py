"""Mends text that was decoded with the wrong table, on the way to whoever saved the listing.

- C1 control characters mean nothing in a text: they are the letters and signs that Windows-1252
  has at their place (U+0092 is ’). Five of them have no meaning there either.
- UTF-8 that was decoded as Latin-1 or Windows-1252 (`â€™` for ’, `FranÃ§ois`) is decoded again
  where ftfy is certain. It is slow, so it only sees texts that hold two neighbours which such a
  mistake needs; honest texts hardly ever do.
"""

from __future__ import annotations

import re

_WINDOWS_1252 = {
    code: character
    for code in range(0x80, 0xA0)
    if (character := bytes([code]).decode("cp1252", "ignore"))
}
_C1 = re.compile("[\x80-\x9f]")
# A first byte of UTF-8 and a further one, as either table decodes them.
_WRONGLY_DECODED = re.compile(f"[Â-ô][\x80-\xbf{''.join(_WINDOWS_1252.values())}]")
# What ftfy is not certain of: a Vietnamese letter between two others (Nguyá»…n), a capital before
# a letter that no word has behind it (ÄŒech), and signs of letters (â„¢).
_UNCERTAIN = re.compile(
    f"(?<=[A-Za-z])á[º»][\x80-\xbf{''.join(_WINDOWS_1252.values())}](?=[A-Za-z])"
    "|[ÃÄÅ][ŒŽŸžœ](?=[a-z])|â„[¢“•]"
)
# ” lost its last byte, which Windows-1252 has no character for.
_CLOSING_QUOTE = re.compile(r"â€(?=[ .,;:?!)\]]|\Z)")
_BYTES = {character: code for code, character in _WINDOWS_1252.items()}


def mended(text: str) -> str:
    """Return a text with its wrongly decoded characters as they were meant."""
    if _WRONGLY_DECODED.search(text):
        # Slow to import, and most archives never need it.
        from ftfy import fix_encoding

        text = _CLOSING_QUOTE.sub("â€\x9d", text)
        text = _UNCERTAIN.sub(_decoded, fix_encoding(text))
    return text.translate(_WINDOWS_1252) if _C1.search(text) else text


def _decoded(match: re.Match[str]) -> str:
    return bytes(_BYTES.get(character, ord(character)) for character in match[0]).decode()
