"""Places that tests publish to, each a real one: a folder, rsync over SSH, its daemon, S3.

A new kind of target is a class here, in `KINDS`.
"""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.request import Request, urlopen

import obstore
from obstore.store import S3Store

from tests.needs import missing
from tests.site.run import ROOT
from tests.site.run import files as files_of

PATIENCE = 60  # seconds for a server to answer; no test waits as long unless it fails
LISTS = ".paper-archive/"
KEY = {"AWS_ACCESS_KEY_ID": "AKIDTESTS", "AWS_SECRET_ACCESS_KEY": "a-secret-of-tests"}


class Place(Protocol):
    """`target` is what a user types, `variables` are those of the environment. The rest looks and
    writes there past `publish`; who waits for a file looks again after a `pause`, in seconds."""

    target: str
    variables: Mapping[str, str]
    pause: float

    def paths(self) -> set[str]: ...

    def all(self) -> dict[str, bytes]: ...

    def write(self, path: str, data: bytes) -> None: ...

    def remove(self, path: str) -> None: ...

    def clear(self) -> None: ...


def files(place: Place) -> dict[str, bytes]:
    """The files of a place without the lists of `publish`."""
    return {path: data for path, data in place.all().items() if not path.startswith(LISTS)}


class Folder:
    """A folder of this computer; below, the same as others reach it."""

    variables: Mapping[str, str] = {}
    pause = 0.002

    def __init__(self, folder: Path, _: ExitStack) -> None:
        self.folder = folder / "a place" / "papers"
        self.target = str(self.folder)

    def paths(self) -> set[str]:
        found = (path for path in self.folder.rglob("*") if not path.is_dir())
        return {path.relative_to(self.folder).as_posix() for path in found}

    def all(self) -> dict[str, bytes]:
        return files_of(self.folder)

    def write(self, path: str, data: bytes) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_bytes(data)

    def remove(self, path: str) -> None:
        (self.folder / path).unlink()

    def clear(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


class Ssh(Folder):
    """The same over SSH, by OpenSSH's server, as the user who runs the tests."""

    pause = 0.01

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        super().__init__(folder, stack)
        port, self.variables = stack.enter_context(sshd(folder))
        path = str(self.folder).replace(" ", "%20")
        self.target = f"ssh://{getpass.getuser()}@127.0.0.1:{port}{path}"


class Daemon(Folder):
    """The same by the daemon of rsync."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        super().__init__(folder, stack)
        port = stack.enter_context(daemon(folder))
        self.target = f"rsync://127.0.0.1:{port}/tests/a place/papers"


class S3:
    """A bucket of moto's server."""

    pause = 0.05

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        endpoint = stack.enter_context(moto())
        make_bucket(endpoint, "papers")
        self.target = "s3://papers/below/a prefix"
        self.variables = {**KEY, "AWS_ENDPOINT_URL_S3": endpoint, "HOME": str(folder)}
        self.store = S3Store(
            "papers", prefix="below/a prefix", endpoint=endpoint, region="us-east-1",
            access_key_id=KEY["AWS_ACCESS_KEY_ID"],
            secret_access_key=KEY["AWS_SECRET_ACCESS_KEY"], client_options={"allow_http": True},
        )  # fmt: skip

    def paths(self) -> set[str]:
        return {entry["path"] for entries in obstore.list(self.store) for entry in entries}

    def all(self) -> dict[str, bytes]:
        return {path: bytes(obstore.get(self.store, path).bytes()) for path in sorted(self.paths())}

    def write(self, path: str, data: bytes) -> None:
        obstore.put(self.store, path, data)

    def remove(self, path: str) -> None:
        obstore.delete(self.store, path)

    def clear(self) -> None:
        if paths := sorted(self.paths()):
            obstore.delete(self.store, paths)

    def said(self, path: str) -> Mapping[str, Any]:
        """What the store says of an object."""
        return obstore.get(self.store, path).attributes


KINDS = (Folder, Ssh, S3)


@contextmanager
def sshd(folder: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """OpenSSH's server, which lets in who has a new key; its port, and what rsync needs to know."""
    # Only with its whole path does it start.
    server = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if not server or not shutil.which("rsync"):
        missing("sshd", "OpenSSH's server and rsync are needed (apt install openssh-server rsync)")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # As the service does before it starts.
    keys = folder / "keys"
    keys.mkdir()
    for name in ("host", "user"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", keys / name], check=True
        )
    port = _free_port()
    (keys / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {keys}/host\nPidFile none\n"
        f"AuthorizedKeysFile {keys}/user.pub\nStrictModes no\nUsePAM no\n"
    )
    kind, key, *_ = (keys / "host.pub").read_text().split()
    (keys / "known").write_text(f"[127.0.0.1]:{port} {kind} {key}\n")
    command = [server, "-D", "-f", str(keys / "sshd_config"), "-E", str(keys / "log")]
    shell = f"ssh -F none -i {keys}/user -o IdentitiesOnly=yes -o UserKnownHostsFile={keys}/known"
    with _running(command, port):
        yield port, {"RSYNC_RSH": shell}


@contextmanager
def daemon(folder: Path) -> Iterator[int]:
    """The daemon of rsync, which lets everybody write into a folder, as its module `tests`."""
    if not (rsync := shutil.which("rsync")):
        missing("sshd", "rsync is needed (apt install rsync)")
    port = _free_port()
    config = folder / "rsyncd.conf"
    config.write_text(f"[tests]\npath = {folder}\nread only = false\nuse chroot = false\n"
                      f"uid = {os.geteuid()}\ngid = {os.getegid()}\n")  # fmt: skip
    command = [rsync, "--daemon", "--no-detach", "--address=127.0.0.1", f"--port={port}"]
    with _running([*command, f"--config={config}"], port):
        yield port


@contextmanager
def moto(**variables: str) -> Iterator[str]:
    """moto's server for S3, with no bucket yet; its address."""
    server = ROOT / ".venv" / "moto" / "bin" / "moto_server"
    if not server.exists():
        missing("moto", "moto's server is needed (make .venv/moto.stamp)")
    port = _free_port()
    with _running([str(server), "-H", "127.0.0.1", "-p", str(port)], port, **variables):
        yield f"http://127.0.0.1:{port}"


def make_bucket(endpoint: str, name: str) -> None:
    """Make a bucket, without a key."""
    urlopen(Request(f"{endpoint}/{name}", method="PUT")).close()  # noqa: S310 - it is http


@contextmanager
def _running(command: list[str], port: int, **variables: str) -> Iterator[None]:
    silent = subprocess.DEVNULL
    environment = {**os.environ, **variables}
    with subprocess.Popen(command, stdin=silent, stdout=silent, stderr=silent,
                          env=environment) as server:  # fmt: skip
        try:
            end = time.monotonic() + PATIENCE
            while not _answers(port):
                if server.poll() is not None or time.monotonic() > end:
                    raise RuntimeError(f"{command[0]} does not answer")
                time.sleep(0.02)
            yield
        finally:
            server.terminate()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
