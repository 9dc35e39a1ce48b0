"""Paths of pages and files in the site.

Pages have source paths under the pages folder, which end in `.md`; `html` returns the address in
the site.
"""

from __future__ import annotations

import re
from datetime import date

# The folders of generated pages, and the pages at the root.
FIRST_FOLDERS = ("papers", "days", "tags")
LATER_FOLDERS = ("authors", "organisations", "weeks", "trends", "topics", "lists")
FOLDERS = FIRST_FOLDERS + LATER_FOLDERS
AT_ROOT = ("index", "trends")
# The source path of a generated page.
_GENERATED = rf"(?:(?:{'|'.join(FOLDERS)})/[^/\n]+|{'|'.join(AT_ROOT)})\."
GENERATED = re.compile(f"{_GENERATED}md")
_GENERATED_HTML = re.compile(f"{_GENERATED}html")
UNDATED = "days/undated.md"
DAYS = "days/index.md"
TAGS = "tags/index.md"
WEEKS = "weeks/index.md"
TOPICS = "topics/index.md"
LISTS = "lists/index.md"
HOME = "index.md"
TRENDS = "trends.md"
# Feeds, without suffix: they exist as `.xml` (Atom) and as `.json` (JSON Feed).
FEED = "feed"
DAYS_FEED = "days/feed"
WEEKS_FEED = "weeks/feed"
OPEN_SEARCH = "opensearch.xml"
# Formats of citations in files: title, folder, suffix.
CITATIONS = (("BibTeX", "bibtex", "bib"), ("RIS", "ris", "ris"), ("CSL-JSON", "csl", "json"))
ALL = "all"
# The page, the worker, the manifest of the app and the folder of lists for reading offline.
OFFLINE, WORKER, APP, OFFLINE_LISTS = "offline.html", "sw.js", "manifest.webmanifest", "offline/"
DESK = "desk.html"
# The index of all files for programs.
DATA_INDEX = "api/index.json"
_SPELT = frozenset("abcdefghijklmnopqrstuvwxyz0123456789 ")
# The words of the link from a paper's page to a new issue.
REPORT = "Wrong tag, duplicate, withdraw?"


def paper(slug: str) -> str:
    """Return the page of a paper."""
    return f"papers/{slug}.md"


def day(of: date | None) -> str:
    """Return the page of a day, or of undated papers."""
    return f"days/{of.isoformat()}.md" if of else UNDATED


def month(year: int, number: int) -> str:
    """Return the page of a month."""
    return f"days/{year:04d}-{number:02d}.md"


def year(number: int) -> str:
    """Return the page of a year."""
    return f"days/{number:04d}.md"


def trends(year: int, number: int = 0) -> str:
    """Return the page of the trends of a month, or of a year."""
    return f"trends/{year:04d}-{number:02d}.md" if number else f"trends/{year:04d}.md"


def week(name: str) -> str:
    """Return the page of an ISO week, whose name is like `2025-W11`."""
    return f"weeks/{name}.md"


def tag(tag_id: str, number: int = 1) -> str:
    """Return a page of a tag; the newest has the number 1."""
    return f"tags/{tag_id}.md" if number == 1 else f"tags/{tag_id}-{number}.md"


def author(folder: str, slug: str) -> str:
    """Return the page of an author in `authors`, or of an organisation in `organisations`."""
    return f"{folder}/{slug}.md"


def author_feed(folder: str, slug: str) -> str:
    """Return the feed of an author, without suffix."""
    return f"{folder}/{slug}"


def authors(folder: str, letter: str = "", start: str = "") -> str:
    """Return the list of authors whose names begin with `start`, under a letter; "" for the index.

    No slug has two hyphens in a row, so no author has this address.
    """
    if not letter:
        return f"{folder}/index.md"
    rest = start.removeprefix(letter)
    spelt = "".join(sign if sign in _SPELT else f"-{ord(sign):x}" for sign in rest)
    return f"{folder}/letter--{letter}{spelt.replace(' ', '_')}.md"


def topic(topic_id: str, number: int = 1) -> str:
    """Return a page of a topic; the newest has the number 1."""
    return f"topics/{topic_id}.md" if number == 1 else f"topics/{topic_id}-{number}.md"


def topic_feed(topic_id: str) -> str:
    """Return the feed of a topic, without suffix."""
    return f"topics/{topic_id}"


def shared_list(list_id: str, number: int = 1) -> str:
    """Return a page of a shared list; no id has two hyphens in a row."""
    return f"lists/{list_id}.md" if number == 1 else f"lists/{list_id}--{number}.md"


def list_feed(list_id: str) -> str:
    """Return the feed of a shared list, without suffix."""
    return f"lists/{list_id}"


def tag_feed(tag_id: str) -> str:
    """Return the feed of a tag, without suffix."""
    return f"tags/{tag_id}"


def citations(form: str, suffix: str, name: str) -> str:
    """Return the file of citations of a year (its `name`), or of `all` or `undated` papers."""
    return f"api/{form}/{name}.{suffix}.gz"


def folder(src_uri: str) -> str:
    """Return the folder of a page, "" for the root."""
    return src_uri.rpartition("/")[0]


def relative(src_uri: str, folder: str) -> str:
    """Return the address of a page relative to `folder`, which is one level deep, or ""."""
    if not folder:
        return src_uri
    return (
        src_uri.removeprefix(f"{folder}/") if src_uri.startswith(f"{folder}/") else f"../{src_uri}"
    )


def html(src_uri: str) -> str:
    """Return the address in the site of a source path, which may end in a `#fragment`."""
    if "#" not in src_uri:
        return f"{src_uri.removesuffix('.md')}.html"
    path, mark, fragment = src_uri.partition("#")
    return f"{path.removesuffix('.md')}.html{mark}{fragment}"


def is_generated(path: str) -> bool:
    """Tell whether a path in the site is that of a generated page."""
    return _GENERATED_HTML.fullmatch(path) is not None


def yields(src_uri: str) -> bool:
    """Tell whether a generated page gives way to one that people wrote.

    Those of the first release do not; later addresses may have been in use.
    """
    return src_uri == TRENDS or folder(src_uri) in LATER_FOLDERS


def new_issue(repo_url: str, *, on_gitlab: bool = False) -> str:
    """Return the address of a new issue about a paper, without the slug at its end.

    It is "" without a repository. One that GitHub does not host is on GitLab if `on_gitlab`, or if
    the name of its host says so.
    """
    repository = repo_url.rstrip("/").removesuffix(".git")
    if not repository:
        return ""
    host = repository.partition("//")[2].partition("/")[0]
    is_gitlab = "gitlab" in host or (on_gitlab and host != "github.com")
    new = "/-/issues/new?issue[title]=" if is_gitlab else "/issues/new?title="
    return f"{repository}{new}Wrong+tag,+duplicate,+withdraw:+"
