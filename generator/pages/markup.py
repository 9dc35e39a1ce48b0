"""Templates for Markdown: everything put into one is escaped unless it is Markdown already."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import jinja2

from generator.text.markdown import escape


class Md(str):
    """Text that is Markdown already."""

    __slots__ = ()


def _finalize(value: Any) -> str:
    return value if isinstance(value, Md) else escape(str(value))


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("generator.pages"),
        finalize=_finalize,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        # Markdown is no HTML: `finalize` escapes instead, and for the right language.
        autoescape=False,
    )


@cache
def _template(name: str) -> jinja2.Template:
    return _environment().get_template(f"{name}.md.j2")


def render(name: str, **values: Any) -> Md:
    """Render `templates/<name>.md.j2`."""
    return Md(_template(name).render(values))


def front_matter(values: dict[str, Any]) -> Md:
    """Return YAML front matter; empty values are left out, order is kept.

    Values are written as JSON, which is YAML that needs no quoting rules of its own.
    """
    lines = [
        f"{key}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in values.items()
        if value not in ("", (), [], None)
    ]
    return Md("\n".join(["---", *lines, "---"]))


def plural(count: int, noun: str) -> str:
    """`1 paper`, `2 papers`, `1,204 papers`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
