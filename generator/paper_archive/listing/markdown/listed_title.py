"""The title and the remark in an item of a list that leads to a paper (`forms.reading_list`).

    [Segment Anything](https://arxiv.org/abs/2304.02643) - a remark
    **Visual Search at Dusk** (2023) [[paper]](https://arxiv.org/pdf/2305.01234)
    **WiseAD**: Driving with a Language Model, **WACV 2025** [[Paper](…)]
    [**ViDAR**] Point Clouds for Drivers. **`CVPR 2024`** [[Paper](…)]
    [[PDF]](…) Grad-CAM: Explanations from Deep Networks

Names of methods and venues in brackets may stand before a title, and venues behind it in bold.
Words that name authors as a reference does are no title.
"""

from __future__ import annotations

import re

from paper_archive.listing.entries.building import arxiv_of
from paper_archive.listing.entries.url_facts import of_url
from paper_archive.listing.markdown.inline import words
from paper_archive.text.identifiers import ids_of_address

_LINK = re.compile(
    r"!?\[(?P<label>(?:[^\[\]]|\[[^\[\]]{0,200}\]){1,1000})\]"
    r"\((?P<url>[^()\s]{1,1000})(?:\s\"[^\"]{0,200}\")?\)"
)
_BOLD = re.compile(r"(\*\*|__)(?=\S)(?P<label>.{1,1000}?)(?<=\S)\1")
# What ends a title in plain words.
_ENDS_WORDS = re.compile(r"!?\[|<?https?://|\(https?://|\*\*|__|`")
# The name of a method or the venue, before a title: `[ViDAR] `, `(NeurIPS 2025) `.
_BEFORE = re.compile(r"\s{0,3}(?:\[[^\[\]()]{1,60}\]|\([^\[\]()]{1,60}\))(?=\s)")
# Words that say what a link leads to, and no title.
_OF_LINK = re.compile(
    r"\W{0,5}(?:(?:arxiv|paper|pdf|link|abs|abstract|html|here|preprint|doi|openreview|acl|anthology"
    r"|pubmed|full text|read|url|source|publication|project|website|page|web|code|github|blog|video"
    r"|slides|demo|dataset|data|model|hf|hugging face|version|v\d{1,2}|论文|代码|链接)\W{0,5}){1,4}"
    r"(?:\W{0,5}\d{4}[.\d]{0,8}(?:v\d{1,2})?\W{0,5})?|https?://\S{1,1000}"
    r"|\W{0,5}(?:arxiv:?)?\s?\d{4}\.\d{4,5}(?:v\d{1,2})?\W{0,5}",
    re.IGNORECASE,
)
# A venue with its year, and the short form of a citation: `CVPR 2024`, Lee & Ray, 2018.
_VENUE = re.compile(
    r"[`'\"(]{0,2}(?:[A-Za-z][\w.-]{0,20}[\s'’,&-]{1,3}){0,4}[A-Za-z]{0,12}['’]?"
    r"(?:(?:19|20)\d\d[a-z]?|(?<=['’])\d\d)(?:[.,-]\s?\w{1,12}){0,3}[`'\")]{0,2}"
)
YEAR = re.compile(
    r"[(\[`](?P<venue>[A-Za-z’'& -]{0,40})(?P<year>(?:19|20)\d\d)(?:[.-]\d{1,4}){0,3}\s?[)\]`]"
)
# Names before a title, or a title between full stops: Ann Lee et al., A. B. Lee, or Lee, A., Lee A,
_OF_REFERENCE = re.compile(
    r"\bet\.?\s?al\b|;|\.\s|\b(?:[A-Z]\.[\s-]?){1,3}[A-Z][\w’'-]|\b[A-Z][\w’'-]{1,40},\s[A-Z]\."
    r"|\b[A-Z][\w’'-]{1,40}\s[A-Z]{1,2},"
)
_QUOTED = re.compile(r"[“\"]([^“”\"]{3,500})[”\"]")
ADDRESS = re.compile(r"<?https?://\S+>?")
_EMPHASIS = re.compile(r"\*{1,3}([^*]{1,1000})\*{1,3}")
# What is left of links in a row.
_BETWEEN = re.compile(r"(?:\s[/|·,;]{1,3}(?=\s|$)){1,20}\s?")
_EMPTY = re.compile(r"[(\[]\W{0,6}[)\]]")
_AROUND = ' \t-–—:|,;.*_"“”„«»`·'


