"""What a page says of a citation, so that the browser can write its three formats (`cite.js`).

    data-key="lee2024birds-2409.17703"     the key
    data-who="Lee, Ann B.|Kimi Team"       the names in parts
    data-by="Lee, Ann B. and {Kimi Team}"  the authors in BibTeX, if they differ from that
    data-tex="Birds and %7BLLMs%7D"        the title in BibTeX, if it differs from the title
    data-y="2024-09"                       the day or month of publication
    data-arxiv, data-class                 the id and its category
    data-url                               the address, if it is not that of the id
    data-kind="article"                    the kind of its publication (publication.py)
    data-venue="Annals of Boats"           the venue, or the preprint server
    data-texvenue="Boats %5C& Ships"       the same in BibTeX, if it differs
    data-doi="10.1000/boats"               the DOI, if it is not arXiv's
    data-ids="pmid 12|url https:…"         ids of PubMed (pmid, pmcid), and further pages

Names, keys and braces are decided here, and the browser only puts them in their places. Signs that
could end a value or mean something in Markdown are percent-encoded, and so are commas inside a part
of a name. Unknown fields are left out. Beside an entry in BibTeX, what the entry says is left out
too, and the names where the entry has them without a brace or a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from paper_archive.citation import bibtex
from paper_archive.citation.author_names import AuthorName, family_first
from paper_archive.citation.citation import Citation

_UNSAFE = re.compile(r"""[%&<>"'|\\{}*_`\[\]$~^=#@!]""")
_UNSAFE_IN_PART = re.compile(_UNSAFE.pattern[:-1] + ",]")


def attributes(
    citation: Citation,
    most_authors: int | None = None,
    *,
    beside_bibtex: bool = False,
    in_tex: Callable[[str, str], str] = lambda tex, _: encoded(tex),
) -> dict[str, str]:
    """Return the values by the names of their attributes; unknown ones are empty.

    Only the first `most_authors` are named. With `beside_bibtex`, the page has the entry in BibTeX,
    and what it says in the same words is left out. `in_tex` returns the value for a title from what
    it is in BibTeX, where that differs, and the title.
    """
    names = citation.names[:most_authors]
    listed = family_first(names)
    plain = " and ".join(listed)
    by = bibtex.authors(names)
    # Special signs are rare, so testing all names together is faster.
    special = _UNSAFE_IN_PART.search("".join(chain.from_iterable([name[:3] for name in names])))
    who = "|".join(map(_parts, names) if special else listed)
    key = arxiv_id = category = tex = ""
    if beside_bibtex:
        who = "" if by == plain and who == plain.replace(" and ", "|") else who
        by = plain
    else:
        key, arxiv_id, category = encoded(citation.key), citation.arxiv_id, citation.category
        tex = bibtex.title(citation.title)
        tex = in_tex(tex, citation.title) if tex != citation.title else ""
    venue = bibtex.escaped(citation.venue)
    return {
        "key": key,
        "who": who,
        "by": encoded(by) if by != plain else "",
        "tex": tex,
        "y": citation.published,
        "arxiv": arxiv_id,
        "class": category,
        "url": "" if citation.is_at_arxiv else encoded(citation.url),
        "kind": citation.kind,
        "venue": encoded(citation.venue),
        "texvenue": encoded(venue) if venue != citation.venue else "",
        "doi": encoded(citation.other_doi),
        "ids": "|".join(_ids(citation)) if citation.ids else "",
    }


def in_html(values: Mapping[str, str]) -> list[str]:
    """Return attributes as HTML has them; those without a value are left out."""
    return [f'data-{name}="{value}"' for name, value in values.items() if value]


def _ids(citation: Citation) -> Iterator[str]:
    for scheme in ("pmid", "pmcid"):
        if value := citation.id(scheme):
            yield f"{scheme} {value}"
    for page in citation.more:
        yield f"url {encoded(page)}"


def _parts(name: AuthorName) -> str:
    if not _UNSAFE_IN_PART.search("".join(name[:3])):
        return name.family_first
    parts = (name.family, name.given, name.suffix)
    return ", ".join(_UNSAFE_IN_PART.sub(_percent, part) for part in parts if part)


def encoded(text: str) -> str:
    """Return a text as a value has it."""
    return _UNSAFE.sub(_percent, text) if text else ""


def _percent(sign: re.Match[str]) -> str:
    return f"%{ord(sign[0]):02X}"
