"""`paper-archive` and `mkdocs` for tests that call them often, forked from a process that is warm.

A program of its own takes longer to start than most commands need: to import, and to compile
templates and expressions. Here a server has done so, and forks for each call. What such a process
is given is what a new one would be: arguments, folder, environment, and the open files. Tests of
how a program starts, and of each command once, start the real one.
"""

from __future__ import annotations

import ast
import os
import select
import socket
import subprocess
import sys
import traceback
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

NAMES = ("paper-archive", "mkdocs")
# What a caller gets whose process ended without an exit code.
LOST = 70
# `ascii` also writes names that are no UTF-8. Without `site`, Python starts in a hundredth of a
# second.
CLIENT = """\
#!{python} -IS
import os, socket, sys

with socket.socket(socket.AF_UNIX) as server:
    server.connect({address!r})
    socket.send_fds(server, [b"-"], [0, 1, 2])
    server.sendall(ascii((os.getcwd(), sys.argv, dict(os.environ))).encode())
    server.shutdown(socket.SHUT_WR)
    code = server.recv(9)
sys.exit(int(code or {lost}))
"""


class Server:
    """A process that serves the programs in `folder`, until `end`, or until this process ends."""

    def __init__(self) -> None:
        self._kept = TemporaryDirectory(prefix="forked")
        self.folder = Path(self._kept.name)
        self._process = subprocess.Popen(
            [sys.executable, "-c", f"from tests import forked; forked.serve({str(self.folder)!r})"],
            cwd=Path(__file__).parents[1],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout
        if not self._process.stdout.readline():
            raise RuntimeError("the server of forked programs did not start")

    def end(self) -> None:
        self._process.communicate()
        self._kept.cleanup()


@cache
def server() -> Server:
    """The server of this process, started when it is first asked for."""
    return Server()


def programs() -> Path:
    """The folder with the programs, for `PATH`."""
    return server().folder


def end() -> None:
    """End the server if there is one."""
    if server.cache_info().currsize:
        server().end()
        server.cache_clear()


def _warmed(folder: Path) -> dict[str, Callable[[], object]]:
    """The programs by name, after a first build."""
    from mkdocs.__main__ import cli
    from paper_archive.cli import COMMANDS, main

    from tests.site.run import summary

    for name in COMMANDS:
        main.get_command(None, name)
    import_module("paper_archive.mkdocs_plugin")
    summary(folder)
    return dict(zip(NAMES, (main, cli), strict=True))


def serve(folder: str) -> None:
    """Serve the programs, which are written into the folder, until the standard input ends."""
    from tests.site.templates import compiled_once

    with compiled_once(), TemporaryDirectory(prefix="forked") as first:
        known = _warmed(Path(first))
        with socket.socket(socket.AF_UNIX) as listening:
            address = f"{folder}/socket"
            listening.bind(address)
            listening.listen()
            for name in NAMES:
                client = CLIENT.format(python=sys.executable, address=address, lost=LOST)
                Path(folder, name).write_text(client)
                Path(folder, name).chmod(0o755)
            print("ready", flush=True)  # noqa: T201 - the other side waits for it
            while listening in select.select([listening, sys.stdin], [], [])[0]:
                connection, _ = listening.accept()
                if not os.fork():
                    listening.close()
                    _become(connection, known)
                connection.close()
                _reap()
    while _reap(0):
        pass


def _reap(how: int = os.WNOHANG) -> bool:
    """Take note of a process that ended, and return whether there was any."""
    try:
        return os.waitpid(-1, how)[0] > 0
    except ChildProcessError:
        return False


def _become(connection: socket.socket, known: dict[str, Callable[[], object]]) -> None:
    """Be the program that the other side called, and end as it ends."""
    code = LOST
    try:
        files = socket.recv_fds(connection, 1, 3)[1]
        with connection.makefile("rb") as said:
            here, words, environment = ast.literal_eval(said.read().decode("ascii"))
        for number, file in enumerate(files):
            os.dup2(file, number)
            os.close(file)
        sys.stdin, sys.stdout = os.fdopen(0), os.fdopen(1, "w")
        sys.stderr = os.fdopen(2, "w", buffering=1, errors="backslashreplace")
        os.chdir(here)
        os.environ.clear()
        os.environ.update(environment)
        sys.argv = words
        code = _exit_code(known[Path(words[0]).name])
        sys.stdout.flush()
        sys.stderr.flush()
        connection.sendall(str(code).encode("ascii"))
    finally:
        os._exit(code)


def _exit_code(program: Callable[[], object]) -> int:
    try:
        program()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:  # noqa: BLE001 - as Python itself does
        traceback.print_exc()
        return 1
    return 0