def is_paper(url: str) -> bool:
    """Tell whether an address says which paper it is."""
    return bool(arxiv_of(url)[0] if "arxiv" in url else ids_of_address(url) or of_url(url).arxiv_id)


def title_of(text: str) -> tuple[str, str]:
    """Return the title in the text of an item, and what else is in it; both are "" without one."""
    title, rest = _linked(text) or _in_bold(text) or _in_plain_words(text)
    if (year := YEAR.search(title)) and year.end() == len(title):
        return title[: year.start()].strip(_AROUND), f"{year[0]} {rest}"
    return title, rest


def words_before(text: str) -> str:
    """Return the words of an item before its first link."""
    return words(text[: _words_end(text, 0)]).strip(_AROUND)


def remark_of(rest: str) -> str:
    """Return what is left of the rest of an item without addresses and what leads to them."""
    rest = _EMPHASIS.sub(r"\1", ADDRESS.sub("", _LINK.sub(_label, rest)))
    return _BETWEEN.sub(" ", words(_EMPTY.sub("", _EMPTY.sub("", rest)))).strip(_AROUND + "[]")


def _linked(text: str) -> tuple[str, str] | None:
    """Return the words of the link to the paper, unless they only say what it leads to or cite it,
    and the rest of the text."""
    for link in _LINK.finditer(text):
        label = words(link["label"])
        if is_paper(link["url"]) and not (_is_no_title(label) or " et al" in label):
            return label.strip(_AROUND), text[: link.start()] + text[link.end() :]
    return None


def _in_bold(text: str) -> tuple[str, str] | None:
    """Return the longest words in bold with what follows their colon, and the rest of the text."""
    begin = _begin(text)
    found = [bold for bold in _BOLD.finditer(text, begin) if not _is_no_title(words(bold["label"]))]
    if not found:
        return None
    first, longest = found[0], max(found, key=lambda bold: len(bold["label"]))
    name = words(first["label"])
    # The name of a method in bold, and the other words of the title.
    after = first.end() + text.startswith(":", first.end())
    if first.start() == begin and (name.endswith(":") or after > first.end()):
        end = _words_end(text, after)
        year = YEAR.search(text, after, end)
        if more := words(text[after : year.start() if year else end]).strip(_AROUND):
            return f"{name.strip(_AROUND)}: {more}", text[: first.start()] + text[end:]
    return words(longest["label"]).strip(_AROUND), text[: longest.start()] + text[longest.end() :]


def _in_plain_words(text: str) -> tuple[str, str]:
    """Return the words before the first link, those in quotes or those before a year, else the
    words behind the links, and the rest of the text.

    Both are "" where the words are like those of a reference.
    """
    begin = _begin(text)
    end = _words_end(text, begin)
    if quoted := _QUOTED.search(text, begin, end):
        return words(quoted[1]).strip(_AROUND), text[: quoted.start()] + text[quoted.end() :]
    if year := YEAR.search(text, begin, end):
        # In a reference, the title follows the year.
        if text[year.end() : end].strip(_AROUND + "["):
            return "", ""
        end = year.start()
    if not text[begin:end].strip(_AROUND):
        links = list(_LINK.finditer(text))
        if not links or links[0].start() > end + 1:
            return "", ""
        begin = links[-1].end()
        end = _words_end(text, begin)
        begin += len(text[begin:end]) - len(text[begin:end].lstrip(_AROUND + "])"))
    title = words(text[begin:end]).strip(_AROUND)
    is_none = _OF_REFERENCE.search(title) or _is_no_title(title)
    return ("", "") if is_none else (title, text[:begin] + text[end:])


def _begin(text: str) -> int:
    """Return where a text begins after names and venues in brackets."""
    begin = 0
    while before := _BEFORE.match(text, begin):
        begin = before.end()
    return begin + len(text[begin:]) - len(text[begin:].lstrip())


def _words_end(text: str, begin: int) -> int:
    """Return where plain words end that begin there."""
    end = _ENDS_WORDS.search(text, begin)
    return end.start() if end else len(text)


def _is_no_title(label: str) -> bool:
    return bool(_OF_LINK.fullmatch(label) or _VENUE.fullmatch(label))


def _label(link: re.Match[str]) -> str:
    label = words(link["label"])
    is_button = label.startswith("[") or link.string.startswith("[", max(0, link.start() - 1))
    return "" if is_button or _OF_LINK.fullmatch(label) else label
