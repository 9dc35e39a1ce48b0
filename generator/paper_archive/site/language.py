"""The language of Material's words, `theme.language`: one for which there is a template."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from paper_archive.mkdocs_yml import Configuration
from paper_archive.model import InputError, Problem
from paper_archive.strict_yaml import nearest


def check_language(configuration: Configuration, language: object, folders: Iterable[str]) -> None:
    """Raise InputError, with the line, for a language that no folder of templates has."""
    files = (file for each in folders for file in Path(each, "partials/languages").glob("*.html"))
    names = sorted({file.stem for file in files})
    if names and language not in names:  # Other themes have none.
        name = str(language)
        fix = nearest(name, names, "write `language: en`")
        line = configuration.line(("theme", "language"))
        what = f"theme.language names no language of Material: {name}"
        raise InputError(Problem(str(configuration.file), line, what, fix))
