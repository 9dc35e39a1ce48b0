"""Every regular expression of the program, and whether it is searched with."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import paper_archive
from paper_archive.text import stripped

PACKAGE = Path(paper_archive.__file__).parent
_AT_ONE_PLACE = frozenset(("match", "fullmatch"))
# What the theme and hand-written pages render to, which no stranger writes.
_OUR_OWN_TEXT = ("paper_archive.site.shell", "paper_archive.site.theme", "paper_archive.mkdocs_")


def expressions() -> Iterator[tuple[str, re.Pattern[str], bool]]:
    """Yield name, expression, and whether any use of it is more than `match` or `fullmatch`."""
    used = _methods()
    for module in sorted(pkgutil.walk_packages([str(PACKAGE)], "paper_archive."), key=str):
        if module.name.endswith("__main__") or module.name.startswith(_OUR_OWN_TEXT):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                # A name that begins with _ is used in its module only.
                methods = used[module.name if name.startswith("_") else "", name]
                searched = not methods or bool(methods - _AT_ONE_PLACE)
                yield f"{module.name}.{name}", value, searched
    for number, (pattern, _) in enumerate(stripped._compiled()[2]):
        yield f"paper_archive.text.stripped rule {number}", pattern, True
    yield from _inline()


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        yield file, ast.parse(file.read_text("utf-8"))


def _methods() -> dict[tuple[str, str], set[str]]:
    """Return the methods called on names, by (module, name); module "" stands for any."""
    methods: dict[tuple[str, str], set[str]] = defaultdict(set)
    for file, tree in _trees():
        module = ".".join(("paper_archive", *file.relative_to(PACKAGE).with_suffix("").parts))
        for node in ast.walk(tree):
            match node:
                case ast.Attribute(attr="pattern" | "flags"):
                    pass
                case ast.Attribute(value=ast.Name(id=name), attr=method):
                    for place in ("", module.removesuffix(".__init__")):
                        methods[place, name].add(method)
    return methods


def _inline() -> Iterator[tuple[str, re.Pattern[str], bool]]:
    for file, tree in _trees():
        for node in ast.walk(tree):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="re"), attr=method),
                    args=[ast.Constant(value=str(pattern)), *_],
                ) if method not in ("compile", "escape"):
                    place = f"{file.relative_to(PACKAGE)}:{node.lineno}"
                    yield place, re.compile(pattern), method not in _AT_ONE_PLACE
