"""TeX that has lost its backslashes and dollars, as the daily papers site shows it.

`$11.9\\times$` has become `11.9times`, `$\\geq 90\\%$` `geq 90%`, `\\unicode{x2014}` a glued
`x2014`. One table of rules, tried only where their word occurs. A rule needs a neighbour that
no English sentence has (a digit without a space, a brace, a `_` or `^`), so `sometimes`, `3 times
faster`, `approximate`, `epsilon-greedy` and `O(log n)` stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from string import ascii_lowercase

from ahocorasick_rs import AhoCorasick, Implementation

from paper_archive.text.hyperref import link_with_text
from paper_archive.text.scripts import subscript, superscript

Replacement = str | Callable[[re.Match[str]], str]
Compiled = tuple[re.Pattern[str], Replacement]

_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ",
    "Psi": "Ψ", "Omega": "Ω", "ell": "ℓ", "nabla": "∇",
}  # fmt: skip
_ARROWS = {
    "Leftrightarrow": "⇔", "leftrightarrow": "↔", "longrightarrow": "→", "Rightarrow": "⇒",
    "rightarrow": "→", "leftarrow": "←", "uparrow": "↑", "downarrow": "↓",
}  # fmt: skip
# None of these is a word in a language of abstracts.
_SIGNS = {
    "lceil": "⌈", "rceil": "⌉", "lfloor": "⌊", "rfloor": "⌋",
    "geqslant": "≥", "leqslant": "≤", "geq": "≥", "leq": "≤", "neq": "≠", "infty": "∞",
    "propto": "∝", "subseteq": "⊆", "langle": "⟨", "rangle": "⟩", "varepsilon": "ε",
    "varphi": "φ", "ldots": "…", "simeq": "≃", "gtrsim": "≳", "lesssim": "≲", "cdot": "·",
}  # fmt: skip
_BRACED = {"times": "×", "to": "→", "in": "∈", "pm": "±", "cdot": "·", "leq": "≤", "geq": "≥"}
_FONTS = (
    "textbf|textit|texttt|textsc|textrm|textsf|text|emph|underline|mathcal|mathbb|mathbf|mathrm"
    "|mathsf|boldsymbol|operatorname|softred|red|blue|orange|green|purple|magenta|cyan|violet|teal"
    "|black|brown|gray|grey"
)
_DASHES = {"2013": "–", "2014": "—", "2018": "‘", "2019": "’", "201c": "“", "201d": "”"}


def _table(signs: dict[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda match: signs[match[1]]


def _address_and_text(match: re.Match[str]) -> str:
    """Return an address with the text in the braces behind it, and the stop between them."""
    address, small, text = match.groups()
    if small is None and text is None:
        return match[0]
    beyond = address.partition("://")[2]
    stop = beyond[-1] if len(beyond) > 1 and beyond[-1] in ".," else ""
    return link_with_text(address.removesuffix(stop), (small or text or "").strip()) + stop


def _beside_digit(*before: str, after: str = "") -> str:
    """Return all digits after each of `before` (or before `after`), one per line."""
    return "\n".join(front + digit + after for front in before or ("",) for digit in "0123456789")


# A rule: words of which one must occur (one per line), a pattern, its replacement. The order
# matters: what one rule writes may be the neighbour that a later rule needs
# (`360^circtimes180^circ`). No rule looks at a stretch of text more than a few times: a repeat
# without a bound gives nothing back, and no search begins again within what it has read. That is
# why the first rule matches every address, with or without braces behind it.
_RULES: tuple[tuple[str, str, Replacement], ...] = (
    # Address{{small address}} of a footnote, address{text} of \href
    ("{",
     (r"(https?://[^\s{}]++)(?:\{\{(?:small|footnotesize|tiny)([^{}]*+)\}\}"
      r"|(?:\{| \{(?=http))([^{}]*+)\})?"),
     _address_and_text),
    ("{small\n{footnotesize\n{tiny\n{url",
     r"(?<!\{)\{++(?:small|footnotesize|tiny|url)\s++(https?://[^\s{}]++)\s*+\}++", r"\1"),
    ("mathbf\nmathcal\nmathbb\nmathrm\nboldsymbol",
     r"(?<![A-Za-z])(?:mathbf|mathcal|mathbb|mathrm|boldsymbol) ?(?=(?<= )[A-Za-z](?![a-z])|[α-ω])",
     ""),
    ("^top\n^{top", r"\^(?:top|\{top\})(?![a-z])", "ᵀ"),
    ("sum_\nsumlimits_", r"(?<![\w_-])sum(?:limits)?(?=_[\w{])", "∑"),
    ("Omega(\nTheta(", r"(?<![\w-])(Omega|Theta)(?=\()", _table(_GREEK)),
    ("url{", r"\burl\{(https?://[^\s{}]++)\}", r"\1"),
    ("href{", r"\bhref\{(https?://[^\s{}]++)\}\{([^{}]*+)\}", lambda m: link_with_text(m[1], m[2])),
    # A footnote's address, glued to its word
    ("\n".join(f"{letter}http" for letter in ascii_lowercase), r"(?<=[a-z]{2})(https?://)", r" \1"),
    ("x20", r"(?<=[^\W\d_]|[)\]])x(20(?:1[3489cd]))(?=[a-z{])", lambda m: _DASHES[m[1]]),
    # The dollar of \$81 was taken for one of mathematics
    ("\\", r"(?<![^\s(~])\\(?=\d[\d.,]*(?:\W|[KMBk]\b)(?<!\)))", "$"),
    # \(^2\)
    ("(^", r"\(\^(?<=[A-Za-z]\(\^)(\d)\)", lambda m: superscript(m[1])),
    ("^circ\n^{circ", r"\^(?:circ|\{circ\})", "°"),
    ("^star\n^{star", r"\^(?:star|\{star\})", "*"),
    ("^prime\n^{prime", r"\^(?:prime|\{prime\})", "′"),
    # One sign in braces: {sim}50, D{to}infty, 256{times}256
    ("{", r"\{(times|to|in|pm|cdot|leq|geq)\}", _table(_BRACED)),
    ("{", r"\{(sim|approx|=|,|\+|-|\.)\}", r"\1"),
    # \! around a sign: 0.82\!-\!0.94
    ("!", r"(?<=[\w)\]])!([-=<>/×∈→]|in|to|times)!(?=[\w({])", lambda m: _BRACED.get(m[1], m[1])),
    ("times", r"times(?<=[\d°)]times)(?!tamp|tep|eries)(?: (?=\d))?", "×"),
    (" times ", r" times (?<=\d times )(?=\d)", "×"),
    (" times ", r" times (?<=[^\w-]([A-Za-z]) times )\1(?!\w)", r"×\1"),
    ("times ", r" times (?<=[A-Za-z]_[a-z\d] times )(?=[A-Za-z]_[a-z\d](?!\w))", "×"),
    ("times ", r"times (?<=[^A-Za-z][A-Za-z]times )(?=[A-Za-z](?!\w))", "×"),
    (_beside_digit("times"), r"(?<![\w-])times(?=\d)", "×"),
    ("rightarrow\nleftarrow\nuparrow\ndownarrow", rf"({'|'.join(_ARROWS)})", _table(_ARROWS)),
    (_beside_digit("to"), r"to(?<=\.\dto)(?=\d)|to(?<=\.\d\dto)(?=\d)|to(?<=\.\d{3}to)(?=\d)", "→"),
    ("approx \n{approx}\napprox<\napprox-\n" + _beside_digit("approx"),
     r"(?<![A-Za-z_-])approx ?(?=[<-]?\d)", "≈"),
    # "About", as the stripped form of the same text has it
    (_beside_digit("∼"), r"(?<![^\s(\[])∼(?=\d)", "~"),
    ("{sim}\n°sim\n×sim\n%sim\n" + _beside_digit(after="sim"),
     r"(?<=[.\d]\d)sim ?(?=\d)|(?<=\d[°×%])sim ?(?=\d)|(?<=[\s(]\d)sim ?(?=\d++(?![a-z]))", "~"),
    ("sim \n{sim}\n" + _beside_digit("sim"),
     r"(?<![\w-])sim ?(?=\d[\d.,]*[a-z]{0,2}(?![a-z]))(?![23](?:[a-z]|-))", "~"),
    (_beside_digit("pm "), r"(?<=\d )pm (?=\d)", "± "),
    (_beside_digit("(pm"), r"(?<=[(])pm(?=\d)", "±"),
    (_beside_digit("(ge ", " ge "), r"(?<=[(])ge (?=\d)|(?<= [A-Za-z] )ge (?=\d)", "≥ "),
    (_beside_digit("(le ", " le "), r"(?<=[(])le (?=\d)|(?<= [A-Za-z] )le (?=\d)", "≤ "),
    *((word, rf"(?<![A-Za-z]){word}(?![a-z])", sign) for word, sign in _SIGNS.items()),
    *((f"{word}_\n{word}^", rf"(?<![A-Za-z]){word}(?=_\w\b|_\{{|\^)", sign)
      for word, sign in _GREEK.items()),
    ("{", r"\{(?:bf|it|em|rm|tt|cal|sc|small)\s++([^{}]*+)\}", r"\1"),
    ("{", rf"(?<![a-z])(?:{_FONTS})\{{([^{{}}]*+)\}}", r"\1"),
    ("{", r"(?<![\w$\\{}^])\{([A-Za-z])\}(?=[_^-])", r"\1"),
    # 1990{--}2000
    ("{--", r"\{(---?)\}", r"\1"),
    ("frac", r"(?<![A-Za-z])frac(\d)(\d)(?!\d)", r"\1/\2 "),
    ("sqrt{", r"(?<![A-Za-z])sqrt\{(\w++)\}", r"√\1"),
    ("^∘", r"\^∘", "°"),
    # $^o$ is how degrees are written where \circ is not known
    ("ᵒ", r"ᵒ(?<=\dᵒ)|ᵒ(?=[CF](?!\w))", "°"),
    # Braces say what a script is; without them it is a number or a single letter
    ("^",
     (r"(?<=[\w)\]}*°′|∇])\^(?:\{([^{}]*+)\}|([-+]?\d++|[A-Za-zβγδ*+⊤′†](?![A-Za-z])"
      r"|(?:st|nd|rd|th)(?<=[\d)nkijm]\^[snrt][tdh])(?![A-Za-z])))"),
     lambda m: superscript(m[1] if m[1] is not None else m[2])),
    ("_{", r"(?<=[\w)\]∑∫∏])_\{([^{}]*+)\}", lambda m: subscript(m[1])),
    ("H_2O", r"(?<![\w.@/\\-])H_2(?=O(?!\w))", "H₂"),
    (_beside_digit("_", after="/"),
     r"(?<![\w.@/\\-])([A-Z])_(\d)/([A-Z])_(\d)(?!\.?\w|,\d)",
     lambda m: f"{m[1]}{subscript(m[2])}/{m[3]}{subscript(m[4])}"),
    ("_", r"(?<![\w.@/\\-])([A-Za-zα-ωΑ-Ωℓ∑∏∫]|CO|NO|SO)_(\d++|[a-z])(?!\.?(?!ᵀ)\w|,\d)",
     lambda m: m[1] + subscript(m[2])),
    # Bold initials: {S}ignal {P}reservation
    ("{",
     (r"(?<![{\w$])\{([A-Za-z])\}(?=[a-z]|(?<=[A-Z]\})\d)"
      r"|(?<=[a-z²³])\{([A-Z]++)\}(?![{}])"), r"\1\2"),
    ("{}", r"\{\}(?<=[A-Z]\{\})(?!\w)", ""),
    # BibTeX: a word of single letters, {B}{E}{R}{T}, and a word in two pairs, {{BERT}}
    ("}{", r"(?<![\w{}$\\^_])(?:\{[^\W\d_a-z]{1,2}+\}){2,30}+(?![{}^_])",
     lambda m: m[0].replace("{", "").replace("}", "")),
    ("{{", r"(?<![{$\\^_])\{\{([A-Z\d][\w +-]*+)\}\}(?![}^_])", r"\1"),
    # Protected from a style that lowers titles: {GPT}-4, tea{c}her
    ("{",
     (r"\{(?<![{\w$\\^]\{)([A-Z\d][a-z\d]*+[A-Z][A-Za-z\d]*+"
      r"|[a-z]{1,2}+[A-Z][A-Za-z]*+|(?<=-\{)\d)\}(?![{}_^])"
      r"|\{(?<=[A-Za-z]\{)([a-z])\}(?=[a-z])"), r"\1\2"),
    # Letters with accents: Poincar{é}, but not max{ε}
    ("{",
     (r"\{(?<=[^\W\d_]\{)([^\W\d_A-Za-zͰ-Ͽ])\}|\{(?<![{\w$]\{)([^\W\d_A-Za-z])\}(?=[^\W\d_])"
      # A title's word in Latin letters that ASCII lacks: {Łódź}
      r"|\{(?<![{\w$^]\{)([A-ZÀ-Ž][a-zß-ž]*+(?<=[À-ž])[a-zß-ž]*+)\}(?![{}_^])"),
     r"\1\2\3"),
)  # fmt: skip


@lru_cache(maxsize=1)
def _compiled() -> tuple[AhoCorasick, tuple[tuple[int, ...], ...], tuple[Compiled, ...]]:
    """Return the searcher of words, the numbers of the rules by word, and the rules."""
    by_word: dict[str, list[int]] = {}
    for number, (words, _, _) in enumerate(_RULES):
        for word in words.split("\n"):
            by_word.setdefault(word, []).append(number)
    return (
        AhoCorasick(list(by_word), implementation=Implementation.DFA),
        tuple(map(tuple, by_word.values())),
        tuple((re.compile(pattern), replacement) for _, pattern, replacement in _RULES),
    )


def restore(text: str) -> str:
    """Return the text with the remains of TeX replaced by the signs that they stood for."""
    finder, by_word, rules = _compiled()
    words = {hit[0] for hit in finder.find_matches_as_indexes(text, overlapping=True)}
    for number in sorted({number for word in words for number in by_word[word]}):
        pattern, replacement = rules[number]
        text = pattern.sub(replacement, text)
    return text
