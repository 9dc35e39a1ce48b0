r"""Looks up the text of a TeX command, in pylatexenc's tables and a list of commands they lack.

Spans are as short as possible (`\alpha`, `\"o`, `\hat{x}`), so that they repeat, and a run looks
them up only once.
"""

from __future__ import annotations

from functools import lru_cache

from pylatexenc.latex2text import get_default_latex_context_db
from pylatexenc.macrospec import LatexContextDb

from paper_archive.text.accents import LETTERS
from paper_archive.text.signs import SIGNS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Text commands and font commands whose argument is the text: \textbf{x} is x.
KEEP_ARGUMENT = _words(
    "textbf textit emph texttt textsc textrm textsf textmd textup textnormal textsl text underline"
    " uline mbox hbox fbox mathrm mathbf mathit mathtt mathsf mathcal mathfrak mathscr mathnormal"
    " boldsymbol bm pmb bold operatorname ensuremath mathop mathbin mathrel mathord textulc"
    " overline widebar lowercase uppercase MakeUppercase mathds enquote revise rev"
    " wideparen overleftarrow overrightarrow overleftrightarrow underleftarrow underrightarrow"
    " underleftrightarrow overbrace underbrace overgroup undergroup overbracket underbracket"
    " overlinesegment underlinesegment overleftharpoon overrightharpoon overbar underbar"
    " makebox framebox cancel bcancel xcancel sout st hl ul slashed num"
)
FRACTIONS = _words("frac dfrac tfrac cfrac nicefrac sfrac textfrac xfrac flatfrac")
# Commands that put their first argument above or below the second, or give the second a colour.
SECOND_ARGUMENT = _words("overset underset stackrel textcolor")
# Commands of text whose first arguments say how the last one looks, and the number of the first.
SECOND_ARGUMENT_OF_TEXT = {
    "textcolor": 1, "colorbox": 1, "texorpdfstring": 1, "raisebox": 1, "scalebox": 1,
    "rotatebox": 1, "parbox": 1, "mintinline": 1, "resizebox": 2, "fcolorbox": 2, "adjustbox": 1,
    "foreignlanguage": 1,
}  # fmt: skip
# Pairs of signs around an argument. Two arguments of \braket and \ketbra are handled apart.
AROUND = {
    "bra": "⟨|", "ket": "|⟩", "braket": "⟨⟩", "abs": "||", "norm": "‖‖", "floor": "⌊⌋",
    "ceil": "⌈⌉", "Bra": "⟨|", "Ket": "|⟩", "Braket": "⟨⟩", "expval": "⟨⟩",
}  # fmt: skip
# Commands of text whose sign belongs to what follows, across a blank.
TIED = _words(
    "textmu textdegree textcelsius guillemetleft guillemotleft guilsinglleft textquotedblleft"
    " textquoteleft quotedblbase quotesinglbase glqq glq flqq flq textexclamdown"
    " textquestiondown textsterling pounds texteuro euro textyen"
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
    " bigl bigr bigm Bigl Bigr Bigm biggl biggr Biggl Biggr centering faGithub sloppy maketitle"
)
SPACES = _words("quad qquad space enspace thinspace par newline linebreak hfill and")
# Common commands that pylatexenc 2.11 does not know or converts to a look-alike.
ADDITIONS = {
    "eg": "e.g.", "ie": "i.e.", "etc": "etc.", "etal": "et al.", "vs": "vs.", "wrt": "w.r.t.",
    "deg": "°", "degree": "°", "checkmark": "✓", "copyright": "©", "pounds": "£",
    "TeX": "TeX", "LaTeX": "LaTeX", "S": "§", "P": "¶",
    "argmin": "argmin", "argmax": "argmax", "mod": "mod", "colon": ":", "prime": "′",
    "ge": "≥", "le": "≤", "geqslant": "≥", "leqslant": "≤", "star": "*", "ast": "*",
    "cdots": "…", "dotsc": "…", "dotsb": "…", "mid": "|", "vert": "|", "slash": "/",
    "textbackslash": "\\", "backslash": "∖",
    "varnothing": "∅", "sim": "∼", "epsilon": "ε", "phi": "φ", "textquotesingle": "'",
    "textless": "<", "textgreater": ">", "textbar": "|", "item": "*", "today": "today",
    "textasciicircum": "^", "textunderscore": "_", "eth": "ð", "diamond": "⋄", "barwedge": "⊼",
    "blacksquare": "■", "bigotimes": "⨂", "bigoplus": "⨁", "square": "□",
    "permil": "‰", "percent": "%", "celsius": "°C", "textcelsius": "°C",
    "glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘", "flqq": "«", "frqq": "»", "flq": "‹",
    "frq": "›", "guillemetleft": "«", "guillemetright": "»", "lvert": "|", "rvert": "|",
}  # fmt: skip
# Marks over one letter: the combining character.
MARKS = {
    "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303",
    "bar": "\u0304", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308", "check": "\u030c",
    "dddot": "\u20db", "ddddot": "\u20dc", "breve": "\u0306", "acute": "\u0301",
    "grave": "\u0300", "mathring": "\u030a",
}  # fmt: skip
# Commands of mathematics that also stand outside dollars.
OF_MATHEMATICS = (
    FRACTIONS | _words("sqrt mathbb binom dbinom tbinom ketbra dyad overset underset stackrel")
    | MARKS.keys()
    | (AROUND.keys() - _words("abs norm floor ceil"))
)  # fmt: skip
# Only the sets of numbers keep their blackboard letters: few fonts have the others, and nobody can
# type them into a search.
BLACKBOARD = dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True))


@lru_cache(maxsize=1)
def _known_macros() -> LatexContextDb:
    return get_default_latex_context_db()


def _replacement(name: str) -> str | None:
    """Return the text that pylatexenc has for a command, perhaps a template with `%s`."""
    known = _known_macros().get_macro_spec(name)
    text = getattr(known, "simplify_repl", None)
    return text if isinstance(text, str) else None


@lru_cache(maxsize=4096)
def symbol(name: str) -> str | None:
    r"""Return the text of the command `\name` without arguments; None if it is unknown."""
    for table in (ADDITIONS, LETTERS, SIGNS):
        if name in table:
            return table[name]
    text = (_replacement(name) or "").strip()
    return None if not text or "%" in text else text
