"""What servers say of files: the table, and the settings in the manual that repeat it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from paper_archive.publish.headers import (
    CACHE,
    MINUTES,
    SUFFIXES,
    TYPES,
    cache_control,
    content_type,
)

from tests.site.run import ROOT

MANUAL = ROOT / "site_src" / "docs" / "manual" / "publishing.md"
FOREVER = "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("path", "type_", "cache"),
    [
        ("index.html", "text/html; charset=utf-8", MINUTES),
        ("papers/attention-is-all-you-need.html", "text/html; charset=utf-8", MINUTES),
        ("feed.xml", "application/atom+xml", MINUTES),
        ("tags/agents.xml", "application/atom+xml", MINUTES),
        ("tags/agents.json", "application/feed+json", MINUTES),
        ("sitemap-2025.xml", "application/xml", MINUTES),
        ("opensearch.xml", "application/opensearchdescription+xml", MINUTES),
        ("api/index.json", "application/json", MINUTES),
        ("api/papers/2025-06.jsonl.gz", "application/gzip", MINUTES),
        ("api/bibtex/all.bib.gz", "application/gzip", MINUTES),
        ("own/library.bib", "application/x-bibtex; charset=utf-8", MINUTES),
        ("own/library.ris", "application/x-research-info-systems; charset=utf-8", MINUTES),
        ("own/papers.jsonl", "application/x-ndjson", MINUTES),
        ("own/feed.atom", "application/atom+xml", MINUTES),
        ("manifest.webmanifest", "application/manifest+json", MINUTES),
        ("search/abcdefghij27.js", "text/javascript; charset=utf-8", FOREVER),
        ("search/abcdefghij27/0.js", "text/javascript; charset=utf-8", FOREVER),
        ("search/manifest.js", "text/javascript; charset=utf-8", "no-cache"),
        ("assets/archive.css", "text/css; charset=utf-8", FOREVER),
        ("assets/desk/notes.js", "text/javascript; charset=utf-8", FOREVER),
        ("assets/favicon.svg", "image/svg+xml", "public, max-age=3600"),
        ("desk/archive.js", "text/javascript; charset=utf-8", "no-cache"),
        ("offline/days/2025-06-05.json", "application/json", "no-cache"),
        ("sw.js", "text/javascript; charset=utf-8", "no-cache"),
        ("our.zip", "application/zip", "public, max-age=3600"),
        ("own/LICENSE", "application/octet-stream", MINUTES),
        ("own/slides.pdf", "application/pdf", "public, max-age=3600"),
    ],
)
def test_a_file(path: str, type_: str, cache: str) -> None:
    assert (content_type(path), cache_control(path)) == (type_, cache)


def test_what_is_kept_for_ever_is_named_by_its_content_or_loaded_with_a_checksum(
    sample: Path,
) -> None:
    """No page may load such a file by an address that stays when it changes."""
    site = sample / "site"
    forever = {path.relative_to(site).as_posix() for path in site.rglob("*.*")
               if cache_control(path.relative_to(site).as_posix()) == FOREVER}  # fmt: skip
    assert forever
    assert all(cache_control(f"desk/{path.name}") == "no-cache" for path in site.glob("desk/*.js"))
    named = re.compile(r'<(?:script|link)\b[^>]*?(?:src|href)="(?:\.{1,2}/)*(assets/[^"]+)"')
    for page in site.rglob("*.html"):
        for address in named.findall(page.read_text("utf-8")):
            path, _, checksum = address.partition("?")
            assert checksum or path not in forever, f"{page}: {address}"


def test_one_pattern_counts(sample: Path) -> None:
    """Caddy knows no first one."""
    site = sample / "site"
    for path in site.rglob("*.*"):
        address = f"/{path.relative_to(site).as_posix()}"
        matching = [pattern for pattern, _ in CACHE if re.search(_with_slash(pattern), address)]
        assert len(matching) <= 1, address


@pytest.mark.parametrize("server", ["nginx", "caddy"])
def test_the_manual_has_the_same_table(server: str) -> None:
    (settings,) = re.findall(rf"```{server}\n(.*?)```", MANUAL.read_text("utf-8"), re.DOTALL)
    if server == "nginx":
        said = re.findall(r'^    "~(.+?)" "(.+?)";$', settings, re.MULTILINE)
        (default,) = re.findall(r'^    default "(.+?)";$', settings, re.MULTILINE)
        types = re.findall(r"^    (\S+/\S+) (\w+);$", settings, re.MULTILINE)
        assert types == [(SUFFIXES[suffix], suffix) for _, suffix in types]
        (feed,) = re.findall(r"location ~ (.+) \{", settings)
    else:
        said = re.findall(
            r'^    @(?:\w+) path_regexp "(.+)"\n    header @\w+ Cache-Control "(.+)"$',
            settings, re.MULTILINE,
        )  # fmt: skip
        (default,) = re.findall(r'header \?Cache-Control "(.+)"', settings)
        (feed,) = re.findall(r'@feeds path_regexp "(.+)"', settings)
    assert (feed, "application/atom+xml") in [(f"/{pattern}", kind) for pattern, kind in TYPES]
    assert said == [(_with_slash(pattern), value) for pattern, value in CACHE]
    assert default == MINUTES


def _with_slash(pattern: str) -> str:
    return pattern if pattern.startswith("\\") else f"/{pattern}"
