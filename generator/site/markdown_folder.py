"""The folder of generated Markdown, which people may read and commit.

`.paper-archive` in it lists what builds wrote, so that nothing else is ever deleted.
"""

from __future__ import annotations

from pathlib import Path

from generator.model import InputError, Problem
from generator.site.publisher import unwritable

WRITTEN = ".paper-archive"
FOLDERS = ("papers", "days", "tags")


class MarkdownFolder:
    """Takes pages one by one: changed ones are written, those of earlier builds deleted.

    Files that no build wrote are left alone. Raises InputError where it cannot write, or one of
    these is in the way.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._record = folder / WRITTEN
        self._now: list[str] = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
            text = self._record.read_text("utf-8") if self._record.is_file() else ""
            self._before = set(text.splitlines())
            self._refuse_what_is_in_the_way()
            # What a killed build wrote stands at the record's end.
            self._log = self._record.open("a", encoding="utf-8")
        except OSError as error:
            raise unwritable(folder, error, "--pages-dir") from error

    def put(self, src_uri: str, markdown: str) -> None:
        """Take a page."""
        path = self.folder / src_uri
        data = markdown.encode("utf-8", "replace")
        self._now.append(src_uri)
        try:
            if src_uri not in self._before:
                self._log.write(f"{src_uri}\n")
                self._log.flush()
                path.parent.mkdir(parents=True, exist_ok=True)
            elif path.is_file() and path.read_bytes() == data:
                return
            temporary = path.with_name(f".{path.name}.new")
            temporary.write_bytes(data)
            temporary.replace(path)
        except OSError as error:
            raise unwritable(path, error, "--pages-dir") from error

    def commit(self) -> None:
        """Delete the pages that are no more."""
        try:
            for src_uri in self._before.difference(self._now):
                self._inside(src_uri).unlink(missing_ok=True)
            self._log.close()
            temporary = self._record.with_name(f"{WRITTEN}.new")
            temporary.write_text("\n".join(sorted(self._now)) + "\n", "utf-8")
            temporary.replace(self._record)
        except OSError as error:
            raise unwritable(self.folder, error, "--pages-dir") from error

    def close(self) -> None:
        """End without deleting anything; what was written stays on record."""
        self._log.close()

    def _refuse_what_is_in_the_way(self) -> None:
        """Before anything is written: what stands where pages go, and no build wrote it."""
        for folder in ("", *FOLDERS):
            for path in sorted((self.folder / folder).glob("*.md" if folder else "index.md")):
                if path.relative_to(self.folder).as_posix() not in self._before:
                    what = "is in the way of generated pages, and no build wrote it"
                    fix = "move it, or give another --pages-dir"
                    raise InputError(Problem(str(path), 0, what, fix))

    def _inside(self, src_uri: str) -> Path:
        """The path of a page, which a damaged record must not lead out of the folder."""
        path = self.folder / src_uri
        if not path.resolve().is_relative_to(self.folder.resolve()):
            what = f"names a file elsewhere: {src_uri}"
            raise InputError(Problem(str(self._record), 0, what, "delete it"))
        return path
