"""A host of one site below a path, like a project's site at GitHub Pages, which tests can renew and
take off the network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from urllib.parse import urlsplit

from tests.serving import serving

BELOW = "/archive/"


class Host:
    """Serves `folder` below `BELOW` while it is up; `asked` are the paths that browsers asked for.

    Where `lost` is a part of a path, its requests find no network. `answer` is what is sent in the
    place of every file: a status and HTML.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.is_up = True
        self.lost = ""
        self.answer: tuple[int, str] | None = None
        self.asked: list[str] = []
        self.url = ""

    def taken(self) -> list[str]:
        """The paths asked for since the last call."""
        asked, self.asked = self.asked, []
        return asked


@contextmanager
def hosted(folder: Path) -> Iterator[Host]:
    """Serve a folder."""
    host = Host(folder)

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            # Two builds of one second would pass for one.
            del self.headers["If-Modified-Since"]
            path = urlsplit(self.path).path.removeprefix(BELOW)
            if not host.is_up or (host.lost and host.lost in path):
                self.close_connection = True
                return
            host.asked.append(path)
            if host.answer:
                self.send_response(host.answer[0])
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(host.answer[1].encode())
                return
            super().do_GET()

        def translate_path(self, path: str) -> str:
            return str(host.folder / (urlsplit(path).path.removeprefix(BELOW) or "index.html"))

        def end_headers(self) -> None:
            # Else a browser would not even ask for what it had a moment ago.
            self.send_header("Cache-Control", "max-age=0")
            super().end_headers()

    with serving(Handler) as server:
        host.url = server.url.rstrip("/") + BELOW
        yield host
