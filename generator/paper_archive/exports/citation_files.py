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
from functools import partial

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.citation.bibtex import bibtex
from paper_archive.citation.citation import Citation, keyed
from paper_archive.citation.csl import csl
from paper_archive.citation.ris import ris
from paper_archive.exports.export import Export, Made, Published, Remembered
from paper_archive.exports.packing import gzipped
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
        return urls.citations(self.folder, self.suffix, name)

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


_BIBTEX, _RIS, _CSL = urls.CITATIONS
FORMATS = (
    Format(*_BIBTEX, bibtex),
    Format(*_RIS, lambda citation, key: ris(citation)),
    Format(*_CSL, csl, "[\n", ",\n", "\n]\n"),
)


def exports(
    catalog: Catalog,
    changes: Changes | None = None,
    remembered: Remembered = lambda name: b"",
) -> Iterator[Export]:
    """The files of each year and of the undated papers, and those of all, which are made of
    them. `changes` are those since the build that `remembered` tells of."""
    all_months = months(catalog.archive)
    for year in years(catalog.archive):
        volume = _Volume(catalog, year, [month for month in all_months if year.covers(month)])
        kept = volume.untouched(remembered(volume.name), changes)
        yield Export(volume.paths, partial(volume.made, kept), year)
    for form in FORMATS:
        paths = [form.path(year.name) for year in years(catalog.archive)]
        yield Export.of(
            form.path(urls.ALL),
            partial(_of_all_years, form, paths),
        )


@dataclass(frozen=True, slots=True)
class Issue:
    """A month in the files of its year: its papers' number, their keys, and the bytes it takes in
    the file of each format."""

    name: str
    papers: int
    keys: tuple[str, ...]
    sizes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Volume:
    """The files of a year. An update makes the months anew that it touched and those after them:
    their keys depend on the ones before."""

    catalog: Catalog
    year: Period
    months: Sequence[Period]

    @property
    def name(self) -> str:
        """What the memory of its issues goes by."""
        return f"citations {self.year.name}"

    @property
    def paths(self) -> tuple[str, ...]:
        """The file of each format."""
        return tuple(form.path(self.year.name) for form in FORMATS)

    def untouched(self, memory: bytes, changes: Changes | None) -> Sequence[Issue]:
        """The issues before the first month that was touched, as an earlier build remembers
        them."""
        if changes is None or changes.everything:
            return []
        kept = []
        for values, month in zip(json.loads(memory or b"[]"), self.months, strict=False):
            name, papers, keys, sizes = values
            if (name, papers) != (month.name, len(month)) or any(map(month.has, changes.days)):
                break
            kept.append(Issue(name, papers, tuple(keys), tuple(sizes)))
        return kept

    def made(self, kept: Sequence[Issue], published: Published) -> Made:
        """The files, whose beginnings are those of the issues that are kept."""
        bodies = [
            self._bodies(form, number, kept, published) for number, form in enumerate(FORMATS)
        ]
        issues = [*kept, *self._add(bodies, kept)]
        values = [(each.name, each.papers, each.keys, each.sizes) for each in issues]
        files = zip(self.paths, FORMATS, bodies, strict=True)
        return Made(
            {path: form.file(of_form) for path, form, of_form in files},
            {self.name: json.dumps(values).encode()},
        )

    def _bodies(
        self, form: Format, number: int, kept: Sequence[Issue], published: Published
    ) -> list[bytes]:
        """The packed citations of the months that are kept."""
        bodies = []
        if kept:
            body = form.body(published(form.path(self.year.name)))
            join = len(gzipped(form.between.encode()))
            for issue in kept:
                bodies.append(body[: issue.sizes[number]])
                body = body[issue.sizes[number] + join :]
        return bodies

    def _add(self, bodies: Sequence[list[bytes]], kept: Sequence[Issue]) -> Iterator[Issue]:
        """Add the packed citations of the other months to those of each format, and yield these
        months."""
        taken = {key for issue in kept for key in issue.keys}
        for month in self.months[len(kept) :]:
            papers = month.of(self.catalog.archive)
            own = [Citation.of(paper, self.catalog.site_url) for paper in papers]
            pairs = [(_key(key, each), each) for key, each in keyed(own, taken)]
            for form, of_form in zip(FORMATS, bodies, strict=True):
                text = form.between.join(form.entries(pairs))
                of_form.append(gzipped(encoded(text)))
            sizes = tuple(len(of_form[-1]) for of_form in bodies)
            yield Issue(month.name, len(month), tuple(each.key for each in own), sizes)


def _of_all_years(form: Format, paths: Iterable[str], published: Published) -> bytes:
    return all_citations(form, map(published, paths))


def all_citations(form: Format, files: Iterable[bytes]) -> bytes:
    """The file of all papers, made of the files of all years in this format."""
    return form.file(form.body(file) for file in files)


def _key(key: str, citation: Citation) -> str:
    year = str(citation.listed.year) if citation.listed else ""
    return key if citation.published[:4] == year else citation.slug
