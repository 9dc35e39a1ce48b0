"""`requirements.txt` of an archive: what its workflows install.

    # Written by paper-archive; `paper-archive upgrade` renews it. …
    -r requirements-lock.txt
    ./wheels/paper_archive-0.2.0-py3-none-any.whl --hash=sha256:…

`requirements-lock.txt` beside it pins the packages that the program needs. With one checksum in a
file pip demands a checksum of every package, so what the owner adds stands in
`requirements-own.txt`, which is installed afterwards. `upgrade` moves there what it meets in
`requirements.txt`, where earlier versions let the owner write. Options of pip, such as
`--index-url`, stay, and are copied for the packages that moved: pip is called once for each file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

PATH, PINS, OWN = "requirements.txt", "requirements-lock.txt", "requirements-own.txt"
_HEAD = f"""\
# Written by paper-archive; `paper-archive upgrade` renews it. Packages of your own go into
# {OWN}, one a line.
-r {PINS}
"""
_OURS = {line.strip() for line in _HEAD.splitlines()}
_CHECKSUMS = "--require-hashes"  # which nobody knows of packages that are not pinned
_BOM = "\ufeff"
_LONG = {"-i": "--index-url", "--pypi-url": "--index-url", "-f": "--find-links"}
_REPEATED = {"--extra-index-url", "--find-links", "--trusted-host"}
_PIN = re.compile(r"([A-Za-z0-9][\w.-]{0,99})==([\w.!+*-]{1,99})", re.ASCII)
_DIGEST = re.compile(r"--hash=sha256:([0-9a-f]{64})\b")
_FILE = re.compile(r"paper-archive-\d.*(?:whl|gz|zip)", re.ASCII)


def text(line: str, before: str = "") -> str:
    """Return the file that installs the program by `line`, with the options of the one before."""
    options = [each for each in _owners(before) if _is_option(each)]
    return "".join(f"{each}\n" for each in options) + f"{_HEAD}{line}\n"


def additions(before: str, own: str) -> str:
    """Return what `requirements-own.txt` is to hold: its text, `own`, and below it what the owner
    wrote into `requirements.txt`.

    An option comes along if there is a package that may need it, and `own` does not set it.
    """
    there = {line.strip() for line in own.removeprefix(_BOM).splitlines()}
    written = [each for each in _owners(before) if each not in there]
    packages = [each for each in written if not _is_option(each)]
    named = {_name(line) for line in there} - _REPEATED | {_CHECKSUMS}
    options = [each for each in written if _is_option(each) and _name(each) not in named]
    if not any(line and not line.startswith("#") for line in (*there, *packages)):
        options = []
    start = own if not own or own.endswith("\n") else f"{own}\n"
    return start + "".join(f"{each}\n" for each in (*options, *packages))


def moved(before: str, after: str) -> list[str]:
    """Return the packages that only the later text of `requirements-own.txt` names."""
    there = {*_joined(before.removeprefix(_BOM))}
    lines = [line for line in _joined(after.removeprefix(_BOM)) if line not in there]
    return [line for line in lines if line and not line.startswith("#") and not _is_option(line)]


def clashes(packages: Iterable[str], pins: str) -> Iterator[tuple[str, str]]:
    """Yield the packages of which the pins want another version, with that version."""
    pinned = dict(pin for line in pins.splitlines() if (pin := _pin(line)))
    for line in packages:
        name, version = _pin(line) or ("", "")
        if pinned.get(name, version) != version:
            yield line, pinned[name]


def _pin(line: str) -> tuple[str, str] | None:
    """The name, in its normal form, and the version that a line pins; None for another line."""
    pin = _PIN.match(re.sub(r"\[[\w, -]{0,200}\]", "", line).replace(" ", ""))
    return (re.sub(r"[-_.]+", "-", pin[1].lower()), pin[2]) if pin else None


def digest(text: str) -> str:
    """Return the checksum with which `requirements.txt` names the program, "" for none."""
    lines = (line for line in _joined(text.removeprefix(_BOM)) if _is_program(line))
    found = next(filter(None, map(_DIGEST.search, lines)), None)
    return found[1] if found else ""


def _name(line: str) -> str:
    """The name of an option: that of `--index-url=https://…` is `--index-url`."""
    name = re.split(r"[\s=]", line)[0]
    return _LONG.get(name, name)


def _owners(before: str) -> Iterator[str]:
    """Yield the lines of a file that its owner wrote; a line includes those that continue it."""
    for line in _joined(before.removeprefix(_BOM)):
        if line and line not in _OURS and not _is_program(line):
            yield line


def _joined(text: str) -> Iterator[str]:
    """Yield lines with those that continue them, as pip does: a comment ends a line, whatever
    stands at its own end."""
    begun = ""
    for each in [*text.splitlines(), ""]:
        is_comment = each.lstrip().startswith("#")
        if each.endswith("\\") and not is_comment:
            begun += each.rstrip("\\")
        elif is_comment and begun.strip():
            yield f"{begun} {each.strip()}".rstrip("\\").strip()
            begun = ""
        else:
            yield (begun + each).strip()
            begun = ""


def _is_program(line: str) -> bool:
    """Whether a line installs paper-archive, from wherever:

    `paper-archive==0.1.0`, `./wheels/paper_archive-0.1.0-py3-none-any.whl`, `-e ../paper-archive`,
    `git+https://example.org/paper-archive.git@0a1b2c`.
    """
    source = re.split(r"[\s;]", re.sub(r"^(?:-e|--editable)[ =]", "", line).lstrip())[0]
    last = source.replace("\\", "/").rstrip("/").rpartition("/")[2]
    name = re.split(r"[=<>!~@\[#]", last)[0].removesuffix(".git")
    name = re.sub(r"[-_.]", "-", name.lower())
    return name == "paper-archive" or _FILE.fullmatch(name) is not None


def _is_option(line: str) -> bool:
    """Whether a line tells pip where or how to look, and names no package and no file of them."""
    names = ("-e", "-r", "-c", "--editable", "--requirement", "--constraint")
    return line.startswith("-") and not line.startswith(names)
