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
                methods = used.get(name)
                yield f"{module.name}.{name}", value, not methods or bool(methods - _AT_ONE_PLACE)
    for number, (pattern, _) in enumerate(stripped._compiled()[2]):
        yield f"paper_archive.text.stripped rule {number}", pattern, True
    yield from _inline()


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        yield file, ast.parse(file.read_text("utf-8"))


def _methods() -> dict[str, set[str]]:
    """Return the methods that are called on each name, or handed on, in any module."""
    methods: dict[str, set[str]] = defaultdict(set)
    for _, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                methods[node.value.id].add(node.attr)
    return {name: several - {"pattern", "flags"} for name, several in methods.items() if several}


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
