r"""BibTeX of a paper.

    @misc{lee2024birds,
      title         = {Birds and {LLMs}: 100\% at Sea},
      author        = {Lee, Ann B. and Plato},
      year          = {2024},
      eprint        = {2409.17703},
      archivePrefix = {arXiv},
      url           = {https://arxiv.org/abs/2409.17703},
      note          = {Listed 14 March 2025}
    }

Words with inner capitals are braced, so that no style puts them in lower case. Braces in a title
become `\textbraceleft{}` and `\textbraceright{}`: BibTeX counts braces even after a backslash, so
a single `\{` would swallow the rest of the file. The browser writes the same entries
(`site_src/theme/assets/cite.js`), and a test compares the two.
"""

from __future__ import annotations

import re

from paper_archive.citation.author_names import AuthorName
from paper_archive.citation.citation import Citation

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
}
_SPECIAL_SIGN = re.compile(f"([{re.escape(''.join(_SPECIAL))}])")
_ESCAPED = str.maketrans(_SPECIAL)
_WORD = re.compile(r"[^\W_]+")
# Words with inner capitals in ASCII: one substitution is much faster than a call per word.
_WORD_WITH_CAPITALS = re.compile(r"\b[A-Za-z0-9][a-z0-9]*+[A-Z][A-Za-z0-9]*")
# BibTeX separates authors by this word.
_AND = re.compile(r"\b[Aa][Nn][Dd]\b", re.ASCII)
_FIELDS = ("title", "author", "year", "eprint", "archivePrefix", "url", "note")
# The beginning of a field's line, by the length of the longest field name in its entry.
_PADDED = {
    len(longest): {name: f"  {name.ljust(len(longest))} = {{" for name in _FIELDS}
    for longest in _FIELDS
}


def bibtex(citation: Citation, key: str) -> str:
    """Return a BibTeX entry, without a final line break."""
    fields = {"title": _braced(citation.title)}
    if citation.authors:
        fields["author"] = _author(citation)
    if citation.published:
        fields["year"] = citation.published[:4]
    if citation.arxiv_id:
        fields["eprint"] = citation.arxiv_id
        fields["archivePrefix"] = "arXiv"
    if citation.url:
        fields["url"] = citation.url
    if citation.listed:
        fields["note"] = citation.note
    padded = _PADDED[max(map(len, fields))]
    body = "},\n".join([padded[name] + value for name, value in fields.items()])
    return f"@misc{{{key},\n{body}}}\n}}"


def _braced(title: str) -> str:
    """Return the title, escaped, with braces around words that have inner capitals."""
    if title.isascii() and not _SPECIAL_SIGN.search(title):
        return _WORD_WITH_CAPITALS.sub(r"{\g<0>}", title)
    # Escapes contain letters (`\textbackslash`), so only the text between them is braced.
    return "".join(
        _SPECIAL.get(part) or _WORD.sub(_brace, part) for part in _SPECIAL_SIGN.split(title)
    )


def _brace(match: re.Match[str]) -> str:
    word = match.group()
    return f"{{{word}}}" if word[1:] != word[1:].lower() else word


def _author(citation: Citation) -> str:
    together = " and ".join([name.family_first for name in citation.names])
    # Special names are rare, so testing all names together is faster.
    if (
        any(name.group or name.suffix for name in citation.names)
        or _SPECIAL_SIGN.search(together)
        or _AND.search("\n".join(citation.authors))
    ):
        return " and ".join(map(_name, citation.names, citation.authors))
    return together


def _name(name: AuthorName, text: str) -> str:
    if name.group or _AND.search(text):
        return f"{{{text.translate(_ESCAPED)}}}"
    if name.suffix:
        name = AuthorName(name.family, f"{name.suffix}, {name.given}")
    return name.family_first.translate(_ESCAPED)
