"""Finds and reads the files of lists: `NAME.yml`, `NAME.yaml` and `NAME.json` in one folder.

The address of a list is the slug of its file's name: `Reading Group.yml` becomes
`lists/reading-group.html`. A mistake in an entry costs that entry; what leaves no list to show
stops the build, because a published page would be gone: a file that is not YAML or has no papers,
and two files of one address. Other files are reported, unless they are for people (`.md`, `.txt`)
or hidden.
"""

from __future__ import annotations

from pathlib import Path

from paper_archive.archive.slug import is_reserved, slugify
from paper_archive.listing import sources
from paper_archive.lists.desk_file import desk_list, is_desk
from paper_archive.lists.hand_file import hand_list
from paper_archive.lists.json_nodes import is_json, json_document
from paper_archive.lists.shared_list import WrittenList
from paper_archive.model import InputError, Problem, Source
from paper_archive.strict_yaml import Mistakes, Node, document

SUFFIXES = (".yml", ".yaml", ".json")
_FOR_PEOPLE = (".md", ".txt")


def load_lists(
    folder: Path, root: Path, *, typed: bool = False
) -> tuple[tuple[WrittenList, ...], tuple[Problem, ...]]:
    """Return the lists of a folder, in order of address, and what is wrong with parts of them.

    Names of files are relative to `root`, or as `typed`. Raises InputError for all files that
    cannot be read together.
    """
    mistakes = Mistakes()
    lists: dict[str, WrittenList] = {}
    files, problems = _files(folder, root, typed)
    for path in files:
        with mistakes.noted():
            source = sources.open_source(path, root, typed=typed)
            found = read_list(source)
            if other := lists.get(found.id):
                what = f"lists/{found.id}.html is the page of {other.source} too"
                raise InputError(Problem(source.name, 0, what, "rename one of the two files"))
            lists[found.id] = found
    mistakes.refuse()
    ordered = tuple(lists[name] for name in sorted(lists))
    return ordered, (*problems, *(each for found in ordered for each in found.problems))


def read_list(source: Source) -> WrittenList:
    """Return the list of a file. Raises InputError if it cannot be read."""
    stem = source.name.rpartition("/")[2].rpartition(".")[0]
    list_id = slugify(stem)
    if is_reserved(stem.lower().strip()) or not any(map(str.isalnum, stem)):
        what = f"'{stem}' cannot be the address of a list"
        raise InputError(Problem(source.name, 0, what, "rename the file, to reading-group.yml say"))
    root = _document(source)
    words = " ".join(stem.replace("-", " ").replace("_", " ").split())
    title = words[:1].upper() + words[1:]
    if root is not None and is_desk(root):
        return desk_list(root, list_id, source.name, title)
    return hand_list(root, list_id, source.name, title)


def _document(source: Source) -> Node | None:
    try:
        if not is_json(source):
            return document(source)
        try:
            return json_document(source)
        except InputError:
            if source.name.lower().endswith(".json"):
                raise
            # YAML may begin with a brace too; what is neither is likelier JSON.
            try:
                return document(source)
            except InputError:
                return json_document(source)
    except RecursionError as error:
        what = "brackets or lists in one another are too many"
        raise InputError(Problem(source.name, 0, what, "write a list of papers")) from error


def _files(folder: Path, root: Path, typed: bool) -> tuple[list[Path], list[Problem]]:
    """Return the files of lists in a folder, and a problem for each that is none."""
    name = (sources.typed_name if typed else sources.name_of)(folder, root)
    try:
        found = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        what = f"cannot be read: {error.strerror or error}"
        raise InputError(Problem(name, 0, what, "name a folder of lists")) from error
    files: list[Path] = []
    problems: list[Problem] = []
    for each in found:
        suffix = Path(each).suffix.lower()
        if suffix in SUFFIXES and not each.startswith("."):
            files.append(folder / each)
        elif suffix not in _FOR_PEOPLE and not each.startswith("."):
            fix = f"end its name in {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}, or move it away"
            problems.append(Problem(f"{name}/{each}", 0, "is no list, and is left out", fix))
    return files, problems
