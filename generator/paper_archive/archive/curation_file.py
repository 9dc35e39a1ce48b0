"""Reads and checks `curation.yml`, the corrections by hand; `corrections` applies them.

    listings:
      2025/page.txt: {date: 2025-03-14}      # the day of a listing; overrides any other source
    papers:
      some-slug:
        title: A Better Title
        id: 2503.01234                       # also joins it with the entries of this id
        tags: {add: [long-context], remove: [surveys]}
      2503.11111:
        withdrawn: the authors asked for it  # the page stays and says only this
    merge:
      - [slug-a, slug-b]                     # one paper, with the title and id of the first
    split:                                   # entries that belong to another paper
      - {paper: some-slug, listing: 2025/2025-03-14.txt, title: A Title as Listed}
    redirects:
      old-slug: some-slug                    # an address that no paper has (any more)
    authors:                                 # see `curation_authors`
      Yann LeCun: [Y. LeCun]
      Wei Wang (Alibaba): {listed: Wei Wang, papers: [some-slug]}

Every part is optional, and may be repeated, so that what `curate` prints can be added to the end.
What two parts say of one paper is joined. A *paper* is named by its arXiv id or by any slug that
leads to it: its address, a redirect, or a slug that a correction created. A *listing* is named by
its path, or by an end of the path that no other listing shares. A split selects the entries that
leave a paper by listing, by title as listed (in Unicode, as pages show it), or by both; the entries
that one item selects become one paper. What `papers` says of several papers of a merge is joined;
the title is the one that it says of the first. No name depends on line numbers, so listings may be
edited. Corrections apply in this order: dates, ids, splits, merges, the rest. Their order in the
file does not matter.

No correction removes an address. The addresses of former titles and of merged papers redirect, the
address of a split paper lists the parts, and the page of a withdrawn paper says why it was
withdrawn. But an address that exists only through a correction disappears with it: if you take a
correction back, or change a title again, keep the address under `redirects`. Nothing keeps the page
of a day that exists only through a correction.

Refused, with the line and the nearest match: unknown parts, fields, tags, listings and papers; a
slug that several papers share; duplicate keys; dates and ids in another form; two entries for one
paper; a paper in two merges, or both merged and withdrawn; entries split off twice, or merged back
into the paper they left; one id for two papers; a tag both added and removed; redirects from the
address of another paper, to themselves, or to another redirect.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from paper_archive.archive.curation import (
    Curation,
    PaperEntry,
    Redirection,
    Reference,
    Split,
)
from paper_archive.archive.curation_authors import author_entries
from paper_archive.archive.curation_parts import joined, once
from paper_archive.archive.slug import MAX_LENGTH, slugify
from paper_archive.listing.dates.plausible import WRITE_DAY, is_possible
from paper_archive.model import Source
from paper_archive.strict_yaml import Node, did_you_mean, document, most_similar
from paper_archive.text.arxiv import known_id
from paper_archive.text.clean import clean

_MAPPINGS = ("listings", "papers", "redirects", "authors")
_LISTS = ("merge", "split")
_FIELDS = ("title", "id", "tags", "withdrawn")
_NO_REASONS = ("true", "false", "yes", "no", "on", "off")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def load_curation(source: Source, tags: Mapping[str, Collection[str]] | None = None) -> Curation:
    """Read, check and return a `curation.yml`. Raises InputError for the first mistake.

    `tags` are the ids of the vocabulary, with the names that pages show; without them, any tag is
    accepted.
    """
    root = document(source)
    return (
        Curation()
        if root is None or root.empty
        else _CurationReader(source.name, tags).curation(root)
    )


class _CurationReader:
    def __init__(self, source: str, tags: Mapping[str, Collection[str]] | None) -> None:
        self._source = source
        self._tags = tags

    def curation(self, root: Node) -> Curation:
        parts = root.parts("the file", (*_MAPPINGS, *_LISTS))

        def named(name: str) -> Iterator[tuple[Node, Node]]:
            for part in parts.get(name, ()):
                # Someone may have removed all entries of a part and left its name.
                yield from () if part.empty else part.named(f"'{name}'")

        def items(name: str) -> Iterator[Node]:
            for part in parts.get(name, ()):
                yield from () if part.empty else part.items(f"'{name}'")

        return Curation(
            once(
                (self._listing(name, fields) for name, fields in named("listings")),
                lambda dated: (dated[0].text, dated[1]),
            ),
            joined(self._paper(name, fields) for name, fields in named("papers")),
            once(map(self._merge, items("merge")), lambda papers: tuple(map(str, papers))),
            once(
                map(self._split, items("split")), lambda split: (str(split.paper), split.criteria)
            ),
            self._redirects(named("redirects")),
            author_entries(named("authors"), self._name, self._paper_name),
        )

    def _name(self, node: Node, label: str) -> Reference:
        return Reference(node.text(label), self._source, node.line)

    def _paper_name(self, node: Node) -> Reference:
        name = self._name(node, "a paper")
        if arxiv_id := known_id(name.text):
            return replace(name, text=arxiv_id)
        if not _SLUG.fullmatch(name.text):
            fix = "write the end of its address without .html, or its arXiv id without version"
            node.refuse(f"'{name}' is not the name of a paper", fix)
        return name

    def _listing(self, name: Node, node: Node) -> tuple[Reference, date]:
        listing = self._name(name, "a listing")
        fields = node.mapping(f"the listing '{listing}'", ("date",), ())
        text = fields["date"].text("'date'")
        try:
            day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
        except ValueError:
            fields["date"].refuse(f"'{text}' is not a day", "check month and day")
        if day is None:
            fields["date"].refuse(f"'{text}' is not a date", "write it as in 2025-03-14")
        if not is_possible(day):
            fields["date"].refuse(f"'{text}' is not a day of a listing", WRITE_DAY)
        return listing, day

    def _paper(self, name: Node, node: Node) -> PaperEntry:
        paper = self._paper_name(name)
        label = f"the paper '{paper}'"
        fields = node.mapping(label, (), _FIELDS)
        if not fields:
            node.refuse(f"{label} has no corrections", f"write {', '.join(_FIELDS)}, or remove it")
        added, removed = self._tag_changes(fields["tags"], label) if "tags" in fields else ((), ())
        return PaperEntry(
            paper,
            title=self._title(fields["title"]).text if "title" in fields else "",
            arxiv_id=self._arxiv_id(fields["id"]) if "id" in fields else None,
            added=added,
            removed=removed,
            withdrawn=self._reason(fields["withdrawn"]) if "withdrawn" in fields else "",
        )

    def _title(self, node: Node) -> Reference:
        """Return a title as pages show it; the file may write it in Unicode or in TeX."""
        title = clean(node.text("'title'"))
        if not title:
            node.refuse("'title' has no text", "write it as pages should show it")
        return Reference(title, self._source, node.line)

    def _arxiv_id(self, node: Node) -> Reference:
        name = self._name(node, "'id'")
        arxiv_id = known_id(name.text)
        if not arxiv_id:
            fix = "write it as 2503.01234 or cs/0112017, without version"
            node.refuse(f"'{name}' is not an arXiv id", fix)
        return replace(name, text=arxiv_id)

    def _reason(self, node: Node) -> str:
        reason = node.text("'withdrawn'")
        if reason.lower() in _NO_REASONS:
            node.refuse(f"'{reason}' is not a reason", "write why, for the readers of its page")
        return clean(reason)

    def _tag_changes(self, node: Node, label: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        fields = node.mapping(f"'tags' of {label}", (), ("add", "remove"))
        if not fields:
            node.refuse(f"'tags' of {label} changes nothing", "write `add: […]` or `remove: […]`")
        seen: dict[str, tuple[str, int]] = {}
        changes: dict[str, tuple[str, ...]] = {}
        for change in ("add", "remove"):
            items = fields[change].items(f"'{change}' of {label}") if change in fields else []
            for item in items:
                tag = item.text("a tag")
                if self._tags is not None and tag not in self._tags:
                    item.refuse(f"unknown tag '{tag}'", _nearest_tag(tag, self._tags))
                if tag in seen:
                    other, line = seen[tag]
                    item.refuse(
                        f"the tag '{tag}' of {label} is listed twice",
                        f"it is also in '{other}' in line {line}; keep one of the two",
                    )
                seen[tag] = change, item.line
            changes[change] = tuple(tag for tag, (where, _) in seen.items() if where == change)
        return changes["add"], changes["remove"]

    def _merge(self, node: Node) -> tuple[Reference, ...]:
        names = tuple(self._paper_name(item) for item in node.items("a merge"))
        if len(names) < 2:
            node.refuse("a merge of fewer than two papers", "write `- [slug-a, slug-b]`")
        seen: dict[str, Reference] = {}
        for name in names:
            if name.text in seen:
                fix = f"line {seen[name.text].line} has it already"
                name.refuse(f"'{name}' appears twice in a merge", fix)
            seen[name.text] = name
        return names

    def _split(self, node: Node) -> Split:
        fields = node.mapping("a split", ("paper",), ("listing", "title"))
        if len(fields) == 1:
            fix = "add `listing: …`, `title: …` or both"
            node.refuse("a split does not say which entries leave", fix)
        return Split(
            self._paper_name(fields["paper"]),
            self._name(fields["listing"], "'listing'") if "listing" in fields else None,
            self._title(fields["title"]) if "title" in fields else None,
        )

    def _redirects(self, pairs: Iterable[tuple[Node, Node]]) -> tuple[Redirection, ...]:
        redirections: dict[str, Redirection] = {}
        for old, new in pairs:
            slug = self._name(old, "an address")
            first = redirections.get(slug.text)
            if first and first.paper.text != new.text("a paper"):
                fix = f"line {first.slug.line} leads to '{first.paper}'; keep one of the two"
                slug.refuse(f"'{slug}' is redirected twice", fix)
            if slugify(slug.text) != slug.text:
                fix = f"use at most {MAX_LENGTH} lower-case letters, digits and single hyphens"
                slug.refuse(f"'{slug}' cannot be the address of a paper", fix)
            redirections[slug.text] = Redirection(slug, self._paper_name(new))
        for slug, paper in ((r.slug, r.paper) for r in redirections.values()):
            if paper.text == slug.text:
                slug.refuse(f"'{slug}' redirects to itself", "name a paper")
            if further := redirections.get(paper.text):
                paper.refuse(
                    f"'{slug}' leads to '{paper}', which is redirected itself",
                    f"line {further.slug.line} leads on to '{further.paper}'; write the paper here",
                )
        return tuple(redirections.values())


def _nearest_tag(tag: str, tags: Mapping[str, Collection[str]]) -> str:
    """Return a hint for an unknown tag, which may be a name that pages show."""
    shown = {name.casefold(): known for known, names in tags.items() for name in names}
    shown |= {known: known for known in tags}
    near = most_similar(tag.casefold(), shown)
    return did_you_mean(shown[near]) if near else "`paper-archive tags` lists them"
