"""What sources of papers and the client say to each other: media types and failures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

T = TypeVar("T")
# Of what a server says, in characters.
LONGEST_MESSAGE = 300


class FetchError(Exception):
    """No response came; `again` says that another attempt may help, after `wait` seconds.

    `unanswered` says that nobody answered at all, `unasked` that nobody was asked any more.
    """

    def __init__(
        self,
        what: str,
        again: bool = False,
        wait: float = 0,
        *,
        unanswered: bool = False,
        unasked: bool = False,
    ) -> None:
        super().__init__(what[:LONGEST_MESSAGE])
        self.again = again
        self.wait = wait
        self.unanswered = unanswered
        self.unasked = unasked


@dataclass(frozen=True, slots=True)
class Media:
    """The media types that a response may have; `is_utf8` refuses any other encoding by name."""

    name: str
    accept: str
    types: tuple[str, ...]
    endings: tuple[str, ...]
    is_utf8: bool = True

    def takes(self, media: str) -> bool:
        """Tell whether a response may have this type."""
        return media in self.types or media.endswith(self.endings)


JSON = Media("JSON", "application/json", ("application/json", "text/json"), ("+json",))
# A feed in XML names its encoding itself.
FEED = Media(
    "a feed",
    "application/atom+xml, application/rss+xml, application/xml, application/feed+json",
    ("application/xml", "text/xml", "application/json", "text/json", "text/plain"),
    ("+xml", "+json"),
    is_utf8=False,
)


class Get(Protocol):
    """Requests an address until `read` takes the response. Raises FetchError."""

    def __call__(self, address: str, media: Media, read: Callable[[bytes], T]) -> T:
        """Return what `read` makes of the response; it may raise FetchError."""
        ...
