"""What `publish` refuses, and what it says then."""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from paper_archive.publish.records import Record
from paper_archive.site.state import State

from tests.publish.conftest import Versions, published
from tests.publish.places import KEY, S3, Folder, make_bucket, moto
from tests.site.run import LISTINGS, ROOT, build, files, invoke

PUBLISHED, UNDERWAY = ".paper-archive/published.gz", ".paper-archive/underway.gz"
NO_FILES = {"AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null"}


def refused(site: Path, target: object, *options: object, **variables: str) -> str:
    """What is said of a publish that fails."""
    done = invoke("publish", target, "--site-dir", site, *options, **variables)
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A site that a test may change."""
    (tmp_path / "listings").mkdir()
    shutil.copy(min(LISTINGS.rglob("*.txt")), tmp_path / "listings")
    assert build(tmp_path, listings=tmp_path / "listings").returncode == 0
    return tmp_path / "site"


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("ftp://example.org/papers", "'ftp://' is no kind of target"),
        ("s3://", "names no bucket"),
        ("s3://key:secret@bucket/", "names no bucket"),
        ("file://example.org/srv", "names no folder"),
        ("-oProxyCommand=x:/srv", "names no folder of a computer"),
        ("ssh://-oProxyCommand=x/srv", "names no folder of a computer"),
        ("ssh://me:secret@example.org/srv", "a password does not belong into a target"),
        ("rsync://me:secret@example.org/srv", "a password does not belong into a target"),
        ("me@example.org:", "names no folder of a computer"),
        ("/dev/null", "is no folder"),
    ],
)
def test_a_target_that_is_none(versions: Versions, target: str, said: str) -> None:
    words = ["--", target] if target.startswith("-") else [target]
    done = invoke("publish", "--site-dir", versions.before, *words)
    assert done.returncode in (1, 2)
    assert said in done.stderr
    assert "secret" not in done.stderr.replace(target, "")


def test_the_site_and_its_target_are_apart(versions: Versions, tmp_path: Path) -> None:
    site = versions.before
    (tmp_path / "link").symlink_to(site)
    for target in (site, site / "deeper", site.parent, tmp_path / "link", tmp_path / "link/x"):
        assert "must not be inside each other" in refused(site, target)


def test_a_site_that_no_build_vouches_for(own: Path, tmp_path: Path) -> None:
    target = tmp_path / "there"
    assert "has no built site; build it first" in refused(tmp_path / "nothing", target)
    copied = shutil.copytree(own, tmp_path / "copied")
    assert "has nothing of the build" in refused(copied, target)
    page = own / "index.html"
    whole = page.read_bytes()
    page.write_bytes(whole.replace(b"a", b"b"))  # In its place: no folder tells of it.
    assert "index.html is not as the last build left it" in refused(own, target)
    page.write_bytes(whole)
    assert published(own, _at(target))["files"] == len(files(own))
    (own / "about.html").unlink()
    assert "about.html is not as the last build left it" in refused(own, target)
    State.load(ROOT / ".cache", own).announce(["about.html"])  # As a build that was killed.
    assert "did not end" in refused(own, target)
    State.load(ROOT / ".cache", own).path("json").write_bytes(b"damaged")
    assert "is damaged" in refused(own, target)


def test_files_that_no_build_wrote_are_not_published(own: Path, tmp_path: Path) -> None:
    (own / "draft.html").write_text("not yet")
    target = tmp_path / "there"
    done = invoke("publish", target, "--site-dir", own)
    assert "not published, because no build wrote them: draft.html" in done.stderr
    assert not (target / "draft.html").exists()


def test_another_archive_is_not_replaced(versions: Versions, tmp_path: Path) -> None:
    target = tmp_path / "there"
    published(versions.before, _at(target))
    place = target / PUBLISHED
    ours = Record.unpacked(place.read_bytes())
    other = Record("1", "Reef fishes", "https://reefs.example/", "", ours.files)
    place.write_bytes(other.packed())
    assert "holds another archive, 'Reef fishes' (https://reefs.example/)" in refused(
        versions.before, target
    )
    for damaged in (b"", gzip.compress(b"{}"), other.packed()[:-9]):
        place.write_bytes(damaged)
        assert "cannot be used" in refused(versions.before, target)


def test_no_link_is_followed(versions: Versions, tmp_path: Path) -> None:
    target, outside = tmp_path / "there", tmp_path / "outside"
    published(versions.before, _at(target))
    shutil.copytree(target / "papers", outside)
    held = files(outside)
    shutil.rmtree(target / "papers")
    (target / "papers").symlink_to(outside)
    (target / "index.html").unlink()
    (target / "index.html").symlink_to(outside / "index.html")
    assert "is a link or leads over one" in refused(versions.after, target)
    assert files(outside) == held
    (target / "papers").unlink()
    published(versions.after, _at(target))
    assert files(outside) == held
    assert not (target / "index.html").is_symlink()


@pytest.mark.parametrize("name", ["rsync", "obstore"])
def test_what_is_missing_is_named(
    versions: Versions, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "rsync":
        assert "rsync is not installed here" in refused(versions.before, "a.example:/x", PATH="/")
    else:
        monkeypatch.setitem(sys.modules, "obstore", None)
        assert "pip install 'paper-archive[s3]'" in refused(versions.before, "s3://bucket")


def test_ssh_that_fails_says_why(versions: Versions) -> None:
    if not shutil.which("rsync"):
        pytest.skip("rsync is needed")
    variables = {"RSYNC_RSH": "ssh -F none"}
    assert "nohost.invalid" in refused(versions.before, "nohost.invalid:/srv", **variables)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3]:
    with ExitStack() as stack:
        yield S3(tmp_path_factory.mktemp("store"), stack)


def test_a_store_that_refuses(versions: Versions, store: S3) -> None:
    site, variables = versions.before, {**NO_FILES, **store.variables}
    assert "there is no such bucket" in refused(site, "s3://nobody-has-this", **variables)
    closed = variables | {"AWS_ENDPOINT_URL_S3": "http://127.0.0.1:9"}
    said = refused(site, store.target, **closed)
    assert "nobody answers there" in said or "cannot be reached" in said
    assert KEY["AWS_SECRET_ACCESS_KEY"] not in said
    assert "is no address" in refused(site, store.target, "--endpoint", "r2.example", **variables)
    assert "--endpoint is for object stores" in refused(site, "/srv/x", "--endpoint", "http://x")


def test_a_key_that_is_wrong(versions: Versions) -> None:
    # From the second request on this server asks for a key, and knows none.
    with moto(INITIAL_NO_AUTH_ACTION_COUNT="1") as endpoint:
        make_bucket(endpoint, "locked")
        options = ("--endpoint", endpoint)
        said = refused(versions.before, "s3://locked", *options, **NO_FILES, **KEY)
    assert "the store does not know this key" in said
    assert not any(value in said for value in KEY.values())


def test_keys_of_a_file(versions: Versions, store: S3, tmp_path: Path) -> None:
    (tmp_path / "credentials").write_text(
        f"[papers]\naws_access_key_id = {KEY['AWS_ACCESS_KEY_ID']}\n"
        f"aws_secret_access_key = {KEY['AWS_SECRET_ACCESS_KEY']}\n"
    )
    (tmp_path / "config").write_text(
        f"[profile papers]\nregion = eu-central-1\n"
        f"endpoint_url = {store.variables['AWS_ENDPOINT_URL_S3']}\n"
        "[profile signed-in]\nsso_session = work\n"
    )
    variables = {
        "AWS_CONFIG_FILE": str(tmp_path / "config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "credentials"),
    }
    site, target = versions.before, "s3://papers/keys"
    done = invoke("publish", target, "-n", "--site-dir", site, **variables, AWS_PROFILE="papers")
    assert done.returncode == 0, done.stderr
    assert "no file of AWS has the profile 'x'" in refused(
        site, target, **variables, AWS_PROFILE="x"
    )
    said = refused(site, target, **variables, AWS_PROFILE="signed-in")
    assert "aws configure export-credentials" in said


def test_a_store_is_told_of_types_and_times(versions: Versions, store: S3) -> None:
    published(versions.before, store)
    said = {path: store.said(path) for path in ("index.html", "feed.xml", "sw.js")}
    assert said["index.html"]["Content-Type"] == "text/html; charset=utf-8"
    assert said["index.html"]["Cache-Control"] == "public, max-age=300"
    assert said["feed.xml"]["Content-Type"] == "application/atom+xml"
    assert said["sw.js"]["Cache-Control"] == "no-cache"
    # What was told otherwise, by an older version of this program, is sent again.
    record = Record.unpacked(store.all()[PUBLISHED])
    older = Record(record.id, record.name, record.url, "0", record.files)
    store.write(PUBLISHED, older.packed())
    assert published(versions.before, store)["changed"] == len(record.files)


def test_two_at_once(versions: Versions, tmp_path: Path) -> None:
    """On one machine they wait; from two, the later one sees that its list is not its own."""
    from paper_archive.progress import quietly
    from paper_archive.publish import BuiltFiles, Refused, carry_out, prepare
    from paper_archive.publish.targets.folder import Folder as Target

    target = Target(tmp_path / "there", versions.before)
    job = prepare(BuiltFiles.open(ROOT / ".cache", versions.before), target)

    other = Record("other", job.now.name, job.now.url)

    def meanwhile(sent, what, total):
        for path in sent:
            (tmp_path / "there" / UNDERWAY).write_bytes(other.packed())
            yield path

    with pytest.raises(Refused, match="somebody else published there meanwhile"):
        carry_out(job, target, meanwhile)
    assert not (tmp_path / "there" / PUBLISHED).exists()
    job = prepare(BuiltFiles.open(ROOT / ".cache", versions.before), target)
    assert job.send == ()
    carry_out(job, target, quietly)
    assert not (tmp_path / "there" / UNDERWAY).exists()


def test_the_command_itself(versions: Versions, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "paper_archive", "publish", tmp_path / "there", "--site-dir",
         versions.before, "--quiet"],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    assert (tmp_path / "there" / "index.html").is_file()


def _at(target: Path) -> Folder:
    place = Folder(target, ExitStack())
    place.folder, place.target = target, str(target)
    return place
