"""What stands before the statement of a sentence and says nothing by itself.

Headings of structured abstracts (*OBJECTIVE:*, *Methods*), lead-ins that refer to the sentence
before or to the paper (*To this end,*, *In this paper,*, *Here*), and words of contrast
(*However,*), alone or before another lead-in.
"""

from __future__ import annotations

import re

from paper_archive.text.gist_words import REFERS

_LABELS = (
    "Background|Introduction|Motivation|Context|Importance|Rationale|Significance|Objectives?|Aims?"
    "|Purpose|Goals?|Hypothesis|Methods?|Methodology|Approach|Design|Setting|Materials|Results?"
    "|Findings|Conclusions?|Discussion|Interpretation|Summary|Abstract"
)
# Capitals need no colon after them, other headings do, unless a word follows that begins sentences.
_LABEL = re.compile(
    rf"(?:(?:{_LABELS.upper()})(?:(?:[ /]|, | AND | and | & )[A-Z]{{3,15}}){{0,3}}"
    r"(?:: ?|\. | [-–—] | ?(?=[A-Z][a-z ]))"
    rf"|(?:{_LABELS})(?:(?:/|, | and | & )[A-Za-z]{{3,15}}){{0,3}}"
    r"(?:: ?|\. | [-–—] | ?(?=(?:We|The|This|To|In|Our|It|Here|An?|For|Although) )))"
)
_SUBJECT = r"(?=(?:[Ww]e|I|our|this (?:paper|work|article|study)) )"
_PAPERS = (
    "paper|work|study|article|letter|report|note|survey|review|thesis|contribution|research"
    "|manuscript|chapter"
)
_CONTRASTS = "However|Nevertheless|Nonetheless|Yet|Still|But|Unfortunately"
_LEAD_IN = re.compile(
    rf"(?P<contrast>(?:{_CONTRASTS})(?:, | {_SUBJECT}))"
    rf"|(?:[Hh]ere|Herein|Thus|Hence|Therefore|Accordingly|Consequently|So),? {_SUBJECT}"
    r"|[Ii]n (?:this|the present|the current|our) (?:[a-z]{1,15} ){0,2}"
    rf"(?:{_PAPERS})(?:, (?:however, )?| {_SUBJECT})"
    r"|(?P<refers>(?:[Tt]o|For|In|With|[Bb]y|From|Based|Building|Motivated|Inspired|Given|Guided"
    r"|Using|Under|As|Towards?|Following|Drawing|Driven|Through|Addressing|Leveraging|Recognizing"
    r"|Because|Expanding|Extending|Considering|Prompted|Encouraged|Combining|Exploiting|Informed"
    r"|Rooted|Grounded|Contrary|[Dd]espite|In contrast|Unlike"
    rf"|On) [^,.;:()]{{1,100}}, {_SUBJECT}"
    # What follows is in the passive.
    r"|To [^,.;:()]{1,100}, (?=an? ))"
)
_ORDINAL = re.compile(
    r"(?:\(?(?:1|i|a)[.)] ?)?(?:(?:First(?:ly)?|Specifically|Concretely|In particular|Namely"
    r"|More specifically|More concretely|To be specific|In detail),? )?"
)
_REFERS = REFERS | {b"so", b"response", b"result", b"end", b"consequence", b"light"}


def after_label(text: str, start: int, end: int) -> tuple[str, int]:
    """Return the heading at the beginning of a sentence, in small letters, and where it ends."""
    found = _LABEL.match(text, start, end)
    if found is None:
        return "", start
    return found.group().strip(" .:-–—").lower(), found.end()


def after_lead_in(text: str, start: int, end: int) -> int:
    """Return where the statement of a sentence begins, after a lead-in that can be left out."""
    found = _LEAD_IN.match(text, start, end)
    if found is None:
        return start
    if found.lastgroup == "contrast" and found.end() < end:
        start = found.end()
        found = _LEAD_IN.match(text, start, end)
    if found is None or found.end() >= end or found.lastgroup == "contrast":
        return start
    refers = found["refers"]
    if refers and _REFERS.isdisjoint(refers.lower().replace(",", "").encode().split()):
        return start
    return found.end()


def after_ordinal(text: str, start: int, end: int) -> int:
    """Return where a sentence begins after *First,*, *(1)* or *Specifically,*."""
    found = _ORDINAL.match(text, start, end)
    return after_lead_in(text, found.end() if found else start, end)
