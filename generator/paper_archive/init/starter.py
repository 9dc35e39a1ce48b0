"""The files that a new archive begins with.

They come from `files/`, from `hosts/`, where `dot-` at the beginning of a name stands for a dot,
and from `site_src/`. In their text, `@@VERSION@@` is the installed version, `@@NAME@@` the
archive's name, `@@TITLE@@` the name as YAML, `@@SOURCES@@` what is fetched, `@@CATEGORIES@@` what
might be, `@@TAGS@@` what papers are tagged with and `@@HOSTING@@` how the archive is published.

Workflows, their scripts and the issue form are those of this project's repository, so that every
archive gets what is mended or pinned there; `hosts/` has those that differ in an archive, such as
the script that installs. A wheel has a copy of `.github/` in `github/`.

Some files are *kept*: `upgrade` brings them to the installed version. All others are the owner's
from the first day.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from paper_archive import __version__
from paper_archive.init import program, requirements
from paper_archive.init.installed import text_of
from paper_archive.init.manifest import GITHUB, GITLAB, NONE, Contents
from paper_archive.resources import CHECKOUT, DEFAULT, resource
from paper_archive.tags import beginning

_HERE = Path(__file__).parent
_FILES, _HOSTS = _HERE / "files", _HERE / "hosts"
_GITHUB = (_HERE / "github", CHECKOUT / ".github")
_PINS = tuple(folder / "requirements.lock" for folder in (_HERE, CHECKOUT))
# The files of this project's repository that an archive has, and the folder where it has them.
_SHARED = {
    GITHUB: (".github", ("workflows/*.yml", "scripts/*.sh", "ISSUE_TEMPLATE/*.yml")),
    GITLAB: (".gitlab", tuple(f"scripts/{name}.sh" for name in ("build", "check", "fetch", "lib"))),
}
_NOT_FOR_ARCHIVES = "workflows/test.yml"  # tests the program
# It looks for new versions at a package index, and fails on a wheel in the archive.
_DEPENDABOT = ".github/dependabot.yml"
_DOT = "dot-"
_PLACE = re.compile("@@([A-Z]+)@@")
_KEPT = re.compile(
    r"settings\.yml|requirements(?:-lock)?\.txt|\.gitignore|\.gitattributes|\.gitlab-ci\.yml"
    rf"|\.git(?:hub|lab)/.+|{program.WHEELS}/paper_archive-[^/]+\.whl"
)
# Examples of arXiv's categories that suit a vocabulary of tags.
_CATEGORIES = {
    DEFAULT: "cs.CL, cs.AI",
    "biology": "q-bio.NC, q-bio.GN",
    "mathematics": "math.CO, math.PR",
    "physics": "quant-ph, hep-th",
}
_CATEGORIES_OF_OTHERS = "math.CO, q-bio.NC"
_TAGS = {
    DEFAULT: "does not exist: papers get tags for machine learning; `paper-archive tags --new` "
    "begins a file that changes them",
    "empty": "the tags; there are none until you write some",
}
_TAGS_OF_OTHERS = "the tags: those for {}, and what you change of them"
_OWN = ("docs/about.md", "curation.yml", "topics.yml")


def kept(host: str = GITHUB) -> dict[str, Contents]:
    """The files that `upgrade` keeps, by path: the same in every archive of a host.

    The wheel comes first, if an archive needs one. Raises InputError if the installation of this
    program is damaged, OSError if it cannot be read.
    """
    installed = program.program()
    wheel = {} if installed.wheel is None else {program.PATH: installed.wheel}
    return {
        **wheel,
        requirements.PINS: text_of(_first(_PINS)),
        requirements.PATH: requirements.text(installed.line),
        **{path: text for path, text in _texts(host).items() if is_kept(path)},
    }


def is_kept(path: str) -> bool:
    """Tell whether `upgrade` may write a file; none is outside the archive."""
    return _KEPT.fullmatch(path) is not None and ".." not in path.split("/")


def first(
    name: str, host: str = GITHUB, sources: str = " []", vocabulary: str = DEFAULT
) -> dict[str, Contents]:
    """All files of a new archive, by path; `sources` follows that key in the settings.

    Raises InputError if there is no such vocabulary.
    """
    texts = _texts(host) | {f"site_src/{path}": text_of(resource(path)) for path in _OWN}
    hosting = text_of(_HOSTS / f"{host}.md").rstrip()
    if vocabulary != DEFAULT:
        texts["site_src/tags.yml"] = beginning(vocabulary)
    title = json.dumps(name, ensure_ascii=False)  # which is YAML too
    values = {
        "SOURCES": sources,
        "CATEGORIES": _CATEGORIES.get(vocabulary, _CATEGORIES_OF_OTHERS),
        "TAGS": _TAGS.get(vocabulary, _TAGS_OF_OTHERS.format(vocabulary)),
        "TITLE": title,
        "NAME": name,
    }

    def filled(text: str) -> str:
        # In one go, because a name may look like one of the places.
        text = text.replace("@@HOSTING@@", hosting)
        return _PLACE.sub(lambda place: values.get(place[1], place[0]), text)

    own = {path: filled(text) for path, text in texts.items()}
    return dict(sorted({**kept(host), **own}.items()))


def _texts(host: str) -> dict[str, str]:
    texts = {
        path: text_of(file).replace("@@VERSION@@", __version__)
        for folder in (_FILES, _HOSTS / host)
        for path, file in _of_template(folder)
    }
    if program.program().wheel is not None:
        texts.pop(_DEPENDABOT, None)
    return dict(sorted((_shared(host) | texts).items()))


def _of_template(folder: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            parts = file.relative_to(folder).parts
            yield "/".join(re.sub(f"^{_DOT}", ".", part) for part in parts), file


def _shared(host: str) -> dict[str, str]:
    """Workflows and scripts that are those of this project's repository, but for one script."""
    if host == NONE:
        return {}
    source = _first(_GITHUB)
    folder, patterns = _SHARED[host]
    texts = {
        f"{folder}/{file.relative_to(source).as_posix()}": text_of(file)
        for pattern in patterns
        for file in source.glob(pattern)
    }
    texts.pop(f"{folder}/{_NOT_FOR_ARCHIVES}", None)
    return texts | {f"{folder}/scripts/install.sh": text_of(_HOSTS / "install.sh")}


def _first(places: tuple[Path, ...]) -> Path:
    """The copy in the installed package, or the original in a checkout."""
    return next((place for place in places if place.exists()), places[0])
