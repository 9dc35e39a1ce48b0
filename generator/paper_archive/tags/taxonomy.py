"""The contents of a `tags.yml`: tags and the phrases that earn them (see `tags_file`)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Points:
    """How phrases add up. The first three are points; the next four multiply them.

    By place: `title`; in the abstract `early` at its head, falling evenly to `late` at its
    end. `again` is for a second mention. A tag needs the points of `cutoff`, and the `share` of
    the paper's best tag. If no tag is above its cutoff, the best needs the share `floor` of its
    cutoff.
    """

    strong: float
    normal: float
    weak: float
    title: float
    early: float
    late: float
    again: float
    cutoff: float
    share: float
    floor: float


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as written. `strength` is strong, normal, weak, in-title or not."""

    text: str
    strength: str


@dataclass(frozen=True, slots=True)
class Context:
    """A kind of paper, known by `least` mentions of its phrases, in which tags may be vetoed."""

    id: str
    least: int
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of tags, for example models or science."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, what it means, and its rules. `cutoff` is in points.

    `short` is its name where there is little room, "" if that is the title.
    """

    id: str
    facet: str
    title: str
    means: str
    cutoff: float
    phrases: tuple[Phrase, ...]
    unless: tuple[str, ...] = ()
    short: str = ""


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The contents of a `tags.yml`, in the order of the file."""

    points: Points
    facets: tuple[Facet, ...]
    tags: tuple[Tag, ...]
    contexts: tuple[Context, ...] = ()
    ignored: tuple[str, ...] = ()

    @property
    def names(self) -> dict[str, tuple[str, ...]]:
        """The names that pages show for tags, by id."""
        return {tag.id: (tag.title, tag.short or tag.title) for tag in self.tags}

    def of_facet(self, facet: str) -> tuple[Tag, ...]:
        """Return the tags of a facet, by its id."""
        return tuple(tag for tag in self.tags if tag.facet == facet)
