"""The forms of listings that can be read, one module for each.

To add a form:
1. write a module here with `FORM`, `detect` and `read`, as `Form` in `listing/form.py` says (or
   `StreamedForm`, for a form that is read line by line); its docstring says what the form looks
   like, what is accepted and what is refused;
2. add the module to `FORMS` (or `STREAMED`) below;
3. save a listing as `tests/listing/cases/form-NAME.txt`, and let `pytest tests/listing
   --update-golden` write what is read from it.

What several forms share is in `listing/`.
"""

from paper_archive.listing.form import Form, StreamedForm
from paper_archive.listing.forms import (
    api,
    email_digest,
    json_lines,
    markdown_links,
    markdown_references,
    names_only,
    plain,
    plain_links,
    trending,
    trending_structured,
)

# Each file is offered to the streamed forms, then to the others, in this order; the first that
# detects itself reads it. The plain form comes last because the least tells it apart.
STREAMED: tuple[StreamedForm, ...] = (json_lines,)
FORMS: tuple[Form, ...] = (
    api,
    email_digest,
    names_only,
    trending_structured,
    trending,
    markdown_references,
    markdown_links,
    plain_links,
    plain,
)
