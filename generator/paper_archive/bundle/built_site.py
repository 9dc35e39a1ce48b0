"""What of a built site is taken along: the files of the offline bundle and of the ZIM file.

A bundle is made of the site's folder alone, so it needs no listings, and one site gives one
bundle. What is left out is of no use without a network:

    404.html, robots.txt, sitemap*.xml, opensearch.xml    for servers, robots and address bars
    feed.*, days/feed.*, tags/*.xml, tags/*.json          feeds, which follow what is published
    api/                                                  for programs; it says again what pages say
    paper-archive-*.zip, *.zim                            earlier bundles, put beside the pages
    description, og:* and JSON-LD in a page's head        link previews and search engines
    the address of a paper's page that has an arXiv id,   of use where the page is published
      and the link to an issue for what is wrong with it
    rel="prev", and ends of lines between the blocks      search engines, and who reads the source
      of papers, days and tags
    attributes by which Material's scripts and colours    neither is there (a style or script of the
      find their places                                   owner's keeps those that it names)

`citation_*` elements stay: citations are made from them in the browser, by the address of a page
where it has no arXiv id, or is a list. A link to a file that is left out leads to the site on the
web; if that has no address, its words stay and the link goes.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from posixpath import dirname, join, normpath

from markupsafe import escape

from paper_archive import urls as addresses
from paper_archive.model import InputError, Problem

NAME = "paper-archive"
_LEFT_OUT = (
    "404.html", "robots.txt", "sitemap*.xml", "opensearch.xml", "feed.xml", "feed.json",
    "days/feed.xml", "days/feed.json", "tags/*.xml", "tags/*.json", "api/*",
    f"{NAME}-*.zip", f"{NAME}-*.zim",
)  # fmt: skip
_PAPERS, _SEARCH = "papers/", "search/"
_GENERATED = (_PAPERS, "days/", "tags/")
_DAY = re.compile(r"days/(\d{4}-\d\d-\d\d)\.html")
_FOR_THE_WEB = re.compile(
    rb'<meta (?:name="description"|property="og:)[^>]*>'
    rb'| property="og:[^"]*"'
    rb'|<script type="application/ld\+json">.*?</script>'
    rb'|<link rel="(?:alternate|search)"[^>]*>',
    re.DOTALL,
)
# Of a paper's page alone.
_ADDRESS = re.compile(rb'<link rel="canonical"[^>]*>')
_ARXIV = b'<meta name="citation_arxiv_id"'
_REPORT = re.compile(
    rb'<p class="pa-by"><a href="[^"]*">' + re.escape(addresses.REPORT).encode() + rb"</a></p>\n?"
)
_REL = re.compile(rb'(<a [^<>]*?) rel="(?:prev|next)"')
# Beside a block's begin or end, white space is never shown.
_LINE_ENDS = re.compile(
    rb">\n(?=</?(?:article|body|div|footer|h[1-6]|header|html|li|main|nav|ol|p|pre|script|section"
    rb"|ul)\b)"
)
_HEAD_ENDS = b"</head>"
# Attributes of the base that the theme extends, and the elements that have them.
_MARKED = re.compile(rb"<(?:body|div|main|header) [^<>]*>")
# The theme's colours are in its own style sheet: `custom` is none of Material's.
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
    """A built site: `paths` of its files that are taken along, sorted; `url` is its address on
    the web, which ends in a slash, or ""; `newest` the day of its newest listing."""

    folder: Path
    title: str
    url: str
    newest: date | None
    paths: tuple[str, ...]

    @classmethod
    def open(cls, folder: Path) -> BuiltSite:
        """Look at a site's folder; links in it are no part of it.

        Raises InputError where no site was built.
        """
        try:
            facts = json.loads((folder / addresses.DATA_INDEX).read_bytes())
            title, url = str(facts["title"]), str(facts.get("site", ""))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            what = f"holds no built site ({addresses.DATA_INDEX} cannot be read)"
            fix = "build it first: paper-archive build"
            raise InputError(Problem(str(folder), 0, what, fix)) from error
        paths = sorted(_files(folder))
        days = [found[1] for path in paths if (found := _DAY.fullmatch(path))]
        newest = date.fromisoformat(max(days)) if days else None
        return cls(folder, title, url, newest, tuple(path for path in paths if not left_out(path)))

    @property
    def name(self) -> str:
        """The name of the bundle: its date is that of the newest listing."""
        return f"{NAME}-{self.newest.isoformat() if self.newest else 'undated'}"

    @property
    def home(self) -> str:
        """The page to begin with."""
        return addresses.html(addresses.HOME)

    def bundled(self) -> Iterator[tuple[str, bytes]]:
        """The members of the zip, all in one folder. Its name has no date: a newer bundle that is
        unpacked over an older one renews it, and bookmarks stay. Raises OSError."""
        yield f"{NAME}/README.txt", self._read_me().encode()
        for path, data in self.members():
            yield f"{NAME}/{path}", data

    def members(self) -> Iterator[tuple[str, bytes]]:
        """Read the files one by one: path and bytes. Raises OSError."""
        unused = self._unused_marks()
        for path in self.paths:
            data = (self.folder / path).read_bytes()
            yield path, self._offline(path, data, unused) if path.endswith(".html") else data

    def _unused_marks(self) -> re.Pattern[bytes]:
        """The attributes that no style sheet and no script of the site names."""
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
        return "\r\n".join(lines) + "\r\n"  # Every system's editor shows these as lines.

    def _offline(self, path: str, html: bytes, unused: re.Pattern[bytes]) -> bytes:
        """A page without what is of no use in a bundle."""
        head, end, body = html.partition(_HEAD_ENDS)

        def link(found: re.Match[bytes]) -> bytes:
            to = normpath(join(dirname(path), found["to"].decode()))
            if not left_out(to):
                return found[0]
            if not self.url:
                return found["words"]
            whole = escape(self.url + to).encode("utf-8", "replace")
            return b'<a %bhref="%b"%b>%b</a>' % (
                found["before"], whole, found["after"], found["words"],
            )  # fmt: skip

        head = _FOR_THE_WEB.sub(b"", head)
        if path.startswith(_PAPERS):
            head = _ADDRESS.sub(b"", head) if _ARXIV in head else head
            body = _REPORT.sub(b"", body)
        if path.startswith(_GENERATED):
            body = _LINE_ENDS.sub(b">", _REL.sub(rb"\1", body))
        body = _MARKED.sub(lambda found: unused.sub(b"", found[0]), body)
        return head + end + _LINK.sub(link, body)


def left_out(path: str) -> bool:
    """Tell whether a file of the site is no part of a bundle."""
    return any(fnmatchcase(path, pattern) for pattern in _LEFT_OUT)


def _files(folder: Path) -> Iterator[str]:
    """Paths of files, with forward slashes; hidden ones are left by systems, not by a build."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            file = Path(parent, name)
            if not name.startswith(".") and not file.is_symlink():
                yield file.relative_to(folder).as_posix()
