"""The web app manifest, by which browsers install the site: its name, icons and colours.

    manifest.webmanifest    https://www.w3.org/TR/appmanifest/

Its addresses are relative, so it works in any folder of a host. Icons are the archive's own favicon
and logo where it has some; if browsers could not install the site with these, because they want one
of 144 pixels, those of the theme follow.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable

from paper_archive.site.look import ICON
from paper_archive.site.named_files import is_elsewhere
from paper_archive.site.palette import Palette

LIGHT, DARK = "#fcfcfa", "#121517"  # `--bg` in archive.css and dark.css
_COLOUR = "#0b5d6e"  # `--acc-light` there
_LEAST = 144
_TYPES = {
    ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
    ".webp": "image/webp", ".ico": "image/x-icon", ".gif": "image/gif", ".avif": "image/avif",
}  # fmt: skip
_PNG = b"\x89PNG\r\n\x1a\n"
_THEMES: tuple[dict[str, str], ...] = (
    {"src": "assets/icon-192.png", "sizes": "192x192", "type": "image/png"},
    {"src": "assets/icon.png", "sizes": "512x512", "type": "image/png"},
    {
        "src": "assets/icon-maskable.png",
        "sizes": "512x512",
        "type": "image/png",
        "purpose": "maskable",
    },
    {"src": ICON, "sizes": "any", "type": "image/svg+xml"},
)


def app(
    name: str, description: str, palette: Palette, images: tuple[str, ...],
    read: Callable[[str], bytes],
) -> str:  # fmt: skip
    """Return the manifest. `images` are the paths of favicon and logo, "" for none."""
    own = [
        _icon(path, read) for path in images if path not in ("", ICON) and not is_elsewhere(path)
    ]
    icons = [icon for icon in own if icon]
    value = {
        "name": name,
        "short_name": name,
        **({"description": description} if description else {}),
        "start_url": "index.html",
        "scope": "./",
        "display": "standalone",
        # With a button to go back; Safari has none of its own, and none that asks for it.
        "display_override": ["minimal-ui"],
        "theme_color": palette.primary[0] or _COLOUR,
        "background_color": LIGHT,
        "icons": icons if any(map(_is_large, icons)) else [*icons, *_THEMES],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _icon(path: str, read: Callable[[str], bytes]) -> dict[str, str]:
    """Return an icon of the archive's own, empty where browsers cannot use it."""
    kind = _TYPES.get(path[path.rfind(".") :].lower(), "")
    if not kind:
        return {}
    sizes = "any"
    if kind != "image/svg+xml":
        data = read(path)
        if data[:8] != _PNG or len(data) < 24:
            return {}
        width, height = struct.unpack(">2L", data[16:24])
        sizes = f"{width}x{height}"
    return {"src": path, "sizes": sizes, "type": kind}


def _is_large(icon: dict[str, str]) -> bool:
    sizes = icon["sizes"]
    return sizes == "any" or min(map(int, sizes.split("x"))) >= _LEAST
