"""Extracts the links of clean text, and picks the one that leads to the paper's code.

Only `http` and `https` links count, to a host that has a dot and no `user@` before it. Without a
scheme, `www.…` and code hosts with a path (`github.com/owner/name`) count as well, because nothing
else is written like that; they get `https://`. So do the addresses of a few hosts that are known to
answer by https, whatever is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

_BARE_HOSTS = r"github\.com|gitlab\.com|huggingface\.co|bitbucket\.org|codeberg\.org|gitee\.com"
_CHARACTERS = r"[^\s<>\"`{}|\\^“”‘’«»\x00-\x1f\x7f]"
# No abstract has so many; a megabyte of addresses would take seconds.
MOST = 1_000
_LINK = re.compile(
    rf"(?<![A-Za-z0-9@/._-])(?:https?://|www\.(?=[a-z0-9-]++\.)|(?:{_BARE_HOSTS})/(?=[\w.-]))"
    rf"{_CHARACTERS}++",
    re.I,
)
# An address has `www.`, or one of these and a slash within _LONGEST_FRONT characters.
_BEFORE_SLASH = (":", ".com", ".co", ".org")
_LONGEST_FRONT = len("huggingface.com")
_TRAILING = ".,;:!?'*_~…–—"
_BRACKETS = {")": "(", "]": "[", "}": "{", "）": "（", "】": "【"}
# The scheme and the host, up to the path. A label neither begins nor ends with a hyphen.
_SAFE = re.compile(
    r"https?://(?:[a-z0-9]++(?:-++[a-z0-9]++)*\.)+[a-z](?:-*[a-z0-9])+(?::\d{1,5})?(?=[/?#]|\Z)",
    re.I,
)

_CODE_HOSTS = frozenset(
    """github.com gitlab.com bitbucket.org codeberg.org gitee.com sourceforge.net sr.ht
    gitcode.com modelscope.cn modelscope.com""".split()
)
# With or without `www.`.
_HTTPS_HOSTS = _CODE_HOSTS | frozenset(
    """arxiv.org doi.org dx.doi.org huggingface.co openreview.net aclanthology.org zenodo.org
    gist.github.com raw.githubusercontent.com youtube.com youtu.be kaggle.com pypi.org
    en.wikipedia.org anonymous.4open.science""".split()
)
# First parts of a path on these hosts that are not the owner of a repository.
_NOT_OWNERS = frozenset(
    """papers docs blog orgs topics features about login search collections settings join
    learn""".split()
)
_HUB_KINDS = frozenset(("datasets", "spaces", "models"))


@dataclass(frozen=True, slots=True)
class Link:
    """A link at `text[start:end]`; `url` has a scheme, which the text may lack."""

    start: int
    end: int
    url: str


def links(text: str) -> tuple[Link, ...]:
    """Return the first `MOST` links of a text in order, without the punctuation after them."""
    start = _first_possible(text)
    if start < 0:
        return ()
    result = []
    for match in islice(_LINK.finditer(text, start), MOST):
        written = _trimmed(match[0])
        url = (
            written if written.lower().startswith(("http://", "https://")) else f"https://{written}"
        )
        if _SAFE.match(url):
            result.append(Link(match.start(), match.start() + len(written), _by_https(url)))
    return tuple(result)


def _first_possible(text: str) -> int:
    """Return where to search from, -1 if no address is there: most texts have none."""
    candidates = []
    if "w." in text or "W." in text:
        lower = text.lower()
        # Some letters are longer in lower case.
        candidates.append(lower.find("www.") if len(lower) == len(text) else 0)
    slash = text.find("/")
    while slash >= 0:
        if text[max(0, slash - 4) : slash].lower().endswith(_BEFORE_SLASH):
            candidates.append(max(0, slash - _LONGEST_FRONT))
            break
        slash = text.find("/", slash + 1)
    return min((at for at in candidates if at >= 0), default=-1)


def _trimmed(written: str) -> str:
    """Return an address without trailing punctuation and brackets opened before it."""
    # A second address may be glued to the first.
    second = max(written.find("http://", 1), written.find("https://", 1))
    if second > 0 and written[second - 1] not in "/=":
        written = written[:second]
    end = len(written)
    balance = {
        closing: written.count(opening) - written.count(closing)
        for closing, opening in _BRACKETS.items()
    }
    while end:
        last = written[end - 1]
        if balance.get(last, 0) < 0:
            balance[last] += 1
        elif last not in _TRAILING and last not in "([（【":
            break
        end -= 1
    return written[:end]


def _by_https(url: str) -> str:
    """Return an http address by https where its host is known to answer."""
    if url[:7].lower() == "http://":
        host = url[7:].partition("/")[0].lower()
        if host.removeprefix("www.") in _HTTPS_HOSTS or host.endswith(".github.io"):
            return f"https://{url[7:]}"
    return url


def is_code_host(url: str) -> bool:
    """Tell whether a link leads to a repository: `owner/name` on a host of code or models."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    host = parts.netloc.lower().removeprefix("www.")
    steps = [step for step in parts.path.split("/") if step]
    if host == "anonymous.4open.science":
        return len(steps) >= 2 and steps[0] in ("r", "repository")
    if host == "huggingface.co":
        hub = steps[1:] if steps and steps[0] in _HUB_KINDS else steps
        return len(hub) >= 2 and hub[0] not in _NOT_OWNERS
    if host in _CODE_HOSTS or host.startswith(("gitlab.", "git.")):
        return len(steps) >= 2 and steps[0] not in _NOT_OWNERS
    return False


def code_link(urls: Iterable[str]) -> str:
    """Return the first link to a repository, hosts of code before hosts of models; "" if none."""
    repositories = [url for url in urls if is_code_host(url)]
    if not repositories:
        return ""
    models = ("huggingface.co", "modelscope.")
    return next(
        (url for url in repositories if not any(host in url.lower() for host in models)),
        repositories[0],
    )


def project_links(urls: Iterable[str]) -> tuple[str, ...]:
    """Return the links that do not lead to repositories, in order, without duplicates."""
    return tuple(dict.fromkeys(url for url in urls if not is_code_host(url)))
