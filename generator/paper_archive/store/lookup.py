"""Finds papers by ids, by addresses, or by words of their titles and abstracts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from paper_archive.archive.curation import Curation
from paper_archive.model import Paper, Redirect, SharedAddress
from paper_archive.store.connections import name_hash
from paper_archive.store.stored_archive import StoredArchive
from paper_archive.tags.folding import WORD, fold_word
from paper_archive.text.arxiv import stated_id
from paper_archive.text.identifiers import NAMES, SCHEMES, arxiv_of_doi, id_of, ids_of_address

# People write a DOI of bioRxiv with the version of its address.
_DOI_VERSION = re.compile(r"(?<=\d)v\d{1,3}$")
_PUBMED = re.compile(r"^pubmed(?: ?id)?[ :]{1,2}(?=\d)", re.IGNORECASE)
_EARLY = re.compile(
    r"(?:(?:https?://)?(?:www\.)?(?:bio|med)rxiv\.org/content/(?:(?:bio|med)rxiv/)?early"
    r"/\d{4}/\d\d/\d\d/|(?:bio|med)rxiv[ :]{1,2})(\d(?:[\d.]{0,20}\d)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PaperMatches:
    """Matching papers in three lists without overlap.

    `named` have the name, or the words as their whole title; `by_title` have all words in the
    title, `by_abstract` in title and abstract.
    """

    named: tuple[Paper, ...] = ()
    by_title: tuple[Paper, ...] = ()
    by_abstract: tuple[Paper, ...] = ()

    @property
    def papers(self) -> tuple[Paper, ...]:
        """All matching papers, best first."""
        return (*self.named, *self.by_title, *self.by_abstract)

    @property
    def one(self) -> Paper | None:
        """The only paper with the name, or without any the only match; None if there are several.

        Words of a title are no name: a paper that has them only in its abstract may be meant.
        """
        meant = self.named or self.papers
        return meant[0] if len(meant) == 1 else None


def find(archive: StoredArchive, words: Sequence[str], stem: Callable[[str], str]) -> PaperMatches:
    """Return the papers that match, withdrawn ones included, newest first.

    The words may be a name: an id of the paper, or any slug that leads to it; also as an address.
    Otherwise all of them must occur in the title, or in title and abstract, in upper or lower case
    and in any spelling of one `stem`.
    """
    if papers := named(archive, " ".join(words).strip()):
        return PaperMatches(papers)
    folded = _Stems(stem)
    whole = _letters(" ".join(words))
    wanted = [(word, folded.of(word)) for word in " ".join(words).casefold().split()]
    titled: list[Paper] = []
    by_title: list[Paper] = []
    by_abstract: list[Paper] = []
    for paper in reversed((*archive.withdrawn, *archive.papers)):
        rest = folded.missing(wanted, paper.title)
        if not rest:
            (titled if whole and whole == _letters(paper.title) else by_title).append(paper)
        elif not folded.missing(rest, paper.abstract):
            by_abstract.append(paper)
    return PaperMatches(tuple(titled), tuple(by_title), tuple(by_abstract))


def stated(name: str) -> str:
    """Return the id that a name states, as readers know it: `arXiv id 2303.01234`; "" for none.

    A number or a word alone may be an id, but also a word of a title.
    """
    if arxiv_id := stated_id(name):
        return f"arXiv id {arxiv_id}"
    ids = sorted(ids_in(name))
    if doi := dict(ids).get("doi"):
        return f"DOI {doi}"
    if len(ids) == 1 and ids[0][1].casefold() != name.casefold():
        return f"{NAMES[ids[0][0]]} id {ids[0][1]}"
    return ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


class _Stems(dict[str, str]):
    """Maps stretches of text without white space to the stems of their words.

    Most words of a paper occurred in an earlier one, so each is folded once.
    """

    def __init__(self, stem: Callable[[str], str]) -> None:
        super().__init__()
        self._stem = stem

    def __missing__(self, stretch: str) -> str:
        stems = [f" {self._stem(fold_word(word.lower()))} " for word in WORD.findall(stretch)]
        folded = self[stretch] = "".join(stems)
        return folded

    def of(self, text: str) -> str:
        """Return the stems of a text, each between blanks."""
        return "".join(map(self.__getitem__, text.split()))

    def missing(self, wanted: Sequence[tuple[str, str]], text: str) -> list[tuple[str, str]]:
        """Return those of the words, which have their stems beside them, that a text lacks."""
        plain = text.casefold()
        rest = [each for each in wanted if each[0] not in plain]
        if not any(stems for _, stems in rest):
            return rest
        there = self.of(plain)
        return [(word, stems) for word, stems in rest if not stems or stems not in there]


def named(archive: StoredArchive, name: str) -> tuple[Paper, ...]:
    """Return the papers with a name, withdrawn ones included: an id, or a slug that leads there.

    The name may also be an address. Papers that have an id now come before those that had it once.
    """
    if at := _at(archive, name):
        return at
    ids = ids_in(name)
    arxiv_ids = {stated_id(name), *(arxiv_of_doi(value) for _, value in ids)} - {""}
    versionless = {(scheme, _DOI_VERSION.sub("", value)) for scheme, value in ids} - ids
    names = [*sorted(arxiv_ids), *(f"{scheme}:{value}" for scheme, value in sorted(ids))]
    # A correction may have given a paper another id, or a merge may have.
    having = [paper for each in names for paper in _by_any_name(archive, each)]
    former = tuple({paper.slug: paper for paper in having}.values())
    if now := tuple(
        paper
        for paper in former
        if paper.arxiv_id in arxiv_ids or not ids.isdisjoint(paper.facts.ids)
    ):
        return now
    without = [f"{scheme}:{value}" for scheme, value in sorted(versionless)]
    having = [paper for each in without for paper in _by_any_name(archive, each)]
    return tuple(p for p in having if not versionless.isdisjoint(p.facts.ids)) or former


def _by_any_name(archive: StoredArchive, name: str) -> list[Paper]:
    """Return the papers with an entry that has a name: an id, an address or a former one."""
    return [archive.store.paper(of) for of in archive.store.papers_of_name(name_hash(name))]


def _at(archive: StoredArchive, name: str) -> tuple[Paper, ...]:
    """Return the papers at a slug, which may be the end of an address."""
    path = unquote(name.partition("#")[0].partition("?")[0]).rstrip("/")
    folder, _, last = path.rpartition("/")
    if folder and folder.rpartition("/")[2] != "papers":
        return ()
    match archive.at(last.removesuffix(".html").removesuffix(".md")):
        case Paper() as paper:
            return (paper,)
        case Redirect(_, paper):
            return (paper,)
        case SharedAddress(_, _, papers):
            return papers
    return ()


def ids_in(name: str) -> set[tuple[str, str]]:
    """Return the ids, as pairs of scheme and id, that a name may be: bare, or an address."""
    name = _PUBMED.sub("pmid ", name)
    if early := _EARLY.match(name):
        # The addresses and names that bioRxiv and medRxiv used before they had the DOI in them.
        name = f"10.1101/{early[1]}"
    ids = {(scheme, id_of(scheme, name)) for scheme in SCHEMES}
    address = name if name.startswith(("http://", "https://")) else f"https://{name}"
    return {each for each in (*ids, *ids_of_address(address)) if each[1]}


def is_name(name: str, paper: Paper, archive: StoredArchive) -> bool:
    """Tell whether `curation.yml` may call a paper so, and no other: by an id or a slug."""
    if name == paper.arxiv_id:
        return True
    there = _at(archive, name) or _by_any_name(archive, name)
    return [other.slug for other in there] == [paper.slug]


def merge_of(paper: Paper, archive: StoredArchive, curation: Curation) -> tuple[str, ...]:
    """Return the names in the merge that a paper is in, () for none."""
    merges = (tuple(map(str, merge)) for merge in curation.merges)
    is_in = (merge for merge in merges if any(is_name(name, paper, archive) for name in merge))
    return next(is_in, ())


def key(paper: Paper, archive: StoredArchive, curation: Curation) -> str:
    """Return the best name of a paper for `curation.yml`: the name there, else its id or slug.

    An id stays valid whatever is listed; a slug may later be shared with another paper.
    """
    first, *others = merge_of(paper, archive, curation) or ("",)
    for entry in curation.papers:
        # What the entry of another paper of a merge says of title and id does not count.
        if entry.paper.text not in others and is_name(entry.paper.text, paper, archive):
            return entry.paper.text
    if first:
        return first
    same = [other for other in archive.papers if other.arxiv_id == paper.arxiv_id]
    return paper.arxiv_id if paper.arxiv_id and len(same) == 1 else paper.slug
