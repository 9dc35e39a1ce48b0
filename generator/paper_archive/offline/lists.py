"""Lists of a site's files for reading offline, in groups that readers choose.

    offline/index.json         what there is to choose, with sizes
    offline/design.json        what every page needs: the design, and its checksum
    offline/core.json          the pages that lead to all others
    offline/search.json        the files of the search
    offline/days/<day>.json    a day's page and the pages of its papers; the newest `MOST_DAYS` days
    offline/rest.json          all other files, where the whole archive is at most `MOST_BYTES`

The index:

    {"format": 1, "build": "…", "design": "1a2b3c4d", "bytes": 7100000, "limit": 50000000,
     "groups": {"core": ["offline/core.json", "…", 5, 81200], …},
     "days": [["2025-06-05", "offline/days/2025-06-05.json", "…", 14, 120000], …]}

A group has its list, the checksum of the list, its number of files and their bytes; days are the
newest first. `build` is the checksum of all groups, so it stays as long as no file differs. `bytes`
is the size of everything that can be kept. Every other list is

    {"design": "1a2b3c4d", "files": [["papers/….html", "…", 8123], …]}

A checksum has the first `CHECKSUM` hexadecimal digits of SHA-256. No file is in two groups but for
papers of several days.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Mapping

from paper_archive import urls
from paper_archive.bundle.built_site import left_out
from paper_archive.catalog import Catalog
from paper_archive.desk import archive_facts, recent_days
from paper_archive.site.design import Design
from paper_archive.site.state import checksum

FORMAT = 1
FOLDER = urls.OFFLINE_LISTS
MOST_DAYS = 30
MOST_BYTES = 50_000_000
_CORE = (
    urls.html(urls.HOME), urls.OFFLINE, "search.html", urls.html(urls.DAYS), urls.html(urls.TAGS),
    urls.html(urls.TRENDS), urls.html(urls.WEEKS), urls.DESK, archive_facts.PATH, recent_days.PATH,
)  # fmt: skip
_SEARCH = "search/"
# Icons that only an installation needs, for which there is a network.
_OURS = (urls.WORKER, urls.APP, "assets/icon-192.png", "assets/icon-maskable.png")

# By path in the site: checksum, bytes, and the time of the file.
Published = Mapping[str, tuple[str, int, int]]


def list_files(
    catalog: Catalog, published: Published, design: Design
) -> Generator[tuple[str, bytes | None], None, None]:
    """Yield the lists of a site whose other files are `published`."""
    groups: dict[str, tuple[object, ...]] = {}

    def listed(path: str, names: Iterable[str]) -> tuple[tuple[str, bytes], tuple[object, ...]]:
        files = [(name, *published[name][:2]) for name in names if name in published]
        data = _json({"design": design.checksum, "files": files})
        return (path, data), (path, checksum(data), len(files), sum(size for *_, size in files))

    everything = [path for path in published if is_kept(path)]
    total = sum([published[path][1] for path in everything])
    search = {path for path in everything if path.startswith(_SEARCH)}.difference(design.paths)
    grouped: set[str] = set()
    for name, paths in (("design", design.paths), ("core", _CORE), ("search", search)):
        file, groups[name] = listed(f"{FOLDER}{name}.json", sorted(paths))
        yield file
        grouped.update(paths)
    days = []
    for day in reversed(list(catalog.outline.days)[-MOST_DAYS:]):
        papers = (urls.html(urls.paper(slug)) for slug in catalog.archive.slugs_of(day))
        of_day = tuple(dict.fromkeys((f"days/{day}.html", *papers)))
        file, entry = listed(f"{FOLDER}days/{day}.json", of_day)
        days.append((day, *entry))
        yield file
        grouped.update(of_day)
    if total <= MOST_BYTES:
        rest = sorted(set(everything) - grouped)
        file, groups["rest"] = listed(f"{FOLDER}rest.json", rest)
        yield file
    index = {
        "format": FORMAT,
        "design": design.checksum,
        "bytes": total,
        "limit": MOST_BYTES,
        "groups": groups,
        "days": days,
    }
    yield f"{FOLDER}index.json", _json({"build": checksum(_json(index)), **index})


def is_kept(path: str) -> bool:
    """Tell whether browsers keep a file: as in a bundle, all that readers need."""
    # Most files are these, and the patterns below take long.
    if path[:7] == "papers/" or path[:8] == "authors/":
        return path[-5:] == ".html"
    if path[:7] == _SEARCH:
        return path[-3:] == ".js"  # The index of MkDocs' search plugin is read by no page.
    return not left_out(path) and path not in _OURS and not path.endswith((".zip", ".zim"))


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogateescape") + b"\n"
