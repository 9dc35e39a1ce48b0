"""Folds words for the rules: singular, in American spelling, without accents and case.

A text becomes a run of folded words with a space before and after every word
(" graph  neural  network "), so that a phrase matches whole words only and two
neighbouring phrases share no character.

A word that a rule spells with a capital (SAM, LoRA, ZeRO) keeps its case, and matches
only a word spelt likewise; every other word is compared in lower case.

A word of a rule that begins with a hyphen is the ending of words, in this case: -Bench matches
MMBench, NaturalBench and Bench. A word that stands in another rule remains itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import product

from paper_archive.text.letters import ASCII_BREAKS

WORD = re.compile(r"[^\W_]+")
# The hyphen of an ending has no word before it.
_ENDING = re.compile(r"(?<!\S)-([^\W_]+)(?!\S)")

# Some 20 MB in all. Common words come first, so only rare ones no longer fit.
_MEMO = 100_000

_IRREGULAR = {
    "matrices": "matrix", "vertices": "vertex", "indices": "index", "corpora": "corpus",
    "analyses": "analysis", "hypotheses": "hypothesis", "syntheses": "synthesis",
    "phenomena": "phenomenon", "criteria": "criterion", "biases": "bias", "gases": "gas",
    "lenses": "lens", "axes": "axis", "series": "series", "species": "species",
    "simplices": "simplex", "crises": "crisis", "diagnoses": "diagnosis", "viruses": "virus",
    "lives": "life", "datasets": "dataset", "children": "child", "theses": "thesis",
    "colour": "color", "behaviour": "behavior", "neighbour": "neighbor", "labour": "labor",
    "humour": "humor", "tumour": "tumor", "favour": "favor", "flavour": "flavor",
    "centre": "center", "metre": "meter", "fibre": "fiber", "grey": "gray",
    "catalogue": "catalog", "dialog": "dialogue", "artefact": "artifact",
    "defence": "defense", "licence": "license", "programme": "program", "ageing": "aging",
    "judgement": "judgment", "modelling": "modeling", "labelled": "labeled",
    "labelling": "labeling", "unlabelled": "unlabeled", "modelled": "modeled",
    "travelling": "traveling", "signalling": "signaling", "channelled": "channeled",
    "neighbourhood": "neighborhood", "behavioural": "behavioral", "tumoural": "tumoral",
    "colouring": "coloring", "coloured": "colored", "haematology": "hematology",
    "anaesthesia": "anesthesia", "paediatric": "pediatric", "oesophageal": "esophageal",
    "leukaemia": "leukemia", "ischaemic": "ischemic", "anaemia": "anemia",
    "aluminium": "aluminum", "sulphur": "sulfur", "mould": "mold", "plough": "plow",
    "analyse": "analyze", "analysed": "analyzed", "analysing": "analyzing",
    "analyser": "analyzer", "catalyse": "catalyze", "paralyse": "paralyze",
    "news": "news", "lens": "lens", "metrics": "metric", "topics": "topic", "critics": "critic",
    "heuristics": "heuristic", "characteristics": "characteristic", "clinics": "clinic",
    "logics": "logic", "lyrics": "lyric", "comics": "comic", "mimics": "mimic",
}  # fmt: skip
_BRITISH = re.compile(r"(?<=[a-z]{2}[lnrmtg])is(e|ed|er|es|ing|able|ation|ational)$")
_NOT_BRITISH = frozenset(
    "premise premises promise promises promised promising compromise compromised compromising "
    "enterprise enterprises surprise surprises surprised surprising comprise comprises "
    "comprised comprising expertise treatise arise arises arising raise".split()
)
_NO_PLURAL = ("ss", "us", "is", "ias", "ics")
_ES = re.compile(r"(?:ss|sh|ch|x|zz)es$")


def fold_word(word: str) -> str:
    """Return a lower-case word without accents, in the singular and in American spelling."""
    if not word.isascii():
        decomposed = unicodedata.normalize("NFKD", word)
        word = "".join(c for c in decomposed if not unicodedata.combining(c)).lower()
    known = _IRREGULAR.get(word)
    if known is not None:
        return known
    # Not: class, bias, status, analysis; physics and dynamics are not physic and dynamic.
    if len(word) > 3 and word[-1] == "s" and not word.endswith(_NO_PLURAL):
        if word.endswith("ies") and len(word) > 4:
            word = word[:-3] + "y"
        elif _ES.search(word):
            word = word[:-2]
        else:
            word = word[:-1]
        word = _IRREGULAR.get(word, word)
    # The first test saves the pattern for nearly all words, and half of the time.
    if "is" in word and len(word) > 5 and word not in _NOT_BRITISH:
        word = _BRITISH.sub(r"iz\1", word)
    return word


class WordFolder(dict[str, str]):
    """Folds a text when called; maps stretches of text without white space to folded words.

    `kept` are the words whose case counts, `endings` those that match all words that end so, and
    `known` the folded words of other rules. If `sparse`, a word of no rule becomes a full stop, so
    that there is less text to search. Stretches are remembered, because nearly all of the 200
    words of a paper occurred in an earlier one.
    """

    __slots__ = ("_endings", "_kept", "_known", "_sparse")

    def __init__(
        self,
        kept: Iterable[str],
        known: Iterable[str] = (),
        endings: Iterable[str] = (),
        sparse: bool = False,
    ) -> None:
        super().__init__()
        self._kept = frozenset(kept)
        self._known = frozenset(known)
        # Of two endings of a word the longer says more.
        longest = sorted(set(endings), key=lambda ending: (-len(ending), ending))
        self._endings = tuple(spelt for ending in longest for spelt in (ending, f"{ending}s"))
        self._sparse = sparse

    def __missing__(self, stretch: str) -> str:
        folded = "".join(map(self._fold, WORD.findall(stretch)))
        if len(self) < _MEMO:
            self[stretch] = folded
        return folded

    def _fold(self, word: str) -> str:
        if word in self._kept:
            folded = word
        elif word[-1] == "s" and word[:-1] in self._kept:
            folded = word[:-1]
        else:
            folded = fold_word(word.lower())
        if folded in self._known:
            return f" {folded} "
        if word.endswith(self._endings):
            at = next(n for n, ending in enumerate(self._endings) if word.endswith(ending))
            return f" -{self._endings[at - at % 2]} "
        return "." if self._sparse else f" {folded} "

    def __call__(self, text: str) -> str:
        """Return the folded words of `text`, with a space before and after every word."""
        if text.isascii():
            # Fast, but only for ASCII; in other text `__missing__` removes the punctuation.
            text = text.translate(ASCII_BREAKS)
        return "".join(map(self.__getitem__, text.split()))


def endings(phrase: str) -> list[str]:
    """Return the words of a phrase that are endings, without their hyphens."""
    return _ENDING.findall(phrase) if "-" in phrase else []


def without_endings(phrase: str) -> str:
    """Return the words of a phrase that are no endings."""
    return _ENDING.sub("", phrase) if "-" in phrase else phrase


def forms(phrase: str, fold: Callable[[str], str]) -> tuple[str, ...]:
    """Return the spellings of a phrase, folded."""
    if not endings(phrase):
        return tuple(map(fold, spellings(phrase)))
    words = [
        (f" {word} ",) if endings(word) else tuple(map(fold, spellings(word)))
        for word in phrase.split()
    ]
    return tuple(map("".join, product(*words)))


def capitals(phrase: str) -> set[str]:
    """Return the words of a phrase whose case counts, in all spellings of the phrase."""
    if phrase == phrase.lower():
        return set()
    return {
        word
        for form in spellings(without_endings(phrase))
        for word in WORD.findall(form)
        if word != word.lower()
    }


def spellings(phrase: str) -> tuple[str, ...]:
    """Return a phrase with its hyphens as spaces or as nothing: pre train, pretrain."""
    parts = phrase.split("-")
    if len(parts) == 1:
        return (phrase,)
    forms = []
    for joints in product((" ", ""), repeat=len(parts) - 1):
        joined = parts[0]
        for joint, part in zip(joints, parts[1:], strict=True):
            joined += joint + part
        forms.append(joined)
    return tuple(forms)
