"""Tells whether an address holds what looks like a leftover of TeX or markup.

An address stays for ever, so whoever builds should see `a-s-s-1-2-bound` before others do.
"""

from __future__ import annotations

import re

# Names of commands and entities that are no words of English. All else that TeX is made of does
# not get into a slug.
_COMMANDS = frozenset(
    "textbf textit texttt textsc textrm textsf textsl textup textnormal textsuperscript"
    " textsubscript emph mathcal mathbb mathbf mathrm mathsf mathfrak mathscr mathit mathds"
    " boldsymbol operatorname nicefrac sfrac dfrac tfrac leq geq neq leqslant geqslant lesssim"
    " gtrsim infty varepsilon varphi vartheta rightarrow leftarrow leftrightarrow longrightarrow"
    " uparrow downarrow mapsto otimes oplus subseteq supseteq langle rangle lfloor rfloor lceil"
    " rceil ldots cdots cdot widehat widetilde overset underset underbrace overbrace ensuremath"
    " texorpdfstring textcolor href nbsp ndash mdash lsquo rsquo ldquo rdquo hellip eacute jats"
    " x2013 x2014 x2018 x2019 x201c x201d".split()
)
# Signs of a title that only separate words in its slug, but stand for something that was lost.
_SIGNS = re.compile(r"\\[A-Za-z]{2,}|[{}]|%s|&#?[A-Za-z0-9]{2,8};|</?(?:[apibu]|su[bp]|em)>|\ufffd")
_GLUED = re.compile(r"\dtimes\b|\bs-s-\d|\b(?:math|text)(?:bf|it|rm|tt|sf|sc|cal|bb)")


def leftover(title: str, slug: str) -> str:
    """Return what looks like a leftover in a clean title and its slug, "" if nothing does."""
    words = slug.split("-")
    if not _COMMANDS.isdisjoint(words):
        return next(word for word in words if word in _COMMANDS)
    match = _GLUED.search(slug) or _SIGNS.search(title)
    return match[0] if match else ""
