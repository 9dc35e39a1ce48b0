"""The forms of listings that can be read, one module per form.

To add a form:
1. write a module here with `FORM`, `detect` and `read`, as `Form` in `listing/form.py` says (or
   `StreamedForm`, for a form that is read line by line); its docstring says what the form looks
   like, and which variants are accepted and refused;
2. add the module to `WHOLE` or `BY_LINE` (or `STREAMED`) below;
3. save a listing as `tests/listing/cases/form-NAME.txt`, and let `pytest tests/listing
   --update-golden` write the result.

What several forms share is in the other folders of `listing/`.
"""

from paper_archive.listing.form import Form, PiecedForm, StreamedForm
from paper_archive.listing.forms import (
    api,
    archive_digest,
    article_page,
    arxiv_listing,
    arxiv_page,
    arxiv_page_text,
    bibtex,
    daily_json,
    daily_list,
    day_report,
    dblp_xml,
    email_digest,
    endnote_xml,
    feed,
    hf_page,
    html_tables,
    json_feed,
    json_lines,
    markdown_links,
    markdown_references,
    markdown_tables,
    names_only,
    numbered_notes,
    oai,
    plain,
    plain_links,
    pubmed,
    pubmed_xml,
    ris,
    scholar_alert,
    table,
    table_text,
    trending,
    trending_structured,
    web_of_science,
    weeks,
    weeks_csv,
    zotero_rdf,
)

# The streamed forms are tried first, then the others, in this order; the first form that detects
# itself reads the file. The plain form comes last because it has the fewest marks. Forms that read
# a page line by line get `MOST_LINES_OF_TEXT` lines at most.
STREAMED: tuple[StreamedForm, ...] = (json_lines, table)
WHOLE: tuple[Form, ...] = (
    json_feed,
    api,
    archive_digest,
    arxiv_page,
    scholar_alert,
    oai,
    pubmed_xml,
    endnote_xml,
    zotero_rdf,
    dblp_xml,
    feed,
    daily_json,
    article_page,
    hf_page,
    html_tables,
    weeks_csv,
    bibtex,
    ris,
    pubmed,
    web_of_science,
    table_text,
)
# These read a text that is longer than `MOST_TEXT_BYTES`.
BY_PIECES: tuple[PiecedForm, ...] = (
    api,
    oai,
    feed,
    pubmed_xml,
    endnote_xml,
    zotero_rdf,
    bibtex,
    ris,
    pubmed,
    web_of_science,
    markdown_tables,
)
BY_LINE: tuple[Form, ...] = (
    arxiv_listing,
    arxiv_page_text,
    email_digest,
    daily_list,
    weeks,
    numbered_notes,
    day_report,
    markdown_tables,
    names_only,
    trending_structured,
    trending,
    markdown_references,
    markdown_links,
    plain_links,
    plain,
)
