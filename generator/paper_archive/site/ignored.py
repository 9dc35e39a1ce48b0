"""Settings of MkDocs and Material that have no effect on this site, and what has one instead.

People bring their `mkdocs.yml` along. What it says about a header, a search or a font that this
theme does not have is no mistake, so each becomes a note of the build and never fails it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from paper_archive.mkdocs_yml import Configuration
from paper_archive.site.look import (
    ICON,
    logo_icon,
    social_entries,
    svg,
    text,
)
from paper_archive.site.named_files import (
    ASSETS,
    IMAGES,
    NamedFiles,
    is_elsewhere,
    is_link,
    is_script,
    path_of,
)
from paper_archive.site.nav import Key, addresses
from paper_archive.site.palette import CUSTOM, SHADES, is_mapping, named, palettes
from paper_archive.site.theme import has_own_look
from paper_archive.strict_yaml import nearest

Note = tuple[Key, str]  # A key, and what to say of its value.
_BUTTON = "pages have one button for light and dark"
_NO_SCRIPT = "pages load nothing of Material's scripts"
# What to do instead, for settings with any value but those of `_HARMLESS`.
_IGNORED: Mapping[Key, str] = {
    ("theme", "features"): f"{_NO_SCRIPT}, and have a header and a search of their own",
    ("theme", "font"): "pages load no fonts from other sites; set `--sans` and `--serif` in a "
    "style sheet of `extra_css`",
    ("theme", "icon", "repo"): "papers link to the repository, by `repo_url`, to report mistakes",
    ("theme", "icon", "edit"): "pages have no button to edit them; link to the repository in `nav`",
    ("repo_name",): "papers link to the repository, by `repo_url`, to report mistakes",
    ("edit_uri",): "pages have no button to edit them; link to the repository in `nav`",
    ("edit_uri_template",): "pages have no button to edit them; link to the repository in `nav`",
    ("site_author",): "write it into `copyright`, which stands in the footer",
    ("extra", "analytics"): "pages load no scripts from other sites; count visits at the server",
    ("extra", "consent"): "pages set no cookies, so there is nothing to consent to",
    ("extra", "version"): "an archive has one version, in which addresses stay",
    ("extra", "alternate"): "link to sites in other languages in `nav`",
    ("extra", "homepage"): "the name in the header leads to the home page; link elsewhere in `nav`",
    ("extra", "polyfills"): "name scripts in `extra_javascript`",
}
_HARMLESS: Mapping[Key, tuple[object, ...]] = {
    ("theme", "features"): ([],),
    ("theme", "font"): (False,),
    ("edit_uri",): ("",),
}
_PLUGINS = {
    "search": "search.html searches the papers; remove it, which makes the site smaller",
    "tags": "papers have the tags of `tags.yml`",
    "social": "link previews show the logo, if it is a PNG or JPEG",
    "offline": "every page works from a folder; `paper-archive bundle` packs the site",
    "privacy": "pages load nothing from other sites",
}


def notes(
    configuration: Configuration, docs_dir: Path, folders: tuple[Path, ...], files: NamedFiles
) -> list[str]:
    """Return a line for each setting that has no effect; `folders` hold templates and icons."""
    found = _Found(configuration, docs_dir, folders, files)
    lined = [(configuration.line(key), key, what) for key, what in found.notes()]
    return [
        f"{configuration.file}{f':{line}' if line else ''}: `{_named(key)}` {what}"
        for line, key, what in sorted(lined, key=lambda note: note[0])
    ]


def _named(key: Key) -> str:
    return ".".join(part for part in key if isinstance(part, str))


class _Found:
    """Looks for settings without effect in one configuration."""

    def __init__(
        self,
        configuration: Configuration,
        docs_dir: Path,
        folders: tuple[Path, ...],
        files: NamedFiles,
    ) -> None:
        self._values, self._folders, self._files = configuration.values, folders, files
        self._policy_is_known = not has_own_look(list(map(str, folders)), [])
        # As somebody would write it in the configuration.
        root = configuration.file.parent.absolute()
        self._docs = docs_dir.relative_to(root) if docs_dir.is_relative_to(root) else docs_dir

    def notes(self) -> Iterator[Note]:
        """Yield a note for each setting that has no effect."""
        checks: tuple[Callable[[], Iterator[Note]], ...] = (
            self._ignored, self._language, self._plugins, self._palettes, self._images,
            self._social, self._links, self._copyright, self._assets,
        )  # fmt: skip
        for check in checks:
            yield from check()

    def _value(self, *key: str | int) -> Any:
        value: Any = self._values
        for part in key:
            value = value.get(part) if is_mapping(value) else None
        return value

    def _mapping(self, key: str) -> Mapping[str, Any]:
        value = self._value(key)
        return value if is_mapping(value) else {}

    def _ignored(self) -> Iterator[Note]:
        for key, instead in _IGNORED.items():
            value = self._value(*key)
            if value is not None and value not in _HARMLESS.get(key, ()):
                yield key, f"has no effect: {instead}"

    def _language(self) -> Iterator[Note]:
        language = self._value("theme", "language")
        if language not in (None, "en"):
            what = f"makes pages say that they are in '{language}', but their words are English"
            yield ("theme", "language"), f"{what}; remove it unless you replace the templates"

    def _plugins(self) -> Iterator[Note]:
        for item in self._value("plugins") or []:
            name = str(next(iter(item), "")) if is_mapping(item) else str(item)
            if instead := _PLUGINS.get(name.removeprefix("material/")):
                yield ("plugins", name), f"has no effect on the pages: {instead}"

    def _palettes(self) -> Iterator[Note]:
        listed = self._value("theme", "palette")
        for number, palette in enumerate(palettes(listed)):
            place = (number,) if isinstance(listed, list) else ()
            for key in ("primary", "accent"):
                name = named(palette.get(key))
                if name and name != CUSTOM and name not in SHADES:
                    fix = nearest(name, SHADES, f"known names: {', '.join(SHADES)}", alike=0.7)
                    what = f"names no colour '{name}', so that the theme's own stays; {fix}"
                    yield ("theme", "palette", *place, key), what

    def _images(self) -> Iterator[Note]:
        theme = self._mapping("theme")
        for key in IMAGES:
            path = text(theme.get(key))
            if is_elsewhere(path):
                what = "has no effect: pages load images of this site only"
                yield ("theme", key), f"{what}; save it in {self._docs}/ and name it"
            elif path and path != ICON and not self._files.shows(path):
                yield ("theme", key), f"names a file that does not exist: {self._docs / path}"
        icon = logo_icon(theme)
        if icon and not theme.get("logo") and not self._has_icon(icon):
            yield ("theme", "icon", "logo"), f"names no icon of Material: {icon}"

    def _social(self) -> Iterator[Note]:
        for number, entry in social_entries(self._mapping("extra")):
            icon, link = text(entry.get("icon")), text(entry["link"])
            if not is_link(link):
                yield ("extra", "social", number, "link"), _no_link(link)
            elif not self._has_icon(icon):
                what = f"names no icon of Material, so that {entry['link']} is left out"
                yield ("extra", "social", number, "icon"), f"{what}: {icon or 'nothing'}"

    def _links(self) -> Iterator[Note]:
        # MkDocs takes for pages what the site has, and for links the rest.
        for place, address in addresses(self._value("nav"), ("nav",)):
            if not is_link(address) and not self._files.made(address):
                yield place, _no_link(address)

    def _copyright(self) -> Iterator[Note]:
        scripts = _Scripts()
        scripts.feed(text(self._value("copyright")))
        if scripts.found and self._policy_is_known:
            what = f"has {scripts.found[0]}, which cannot run: pages run scripts of files only"
            yield ("copyright",), f"{what}; name a file in `extra_javascript`"

    def _assets(self) -> Iterator[Note]:
        anywhere = not self._policy_is_known  # Templates of its own may have another policy.
        for key in ASSETS:
            items = self._value(key)
            useless = set(self._files.useless(self._values, key, anywhere=anywhere))
            for number, item in enumerate(items if isinstance(items, list) else []):
                path = path_of(item)
                if path in useless and is_elsewhere(path):
                    what = f"has no effect with {path}: pages load nothing from other sites"
                    yield (key, number), f"{what}; save the file in {self._docs}/ and name it"
                elif path in useless:
                    what = f"names a file that does not exist: {self._docs / path}"
                    yield (key, number), f"{what}; pages leave it out"

    def _has_icon(self, icon: str) -> bool:
        return bool(svg(icon, map(str, self._folders)))


def _no_link(address: str) -> str:
    shown = address if address.isprintable() else repr(address)
    what = f"leaves out {shown}, which pages do not link to"
    return f"{what}; begin it with https:// or mailto:, or name a page of the site"


class _Scripts(HTMLParser):
    """Finds what the security policy of pages stops."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "script" and ("src" not in values or is_elsewhere(values["src"])):
            self.found.append("<script>")
        self.found += [name for name in values if name.startswith("on")]
        self.found += ["javascript:" for value in values.values() if is_script(value)]
