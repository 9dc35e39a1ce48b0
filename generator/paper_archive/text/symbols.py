r"""Looks up the text of a TeX command, in pylatexenc's tables and a list of commands they lack.

Spans are as short as possible (`\alpha`, `\"o`, `\hat{x}`), so that they repeat, and a run looks
them up only once.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pylatexenc.latex2text import LatexNodes2Text, get_default_latex_context_db
from pylatexenc.macrospec import LatexContextDb


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Text commands and font commands whose argument is the text: \textbf{x} is x.
KEEP_ARGUMENT = _words(
    "textbf textit emph texttt textsc textrm textsf textmd textup textnormal textsl text underline"
    " uline mbox hbox fbox mathrm mathbf mathit mathtt mathsf mathcal mathfrak mathscr mathnormal"
    " boldsymbol bm pmb bold operatorname ensuremath mathop mathbin mathrel mathord textulc"
    " overline widebar lowercase uppercase MakeUppercase mathds enquote revise rev"
)
# Commands that tell a reader nothing, dropped with their argument.
DROPPED = _words(
    "cite citep citet citealp citealt citeauthor citeyear parencite textcite autocite nocite"
    " label ref cref Cref eqref autoref pageref vspace hspace index bibliography pagestyle"
    " bibliographystyle footnotemark color begin end mkern kern includegraphics keywords"
    " phantom hphantom vphantom picid"
)
# Declarations that only change the look, dropped alone: {\it x} is x.
SWITCHES = _words(
    "it bf em rm tt sc sf sl cal bfseries itshape ttfamily scshape sffamily rmfamily mdseries"
    " upshape normalfont tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge"
    " displaystyle textstyle scriptstyle limits nolimits nonumber boldmath unboldmath xspace"
    " noindent protect relax nobreakdash allowbreak nolinebreak left right middle big Big bigg Bigg"
    " bigl bigr bigm Bigl Bigr Bigm biggl biggr Biggl Biggr centering faGithub sloppy"
)
SPACES = _words("quad qquad space enspace thinspace par newline linebreak hfill and")
# Common commands that pylatexenc 2.11 does not know or converts to a look-alike.
ADDITIONS = {
    "eg": "e.g.", "ie": "i.e.", "etc": "etc.", "etal": "et al.", "vs": "vs.", "wrt": "w.r.t.",
    "deg": "°", "degree": "°", "checkmark": "✓", "copyright": "©", "pounds": "£",
    "TeX": "TeX", "LaTeX": "LaTeX", "AA": "Å", "aa": "å", "S": "§", "P": "¶",
    "argmin": "argmin", "argmax": "argmax", "mod": "mod", "colon": ":", "prime": "′",
    "ge": "≥", "le": "≤", "geqslant": "≥", "leqslant": "≤", "star": "*", "ast": "*",
    "cdots": "…", "dotsc": "…", "dotsb": "…", "mid": "|", "vert": "|", "slash": "/",
    "textbackslash": "\\", "backslash": "∖",
    "varnothing": "∅", "sim": "∼", "epsilon": "ε", "textquotesingle": "'",
    "textless": "<", "textgreater": ">",
}  # fmt: skip
# Marks over one letter: the combining character.
MARKS = {
    "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303",
    "bar": "\u0304", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308", "check": "\u030c",
    "breve": "\u0306", "acute": "\u0301", "grave": "\u0300", "mathring": "\u030a",
}  # fmt: skip
# Only the sets of numbers keep their blackboard letters: few fonts have the others, and nobody can
# type them into a search.
BLACKBOARD = dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True))

_ACCENT_LETTER = re.compile(r"[^\W\d_]\Z")


@lru_cache(maxsize=1)
def _converter() -> LatexNodes2Text:
    return LatexNodes2Text(math_mode="text")


@lru_cache(maxsize=1)
def _known_macros() -> LatexContextDb:
    return get_default_latex_context_db()


def _convert(span: str) -> str | None:
    """Return pylatexenc's text for a span, None if it fails.

    Its parser expects whole documents and fails on odd input with many kinds of exception
    (`IndexError` and `TypeError` among them); a listing must never stop a build.
    """
    try:
        return str(_converter().latex_to_text(span))
    except Exception:  # noqa: BLE001 - it raises anything, as said above
        return None


@lru_cache(maxsize=4096)
def symbol(name: str) -> str | None:
    r"""Return the text of the command `\name` without arguments; None if it is unknown."""
    if name in ADDITIONS:
        return ADDITIONS[name]
    if _known_macros().get_macro_spec(name) is None:
        return None
    text = (_convert("\\" + name) or "").strip()
    # An accent without its letter is an author's macro of the same name.
    return None if not text or unicodedata.combining(text[0]) else text


@lru_cache(maxsize=4096)
def accent(mark: str, letter: str) -> str | None:
    r"""Return a letter (`o`, `\i`) with an accent (`"`, `'`, `c`, …); None if there is none.

    Unicode has a precomposed letter for every accent in a real name; if it has none, the
    backslash was an escape (`it\'s`, `\"hello\"`).
    """
    text = _convert(f"\\{mark}{{{letter}}}")
    composed = unicodedata.normalize("NFC", text or "").strip()
    is_letter = _ACCENT_LETTER.match(composed) and composed != letter
    return composed if is_letter else None
