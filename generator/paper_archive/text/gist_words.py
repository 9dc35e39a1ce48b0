"""The words that `gist.py` looks for: bytes, in small letters."""

from __future__ import annotations

from paper_archive.text.gist_weights import Weights


def _words(text: str) -> frozenset[bytes]:
    return frozenset(text.encode().split())


STOP = _words(
    """
    a an and are as at be been but by can for from has have how in into is it its of on or our such
    than that the their them there they this these those through to was we were when which while
    with without not more most also both each other however over between under via based across
    only all using used new existing do does i will may
    """
)
_VERBS = {
    "proposed": """
        propose proposes proposed introduce introduces introduced present presents presented
        proposing introducing presenting
    """,
    "built": """
        develop develops developed design designs designed build builds built construct constructs
        constructed create creates created devise devised formulate formulates formulated formalize
        describe describes described contribute curate unveil announce implement implements
        implemented generalize generalizes generalise extend extends extended frame cast generalized
    """,
    "studied": """
        study studies studied investigate investigates investigated explore explores explored
        examine examines examined analyze analyzes analyzed analyse analyses analysed consider
        considers considered address addresses addressed tackle tackles aim aims aimed sought seek
        seeks focus focuses focused revisit revisits rethink ask survey surveys surveyed review
        reviews reviewed evaluate evaluates evaluated conduct conducts conducted characterize
        characterizes characterized characterise characterised compare compares compared assess
        assesses assessed test tested discuss discusses argue
        argues simulate simulated determine determined quantify quantified map mapped sequenced
        profiled model modeled modelled hypothesized hypothesised asked
    """,
    "used": """
        apply applied use used perform performed measure measured combine combined employ employed
        compute computed calculate calculated obtained collect collected leverage
        leverages train trained adopt adopted utilize
    """,
    "shown": """
        show shows showed shown demonstrate demonstrates demonstrated prove proves proved proven
        establish establishes established find finds found observe observed report reports reported
        reveal reveals revealed discover discovered identify identifies identified uncover uncovered
        derive derives derived provide provides provided obtain obtains offer offers give
        gives given solve solves resolve resolves suggest suggests confirm confirmed detect detected
    """,
}
VERBS = {
    verb: Weights._fields.index(kind) for kind, verbs in _VERBS.items() for verb in _words(verbs)
}
PASSIVE = frozenset(
    verb
    for verb in VERBS
    if verb.endswith(b"ed") or verb in _words("shown proven built found given")
)
IS = _words("is are was were been being be here")
PAPER = _words(
    "paper work study article letter report survey review thesis manuscript note chapter tutorial"
    " contribution communication technical"
)
AIM = _words("aim aims goal goals objective objectives purpose hypothesis")
# A sentence that begins with one of these says what others did, or why.
OTHERS = _words(
    """
    however recent recently existing although while despite current currently traditional
    traditionally prior previous most many but yet though conventional unfortunately nevertheless
    nonetheless since large as whereas even often typically modern today because understanding there
    """
)
PROBLEM = _words(
    """
    challenge challenges challenging remains remain limited lack lacks often suffer suffers fail
    fails struggle struggles unclear unknown poorly hinder hinders difficult crucial essential
    important
    """
)
RESULTS = _words(
    "experiments outperform outperforms outperforming experimental results baselines benchmarks"
    " improvement improvements"
)
MORE = _words(
    "also further additionally finally furthermore moreover then next second third secondly lastly"
    " recently previously earlier"
)
REFERS = _words("these those such this they them former latter resulting it")
# Nouns by which a sentence points at what another one says, after a word that points.
POINTED_AT = _words(
    """
    question questions gap gaps issue issues problem problems challenge challenges limitation
    limitations hypothesis hypotheses assumption assumptions possibility possibilities phenomenon
    phenomena wisdom belief beliefs view claim claims bottleneck bottlenecks dilemma obstacle
    obstacles shortcoming shortcomings concern concerns need needs task tasks setting settings idea
    ideas direction directions observation observations insight insights finding findings goal
    tension trade-off weakness weaknesses drawback drawbacks deficiency deficiencies conflict
    mismatch disparity discrepancy paradox vulnerability vulnerabilities difficulty difficulties
    objective objectives end purpose
    """
)
POINTERS = _words("this these both such those former above latter")
# Words that do not say what a paper is about.
NO_CONTENTS = (
    STOP
    | POINTED_AT
    | frozenset(VERBS)
    | _words(
        """
    novel method methods approach approaches framework frameworks model models technique techniques
    system systems contribution contributions work paper study studies article solution solutions
    first second key main simple effective efficient comprehensive systematic extensive general
    unified research two three four five several multiple various many different two-stage
    three-stage two-part called named termed namely here us what why how whether lens rely relies
    bridge bridges bridging fill fills close closes overcome overcomes mitigate mitigates resolve
    resolves solving addressing tackling tackle answer answers analysis evaluation perspective
    perspectives behind dedicated designed aspects following goal innovative focusing
    """
    )
)
# Verbs with which *we* or a name tells what the paper brings, and those that tell how good it is.
REPORTS = frozenset(
    verb for kind in ("proposed", "built", "studied") for verb in _words(_VERBS[kind])
) | _words("fine-tune train combine leverage curate collect compile localize")
ACHIEVES = _words(_VERBS["shown"]) | _words(
    "achieves outperforms surpasses exceeds reaches attains improves has was is's sets yields"
)
# A sentence that has one of these brings something new.
BRINGS = (b" introduc", b" propos", b" present", b" develop", b" creat")
# A sentence that has one of these tells one thing more.
LATER = (b" also ", b" finally ", b" additionally ", b" further ", b" second stage ")
# A sentence that begins with one of these hangs on the one before it.
HANGING = _words(
    """
    it its they their them these this those such he she his her both each here then thus hence
    therefore moreover furthermore additionally also specifically concretely notably further next
    second secondly third thirdly lastly finally similarly likewise conversely instead rather
    otherwise meanwhile consequently accordingly together again another besides first firstly
    remarkably interestingly surprisingly importantly crucially indeed namely and or so nor
    subsequently afterwards overall neither either extensive particularly precisely
    """
)
HANGING_PAIRS = frozenset(
    tuple(pair.encode().split())
    for pair in (
        "in addition/in contrast/in particular/in turn/in fact/in doing/in summary/in short"
        "/by doing"
        "/for example/for instance/to do/on the/at the/as such/as a/with this/in these/in such"
        "/the former/the latter/the resulting/the above/the second/the other/the same/our results"
        "/more specifically/more precisely/more importantly/more generally/in other/that is"
        "/of these/of particular/to achieve/in response/in both/for this/to this/under this"
        "/with these/by contrast/after that/this is/the key/in practice/along the/on this/for these"
    ).split("/")
)
