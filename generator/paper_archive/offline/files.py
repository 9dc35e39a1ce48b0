"""The files of reading offline that do not depend on papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from paper_archive import urls
from paper_archive.offline.app import app
from paper_archive.offline.scripts import SCRIPT, page_script, worker
from paper_archive.site.look import Look
from paper_archive.site.named_files import is_elsewhere


def site_files(
    name: str,
    description: str,
    look: Look,
    templates: Sequence[Path],
    read: Callable[[str], bytes],
) -> Mapping[str, bytes | str]:
    """Return the worker, the script of the page, and the manifest, by their paths in the site.

    `templates` are the folders of templates, those that prevail first; `read` returns the contents
    of a file of the site.
    """
    return {
        urls.WORKER: worker(templates, is_on=True),
        SCRIPT: page_script(templates),
        urls.APP: app(name, description, look.palette, (look.favicon, look.logo), read),
    }


def off(templates: Sequence[Path]) -> Mapping[str, bytes | str]:
    """Return what a site has where offline reading is off: a worker that removes itself."""
    return {urls.WORKER: worker(templates, is_on=False)}


def images(look: Look) -> list[str]:
    """Return the paths of the images that all pages show."""
    return [path for path in (look.favicon, look.logo) if path and not is_elsewhere(path)]
