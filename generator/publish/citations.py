"""The citations of a year of first listing, and of all papers, packed with gzip.

    api/bibtex/2025.bib.gz  api/ris/2025.ris.gz  api/csl/2025.json.gz
    api/bibtex/all.bib.gz   …                    undated.bib.gz …

Keys are unique in a file: of two papers of one key the second has its slug for a key, and so has
a paper that was published in another year than it was listed, which could meet its like in the
file of all. That file is those of the years one after the other: a gzip file is one of members,
so nothing is packed twice, and a new day costs its year alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generator.archive.periods import Period, years
from generator.pages import addresses
from generator.pages.catalog import Catalog
from generator.pages.citation import Citation, bibtex, keyed
from generator.publish.csl import csl
from generator.publish.export import Export, Published
from generator.publish.json_text import encoded
from generator.publish.packing import gzipped
from generator.publish.ris import ris


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


def exports(catalog: Catalog) -> Iterator[Export]:
    """The files of each year and of the undated papers, and those of all, which are made of
    them."""
    for period in years(catalog.archive):
        for form, make in zip(FORMATS, _makers(catalog, period), strict=True):
            yield Export(form.path(period.name), make, period)
    for form in FORMATS:
        paths = [form.path(period.name) for period in years(catalog.archive)]
        yield Export(
            form.path(addresses.ALL),
            lambda published, form=form, paths=paths: all_citations(form, map(published, paths)),
        )


def _makers(catalog: Catalog, period: Period) -> Iterator[Callable[[Published], bytes]]:
    """What makes the files of a year; what they have in common is made for the first."""
    common: list[tuple[str, Citation]] = []
    for form in FORMATS:

        def make(published: Published, form: Format = form) -> bytes:
            if not common:
                common.extend(year_citations(catalog, period))
            return form.file([gzipped(encoded(form.between.join(form.entries(common))))])

        yield make


def year_citations(catalog: Catalog, period: Period) -> Iterator[tuple[str, Citation]]:
    """The citations of a year with their keys; they depend on its papers alone."""
    papers = period.of(catalog.archive)
    for key, citation in keyed(Citation.of(paper, catalog.site_url) for paper in papers):
        yield _key(key, citation), citation


def all_citations(form: Format, files: Iterable[bytes]) -> bytes:
    """The file of all papers, made of the files of all years in this format."""
    return form.file(form.body(file) for file in files)


def _key(key: str, citation: Citation) -> str:
    year = str(citation.listed.year) if citation.listed else ""
    return key if citation.published[:4] == year else citation.slug
