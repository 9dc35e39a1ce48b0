"""The forms of listings that can be read, one module per form.

To add a form:
1. write a module here with `FORM`, `detect` and `read`, as `Form` in `listing/form.py` says (or
   `StreamedForm`, for a form that is read line by line); its docstring says what the form looks
   like, and which variants are accepted and refused;
2. add its name to `WHOLE` or `BY_LINE` (or `STREAMED`) below;
3. save a listing as `tests/listing/cases/form-NAME.txt`, and let `pytest tests/listing
   --update-golden` write the result.

What several forms share is in the other folders of `listing/`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import Generic, TypeVar, cast, overload

from paper_archive.listing.form import Form, PiecedForm, StreamedForm

F = TypeVar("F", bound=Form | PiecedForm | StreamedForm)


class Forms(Sequence[F], Generic[F]):
    """Modules of this folder in order, each imported once it is asked for.

    Together they take a tenth of a second to import, and most files are in one of the first forms.
    """

    def __init__(self, *names: str) -> None:
        self._names = names

    def __len__(self) -> int:
        return len(self._names)

    @overload
    def __getitem__(self, index: int) -> F: ...
    @overload
    def __getitem__(self, index: slice) -> Forms[F]: ...
    def __getitem__(self, index: int | slice) -> F | Forms[F]:
        if isinstance(index, slice):
            return Forms(*self._names[index])
        return cast(F, _module(self._names[index]))

    def __iter__(self) -> Iterator[F]:
        return cast("Iterator[F]", map(_module, self._names))


@cache
def _module(name: str) -> object:
    return import_module(f"{__name__}.{name}")


# The streamed forms are tried first, then the others, in this order; the first form that detects
# itself reads the file. The plain form comes last because it has the fewest marks. Forms that read
# a page line by line get `MOST_LINES_OF_TEXT` lines at most.
STREAMED: Forms[StreamedForm] = Forms("json_lines", "table")
WHOLE: Forms[Form] = Forms(
    "json_feed",
    "api",
    "archive_digest",
    "arxiv_page",
    "scholar_alert",
    "oai",
    "pubmed_xml",
    "endnote_xml",
    "zotero_rdf",
    "dblp_xml",
    "feed",
    "daily_json",
    "article_page",
    "hf_page",
    "html_tables",
    "weeks_csv",
    "bibtex",
    "ris",
    "pubmed",
    "web_of_science",
    "table_text",
)
# These read a text that is longer than `MOST_TEXT_BYTES`.
BY_PIECES: Forms[PiecedForm] = Forms(
    "api",
    "oai",
    "feed",
    "pubmed_xml",
    "endnote_xml",
    "zotero_rdf",
    "bibtex",
    "ris",
    "pubmed",
    "web_of_science",
    "markdown_tables",
)
BY_LINE: Forms[Form] = Forms(
    "arxiv_listing",
    "arxiv_page_text",
    "email_digest",
    "daily_list",
    "weeks",
    "numbered_notes",
    "day_report",
    "markdown_tables",
    "names_only",
    "trending_structured",
    "trending",
    "markdown_references",
    "markdown_links",
    "plain_links",
    "reading_list",
    "plain",
)
