r"""BibTeX of a paper.

    @misc{lee2024birds-2409.17703,
      title         = {Birds and {LLMs}: 100\% at {C}},
      author        = {Lee, Ann B. and {Kimi Team}},
      year          = {2024},
      eprint        = {2409.17703},
      archivePrefix = {arXiv},
      doi           = {10.48550/arXiv.2409.17703},
      url           = {https://arxiv.org/abs/2409.17703}
    }

`primaryClass` follows `archivePrefix` if the category is known. An article in a journal is
`@article` with `journal`, a paper in proceedings `@inproceedings` with `booktitle`. Any other
venue, such as a preprint server, is `howpublished`, which all styles print. Ids of PubMed are
`pmid` and `pmcid`, as Zotero and JabRef read and write them: some styles take any `eprint` for an
arXiv id.

Words that a style must not put in lower case are braced: those with inner capitals (`LLMs`), single
capitals (`C`), and those with a capital and digits (`T5`). Braces in a title become
`\textbraceleft{}` and `\textbraceright{}`: BibTeX counts braces even after a backslash, so a single
`\{` would swallow the rest of the file. Names are braced where BibTeX would part them again:
groups, and family names with a small word that is not their beginning (`{Drummond de Andrade}`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from paper_archive.citation.author_names import AuthorName, family_first
from paper_archive.citation.citation import Citation
from paper_archive.citation.publication import ARTICLE, PROCEEDINGS

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
_SIGNS = re.escape("".join(_SPECIAL))
# TeX joins these two to one sign, such as a dash, unless something stands between them.
_JOINED = r"(?<=-)-|(?<=')'|(?<=[`!?])`"
_PAIRS = ("--", "''", "``", "!`", "?`")
_SIGN = re.compile(f"[{_SIGNS}]")
_SPECIAL_SIGN = re.compile(f"[{_SIGNS}]|{_JOINED}")
_ESCAPED = str.maketrans(_SPECIAL)
# A word goes on after an apostrophe before a capital: O'Brien.
_SIGN_OR_WORD = re.compile(rf"[{_SIGNS}]|{_JOINED}|[^\W_]+(?:['’](?=[A-Z])[^\W_]+)*")
# The words to brace in a title of ASCII: one search is much faster than a call per word.
_WORD_TO_BRACE = re.compile(
    r"\b(?:[A-Z](?![A-Za-z0-9'])|[A-Z][a-z]*+[0-9][a-z0-9]*+(?![A-Z])"
    r"|[A-Za-z0-9][a-z0-9]*+'?[A-Z][A-Za-z0-9]*+(?:'(?=[A-Z])[A-Za-z0-9]+)*|[A-Z](?='))"
)
_BEFORE_A_SUBTITLE = (": ", ". ", "? ", "! ", "- ", "– ", "— ")
_BETWEEN_TOKENS = re.compile("[ ~-]")
_ASCII_LETTER = re.compile("[A-Za-z]")
_FIELDS = (
    "title", "author", "journal", "booktitle", "howpublished", "year", "eprint", "archivePrefix",
    "primaryClass", "doi", "pmid", "pmcid", "url",
)  # fmt: skip
# The type of an entry, and the field of its venue, by the kind of publication.
_TYPES = {ARTICLE: ("article", "journal"), PROCEEDINGS: ("inproceedings", "booktitle")}
_OTHER = ("misc", "howpublished")
_PUBMED = ("pmid", "pmcid")
# The beginning of a field's line, by the length of the longest field name in its entry.
_PADDED = {
    len(longest): {name: f"  {name.ljust(len(longest))} = {{" for name in _FIELDS}
    for longest in _FIELDS
}


def bibtex(citation: Citation) -> str:
    """Return a BibTeX entry, without a final line break."""
    kind, of_venue = _TYPES.get(citation.kind, _OTHER)
    fields = {"title": title(citation.title)}
    if citation.names:
        fields["author"] = authors(citation.names)
    if citation.venue:
        fields[of_venue] = escaped(citation.venue)
    if citation.published:
        fields["year"] = citation.published[:4]
    if citation.arxiv_id:
        fields["eprint"] = citation.arxiv_id
        fields["archivePrefix"] = "arXiv"
        if citation.category:
            fields["primaryClass"] = citation.category
    if citation.doi:
        fields["doi"] = citation.doi
    if citation.ids:
        fields |= {scheme: value for scheme in _PUBMED if (value := citation.id(scheme))}
    if citation.url:
        fields["url"] = citation.url
    padded = _PADDED[max(map(len, fields))]
    body = "},\n".join([padded[name] + value for name, value in fields.items()])
    return f"@{kind}{{{citation.key},\n{body}}}\n}}"


# A page asks several times.
@lru_cache(maxsize=8)
def title(text: str) -> str:
    """Return a title, escaped, with braces around words that must keep their capitals."""
    if text.isascii() and not _has_special_sign(text):
        return _WORD_TO_BRACE.sub(_braced, text)
    return _SIGN_OR_WORD.sub(_written, text)


def escaped(text: str) -> str:
    """Return a text whose capitals no style changes, escaped."""
    return _SPECIAL_SIGN.sub(lambda sign: _SPECIAL.get(sign[0]) or "{}" + sign[0], text)


def _has_special_sign(text: str) -> bool:
    """Tell what `_SPECIAL_SIGN.search` does in a fifth of the time."""
    return _SIGN.search(text) is not None or any(pair in text for pair in _PAIRS)


@lru_cache(maxsize=8)
def authors(names: tuple[AuthorName, ...]) -> str:
    """Return authors, separated by *and*."""
    together = " and ".join(family_first(names))
    # Special names are rare, so testing all names together is faster.
    families = "".join([name.family for name in names])
    if (
        any(name.group or name.suffix for name in names)
        or " " in families
        or "-" in families
        or _has_special_sign(together)
        or "others" in together.lower()
    ):
        return " and ".join(map(_name, names))
    return together


def _written(match: re.Match[str]) -> str:
    """Return a special sign escaped, or a word with its braces if it needs them."""
    found = match[0]
    if not found[0].isalnum():
        return _SPECIAL.get(found) or "{}" + found
    rest = found[1:]
    single = not rest and found.isascii() and found.isupper()
    with_digit = found[0].isupper() and any(map(str.isdigit, rest))
    return _braced(match) if single or with_digit or rest != rest.lower() else found


def _braced(match: re.Match[str]) -> str:
    word = match[0]
    return word if word == "A" and _is_article(match) else f"{{{word}}}"


def _is_article(match: re.Match[str]) -> bool:
    """Tell whether an A is the first word of the title or of its subtitle."""
    start, end = match.span()
    before, after = match.string[max(0, start - 2) : start], match.string[end : end + 1]
    return after in ("", " ") and (start == 0 or before in _BEFORE_A_SUBTITLE)


def _name(name: AuthorName) -> str:
    family = name.family.translate(_ESCAPED)
    if not name.given:
        return f"{{{family}}}" if name.group or not _is_read_as_one(family) else family
    if _is_parted(name.family):
        family = f"{{{family}}}"
    given = name.given.translate(_ESCAPED)
    return ", ".join(filter(None, (family, name.suffix, given)))


def _is_read_as_one(family: str) -> bool:
    """Tell whether BibTeX reads a name of one word, or of particles and a word, as it is."""
    if " " not in family:
        return family.lower() != "others" and not any(_small(family)[:-1])
    return all(_small(family)[:-1]) and not _is_parted(family)


def _is_parted(family: str) -> bool:
    """Tell whether BibTeX would take a part of a family name for particles.

    It takes all words up to the last small one. To it, a word is small if its first letter of ASCII
    is, and a hyphen ends a word.
    """
    if " " not in family and "-" not in family:
        return False
    small = _small(family)[:-1]
    particles = small.index(False) if False in small else len(small)
    # Particles stand apart, and are small in all alphabets.
    beginning = family.split(" ")[:particles]
    return any(small[particles:]) or any("-" in word or word != word.lower() for word in beginning)


def _small(family: str) -> list[bool]:
    """Tell of each token of a name whether BibTeX takes it for a small word."""
    letters = map(_ASCII_LETTER.search, _BETWEEN_TOKENS.split(family))
    return [letter is not None and letter[0].islower() for letter in letters]
