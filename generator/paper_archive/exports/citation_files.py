"""Files of citations, packed with gzip: one for every year of first listing, one for all papers.

    api/bibtex/2025.bib.gz  api/ris/2025.ris.gz  api/csl/2025.json.gz
    api/bibtex/all.bib.gz   …                    undated.bib.gz …

The key of a paper depends on nothing else, and ends in its id or a hash: so keys are unique in a
file, and a new paper changes no key.

A gzip file consists of members. The file of a year has one member per month, and the file of all
papers joins the members of all years. So nothing is packed twice, and after a new day only its
month is packed again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from paper_archive import urls
from paper_archive.catalog import Catalog
from paper_archive.citation.bibtex import bibtex
from paper_archive.citation.citation import Citation
from paper_archive.citation.csl import csl
from paper_archive.citation.ris import ris
from paper_archive.exports.export import Export, ExportResult, ReadFile, ReadMemory, Shared
from paper_archive.exports.packing import gzipped
from paper_archive.model import Paper
from paper_archive.store.periods import Period, months, years
from paper_archive.store.update import Changes
from paper_archive.text.json_text import encoded


@dataclass(frozen=True, slots=True)
class Format:
    """A format of citations.

    A file begins with `before` and ends with `after`; `between` separates two citations.
    """

    title: str
    folder: str
    suffix: str
    write: Callable[[Citation], str]
    before: str = ""
    between: str = "\n\n"
    after: str = "\n"

    def path(self, name: str) -> str:
        """Return the path of the file of a year (its `name`)."""
        return urls.citations(self.folder, self.suffix, name)

    def file(self, bodies: Iterable[bytes]) -> bytes:
        """Return a file of packed citations."""
        return b"".join(
            (
                gzipped(self.before.encode()),
                gzipped(self.between.encode()).join(bodies),
                gzipped(self.after.encode()),
            )
        )

    def body(self, file: bytes) -> bytes:
        """Return the packed citations of a file, to join them with others."""
        before, after = gzipped(self.before.encode()), gzipped(self.after.encode())
        return file[len(before) : -len(after)]


_BIBTEX, _RIS, _CSL = urls.CITATIONS
FORMATS = (
    Format(*_BIBTEX, bibtex),
    Format(*_RIS, ris),
    Format(*_CSL, csl, "[\n", ",\n", "\n]\n"),
)


def exports(
    catalog: Catalog,
    changes: Changes | None = None,
    former: ReadMemory = lambda name: b"",
) -> Iterator[Export]:
    """Yield the files of every year and of the undated papers, then those of all papers.

    `former` reads the memory of the last build, and `changes` are the changes since then.
    """
    all_months = months(catalog.archive)
    for year in years(catalog.archive):
        files = _YearFiles(catalog, year, [month for month in all_months if year.covers(month)])
        kept = files.untouched(former(files.name), changes)
        yield Export.shared(files.paths, partial(files.work, kept), year)
    for form in FORMATS:
        paths = [form.path(year.name) for year in years(catalog.archive)]
        yield Export.of(
            form.path(urls.ALL),
            partial(_of_all_years, form, paths),
        )


@dataclass(frozen=True, slots=True)
class PackedMonth:
    """A month in the files of its year.

    `papers` is the number of its papers, and `sizes` are its bytes in the files, in the order of
    FORMATS.
    """

    name: str
    papers: int
    sizes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _YearFiles:
    """The files of a year, one per format.

    An update packs the first month that it touches and all later ones again: the earlier ones are
    the beginning of the files.
    """

    catalog: Catalog
    year: Period
    months: Sequence[Period]

    @property
    def name(self) -> str:
        """The name under which the next build finds the packed months."""
        return f"citations {self.year.name}"

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of the files, in the order of FORMATS."""
        return tuple(form.path(self.year.name) for form in FORMATS)

    def untouched(self, memory: bytes, changes: Changes | None) -> Sequence[PackedMonth]:
        """Return the months of the last build's memory before the first touched month."""
        if changes is None or changes.everything:
            return []
        kept = []
        for values, month in zip(json.loads(memory or b"[]"), self.months, strict=False):
            name, papers, sizes = values
            if (name, papers) != (month.name, len(month)) or any(map(month.has, changes.days)):
                break
            kept.append(PackedMonth(name, papers, tuple(sizes)))
        return kept

    def work(self, kept: Sequence[PackedMonth], read: ReadFile) -> Shared:
        """Return the work on the other months. The files begin with the kept months, which `read`
        returns as packed."""
        bodies = [self._bodies(form, number, kept, read) for number, form in enumerate(FORMATS)]
        site_url, archive = self.catalog.site_url, self.catalog.archive
        calls = [
            partial(_packed, site_url, tuple(month.of(archive)))
            for month in self.months[len(kept) :]
        ]
        return Shared(calls, partial(self._joined, kept, bodies))

    def _joined(
        self,
        kept: Sequence[PackedMonth],
        bodies: Sequence[list[bytes]],
        others: Sequence[Sequence[bytes]],
    ) -> ExportResult:
        packed = [*kept, *self._add(bodies, kept, others)]
        values = [(month.name, month.papers, month.sizes) for month in packed]
        files = zip(self.paths, FORMATS, bodies, strict=True)
        return ExportResult(
            {path: form.file(body) for path, form, body in files},
            {self.name: json.dumps(values).encode()},
        )

    def _bodies(
        self, form: Format, number: int, kept: Sequence[PackedMonth], read: ReadFile
    ) -> list[bytes]:
        """Return the packed citations of the kept months in a format, which has this number."""
        bodies = []
        if kept:
            body = form.body(read(form.path(self.year.name)))
            between = len(gzipped(form.between.encode()))
            for month in kept:
                bodies.append(body[: month.sizes[number]])
                body = body[month.sizes[number] + between :]
        return bodies

    def _add(
        self,
        bodies: Sequence[list[bytes]],
        kept: Sequence[PackedMonth],
        others: Sequence[Sequence[bytes]],
    ) -> Iterator[PackedMonth]:
        """Add the other months to the bodies of all formats, and yield them."""
        for month, packed in zip(self.months[len(kept) :], others, strict=True):
            for body, part in zip(bodies, packed, strict=True):
                body.append(part)
            yield PackedMonth(month.name, len(month), tuple(map(len, packed)))


def _packed(site_url: str, papers: Iterable[Paper]) -> list[bytes]:
    """Return the packed citations of papers, in the order of FORMATS."""
    citations = [Citation.of(paper, site_url) for paper in papers]
    texts = (form.between.join(map(form.write, citations)) for form in FORMATS)
    return [gzipped(encoded(text)) for text in texts]


def _of_all_years(form: Format, paths: Iterable[str], read: ReadFile) -> bytes:
    return all_citations(form, map(read, paths))


def all_citations(form: Format, files: Iterable[bytes]) -> bytes:
    """Return the file of all papers, from the files of all years in this format."""
    return form.file(form.body(file) for file in files)
