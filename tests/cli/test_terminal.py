"""Whatever files, titles and settings are called, no command obeys it on a terminal or in a log."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from paper_archive.cli import COMMANDS, terminal
from paper_archive.text.printable import printable, printable_json, without_commands

from tests.intake.server import answer, day, serving
from tests.site.run import ROOT, command, fork, invoke
from tests.workflows.runner import git

pytestmark = pytest.mark.slow

# Escapes, C1, DEL, line ends of all kinds, direction marks, no width, tags, a noncharacter.
CHARACTERS = (
    "\x1b[2J\x07\x08\x0b\x0c\r\x7f\x85\x9b2J\u2028\u2029\u200b\u200e\u200f\u061c\u202e\u2066\u2069"
    "\u2060\ufeff\u00ad\u200da\u200c\ufff9\ufdd0\uffff\U000e0041\U0001fffe"
)
COMMAND = "\n::error file=x::all is well\n##[set-output name=x]1\n  ::add-mask::e"
HOSTILE = f"::warning::Birds{CHARACTERS}{COMMAND}[/red][bold]:dog:"
NOT_UTF8 = os.fsdecode(b"\xff\xfe")
NAME = HOSTILE.replace("/", "") + NOT_UTF8
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9"
    "\ufdd0\uffff\ud800-\udfff\U000e0000-\U000e007f\U0001fffe]"
)
# What rich writes to a terminal: colours, and links to pages of the site.
_STYLE = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;(?:id=\d+)?;(?:file://[\x21-\x7e]*)?\x1b\\")
_LOG_COMMAND = re.compile(r"(?:^|[\r\n])\s*::|##\[")


def is_safe(shown: str) -> bool:
    return not _FORBIDDEN.search(shown) and not _LOG_COMMAND.search(shown)


def day_of(title: str) -> bytes:
    text = f"{title} is what we study here, by day and by night. " * 4
    items = [{"id": "2503.00001", "title": title, "summary": text, "authors": [title]}]
    return b"".join(json.dumps(item).encode() + b"\n" for item in [*items, {"id": title}])


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built archive, whose files, titles, tags and settings are hostile."""
    folder = tmp_path_factory.mktemp("archive")
    for name in ("docs", "listings", "more"):
        (folder / name).mkdir()
    (folder / "docs" / f"{HOSTILE.replace('/', '')}.md").write_text("# Page\n\n[gone](gone.md)\n")
    (folder / "listings" / f"2025-03-14{NAME}.jsonl").write_bytes(day_of(HOSTILE))
    (folder / "listings" / f"{NAME}.txt").write_text("Dear all,\n\nnothing to see here.\n")
    (folder / "more" / f"2025-03-15{NAME}.jsonl").write_bytes(day_of(f"More {HOSTILE}"))
    (folder / "more" / f"{NAME}.txt").write_text("Dear all,\n")
    (folder / "readers").write_text(f"ann@example.org\n{HOSTILE}\n")
    (folder / "tags.yml").write_text((ROOT / "site_src" / "tags.yml").read_text("utf-8"), "utf-8")
    settings = {
        "site_name": "".join(filter(lambda letter: letter < "\U00010000", HOSTILE)),
        "site_url": "https://example.org/",
        "theme": {"name": "material"},
        "plugins": [{"paper-archive": {"listings": "listings", "tags": "tags.yml"}}],
        "markdown_extensions": ["attr_list", "md_in_html"],
        "use_directory_urls": False,
    }
    (folder / "mkdocs.yml").write_text(json.dumps(settings))
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "x")
    return folder


ON_A_TERMINAL = {"FORCE_COLOR": "1", "COLUMNS": "60"}
IN_ASCII = {"PYTHONIOENCODING": "ascii"}


def is_unharmed(done: subprocess.CompletedProcess[str], coloured: bool = False) -> bool:
    assert "Traceback" not in done.stderr, done.stderr
    for shown in (done.stdout, done.stderr):
        assert is_safe(_STYLE.sub("", shown) if coloured else shown), shown
    return True


