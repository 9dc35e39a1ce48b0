"""What differs is written, and whatever happens the next build ends where a clean one does."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_archive.model import InputError
from paper_archive.site.publisher import Publisher

from tests.site.run import files

BASE = {"index.html": b"home", "404.html": b"none"}
SITES = st.dictionaries(
    st.sampled_from(["papers/a.html", "papers/b.html", "days/a.html", "x.css", "tags/a/b.html"]),
    st.sampled_from([b"one", b"two", b"three"]),
)


class Killed(BaseException):
    """Stands for the end of the process."""


def publish(site: Path, cache: Path, content: dict[str, bytes], clean: bool = False) -> Publisher:
    publisher = Publisher.begin(site, cache, clean)
    for path, data in content.items():
        publisher.put(path, data)
    publisher.publish()
    publisher.state.save()
    return publisher


@given(st.lists(SITES, min_size=2, max_size=6), st.randoms(use_true_random=False), st.booleans())
def test_a_site_is_what_the_last_build_gave_whatever_was_killed_before(
    tmp_path_factory, builds: list[dict[str, bytes]], rng: random.Random, lose_cache: bool
) -> None:
    folder = tmp_path_factory.mktemp("build")
    site, cache = folder / "site", folder / "cache"
    for content in builds[:-1]:
        steps = rng.randrange(12)
        with pytest.MonkeyPatch.context() as patch:
            kill_after(steps, patch)
            with contextlib.suppress(Killed):
                publish(site, cache, BASE | content)
        present = files(site) if site.is_dir() else {}
        # Every file is whole, and one that some build gave.
        given_files = [(BASE | each) for each in builds]
        assert all(
            any(data == each.get(path) for each in given_files) for path, data in present.items()
        )
    if lose_cache:
        for file in cache.glob("*"):
            file.unlink()
    publish(site, cache, BASE | builds[-1])
    assert files(site) == BASE | builds[-1]
    assert [path.name for path in folder.iterdir() if path.name.startswith(".site")] == []


def kill_after(steps: int, patch: pytest.MonkeyPatch) -> None:
    """Let the process end before the step of that number: a file's rename or deletion."""
    left = [steps]

    def ends(method):
        def step(self, *args, **kwargs):
            if not left[0]:
                raise Killed
            left[0] -= 1
            return method(self, *args, **kwargs)

        return step

    for name in ("replace", "rename", "unlink", "mkdir"):
        patch.setattr(Path, name, ends(getattr(Path, name)))


def test_only_what_differs_is_written_and_orphans_go(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    publish(site, cache, {**BASE, "a.html": b"a", "b.html": b"b"})
    (site / "mine.txt").write_text("mine")
    before = (site / "index.html").stat().st_mtime_ns
    publisher = publish(site, cache, {**BASE, "a.html": b"changed"})
    assert publisher.waiting == ["a.html"]
    assert files(site) == {**BASE, "a.html": b"changed", "mine.txt": b"mine"}
    assert (site / "index.html").stat().st_mtime_ns == before


def test_a_file_that_somebody_changed_or_deleted_is_written_again(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    content = {**BASE, "a.html": b"a", "b.html": b"b"}
    publish(site, cache, content)
    (site / "a.html").write_text("mine")
    (site / "b.html").unlink()
    publish(site, cache, content)
    assert files(site) == content


def test_a_damaged_cache_costs_only_time(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    publish(site, cache, BASE)
    for text in ("", "{", "[]", '{"version": 1, "files": {"a": 1}, "papers": {}}', "null"):
        next(cache.glob("*.json")).write_text(text)
        publish(site, cache, {**BASE, "a.html": text.encode()})
        assert files(site) == {**BASE, "a.html": text.encode()}


def test_a_state_cannot_delete_files_elsewhere(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    publisher = publish(site, cache, BASE)
    publisher.state.files["../precious.txt"] = ("", 0, 0)
    publisher.state.save()
    (tmp_path / "precious.txt").write_text("mine")
    publish(site, cache, BASE)
    assert files(site) == BASE
    assert (tmp_path / "precious.txt").read_text() == "mine"


def test_a_link_beside_the_site_leads_no_build_elsewhere(tmp_path: Path) -> None:
    site, cache, other = tmp_path / "site", tmp_path / "cache", tmp_path / "other"
    other.mkdir()
    for name, data in {**BASE, "mine.txt": b"mine"}.items():
        (other / name).write_bytes(data)
    for name in (".site.new", ".site.old"):
        (tmp_path / name).symlink_to("other")
    before = files(other)
    publish(site, cache, BASE)
    assert files(other) == before and files(site) == BASE and not site.is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "other", "site"]


def test_what_fails_before_the_commit_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    publish(site, cache, BASE)
    publisher = Publisher.begin(site, cache)
    publisher.put("index.html", b"other")
    with pytest.raises(InputError, match="cannot be written"):
        publisher.put("index.html/below-a-file", b"")
    publisher.discard()
    assert files(tmp_path / "site") == BASE
    assert not (tmp_path / ".site.new").exists()
