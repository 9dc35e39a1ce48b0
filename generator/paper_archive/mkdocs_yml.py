"""The file `mkdocs.yml`, read as MkDocs reads it: `!ENV`, `INHERIT`, options of plugins.

MkDocs is not imported for it: that takes half a second, which most commands need not wait for.
Errors name the line.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import mergedeep
import yaml
import yaml_env_tag

from paper_archive.model import InputError, Problem
from paper_archive.strict_yaml import nearest
from paper_archive.yaml_lines import EndlessError, check, line_of_half, line_of_odd, lines_of

PLUGIN = "paper-archive"
# The types of the plugin's options; those of paths are checked where they are used.
OPTIONS: Mapping[str, type | tuple[type, ...]] = {
    "listings": (str, list),
    "pages_dir": str,
    "tags": str,
    "curation": str,
    "topics": str,
    "lists": str,
    "year": int,
    "stamp": bool,
    "api": str,
    "sources": list,
    "author_pages": int,
    "links": dict,
    "offline_reading": bool,
    "offline_zip": str,
}
# `intake/wanted.py` and `text/link_templates.py` check what is in these.
_SOURCES, _LINKS = "sources", "links"
# Lists whose items have lines of their own, by number.
_NUMBERED = {_SOURCES, "palette", "social", "extra_css", "extra_javascript", "extra_templates"}
# How messages call the types of values.
KINDS: dict[type, str] = {
    str: "text",
    list: "a list",
    int: "a number",
    bool: "true or false",
    dict: "a mapping",
}
# What is never expected, but may be written.
_OTHERS: dict[type, str] = {float: "a number with a fraction", type(None): "empty"}


class _Loader(yaml.SafeLoader):
    """YAML with `!ENV`; other tags, such as `!!python/name:`, are for MkDocs, and only kept."""


def _opaque(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> str:
    return f"{node.tag} {getattr(node, 'value', '')}".strip()


_Loader.add_constructor("!ENV", yaml_env_tag.construct_env_tag)
_Loader.add_multi_constructor("!", _opaque)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", _opaque)


@dataclass(frozen=True, slots=True)
class Configuration:
    """A configuration with everything that it inherits; `lines` tell where its own keys stand.

    Items of some lists have their numbers among the keys (`_NUMBERED`), others their text.
    """

    file: Path
    files: tuple[Path, ...]
    values: Mapping[str, Any]
    lines: Mapping[tuple[str | int, ...], int]

    @classmethod
    def read(cls, file: Path, within: tuple[Path, ...] = ()) -> Configuration:
        """Read a file and, below it, the one that it inherits from."""
        try:
            data = file.read_bytes()
            loader = _Loader(data)
            node = loader.get_single_node()
            check(node)
            values = loader.construct_document(node) if node else {}
        except OSError as error:
            fix = "go to the archive's folder, or name its mkdocs.yml"
            what = f"cannot be read: {error.strerror or error}"
            raise InputError(Problem(str(file), 0, what, fix)) from error
        except EndlessError as error:
            problem = Problem(str(file), error.line, str(error), error.fix)
            raise InputError(problem) from error
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            said = getattr(error, "problem", None) or " ".join(str(error).split())
            what = f"is not YAML: {said}"
            line = mark.line + 1 if mark else line_of_odd(data)
            raise InputError(Problem(str(file), line, what, "mend this line")) from error
        if not isinstance(values, dict):
            raise InputError(Problem(str(file), 1, "is not a mapping", "begin with `site_name: …`"))
        if line := line_of_half(node):
            what = "has half of a pair of UTF-16, which is no character"
            fix = "write the character itself, or `\\U` and eight digits"
            raise InputError(Problem(str(file), line, what, fix))
        files: tuple[Path, ...] = (file,)
        lines = lines_of(node, _NUMBERED)
        if "INHERIT" in values:
            inherits = values.pop("INHERIT")
            parent = Path(os.path.normpath(file.parent / str(inherits)))
            line = lines.get(("INHERIT",), 0)
            if parent in within or parent == file:
                what = f"inherits from {inherits}, which inherits from this file"
                raise InputError(Problem(str(file), line, what, "remove one INHERIT"))
            if not inherits or not parent.is_file():
                what = f"inherits from {inherits or 'no file'}, which does not exist"
                raise InputError(Problem(str(file), line, what, "mend its path or remove the line"))
            above = cls.read(parent, (*within, file))
            files += above.files
            values = mergedeep.merge(dict(above.values), values)
        return cls(file, files, values, lines)

    def options(self) -> Mapping[str, Any]:
        """The options of this program's plugin. Raises InputError where one is of no use."""
        plugins = self.values.get("plugins") or []
        if not isinstance(plugins, list | dict):
            raise self._wrong(plugins, (list,), "plugins")
        named = plugins.items() if isinstance(plugins, dict) else map(_plugin, plugins)
        uses = [options or {} for name, options in named if name == PLUGIN]
        for options in uses:
            if not isinstance(options, dict):
                raise self._wrong(options, (dict,), "plugins", PLUGIN)
        uses = [options for options in uses if options.get("enabled") is not False]
        if len(uses) != 1:
            often, do = ("uses more than once", "keep one") if uses else ("does not use", "add")
            fix = f"{do} `- {PLUGIN}` below `plugins:`"
            raise InputError(Problem(str(self.file), 0, f"{often} the plugin {PLUGIN}", fix))
        options = {key: value for key, value in uses[0].items() if key != "enabled"}
        for key, kinds in OPTIONS.items():
            value = options.get(key)
            kinds = kinds if isinstance(kinds, tuple) else (kinds,)
            # In Python `true` is a number.
            is_sound = type(value) in kinds and _all_text(value)
            if value is not None and key not in (_SOURCES, _LINKS) and not is_sound:
                raise self._wrong(value, kinds, "plugins", PLUGIN, key)
        # Without any item, `sources` still is a list.
        return {
            key: value for key, value in options.items() if value is not None or key == _SOURCES
        }

    def unknown(self, options: Mapping[str, Any]) -> tuple[Problem, ...]:
        """Report the options that do not exist."""
        return tuple(
            Problem(
                str(self.file),
                self.lines.get(("plugins", PLUGIN, str(key)), 0),
                f"the plugin {PLUGIN} has no option '{key}', which is ignored",
                nearest(str(key), OPTIONS) or "remove it",
            )
            for key in options
            if key not in OPTIONS
        )

    def line_of_link(self, name: str) -> int:
        """Return the line of a name below `links`, or that of `links`."""
        place = ("plugins", PLUGIN, _LINKS)
        return self.lines.get((*place, name), self.lines.get(place, 0))

    def line_of_source(self, path: tuple[str | int, ...]) -> int:
        """Return the line of a value below `sources`, or of the nearest one around it."""
        return self.line(("plugins", PLUGIN, _SOURCES, *path))

    def line(self, place: tuple[str | int, ...]) -> int:
        """Return the line of a value, or of the nearest one around it; 0 if it is inherited."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 0)

    def name(self) -> str:
        """The site's name, which MkDocs requires."""
        if not (name := self.text("site_name")):
            raise InputError(Problem(str(self.file), 0, "has no site_name", "add `site_name: …`"))
        return name

    def text(self, key: str) -> str:
        """A text, "" where there is none. Raises InputError for anything else."""
        value = self.values.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self._wrong(value, (str,), key)
        return value

    def texts(self, key: str) -> list[str]:
        """A list of texts, empty where there is none. Raises InputError for anything else."""
        value = self.values.get(key) or []
        if not (isinstance(value, list) and _all_text(value)):
            wrong = value if isinstance(value, list) and (key, 0) in self.lines else []
            for number, item in enumerate(wrong):
                if not isinstance(item, str):
                    raise self._wrong(item, (str,), key, number)
            raise self._wrong(value, (list,), key)
        return value

    def check_nav(self) -> None:
        """Raise InputError for an address in `nav` that MkDocs cannot read."""
        waiting: list[tuple[object, tuple[str | int, ...]]] = [(self.values.get("nav"), ("nav",))]
        while waiting:
            value, place = waiting.pop()
            if isinstance(value, dict):
                waiting += [(each, (*place, str(key))) for key, each in value.items()]
            elif isinstance(value, list):
                waiting += [(each, place) for each in value]
            elif isinstance(value, str):
                try:
                    urlsplit(value)
                except ValueError as error:
                    what, fix = f"nav has no address: {value}", "mend it, or take it out"
                    line = self.line((*place, value))
                    raise InputError(Problem(str(self.file), line, what, fix)) from error

    def check_scripts(self) -> None:
        """Raise InputError unless every item of `extra_javascript` is a text or has a path."""
        key = "extra_javascript"
        value = self.values.get(key) or []
        if not isinstance(value, list):
            raise self._wrong(value, (list,), key)
        for number, item in enumerate(value):
            if not isinstance(item.get("path") if isinstance(item, dict) else item, str):
                raise self._wrong(item, (str,), key, number)

    def text_of_theme(self, key: str) -> str:
        """A text below `theme`, "" where there is none. Raises InputError for anything else."""
        theme = self.values.get("theme")
        value = theme.get(key) if isinstance(theme, dict) else None
        if value is not None and not isinstance(value, str):
            raise self._wrong(value, (str,), "theme", key)
        return value or ""

    def flag(self, key: str) -> bool:
        """True or false. Raises InputError for anything else."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, bool):
            raise self._wrong(value, (bool,), key)
        return bool(value)

    def count(self, option: str, otherwise: int) -> int:
        """An option of the plugin that counts, from 0. Raises InputError for a negative number."""
        number: int = self.options().get(option, otherwise)
        if number < 0:
            line = self.lines.get(("plugins", PLUGIN, option), 0)
            what, fix = f"{option} is {number}", "write 0 or more"
            raise InputError(Problem(str(self.file), line, what, fix))
        return number

    def web_address(self, option: str) -> str:
        """An option of the plugin that is a URL, "" where there is none."""
        url: str = self.options().get(option) or ""
        if url and not _is_on_the_web(url):
            line = self.line(("plugins", PLUGIN, option))
            what, fix = f"{option} is no address: {url}", "begin it with https://"
            raise InputError(Problem(str(self.file), line, what, fix))
        return url

    def address(self, key: str, over: str | None, *, is_folder: bool = False) -> str:
        """A URL, "" where there is none; that of a folder ends in a slash."""
        url = self.text(key) if over is None else over
        if not url:
            return ""
        if not _is_on_the_web(url):
            what, fix = f"{key} is no address: {url}", "begin it with https://"
            raise InputError(Problem(str(self.file), self.lines.get((key,), 0), what, fix))
        parts = urlsplit(url)
        if is_folder and not parts.path.endswith("/"):
            parts = parts._replace(path=f"{parts.path}/")
        return parts.geturl()

    def _wrong(self, value: object, kinds: tuple[type, ...], *key: str | int) -> InputError:
        # A list that is refused has other items.
        expected = " or ".join(KINDS[kind] + " of texts" * (kind is list) for kind in kinds)
        if isinstance(value, float):
            expected = expected.replace("a number", "a whole number")
        stated = (KINDS | _OTHERS).get(type(value), "something else")
        named = f"an item of {key[-2]}" if isinstance(key[-1], int) else key[-1]
        what = f"{named} is {stated}, and not {expected}"
        return InputError(
            Problem(str(self.file), self.lines.get(key, 0), what, f"write {expected}")
        )


def _is_on_the_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _plugin(item: object) -> tuple[str, Any]:
    """Name and options of an item of a list of plugins."""
    if isinstance(item, dict) and len(item) == 1:
        return next(iter(item.items()))
    return str(item), None


def _all_text(value: object) -> bool:
    return not isinstance(value, list) or all(isinstance(item, str) for item in value)
