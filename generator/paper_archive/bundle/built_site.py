"""The files of a built site that go into the offline bundle and the ZIM file.

A bundle is built from the site's folder alone, without listings, and the same site always has the
same bundle. It leaves out everything that is useless without a network:

    404.html, robots.txt, sitemap*.xml, opensearch.xml    for servers, robots and address bars
    feed.*, days/feed.*, tags/*.xml, authors/*.xml …      feeds, which follow new papers
    api/                                                  for programs; the pages say the same
    <name>-*.zip, <name>-*.zim                            earlier bundles beside the pages
    sw.js, offline.html, offline/ …, links to them,       for browsers that keep a site on the web;
      and the checksum behind the addresses of assets       a bundle is kept already
    description, og:* and JSON-LD in the head of a page,  for link previews and search engines; the
      and the abstract there                                page shows the abstract
    the address of a paper's page, if it has an arXiv     useful only where the page is published
      id, and the link to a new issue about it
    rel="prev" and "next", and line ends between the      for search engines, and for people who
      blocks of papers, days and tags                       read the source
    attributes by which Material's scripts and colours    unused (attributes that a script or a
      select elements                                       style sheet of the site names stay)

The other `citation_*` elements stay for reference managers, and the browser takes the title of a
citation from them. So does the address of a paper without an arXiv id. A link to a file that is
left out leads to the site on the web; if the site has no address, the link is removed and its words
stay.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase, translate
from pathlib import Path
from posixpath import dirname, join, normpath

from markupsafe import escape

from paper_archive import urls
from paper_archive.archive.slug import slugify
from paper_archive.model import InputError, Problem

NAME = "paper-archive"
_LEFT_OUT = (
    "404.html", "robots.txt", "sitemap*.xml", "opensearch.xml", "feed.xml", "feed.json",
    "api/*",
    *(f"{folder}/*.{suffix}" for folder in urls.FOLDERS for suffix in ("xml", "json")),
)  # fmt: skip
_IS_LEFT_OUT = re.compile("|".join(map(translate, _LEFT_OUT))).match
# In a site that browsers keep (`offline/`).
_KEPT_LISTS = f"{urls.OFFLINE_LISTS}index.json"
_FOR_KEEPING = (
    urls.OFFLINE, urls.WORKER, urls.APP, f"{urls.OFFLINE_LISTS}*.json", "assets/offline.*",
    "assets/icon-192.png", "assets/icon-maskable.png",
)  # fmt: skip
_KEEP = re.compile(rb' ?<a class="pa-web"[^<>]*>[^<]*</a>')
_CHECKSUM = re.compile(rb'(<(?:link|script) [^<>?]*\.(?:css|js))\?[0-9a-f]{8}"')
_PAPERS, _SEARCH = "papers/", "search/"
_DAY = re.compile(r"days/(\d{4}-\d\d-\d\d)\.html")
REDIRECT = re.compile(rb'<meta http-equiv="refresh" content="0; ?url=([^"]+)">')
_FOR_THE_WEB = re.compile(
    rb'<meta (?:name="(?:description|citation_abstract|twitter:card|theme-color)"|property="og:)'
    rb"[^>]*>"
    rb'| property="og:[^"]*"'
    rb'|<script type="application/ld\+json">.*?</script>'
    rb'|<link rel="(?:alternate|search)"[^>]*>',
    re.DOTALL,
)
# Only on the pages of papers.
_ADDRESS = re.compile(rb'<link rel="canonical"[^>]*>')
_ARXIV = b'<meta name="citation_arxiv_id"'
_REPORT = re.compile(
    rb'<p class="pa-by"><a href="[^"]*">' + re.escape(urls.REPORT).encode() + rb"</a></p>\n?"
)
_REL = re.compile(rb'(<a [^<>]*?) rel="(?:prev|next)"')
# White space beside the beginning or end of a block is never shown.
_LINE_ENDS = re.compile(
    rb">\n(?=</?(?:article|body|div|footer|h[1-6]|header|html|li|main|nav|ol|p|pre|script|section"
    rb"|ul)\b)"
)
_HEAD_ENDS = b"</head>"
# Elements with attributes of Material, the theme that ours extends.
_MARKED = re.compile(rb"<(?:body|div|main|header) [^<>]*>")
# Our style sheet has the colours: Material has none called `custom`.
_MARKS = (
    ("data-md-component", ""),
    ("data-md-color-primary", "custom"),
    ("data-md-color-accent", "custom"),
)
_LINK = re.compile(
    rb'<a (?P<before>[^>]*?)href="(?P<to>[\w./-]+\.(?:xml|json|gz|txt))"(?P<after>[^>]*)>'
    rb"(?P<words>.*?)</a>",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A built site.

    `url` is its address on the web, which ends in a slash, or "". `newest` is the day of its newest
    listing. `paths` are the files of a bundle, sorted. Browsers keep the site if it `is_kept`.
    """

    folder: Path
    title: str
    url: str
    newest: date | None
    paths: tuple[str, ...]
    is_kept: bool = False

    @classmethod
    def open(cls, folder: Path) -> BuiltSite:
        """Return the site in a folder, without symbolic links.

        Raises InputError if the folder has no built site.
        """
        try:
            facts = json.loads((folder / urls.DATA_INDEX).read_bytes())
            title, url = str(facts["title"]), str(facts.get("site", ""))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            reason = f"has no built site ({urls.DATA_INDEX} cannot be read)"
            fix = "build it first: paper-archive build"
            raise InputError(Problem(str(folder), 0, reason, fix)) from error
        paths = sorted(_files(folder))
        is_kept = _KEPT_LISTS in paths
        days = (match[1] for path in reversed(paths) if (match := _DAY.fullmatch(path)))
        newest = next((day for day in days if not _leads_elsewhere(folder, day)), "")
        earlier = (f"{named(title)}-", f"{NAME}-")  # until 0.1, all bundles had the latter name
        paths = [
            path
            for path in paths
            if not left_out(path)
            and not (is_kept and any(fnmatchcase(path, pattern) for pattern in _FOR_KEEPING))
            and not (path.startswith(earlier) and path.endswith((".zip", ".zim")))
        ]
        return cls(
            folder,
            title,
            url,
            date.fromisoformat(newest) if newest else None,
            tuple(paths),
            is_kept,
        )

    @property
    def name(self) -> str:
        """The name of the bundle: that of the site, with the date of the newest listing."""
        return f"{self.root}-{self.newest.isoformat() if self.newest else 'undated'}"

    @property
    def root(self) -> str:
        """The folder in the bundle that holds everything.

        It has no date in its name: a newer bundle, unpacked over an older one, replaces it, and
        bookmarks stay valid.
        """
        return named(self.title)

    @property
    def home(self) -> str:
        """The path of the home page."""
        return urls.html(urls.HOME)

    def bundled(self) -> Iterator[tuple[str, bytes]]:
        """Yield the members of the zip (path and bytes), all in one folder. Raises OSError."""
        yield f"{self.root}/README.txt", self._read_me().encode()
        for path, data in self.members():
            yield f"{self.root}/{path}", data

    def members(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files of a bundle one by one (path and bytes). Raises OSError."""
        unused = self._unused_marks()
        for path in self.paths:
            data = (self.folder / path).read_bytes()
            yield path, self._offline(path, data, unused) if path.endswith(".html") else data

    def _unused_marks(self) -> re.Pattern[bytes]:
        """Return a pattern of the attributes that no style sheet or script of the site names."""
        named = [
            (self.folder / path).read_bytes()
            for path in self.paths
            if path.endswith((".css", ".js")) and not path.startswith(_SEARCH)
        ]
        unused = []
        for mark, value in _MARKS:
            use = re.compile(rf"{mark}(?!=)|{mark}=[\"']?{value}".encode())
            if not any(use.search(text) for text in named):
                unused.append(f'{mark}="{value or "[a-z]*"}"')
        return re.compile(f" (?:{'|'.join(unused) or '(?!)'})".encode())

    def _read_me(self) -> str:
        until = f", with listings until {self.newest.isoformat()}" if self.newest else ""
        lines = [
            f"{self.title}{until}.",
            "Unpack the whole folder, then open index.html: everything works without a network.",
            *([f"On the web: {self.url}"] if self.url else []),
        ]
        return "\r\n".join(lines) + "\r\n"  # Editors on all systems show these line ends.

    def _offline(self, path: str, html: bytes, unused: re.Pattern[bytes]) -> bytes:
        """Return a page without the elements and links that are useless in a bundle."""
        head, end, body = html.partition(_HEAD_ENDS)

        def link(match: re.Match[bytes]) -> bytes:
            to = normpath(join(dirname(path), match["to"].decode()))
            if not left_out(to):
                return match[0]
            if not self.url:
                return match["words"]
            whole = escape(self.url + to).encode("utf-8", "replace")
            return b'<a %bhref="%b"%b>%b</a>' % (
                match["before"], whole, match["after"], match["words"],
            )  # fmt: skip

        head = _FOR_THE_WEB.sub(b"", head)
        if path.startswith(_PAPERS):
            head = _ADDRESS.sub(b"", head) if _ARXIV in head else head
            body = _REPORT.sub(b"", body)
        if urls.is_generated(path):
            body = _LINE_ENDS.sub(b">", _REL.sub(rb"\1", body))
        if self.is_kept:
            head, body = _CHECKSUM.sub(rb'\1"', head), _CHECKSUM.sub(rb'\1"', _KEEP.sub(b"", body))
        body = _MARKED.sub(lambda match: unused.sub(b"", match[0]), body)
        return head + end + _LINK.sub(link, body)


def named(title: str) -> str:
    """Return the name for files of a site with this title."""
    return slugify(title) if any(sign.isascii() and sign.isalnum() for sign in title) else NAME


def _leads_elsewhere(folder: Path, day: str) -> bool:
    """Whether the page of a day only redirects, as the page of a day without listings does."""
    page = (folder / f"days/{day}.html").read_bytes()
    return REDIRECT.search(page.partition(_HEAD_ENDS)[0]) is not None


def left_out(path: str) -> bool:
    """Tell whether a bundle leaves a file out."""
    return _IS_LEFT_OUT(path) is not None


def _files(folder: Path) -> Iterator[str]:
    """Yield the paths of files, with forward slashes, without hidden files.

    Hidden files come from operating systems, not from a build.
    """
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            file = Path(parent, name)
            if not name.startswith(".") and not file.is_symlink():
                yield file.relative_to(folder).as_posix()
