"""Changes listings at random, as transfers, programs and hostile people do."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

CASES = Path(__file__).parents[1] / "listing" / "cases"
# One listing of each form, and some of its variants.
SEEDS = [
    *sorted(CASES.glob("form-*[!n]")),
    *(CASES / name for name in ("api-day.json", "api-wrapped.json", "compact.txt", "dialects.json",
                                "dialects-one-paper.json", "dialects-wrapped.json",
                                "dialects.jsonl", "dialects-of-indexes.jsonl", "form-crossref.json",
                                "form-csl.json", "form-daily.json", "form-daily-by-day.json",
                                "form-json-feed.json", "lines-of-days.jsonl",
                                "2025-06-02-spaced.txt")),
]  # fmt: skip
# Values that programs have choked on: controls, halves of pairs, markup, commands, numbers.
NAUGHTY = [
    "", " ", "\x00", "\x1b[2J\x1b]0;x\x07", "\x9b31m", "\x85", "\u2028\u2029", "\u202eabc\u202c",
    "\u2066\u2069", "\ud800", "\udfff\ud83d", "\ufeff", "\ufffe", "\U000e0041", "\U0010ffff",
    "<script>alert(1)</script>", "</textarea><!--", "]]>", "&#0;&lt;", "javascript:alert(1)",
    "{{ config }}{% raw %}", "${7*7}", "`~~~`", "[a](b)[c][d]", "![x](y)", "---\ntitle: x\n---",
    "\\def\\x{\\x\\x}\\x", "$" * 99, "{" * 99, "\\" * 99, "\\frac" * 40, "$\\not\\not\\not$",
    "../../etc/passwd", "CON", "a/b\\c:d", "\r\n::error::x", "\r\nBcc: a@b.c", "'; DROP TABLE",
    "http://[::1", "https://a@b:99999/\\", "http://" * 9, "www." * 30, "x" * 5000, "é" * 3000,
    "a" + "\u0301" * 500, "\u200d" * 40, "🏳️‍🌈", "ﷺ", "ß" * 200, "İ" * 200, "中" * 300, "אבג",
    "NaN", "1e999", "-1", "0x10", "2503.99999v0", "9999.99999", "2024-02-31", "0000-00-00",
    "99999-01-01", "Mar 99", "(999999999 ▲)", "9" * 400,
]  # fmt: skip
# The same as they stand in JSON, where a string of Python may not.
_VALUES = [
    "null", "true", "NaN", "Infinity", "-Infinity", "1e999", "9" * 4301, "-" + "9" * 30, "1.5",
    "[]", "{}", "[[[[[]]]]]", "[" * 2000, '{"a":' * 1500,
    '"\\ud800"', '"\\u0000"', '"\\udc00\\ud800"',
    '["\\ud83d", 1, null, {"name": 3}, {"name": "\\ude00"}]', '"https://a.b/\\ud800"', '"',
]  # fmt: skip

Mutation = Callable[[random.Random, bytes], bytes]


def mutated(seed: int, source: bytes) -> bytes:
    """Return a copy of a listing with one to four changes; the same for the same `seed`."""
    chance = random.Random(seed)
    data = gzip.decompress(source) if source[:2] == b"\x1f\x8b" else source
    for _ in range(chance.randint(1, 4)):
        data = chance.choice(_MUTATIONS)(chance, data)
    if chance.random() < 0.1:
        data = gzip.compress(data, mtime=0)
        if chance.random() < 0.5:
            data = _flipped(chance, data)
    return data


def _span(chance: random.Random, data: bytes, most: int = 400) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + chance.randint(0, most))


def _flipped(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randint(0, len(data))]


def _without(chance: random.Random, data: bytes) -> bytes:
    start, end = _span(chance, data)
    return data[:start] + data[end:]


def _repeated(chance: random.Random, data: bytes) -> bytes:
    start, end = _span(chance, data, 60)
    times = chance.choice((2, 10, 300, 5_000))
    return data[:end] + data[start:end] * times + data[end:]


def _moved(chance: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    line = lines.pop(chance.randrange(len(lines)))
    lines.insert(chance.randint(0, len(lines)), line)
    return b"\n".join(lines)


def _inserted(chance: random.Random, data: bytes) -> bytes:
    at, _ = _span(chance, data)
    return data[:at] + chance.choice(NAUGHTY).encode("utf-8", "surrogatepass") + data[at:]


def _new_line(chance: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    naughty = chance.choice(NAUGHTY).encode("utf-8", "surrogatepass")
    lines.insert(chance.randint(0, len(lines)), naughty)
    return b"\n".join(lines)


def _other_value(chance: random.Random, data: bytes) -> bytes:
    """Put an odd value in the place of one in JSON; other text is cut."""
    places = [at for at, byte in enumerate(data) if byte == ord(":")]
    if not places or data.lstrip()[:1] not in (b"{", b"["):
        return _inserted(chance, data)
    at = chance.choice(places) + 1
    ends = [end for sign in (b",", b"}", b"]") if (end := data.find(sign, at)) > 0]
    value = chance.choice([*_VALUES, *(json.dumps(text) for text in NAUGHTY)])
    return data[:at] + value.encode() + data[min(ends, default=at) :]


_MUTATIONS: tuple[Mutation, ...] = (
    _flipped, _cut, _without, _repeated, _moved, _inserted, _new_line, _other_value, _other_value,
)  # fmt: skip


def naughty_papers() -> list[dict[str, Any]]:
    """Return papers of which every one has an odd value in one of its fields."""
    papers: list[dict[str, Any]] = []
    for number, text in enumerate(NAUGHTY):
        for name in ("title", "abstract", "authors", "id", "url", "githubRepo", "projectPage",
                     "organization", "publishedAt", "upvotes", "date"):  # fmt: skip
            paper: dict[str, Any] = {
                "title": f"Paper {number} with an odd {name}",
                "abstract": f"We study value {number} in the field {name}. " * 5,
            }
            paper[name] = [text] if name == "authors" else text
            papers.append(paper)
    return papers