# Commands with arguments, their exit code, and whether they say a hostile name or title.
WALK: dict[str, tuple[tuple[str, ...], int]] = {
    "build": (("build", "--clean"), 0),
    "build strict": (("build", "--strict"), 1),
    "build json": (("build", "--json"), 0),
    "check": (("check", "--explain", "listings", "more"), 0),
    "check json": (("check", "--json", "listings", "more"), 0),
    "add": (("add", "--dry-run", f"more/2025-03-15{NAME}.jsonl", f"more/{NAME}.txt", NAME), 1),
    "add json": (("add", "--dry-run", "--json", f"more/2025-03-15{NAME}.jsonl", NAME), 1),
    "import": (("import", "more", f"listings/{NAME}.txt", NAME, "--dry-run"), 1),
    "import json": (("import", "--json", "--dry-run", "more", NAME), 1),
    "import name": (("import", "more", "--name", HOSTILE, "--into", f"readers/{NAME}"), 1),
    "no way": (("import", "more", "--by", HOSTILE), 2),
    "curate": (("curate", "birds"), 0),
    "curate nothing": (("curate", NAME), 1),
    "curate json": (("curate", "birds", "--json"), 0),
    "curate title": (("curate", "2503.00001", "--title", HOSTILE), 0),
    "curate split": (("curate", "2503.00001", "--split-listing", NAME), 1),
    "curate date": (("curate", NAME, "--date", "2025-01-01"), 1),
    "diff": (("diff", "listings", "more"), 0),
    "diff markdown": (("diff", "--markdown", "HEAD", "more"), 0),
    "diff json": (("diff", "--json", "listings", "more"), 0),
    "diff nothing": (("diff", HOSTILE), 1),
    "digest": (("digest", "--from", "a@example.org", "--to", "readers"), 1),
    "digest into": (
        ("digest", "--from", "a@example.org", "--to", "mkdocs.yml", "--into", f"readers/{NAME}"),
        1,
    ),
    "digest from": (("digest", "--from", NAME, "--to", "readers"), 1),
    "init": (("init", f"more/{NAME}"), 1),
    "init name": (("init", "new", "--name", HOSTILE), 1),
    "measure": (("measure",), 0),
    "measure json": (("measure", "--json"), 0),
    "measure nothing": (("measure", "--site-dir", NAME), 1),
    "publish": (("publish", f"./there/{NAME}"), 0),
    "publish json": (("publish", f"./there/{NAME}", "--dry-run", "--json"), 0),
    "publish over others": (("publish", "listings"), 1),
    "publish nowhere": (("publish", f"ftp://{HOSTILE}"), 2),
    "search": (("search", "birds"), 0),
    "search words": (("search", HOSTILE), 0),
    "search bytes": (("search", f"birds{NOT_UTF8}"), 0),
    "search json": (("search", "--json", "birds", HOSTILE), 0),
    "search nothing": (("search", "birds", "--site-dir", NAME), 1),
    "bundle": (("bundle", "--into", f"readers/{NAME}"), 1),
    "tags": (("tags",), 0),
    "tags explain": (("tags", "--explain", "birds"), 0),
    "upgrade": (("upgrade", NAME), 2),
    "fetch": (("fetch", "--api", f"https://{HOSTILE}/"), 1),
    "no command": ((NAME,), 2),
    "no option": ((f"--{NAME}",), 2),
    "no option of it": (("check", f"--{NAME}"), 2),
    "no path": (("check", NAME), 2),
    "no listings": (("tags", "--listings", NAME), 2),
    "no file": (("digest", "--from", "a@example.org", "--to", NAME), 2),
    "no day": (("add", "--date", HOSTILE, "x"), 2),
    "no year": (("tags", "--year", HOSTILE), 2),
    "no choice": (("search", "--sort", HOSTILE, "x"), 2),
    "no tag": (("digest", "--from", "a@b.org", "--to", "readers", "--tag", HOSTILE), 2),
    "no week": (("digest", "--from", "a@b.org", "--to", "readers", "--week", HOSTILE), 2),
    "no topic": (("digest", "--from", "a@b.org", "--to", "readers", "--topic", HOSTILE), 2),
}


