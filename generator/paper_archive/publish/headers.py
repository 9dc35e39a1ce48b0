"""What a server says of each file: its type, and how long it may be kept.

An object store is told with each file. A web server is configured: the manual has the same tables
for nginx and Caddy (`site_src/docs/manual/publishing.md`), and a test holds them equal.

Four times are enough:

    FOREVER   named by their content, or loaded with the checksum of the design behind their address
    CHECK     must fit the rest of the site; a browser asks each time whether they have changed
    HOUR      change seldom, and no page needs the newest
    MINUTES   pages, feeds and data
"""

from __future__ import annotations

import re
from mimetypes import MimeTypes

from paper_archive import urls
from paper_archive.site.state import checksum

FOREVER = "public, max-age=31536000, immutable"
CHECK = "no-cache"
HOUR = "public, max-age=3600"
MINUTES = "public, max-age=300"
# Regular expressions that Python, nginx and Caddy read alike, after a slash; the first that matches
# counts.
CACHE = (
    (r"search/[a-z2-7]{12}(/|\.js$)", FOREVER),
    (r"assets/.+\.(css|js)$", FOREVER),
    (r"(sw\.js|search/manifest\.js|desk/(archive|recent)\.js|offline/.+\.json)$", CHECK),
    (r"\.(avif|gif|ico|jpe?g|pdf|png|svg|webp|woff2?|zim|zip)$", HOUR),
)
_FEEDS = rf"((days/|weeks/)?feed|({'|'.join((*urls.FOLDERS,))})/[^/]+)"
TYPES = (
    (r"opensearch\.xml$", "application/opensearchdescription+xml"),
    (rf"{_FEEDS}\.xml$", "application/atom+xml"),
    (rf"{_FEEDS}\.json$", "application/feed+json"),
)
# By the end of a name.
SUFFIXES = {
    "atom": "application/atom+xml",
    "avif": "image/avif",
    "bib": "application/x-bibtex",
    "css": "text/css",
    "gz": "application/gzip",
    "html": "text/html",
    "ico": "image/x-icon",
    "js": "text/javascript",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "ris": "application/x-research-info-systems",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "xml": "application/xml",
    "zim": "application/zim",
    "zip": "application/zip",
}
_UTF_8 = ("text/", "application/x-bibtex", "application/x-research-info-systems")
# Without the tables of the system, which differ between machines.
_OTHERS = MimeTypes(filenames=())
_CACHE = [(re.compile(rf"(?:^|/){pattern}" if pattern[0] != "\\" else pattern), value)
          for pattern, value in CACHE]  # fmt: skip
_TYPES = [(re.compile(rf"^{pattern}"), value) for pattern, value in TYPES]


def cache_control(path: str) -> str:
    """How long the file of a path in the site may be kept, as `Cache-Control` says it."""
    for pattern, value in _CACHE:
        if pattern.search(path):
            return value
    return MINUTES


def content_type(path: str) -> str:
    """The type of the file of a path in the site, as `Content-Type` says it."""
    for pattern, value in _TYPES:
        if pattern.search(path):
            return value
    name = path.rpartition("/")[2]
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    known = SUFFIXES.get(suffix) or _OTHERS.guess_type(f"x.{suffix}")[0]
    if not known:
        return "application/octet-stream"
    return f"{known}; charset=utf-8" if known.startswith(_UTF_8) else known


# Changes with the tables above: where it is another one, every file has to be told anew.
VERSION = checksum(repr((CACHE, MINUTES, TYPES, SUFFIXES, _UTF_8)).encode())[:8]
