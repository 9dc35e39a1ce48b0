"""The citations of a year of first listing, and of all papers, packed with gzip.

    api/bibtex/2025.bib.gz  api/ris/2025.ris.gz  api/csl/2025.json.gz
    api/bibtex/all.bib.gz   …                    undated.bib.gz …

Keys are unique in a file: of two papers of one key the second has its slug for a key, and so has
a paper that was published in another year than it was listed, which could meet its like in the
file of all. A gzip file is one of members: the file of a year has one for each month, and that of
all is those of the years one after the other. So nothing is packed twice, and a new day costs its
month alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from paper_archive import urls as addresses
from paper_archive.citation.citation import Citation, bibtex, keyed
from paper_archive.citation.csl import csl
from paper_archive.citation.ris import ris
from paper_archive.exports.export import Export, Published
from paper_archive.exports.packing import gzipped
from paper_archive.pages.catalog import Catalog
from paper_archive.store.periods import Period, months, years
from paper_archive.store.update import Changes
from paper_archive.text.json_text import encoded


@dataclass(frozen=True, slots=True)
class Format:
    """A format of citations; a file begins with `before` and ends with `after`, and `between`
    stands between two citations."""

    title: str
    folder: str
    suffix: str
    write: Callable[[Citation, str], str]
    before: str = ""
    between: str = "\n\n"
    after: str = "\n"

    def path(self, name: str) -> str:
        """Where the file of a year is."""
        return addresses.citations(self.folder, self.suffix, name)

    def entries(self, citations: Iterable[tuple[str, Citation]]) -> list[str]:
        """Citations with their keys in this format."""
        return [self.write(citation, key) for key, citation in citations]

    def file(self, bodies: Iterable[bytes]) -> bytes:
        """A file of packed citations."""
        return b"".join(
            (
                gzipped(self.before.encode()),
                gzipped(self.between.encode()).join(bodies),
                gzipped(self.after.encode()),
            )
        )

    def body(self, file: bytes) -> bytes:
        """The packed citations of a file, for joining them with others."""
        before, after = gzipped(self.before.encode()), gzipped(self.after.encode())
        return file[len(before) : -len(after)]


_BIBTEX, _RIS, _CSL = addresses.CITATIONS
FORMATS = (
    Format(*_BIBTEX, bibtex),
    Format(*_RIS, lambda citation, key: ris(citation)),
    Format(*_CSL, csl, "[\n", ",\n", "\n]\n"),
)


def exports(catalog: Catalog, changes: Changes | None = None) -> Iterator[Export]:
    """The files of each year and of the undated papers, and those of all, which are made of
    them. `changes` are those since the store remembered the files that are there."""
    all_months = months(catalog.archive)
    for year in years(catalog.archive):
        own = [month for month in all_months if year.covers(month)]
        volume = _Volume(catalog, year, own, changes)
        for form in FORMATS:
            yield Export(form.path(year.name), partial(volume.file, form), year)
    for form in FORMATS:
        paths = [form.path(year.name) for year in years(catalog.archive)]
        yield Export(
            form.path(addresses.ALL),
            lambda published, form=form, paths=paths: all_citations(form, map(published, paths)),
        )


@dataclass(frozen=True, slots=True)
class Issue:
    """A month in the files of its year: its papers' number, their keys, and the bytes it takes in
    the file of each format."""

    name: str
    papers: int
    keys: tuple[str, ...]
    sizes: tuple[int, ...]


class _Volume:
    """The files of a year, of which an update makes anew the months that it touched and those
    after them: their keys depend on the ones before."""

    def __init__(
        self, catalog: Catalog, year: Period, months: Sequence[Period], changes: Changes | None
    ) -> None:
        self._catalog = catalog
        self._year = year
        self._months = months
        self._changes = changes

    @property
    def _blob(self) -> str:
        return f"citations {self._year.name}"

    @cached_property
    def _kept(self) -> Sequence[Issue]:
        """The months before the first one that was touched."""
        changes = self._changes
        if changes is None or changes.everything:
            return []
        kept = []
        stored = self._catalog.archive.store.blob(self._blob)
        for values, month in zip(json.loads(stored or b"[]"), self._months, strict=False):
            name, papers, keys, sizes = values
            if (name, papers) != (month.name, len(month)) or any(map(month.has, changes.days)):
                break
            kept.append(Issue(name, papers, tuple(keys), tuple(sizes)))
        return kept

    def file(self, form: Format, published: Published) -> bytes:
        """The file in a format."""
        bodies: list[bytes] = []
        if self._kept:
            body = form.body(published(form.path(self._year.name)))
            number, join = FORMATS.index(form), len(gzipped(form.between.encode()))
            for issue in self._kept:
                bodies.append(body[: issue.sizes[number]])
                body = body[issue.sizes[number] + join :]
        bodies += self._made[form.title]
        return form.file(bodies)

    @cached_property
    def _made(self) -> dict[str, list[bytes]]:
        """The packed citations of the months that are made anew, by format."""
        taken = {key for issue in self._kept for key in issue.keys}
        issues: list[Issue] = []
        bodies: dict[str, list[bytes]] = {form.title: [] for form in FORMATS}
        for month in self._months[len(self._kept) :]:
            papers = month.of(self._catalog.archive)
            own = [Citation.of(paper, self._catalog.site_url) for paper in papers]
            pairs = [(_key(key, each), each) for key, each in keyed(own, taken)]
            for form in FORMATS:
                text = form.between.join(form.entries(pairs))
                bodies[form.title].append(gzipped(encoded(text)))
            sizes = tuple(len(bodies[form.title][-1]) for form in FORMATS)
            keys = tuple(each.key for each in own)
            issues.append(Issue(month.name, len(month), keys, sizes))
        values = [
            (each.name, each.papers, each.keys, each.sizes) for each in (*self._kept, *issues)
        ]
        self._catalog.archive.store.set_blob(self._blob, json.dumps(values).encode())
        return bodies


def all_citations(form: Format, files: Iterable[bytes]) -> bytes:
    """The file of all papers, made of the files of all years in this format."""
    return form.file(form.body(file) for file in files)


def _key(key: str, citation: Citation) -> str:
    year = str(citation.listed.year) if citation.listed else ""
    return key if citation.published[:4] == year else citation.slug
