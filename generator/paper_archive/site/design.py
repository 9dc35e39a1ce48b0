"""The design of a site: the files that pages load to be drawn and to work, and their checksum.

Pages name the checksum behind the address of each script and style sheet, so that a page and its
files belong to one build wherever they were kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import jinja2
from markupsafe import Markup

DIGITS = 8  # hexadecimal
_VERSIONED = (".css", ".js")
_IMAGES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico")


@dataclass(frozen=True, slots=True)
class Design:
    """The paths of a design's files, sorted, and their checksum, "" for none."""

    checksum: str = ""
    paths: tuple[str, ...] = ()

    @classmethod
    def of(cls, files: Mapping[str, bytes]) -> Design:
        """Return the design of files by their paths in the site."""
        hashed = hashlib.sha256()
        for path in sorted(files):
            data = files[path]
            hashed.update(f"{path}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
            hashed.update(data)
        return cls(hashed.hexdigest()[:DIGITS], tuple(sorted(files)))

    def add_to(self, environment: jinja2.Environment) -> None:
        """Let the filters `url` and `script_tag` of a template add the checksum to addresses."""
        url, tag = environment.filters["url"], environment.filters["script_tag"]

        @jinja2.pass_context
        def versioned_url(context: jinja2.runtime.Context, value: str) -> str:
            address: str = url(context, value)
            return self.versioned(value, address)

        @jinja2.pass_context
        def versioned_tag(context: jinja2.runtime.Context, script: Any) -> Markup:
            address = str(url(context, str(script)))
            html: Markup = tag(context, script)
            versioned = self.versioned(str(script), address)
            old, new = (Markup('src="{}"').format(each) for each in (address, versioned))
            return html.replace(old, new, 1)

        environment.filters |= {"url": versioned_url, "script_tag": versioned_tag}

    def versioned(self, path: str, address: str) -> str:
        """Return the address of a script or style sheet of the site with the checksum."""
        is_ours = path.endswith(_VERSIONED) and "//" not in path and "?" not in path
        return f"{address}?{self.checksum}" if is_ours and self.checksum else address


NO_DESIGN = Design()


def design_files(
    paths: Iterable[str], named: Iterable[str], read: Callable[[str], bytes]
) -> dict[str, bytes]:
    """Read the files of a design.

    `paths` are the files of the site that no build of papers makes, `named` those among them that
    pages load from outside of `assets/`, and images. Other images may be large, and no page needs
    them to be read.
    """
    wanted = {path.removeprefix("./") for path in named}
    return {
        path: read(path)
        for path in paths
        if (path.endswith(_VERSIONED) and (path.startswith("assets/") or path in wanted))
        or (path.endswith(_IMAGES) and path in wanted)
    }
