"""A folder of another computer, which rsync writes over SSH, or through its own daemon.

    user@host:path, host:path           as rsync and scp write them; a path without a slash at its
                                        beginning is below the home folder there
    ssh://user@host:port/path           the same with a port; the path begins at the root
    host::module/path, rsync://host/…   a daemon of rsync

The program `rsync` runs on both computers. What it needs for SSH is in `~/.ssh/config` or in
`RSYNC_RSH`, as always; the password of a daemon is in `RSYNC_PASSWORD`. Of files that differ rsync
sends the parts that do. Each file is written beside its place and renamed.

The commands of one publish share a connection, so that a password is asked for once.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from calendar import timegm
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import mkdtemp
from time import strptime
from urllib.parse import unquote, urlsplit

from paper_archive.publish.built_files import BuiltFile
from paper_archive.publish.errors import Refused
from paper_archive.publish.target import Held

# As rsync names what it writes.
_LEFTOVER = re.compile(r"(?:.*/)?\.[^/]+\.[A-Za-z0-9]{6}")
# `-rw-r--r--          8,123 2026/11/30 02:22:17 papers/….html`; links have an arrow behind.
_LINE = re.compile(r"(.)\S+ +([\d,.]+) (\d{4}/\d\d/\d\d \d\d:\d\d:\d\d) (.*)", re.DOTALL)
# At the end: `sent 1,234 bytes  received 56 bytes  860.00 bytes/sec`.
_SENT = re.compile(r"sent ([\d,.]+) bytes  received ")
# Of the exit codes of rsync, those that tell more than its message.
_PARTIAL = 23
_LOOKED_FOR, _NO_FOLDER = ("change_dir ", "link_stat "), "No such file or directory"
_MOST_SAID = 3
# Said by rsync after what ssh said, and by ssh at the end.
_IDLE = re.compile(r"rsync error: |rsync: connection unexpectedly closed|Connection closed by")


class Rsync:
    """A place that rsync writes."""

    headers = ""

    def __init__(self, text: str, variables: Mapping[str, str]) -> None:
        """Take a target as it was typed, and the variables of the environment.

        Raises Refused where the text names no folder, or rsync is not installed.
        """
        self.name = text
        self.on_line = 0
        place, port = _place(text)
        self._place = place.rstrip("/") + "/"
        if shutil.which("rsync", path=variables.get("PATH")) is None:
            raise Refused("rsync is not installed here; install it (apt-get install rsync)")
        self._kept = Path(mkdtemp(prefix="pa-"))
        # Times are printed in the zone of this process.
        self._variables = {**variables, "LC_ALL": "C", "TZ": "UTC"}
        self._rsh: list[str] = []
        if not _is_daemon(place):
            self._rsh = _remote_shell(variables.get("RSYNC_RSH") or "ssh", port, self._kept)

    def held(self) -> Mapping[str, Held]:
        done = self._run(["--recursive", "--links", "--list-only", "--no-human-readable"],
                         [self._place], may_fail=(_PARTIAL,))  # fmt: skip
        if done.returncode:
            if _lacks_folder(done.stderr):
                return {}
            raise self._failed(done.stderr)
        found = {}
        for line in done.stdout.split("\n"):
            match = _LINE.fullmatch(line)
            if match is None or match[1] == "d":
                continue
            kind, size, time, path = match.groups()
            path = path.partition(" -> ")[0] if kind == "l" else path
            is_file = kind == "-"
            held = Held(int(re.sub(r"\D", "", size)) if is_file else -1,
                        timegm(strptime(time, "%Y/%m/%d %H:%M:%S")))  # fmt: skip
            found[_unescaped(path).removeprefix("./")] = held
        return found

    def is_leftover(self, path: str) -> bool:
        return _LEFTOVER.fullmatch(path) is not None

    def read(self, paths: Sequence[str]) -> Mapping[str, bytes]:
        if not paths:
            return {}
        into = Path(mkdtemp(dir=self._kept))
        # One by one: a daemon of rsync 3.5 misses files below folders that come in a list.
        self._run(["--ignore-missing-args", "--ignore-times"],
                  [*(self._place + path for path in paths), f"{into}/"])  # fmt: skip
        names = {path: into / path.rpartition("/")[2] for path in paths}
        return {path: file.read_bytes() for path, file in names.items() if file.is_file()}

    def write(self, path: str, data: bytes) -> None:
        out = Path(mkdtemp(dir=self._kept))
        (out / path).parent.mkdir(parents=True)
        (out / path).write_bytes(data)
        self._send(out, [path], ["--ignore-times"])

    def same(self, files: Sequence[BuiltFile], held: Mapping[str, Held]) -> set[str]:
        if not files:
            return set()
        paths = {file.path for file in files}
        said = self._send(
            _root(files), [*paths], ["--checksum", "--dry-run", "--out-format=%i %n"]
        ).stdout
        # `<f.c...` is a file that would be sent; those that have the right contents are not said.
        differing = {_unescaped(line.partition(" ")[2]) for line in said.split("\n")
                     if line.startswith("<")}  # fmt: skip
        return paths - differing

    def send(self, files: Sequence[BuiltFile]) -> Iterator[str]:
        yield from self._sending(_root(files), [file.path for file in files])

    def delete(self, paths: Iterable[str]) -> None:
        wanted = list(paths)
        if not wanted:
            return
        # What is missing here is deleted there; its folders are not missing.
        empty = Path(mkdtemp(dir=self._kept))
        for folder in {path.rpartition("/")[0] for path in wanted}:
            (empty / folder).mkdir(parents=True, exist_ok=True)
        self._send(empty, wanted, ["--delete-missing-args"])

    def close(self) -> None:
        if self._rsh and (host := self._host()):
            # The connection that all commands shared.
            subprocess.run([*self._rsh, "-O", "exit", host], env=self._variables, check=False,
                           stdin=subprocess.DEVNULL, capture_output=True)  # fmt: skip
        shutil.rmtree(self._kept, ignore_errors=True)

    def _host(self) -> str:
        return self._place.partition(":")[0] if any("ControlPath" in w for w in self._rsh) else ""

    def _command(self, options: Sequence[str], places: Sequence[str]) -> list[str]:
        shell = [f"--rsh={shlex.join(self._rsh)}"] if self._rsh else []
        return ["rsync", *shell, *options, "--", *places]

    def _run(
        self,
        options: Sequence[str],
        places: Sequence[str],
        given: bytes = b"",
        may_fail: tuple[int, ...] = (),
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(self._command(options, places), input=given, env=self._variables,
                              capture_output=True, check=False)  # fmt: skip
        texts = (os.fsdecode(text) for text in (done.stdout, done.stderr))
        decoded = subprocess.CompletedProcess(done.args, done.returncode, *texts)
        if done.returncode and done.returncode not in may_fail:
            raise self._failed(decoded.stderr)
        return decoded

    def _options(self, options: Sequence[str]) -> list[str]:
        return ["--files-from=-", "--from0", "--compress", "--mkpath",
                "--no-human-readable", *options]  # fmt: skip

    def _send(
        self, root: Path, paths: Sequence[str], options: Sequence[str]
    ) -> subprocess.CompletedProcess[str]:
        return self._run(self._options(options), [f"{root}/", self._place], _names(paths))

    def _sending(self, root: Path, paths: Sequence[str]) -> Iterator[str]:
        """Send files, and yield the path of each while rsync is at it.

        If this process is killed, rsync can say no path any more, and ends too.
        """
        options = self._options(
            ["--ignore-times", "--outbuf=L", "--out-format=%n", "--info=stats1"]
        )
        command = self._command(options, [f"{root}/", self._place])
        errors = (self._kept / "errors").open("w+b")
        with errors, subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                      stderr=errors, env=self._variables) as rsync:  # fmt: skip
            if rsync.stdin is None or rsync.stdout is None:
                raise RuntimeError("a pipe was asked for")
            try:
                rsync.stdin.write(_names(paths))
                rsync.stdin.close()
            except BrokenPipeError:
                pass  # It says why it ended.
            for line in rsync.stdout:
                path = _unescaped(os.fsdecode(line).removesuffix("\n"))
                if total := _SENT.match(path):
                    self.on_line += int(re.sub(r"\D", "", total[1]))
                elif path and not path.endswith("/") and not path.startswith("total size is "):
                    yield path
            if rsync.wait():
                errors.seek(0)
                raise self._failed(os.fsdecode(errors.read()))

    def _failed(self, said: str) -> Refused:
        lines = [line.strip() for line in said.split("\n") if line.strip()]
        telling = [line for line in lines if not _IDLE.match(line)] or lines
        return Refused(f"{self.name}: {'; '.join(telling[:_MOST_SAID]) or 'rsync failed'}")


def _place(text: str) -> tuple[str, int | None]:
    """Return a target as rsync writes it, and the port of SSH. Raises Refused."""
    place, port = text, None
    if text.lower().startswith("ssh://"):
        try:
            parts = urlsplit(text)
            port = parts.port
        except ValueError:
            raise Refused(f"'{text}' has no port: ssh://user@host:22/path") from None
        if parts.password:
            raise Refused("a password does not belong into a target: use a key of SSH")
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
        user = f"{parts.username}@" if parts.username else ""
        path = unquote(parts.path)
        place = f"{user}{host}:{path.removeprefix('/~/') if path.startswith('/~/') else path}"
    if text.lower().startswith("rsync://"):
        parts = urlsplit(text)
        if parts.password:
            raise Refused("a password does not belong into a target: set RSYNC_PASSWORD")
        host, path = parts.netloc, parts.path.strip("/")
    else:
        host, _, path = place.partition(":")
        path = path.strip(":") and path
    if not host or host.startswith("-") or "@-" in host or not path.strip(":/"):
        raise Refused(f"'{text}' names no folder of a computer: user@host:path")
    return place, port


def _is_daemon(place: str) -> bool:
    return place.lower().startswith("rsync://") or "::" in place.partition("/")[0]


def _remote_shell(command: str, port: int | None, folder: Path) -> list[str]:
    """The command that connects; all that ssh is asked for share the first connection."""
    words = shlex.split(command)
    if port is not None:
        words += ["-p", str(port)]
    if Path(words[0]).name == "ssh" and "ControlPath" not in command and os.name == "posix":
        words += ["-o", "ControlMaster=auto", "-o", f"ControlPath={folder}/%C"]
        words += ["-o", "ControlPersist=60"]
        if not sys.stdin or not sys.stdin.isatty():
            words += ["-o", "BatchMode=yes"]
    return words


def _root(files: Sequence[BuiltFile]) -> Path:
    """The folder of the site, which rsync calls paths from."""
    first = files[0]
    return Path(str(first.source).removesuffix(first.path))


def _names(paths: Iterable[str]) -> bytes:
    return b"".join(os.fsencode(path) + b"\0" for path in paths)


def _unescaped(path: str) -> str:
    """A path as it is: rsync prints what is no character of the locale in octal."""
    if "\\#" not in path:
        return path
    return os.fsdecode(
        re.sub(rb"\\#(\d{3})", lambda match: bytes([int(match[1], 8)]), os.fsencode(path))
    )


def _lacks_folder(said: str) -> bool:
    """Tell whether rsync says that there is no folder yet."""
    lines = (line for line in said.split("\n") if _NO_FOLDER in line)
    return any(word in line for line in lines for word in _LOOKED_FOR)