@pytest.mark.parametrize(("arguments", "code"), WALK.values(), ids=WALK)
def test_no_command_obeys_what_it_prints(
    arguments: tuple[str, ...], code: int, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if (
        arguments[0] in ("search", "measure", "bundle", "publish")
        and not (archive / "site").exists()
    ):
        invoke("build", cwd=archive)
    piped = invoke(*arguments, cwd=archive)
    assert is_unharmed(piped) and piped.returncode == code, piped.stderr
    if "--json" in arguments:
        assert json.loads(piped.stdout)
        return
    with monkeypatch.context() as patched:
        for name, value in ON_A_TERMINAL.items():
            patched.setenv(name, value)
        # Both keep what they found when they first looked for a terminal, and shall again after.
        patched.setattr(terminal.out, "__dict__", vars(terminal.Printer("stdout")))
        patched.setattr(terminal.err, "__dict__", vars(terminal.Printer("stderr")))
        coloured = invoke(*arguments, cwd=archive)
    assert is_unharmed(coloured, coloured=True) and coloured.returncode == code


def test_a_terminal_gets_colours(archive: Path) -> None:
    done = command("paper-archive", "check", "listings", cwd=archive, **ON_A_TERMINAL)
    assert "\x1b[33mwarning\x1b[0m: " in done.stderr and "\x1b[1mlisting" in done.stdout
    assert is_unharmed(done, coloured=True)


@pytest.mark.parametrize(
    "arguments",
    [("check", "--json", "listings"), ("check", "--explain", "listings"), (f"--{NAME}",),
     ("check", "--help")],
)  # fmt: skip
def test_what_cannot_be_encoded_is_replaced(arguments: tuple[str, ...], archive: Path) -> None:
    done = command("paper-archive", *arguments, cwd=archive, **IN_ASCII)
    assert is_unharmed(done) and (done.stdout + done.stderr).isascii()
    if "--json" in arguments:
        assert json.loads(done.stdout) == json.loads(invoke(*arguments, cwd=archive).stdout)


def test_every_command_is_walked() -> None:
    assert {arguments[0] for arguments, _ in WALK.values()} >= set(COMMANDS)


def test_json_loses_nothing(archive: Path) -> None:
    done = command("paper-archive", "check", "--json", "listings", cwd=archive)
    sources = {listing["source"] for listing in json.loads(done.stdout)["listings"]}
    assert sources == {f"listings/2025-03-14{NAME}.jsonl", f"listings/{NAME}.txt"}


def test_what_a_server_says_is_text(archive: Path, tmp_path: Path) -> None:
    title = f"{HOSTILE} again"
    replies = (answer(day(("2506.00001", title))), answer(b"", 404), answer(day(("x", title))))
    with serving(*replies) as api:
        for _ in replies:
            into = tmp_path / NAME
            arguments = ("fetch", "--into", into, "--date", "2025-06-02", "--api", api.url)
            assert is_unharmed(invoke(*arguments, cwd=archive))


@pytest.mark.parametrize("strict", [(), ("--strict",)])
def test_mkdocs_logs_text(strict: tuple[str, ...], archive: Path) -> None:
    done = fork("mkdocs", "build", *strict, cwd=archive, NO_MKDOCS_2_WARNING="1")
    assert "it lists no papers" in done.stderr, done.stderr
    assert is_safe(done.stderr), done.stderr


def test_one_module_prints() -> None:
    printing = re.compile(r"(?<![\w.])print\(|\becho\(|secho\(|sys\.std(?:out|err)\b")
    package = ROOT / "generator" / "paper_archive"
    assert {
        path.name for path in package.rglob("*.py") if printing.search(path.read_text("utf-8"))
    } == {"terminal.py", "zim.py"}  # The latter empties the buffer that libzim would print twice.


@pytest.mark.parametrize("text", ["Bärte 父 🦜", "👩\u200d💻", "می\u200cخواهم", "a\tb", "a::b"])
def test_honest_text_stays(text: str) -> None:
    assert printable(text) == text
    assert without_commands(text) == text


@pytest.mark.parametrize("before", ["", " ", "\t", "x\n", "x\r  ", "\u3000", "\x1b[1m"])
def test_no_line_is_a_command(before: str) -> None:
    assert not _LOG_COMMAND.search(re.sub(_STYLE, "", without_commands(f"{before}::error::x")))


@pytest.mark.parametrize("text", [HOSTILE, NOT_UTF8, "#" * 3 + "[x"])
def test_json_on_a_terminal_is_the_same_value(text: str) -> None:
    shown = printable_json(json.dumps({text: [text]}, ensure_ascii=False, indent=1))
    assert is_safe(shown)
    assert json.loads(shown) == {text: [text]}


def test_without_colours_a_line_is_what_rich_would_print(
    capsys: pytest.CaptureFixture[str],
) -> None:
    printer = terminal.Printer("stdout")
    for line in (HOSTILE, NOT_UTF8, "a\tb\t\tc", "", "中文\tx", "x" * 500, "a \U0001f600 b"):
        printer.pieces(("warning", "yellow"), (f": {line}", ""))
        plain = capsys.readouterr().out
        printer.console.print(terminal._text((("warning", "yellow"), (f": {line}", ""))))
        assert plain == capsys.readouterr().out
