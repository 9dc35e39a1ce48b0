"""The scripts in the embedded engine: what they may read, and what stops them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from paper_archive.model import InputError
from paper_archive.search import engine
from paper_archive.search.engine import SiteSearch

from tests.search.sites import papers, write

NOTHING = '{"format":4,"papers":0,"documents":[],"segments":[],"votes":[""],"tags":[]}'
EMPTY = f'paperArchive.shard("manifest",{NOTHING})\n'
SOON = 0.1  # Seconds after which endless work ends here: only what does end needs more.


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(papers(40), tmp_path_factory.mktemp("engine"))


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    """A site to damage."""
    return Path(shutil.copytree(built, tmp_path / "site"))


def answering(site: Path, value: str) -> Path:
    """Let the site answer every query with the value of an expression."""
    (site / "assets" / "search.js").write_text(
        "var paper = {url: '', title: '', date: '', tags: [], snippet: '', score: 1, authors: [],"
        " abstract: '', marked: {title: [], snippet: []}};"
        "var good = {total: 1, all: 1, results: [paper], atMost: false, counts: null, instead: [],"
        " words: [], corrected: {}, suggestion: '',"
        " message: '', code: ''};"
        f"paperArchive = {{search: () => ({value})}}",
        "utf-8",
    )
    return site


def test_it_reads_what_a_query_needs(site: Path) -> None:
    (site / "search" / "unasked.js").write_text("{", "utf-8")
    search = SiteSearch(site)
    assert search.search("graph")["total"]
    assert "assets/search/engine.js" in search.sizes
    assert search.sizes["search/manifest.js"] == (site / "search/manifest.js").stat().st_size
    assert "search/unasked.js" not in search.sizes


def test_a_site_without_search_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"assets.search\.js: cannot be read.*--site-dir"):
        SiteSearch(tmp_path)


@pytest.mark.parametrize("script", ['manifest",{})', 'manifest",[])', 'other",{})', "mani", ""])
def test_a_manifest_of_something_else_is_refused(site: Path, script: str) -> None:
    (site / "search" / "manifest.js").write_text(f'paperArchive.shard("{script}\n', "utf-8")
    with pytest.raises(InputError, match=r"manifest\.js: (cannot be read|is not of the version)"):
        SiteSearch(site).search("graph")


@pytest.mark.parametrize("name", ["search/manifest.js", "assets/search/engine.js"])
@pytest.mark.parametrize("damage", ["gone", "cut", "not text", "too large", "a folder"])
def test_a_damaged_file_is_named(site: Path, name: str, damage: str) -> None:
    file = site / name
    data = file.read_bytes()
    file.unlink()
    if damage == "cut":
        file.write_bytes(data[: len(data) // 2])
    elif damage == "not text":
        file.write_bytes(b"\xff" + data)
    elif damage == "too large":
        with file.open("wb") as made:
            made.truncate(engine.MOST_OF_FILE + 1)
    elif damage == "a folder":
        file.mkdir()
    with pytest.raises(InputError, match=rf"{file.name}: cannot be read: .*\(build the site"):
        SiteSearch(site).search("graph")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(site: Path) -> None:
    (site / "search" / "manifest.js").unlink()
    os.mkfifo(site / "search" / "manifest.js")
    with pytest.raises(InputError, match="it is no file of the site"):
        SiteSearch(site).search("graph")


def test_nothing_outside_the_site_is_read(site: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.js"
    secret.write_text(EMPTY, "utf-8")
    manifest = site / "search" / "manifest.js"
    for directory in ("../../secret", "../assets/search", "/etc/passwd", "a/b/c", "..%2fsecret"):
        terms = f'"terms":[["{directory}"],"A","B"]'
        segment = f'{{"papers":1,{terms},"days":[1,"",""],"lexicon":[[[],""],[[],""]]}}'
        manifest.write_text(EMPTY.replace('"segments":[]', f'"segments":[{segment}]'), "utf-8")
        search = SiteSearch(site)
        with pytest.raises(InputError, match=r"it is no file of the search"):
            search.search("graph")
        assert all(path.startswith(("assets/", "search/")) for path in search.sizes)
    manifest.unlink()
    manifest.symlink_to(secret)
    with pytest.raises(InputError, match="it is no file of the site"):
        SiteSearch(site).search("graph")


def test_the_index_is_data_and_never_runs(site: Path) -> None:
    code = '{"format":4,"papers":0,"segments":[],"tags":(globalThis.ran=1,[])}'
    (site / "search/manifest.js").write_text(f'paperArchive.shard("manifest",{code})\n', "utf-8")
    with pytest.raises(InputError, match=r"manifest\.js: cannot be read"):
        SiteSearch(site).search("graph")


def test_scripts_have_no_way_out(site: Path) -> None:
    script = site / "assets" / "search.js"
    names = "require process os std fetch XMLHttpRequest WebSocket Worker importScripts load print"
    script.write_text(
        "paperArchive = {look: names => names.split(' ').filter(name => name in globalThis),"
        " load: name => import(name)}",
        "utf-8",
    )
    search = SiteSearch(site)
    assert search.call("look", names) == []
    for module in ("os", "std", str(script)):
        with pytest.raises(InputError):
            search.call("load", module)


@pytest.mark.parametrize(
    ("code", "seconds"),
    [
        ("while (true) {}", SOON),
        ("/^(a+)+$/.test('a'.repeat(50) + 'b')", SOON),
        ("(function f() { f() })()", 60),
        ("for (var a = [];;) a.push(new Float64Array(1e6).fill(1))", 60),
        ("'x'.repeat(2 ** 29).split('')", 60),
        ("(function f() { Promise.resolve().then(f) })()", SOON),
        ("await new Promise(() => {})", 60),
    ],
)
def test_endless_work_is_stopped(
    site: Path, code: str, seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "SECONDS", seconds)
    monkeypatch.setattr(engine, "BYTES", 100 << 20)
    script = site / "assets" / "search.js"
    script.write_text(f"paperArchive = {{work: async () => {{ {code} }}}}", "utf-8")
    with pytest.raises(InputError, match="build the site with --clean"):
        SiteSearch(site).call("work")
    script.write_text(f"(async () => {{ {code} }})()", "utf-8")
    with pytest.raises(InputError, match="build the site"):
        SiteSearch(site).search("graph")


def test_huge_numbers_in_the_index_are_stopped(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SECONDS", 1)
    manifest = site / "search" / "manifest.js"
    text = manifest.read_text("utf-8")
    assert text.count('"papers":40') == 2
    for papers_said in ("1e9", "4e9", "1e15", "-1", '"x"', "null"):
        manifest.write_text(text.replace('"papers":40', f'"papers":{papers_said}'), "utf-8")
        try:
            total = SiteSearch(site).search("graph")["total"]
        except InputError as error:
            assert "search" in str(error)
        else:
            assert total <= 40


NEVER = "{toString: function () { while (1) {} }}"


@pytest.mark.parametrize(
    ("script", "message"),
    [
        (f"throw {NEVER}", "a script threw no error, but object"),
        ("throw {get message() { throw this }}", "a script threw no error, but object"),
        ("throw Symbol()", "a script threw no error, but symbol"),
        ("throw null", "a script threw no error, but object"),
        ("throw 'a word\\nand more'", "cannot be read: a word \\("),
        ("throw '\\ud800'", "the files of the search are damaged"),
        ("throw 'x'.repeat(999999)", "cannot be read: x{200} \\("),
        ("throw new Error('y' + 'x'.repeat(99999))", "cannot be read: yx{199} \\("),
        ("throw {get message() { while (1) {} }}", "more than 0.1 seconds"),
        ("throw new Proxy({}, {get: function () { while (1) {} }})", "more than 0.1 seconds"),
        ("InternalError.prototype.toString = function () { while (1) {} }; while (1) {}",
         "more than 0.1 seconds"),
        ("Error.prototype.toString = function () { while (1) {} }; while (1) {}",
         "more than 0.1 seconds"),
        (f"Error.prepareStackTrace = function () {{ return {NEVER} }}; while (1) {{}}",
         "more than 0.1 seconds"),
        ("Object.setPrototypeOf(InternalError.prototype, {})", "not extensible"),
        ("page = null; JSON = null; Reflect = null; throw 'a word'", "cannot be read: a word"),
    ],
)  # fmt: skip
def test_what_a_script_throws_is_said(
    site: Path, script: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "SECONDS", SOON if "seconds" in message else 60)
    (site / "assets" / "search.js").write_text(script, "utf-8")
    with pytest.raises(InputError, match=message):
        SiteSearch(site)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (f"throw {NEVER}", "a script threw no error, but object"),
        (f"return Promise.reject({NEVER})", "a script threw no error, but object"),
        ("throw {message: 5, name: 5, url: {}, code: null}", "a script threw no error"),
        ("throw {message: 'x', url: 'a\\0b\\nc'}", "a\0b: cannot be read: it is damaged"),
        ("return {then: function (done, failed) { failed(5) }}", "no error, but number"),
        ("return {toJSON: function () { while (1) {} }}", "more than 0.1 seconds"),
        (f"return {{toJSON: function () {{ throw {NEVER} }}}}", "no error, but object"),
        ("Object.prototype.toJSON = function () { return [] }", "the search are damaged"),
        ("Object.prototype.toJSON = function () { return {error: 5} }", "the search are damaged"),
        ("Object.prototype.toJSON = function () { throw 5 }", "wait for nothing"),
        ("document.head.appendChild({src: 10n}); return new Promise(() => {})", "wait for nothing"),
        ((f"document.head.appendChild({{src: 'x', onerror () {{ throw {NEVER} }}}}); "
         "await new Promise(() => {})"), "a script threw no error, but object"),
        # Jobs whose errors no code of the page can catch.
        (("var settle = function () { throw NEVER }, it = Promise.resolve();"
         "it.constructor = {[Symbol.species]: function (start) { start(settle, settle) }};"
         "it.then(function () {}); await new Promise(() => {})"), "wait for nothing"),
        ("queueMicrotask(function () { throw NEVER })", "queueMicrotask is not defined"),
        ("new FinalizationRegistry(function () { throw NEVER }).register({})",
         "FinalizationRegistry is not defined"),
        (f"return import({NEVER})", "more than 0.1 seconds"),
    ],
)  # fmt: skip
def test_what_a_query_throws_is_said(
    site: Path, code: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "SECONDS", SOON if "seconds" in message else 60)
    script = f"var NEVER = {NEVER}; paperArchive = {{search: async () => {{ {code} }}}}"
    (site / "assets" / "search.js").write_text(script, "utf-8")
    with pytest.raises(InputError, match=message):
        SiteSearch(site).search("graph")


@pytest.mark.parametrize(
    "change",
    ["5", "null", "{}", "[]", "[[]]", "10n ** 99n", "{...good, atMost: undefined}",
     "{...good, all: -1}", "{...good, counts: {}}", "{...good, instead: [{}]}",
     "{...good, counts: {tags: [['a', 1]], code: 0}}",
     "{...good, total: NaN}", "{...good, total: -1}", "{...good, total: true}",
     "{...good, total: 1e99}", "{...good, results: [{}]}", "{...good, results: {}}",
     "{...good, words: [5]}", "{...good, corrected: {a: 'b'}}", "{...good, message: 5}",
     "{...good, results: [{...paper, score: 'z'}]}", "{...good, results: [{...paper, score: NaN}]}",
     "{...good, results: [{...paper, score: 1e308}]}", "{...good, results: [{...paper, date: 5}]}",
     "{...good, results: [{...paper, marked: {title: [5], snippet: []}}]}"],
)  # fmt: skip
def test_answers_of_another_shape_are_refused(site: Path, change: str) -> None:
    with pytest.raises(InputError, match=r"search.* \(build the site with --clean"):
        SiteSearch(answering(site, change)).search("graph")


def test_deep_answers_are_refused(site: Path) -> None:
    deep = "Array(5000).fill().reduce(list => [list], [])"
    with pytest.raises(InputError, match=r"search.* \(build the site with --clean"):
        SiteSearch(answering(site, deep)).search("graph")


def test_halves_of_surrogate_pairs_are_replaced(site: Path) -> None:
    change = r"{...good, message: '\ud800', results: [{...paper, title: 'a\udc00b\ud83d\ude00'}]}"
    answer = SiteSearch(answering(site, change)).search("graph")
    assert answer["message"] == "\ufffd"
    assert answer["results"][0]["title"] == "a\ufffdb\U0001f600"


@pytest.mark.parametrize("damage", ["[" * 100_000, "{bad", "9" * 5000, "1e999", "NaN", '"\\ud800"'])
def test_damaged_values_of_the_index_are_refused(site: Path, damage: str) -> None:
    (site / "search/manifest.js").write_text(f'paperArchive.shard("manifest",{damage})\n', "utf-8")
    with pytest.raises(InputError, match="build the site"):
        SiteSearch(site).search("graph")
