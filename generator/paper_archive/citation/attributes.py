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
from collections.abc import Iterator, Mapping

from paper_archive.citation import bibtex
from paper_archive.citation.author_names import AuthorName
from paper_archive.citation.citation import Citation

# What an entry in BibTeX says in the same words.
_IN_BIBTEX = dict.fromkeys(("key", "by", "tex", "arxiv", "class"), "")
_UNSAFE = re.compile(r"""[%&<>"'|\\{}*_`\[\]$~^=#@!]""")
_UNSAFE_IN_PART = re.compile(_UNSAFE.pattern[:-1] + ",]")


def attributes(
    citation: Citation, most_authors: int | None = None, *, beside_bibtex: bool = False
) -> dict[str, str]:
    """Return the values by the names of their attributes; unknown ones are empty.

    Only the first `most_authors` are named. With `beside_bibtex`, the page has the entry in BibTeX.
    """
    names = citation.names[:most_authors]
    plain = " and ".join([name.family_first for name in names])
    by = bibtex.authors(names)
    tex = bibtex.title(citation.title)
    venue = bibtex.escaped(citation.venue)
    who = "|".join(map(_parts, names))
    values = {
        "key": _encoded(citation.key),
        "who": who,
        "by": _encoded(by) if by != plain else "",
        "tex": _encoded(tex) if tex != citation.title else "",
        "y": citation.published,
        "arxiv": citation.arxiv_id,
        "class": citation.category,
        "url": "" if citation.is_at_arxiv else _encoded(citation.url),
        "kind": citation.kind,
        "venue": _encoded(citation.venue),
        "texvenue": _encoded(venue) if venue != citation.venue else "",
        "doi": _encoded(citation.other_doi),
        "ids": "|".join(_ids(citation)) if citation.ids else "",
    }
    if beside_bibtex:
        values |= _IN_BIBTEX
        if by == plain and who == plain.replace(" and ", "|"):
            values["who"] = ""
    return values


def in_html(values: Mapping[str, str]) -> list[str]:
    """Return attributes as HTML has them; those without a value are left out."""
    return [f'data-{name}="{value}"' for name, value in values.items() if value]


def _ids(citation: Citation) -> Iterator[str]:
    for scheme in ("pmid", "pmcid"):
        if value := citation.id(scheme):
            yield f"{scheme} {value}"
    for page in citation.more:
        yield f"url {_encoded(page)}"


def _parts(name: AuthorName) -> str:
    if not _UNSAFE_IN_PART.search("".join(name[:3])):
        return name.family_first
    parts = (name.family, name.given, name.suffix)
    return ", ".join(_UNSAFE_IN_PART.sub(_percent, part) for part in parts if part)


def _encoded(text: str) -> str:
    return _UNSAFE.sub(_percent, text)


def _percent(sign: re.Match[str]) -> str:
    return f"%{ord(sign[0]):02X}"
