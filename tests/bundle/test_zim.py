"""The ZIM file, as Kiwix's own server searches and quotes it."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from paper_archive.bundle.zim_text import indexed, quotable

from tests.needs import missing
from tests.site.run import command, summary

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("bundle")]

PAPERS = [
    {
        "id": "2503.00001",
        "title": "ZeRO: Memory for {{ gulls }} and {{{terns}}}",
        "abstract": "We count gulls. {{#each}} of them is counted {{twice}}, by {{> people}}.",
        "authors": ["Ada Lovelace", "Grace Hopper"],
    },
    {"id": "2503.00002", "title": "GPT-4 at sea", "abstract": "Gulls take bread from people."},
]


@dataclass(frozen=True, slots=True)
class Kiwix:
    """A server of a ZIM file."""

    port: int
    book: str

    def found(self, words: str) -> str:
        """The page of results, once the server listens."""
        address = f"/search?{urlencode({'content': self.book, 'pattern': words})}"
        for _ in range(2_000):
            connection = HTTPConnection("127.0.0.1", self.port)
            try:
                connection.request("GET", address)
            except ConnectionRefusedError:
                time.sleep(0.05)
                continue
            answer = connection.getresponse()
            assert answer.status == 200, answer.read().decode()
            return answer.read().decode()
        raise RuntimeError("kiwix-serve does not listen")


@pytest.fixture(scope="module")
def kiwix(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiwix]:
    program = shutil.which("kiwix-serve")
    if program is None:
        missing("kiwix", "kiwix-serve is not installed: apt-get install kiwix-tools")
    pytest.importorskip("libzim")
    folder = tmp_path_factory.mktemp("zim")
    listing = folder / "2025-03-14.json"
    listing.write_text(json.dumps(PAPERS))
    summary(folder, listings=listing)
    done = command("paper-archive", "bundle", "--zim", "--site-dir", folder / "site",
                   "--into", folder)  # fmt: skip
    assert done.returncode == 0, done.stderr
    (file,) = folder.glob("*.zim")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [program, "--address", "127.0.0.1", "--port", str(port), file], stdout=subprocess.DEVNULL
    )
    try:
        yield Kiwix(port, file.stem)
    finally:
        server.kill()
        server.wait()


@pytest.mark.parametrize(
    ("words", "papers"),
    [
        ("gulls", {"2503.00001", "2503.00002"}),
        ("counted twice", {"2503.00001"}),
        ("lovelace", {"2503.00001"}),
        # What only stands in citations, links and menus.
        ("archivePrefix", set()),
        ("BibTeX", set()),
        ("scholar", set()),
    ],
)
def test_kiwix_finds_papers_by_their_own_words(kiwix: Kiwix, words: str, papers: set[str]) -> None:
    page = kiwix.found(words)
    hits = {"zero-memory": "2503.00001", "gpt-4": "2503.00002"}
    assert {hits[slug] for slug in hits if f"/papers/{slug}" in page} == papers


def test_kiwix_quotes_abstracts(kiwix: Kiwix) -> None:
    quoted = " ".join(re.findall(r"<cite>(.*?)</cite>", kiwix.found("gulls"), re.DOTALL))
    plain = re.sub(r"<[^>]*>|\u2060", "", quoted)
    assert "{{#each}} of them is counted {{twice}}" in plain
    assert "bread from people" in plain
    assert "Related" not in plain and "title" not in plain


def test_a_page_by_other_templates_is_searched_by_its_main_part_and_not_quoted() -> None:
    page = b"<body><nav>menu</nav><main><h2>Gulls</h2>{{ x }}</main></body>"
    assert indexed(page).text == "Gulls{{ x }}"
    assert quotable(page) == page.replace(b"<body>", b"<body><!--htdig_noindex-->")
