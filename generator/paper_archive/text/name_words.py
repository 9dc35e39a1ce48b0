"""The words of people's names, and the words and signs that stand beside names.

van der, de la, 't           particles: they belong to the family name that follows
y, i, e                      join two family names, as in Ramón y Cajal
Jr., III, 3rd                suffixes
Ph.D., M.D., Dr.             degrees and titles: no part of a name
*, †, ¹, 1, (MIT)            marks that lead to a footnote, and affiliations: no part either
Team, Institute, AI          the name is a group's
"""

from __future__ import annotations

import re

PARTICLES = frozenset(
    "'s 't ’s ’t ‘s ‘t à aan abu af al al- ap auf av ben bin bint da dal dalla das de de' de’ degli"
    " dei del della dello den der des di do dos du el el- het ibn im in la las le lo los ní op st."
    " te ten ter tot uit und van vande vanden vander vom von voor wa zu zum zur ó uí".split()
)
# In capitals, these are syllables of Chinese and Vietnamese names too.
SYLLABLES = frozenset("bin da di do du la le lo te van wa".split())
# These are particles in capitals too.
IN_CAPITALS = frozenset(
    "al dal dalla degli dei della dello el ibn ní st. vande vanden vander von ó uí 't ’t".split()
)
# In capitals, these are particles unless all other words are syllables of such names too.
UNLESS_ALL_ARE_SYLLABLES = frozenset("de del des di dos las los".split())
# In capitals, these are particles before a family name that is no such syllable.
UNLESS_BEFORE_SYLLABLE = frozenset("da du la le lo ten ter van".split())
# A word that may be a syllable of Chinese, Vietnamese or Korean.
SYLLABLE = re.compile(
    r"(?:ngh?|[bcgkpt]h|sh|zh|gi|qu|tr|nh|[b-df-hj-np-tv-z])?[aeiouy]{1,3}(?:ng|nh|ch|[chkmnpt])?\.?\Z"
)
# Alone they are no particles: only in runs such as `in 't` and `vom und zum`.
ONLY_WITH_OTHERS = frozenset("het in uit und voor".split())
# These are particles without a capital only.
GIVEN_NAMES = frozenset("Ap Ben Het Uit".split())
JOINING = frozenset("e i y".split())
SUFFIXES = frozenset("Jr Jr. Jnr Jnr. Sr Sr. Snr Snr. II III IV VI VII 2nd 3rd 4th 5th".split())
# A single V or I is an initial, except after a comma.
SUFFIXES_AFTER_COMMA = SUFFIXES.union("I V jr jr. sr sr. JR JR. SR SR.".split())
_DEGREE = (
    r"Ph\.? ?D\.?|D\.? ?Phil\.?|M\.D\.|MD|MBBS|M\.? ?Sc\.?|B\.? ?Sc\.?|Sc\.D\.|M\.? ?Eng\.?|M\.A\."
    r"|B\.A\.|M\.S\.|B\.S\.|MBA|M\.B\.A\.|MPH|M\.P\.H\.|DDS|DVM|Pharm\.?D\.?|J\.D\.|Ed\.D\.|Esq\.?"
    r"|FRCP"
    r"|FRCS|FRS|FACS|FACP|RN|BSN|MSN|DrPH"
    r"|D\.?Sc\.?|M\.?Phil\.?|M\.?Tech\.?|B\.?Tech\.?|PsyD|EdD|DMD|Dr\.-Ing\.|Dr\. rer\. nat\."
)
DEGREES = re.compile(rf"(?:{_DEGREE})(?:,? (?:{_DEGREE})){{0,9}}+")
TITLES = re.compile(r"(?:(?:Dr|Mr|Mrs|Ms|Prof|Dipl\.-Ing)\. ?|Professor |Doctor )+")
# A word of a degree or title with which `DEGREES` or `TITLES` may match.
OF_DEGREES = frozenset(
    "PhD PhD. Ph.D Ph.D. Ph. DPhil D.Phil D.Phil. D. M.D. MD MBBS MSc MSc. M.Sc M.Sc. BSc BSc. B.Sc"
    " B.Sc. Sc.D. MEng MEng. M.Eng M.Eng. M.A. B.A. M.S. B.S. MBA M.B.A. MPH M.P.H. DDS DVM PharmD"
    " PharmD. Pharm.D Pharm.D. J.D. Ed.D. Esq Esq. FRCP FRCS FRS FACS FACP RN BSN MSN DrPH"
    " DSc DSc. D.Sc. MPhil MPhil. M.Phil M.Phil. MTech M.Tech M.Tech. BTech B.Tech B.Tech. PsyD EdD"
    " DMD Dr.-Ing. nat. Sc Sc. Eng Eng."
    " Phil Phil. Dr. Mr. Mrs. Ms. Prof. Dipl.-Ing. Professor Doctor".split()
)
MARKS = "✉˒🖂*†‡§¶‖#∗⋆★☆♠♣♥♦♯✉✝⁑⁂※⊕⊗◇◆△▲○●□■⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ"
OF_GROUPS = frozenset(
    "& alliance association and center centre collaboration committee community company consortium"
    " contributors corp corp. corporation department foundation gmbh group inc inc. initiative"
    " institute lab laboratory labs llc ltd ltd. network organisation organization project research"
    " society team teams university".split()
)
# They follow the name of a company after a comma.
LEGAL_FORMS = frozenset("Inc Inc. LLC Ltd Ltd. GmbH Corp Corp. PLC".split())
# In capitals only: `Ai` is a family name.
ARTIFICIAL = "AI"
LONGEST_NAME = 300
# Kana, Han and Hangul: the family name comes first.
FAMILY_FIRST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def is_group(text: str) -> bool:
    """Tell whether a name is a group's: it has a word such as *Team*, or *AI* in capitals."""
    return ARTIFICIAL in text.split(" ") or not OF_GROUPS.isdisjoint(text.lower().split(" "))


# A bracket or an address at the end.
_OPENING = {")": "(", "]": "[", "）": "（", "】": "【"}
_ADDRESS = re.compile(r" ?<[^<>\s]{1,100}@[^<>\s]{1,200}>\Z")
# Numbers of affiliations, as in `Lee1`, `Lee 1,2` and `Lee^{1}`; `GPT4` has none.
_NUMBERS = re.compile(
    r"(?:(?<=[^\W\d_A-Z])|(?<=\.)|\ (?=[\d$^]))\$?\^?\{?\d{1,2}(?:\ ?,\ ?\d{1,2}){0,9}\}?\$?\Z",
    re.VERBOSE,
)
_AT_THE_ENDS = MARKS + " ,;^"


def without_marks(text: str) -> str:
    """Return a name without the marks, numbers and brackets at its ends.

    A name of nothing else stays as it is, and so does one that is too long for a person.
    """
    if len(text) > LONGEST_NAME:
        return text
    name = text
    while True:
        shorter = name.rstrip(_AT_THE_ENDS).lstrip(MARKS + " ")
        shorter = _ADDRESS.sub("", _without_bracket(shorter))
        if " " in shorter and (numbers := _NUMBERS.search(shorter[-40:])):
            shorter = shorter[: len(shorter) - len(numbers[0])]
        if not shorter:
            return text
        if shorter == name:
            return name
        name = shorter


def _without_bracket(text: str) -> str:
    """Return a text without the bracket at its end, which may hold others."""
    opening = _OPENING.get(text[-1:])
    if not opening:
        return text
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] == text[-1]) - (text[at] == opening)
        if depth == 0:
            return text[:at].rstrip(" ")
    return text
