"""Signs of mathematics that pylatexenc lacks: of AMS, logic, stmaryrd, txfonts, upright Greek.

Most are from Günter Milde's table of Unicode's mathematical characters, which is in the public
domain as Docutils' `tex2unichar`. Left out are those whose name is a word (`\\Gemini`, `\\second`):
in a text it is the name of a model. Letters of mathematical fonts are plain letters, and a sign
that the fonts of few readers have is the common one (`\\implies` is ⇒, `\\leadsto` ⇝).
"""

from __future__ import annotations

_NAMES_AND_SIGNS = """
apprge ≳ apprle ≲ barin ⋶ barleftharpoon ⥫ barrightharpoon ⥭ Bbbk k biginterleave ⫼
bigodot ⨀ bigsqcap ⨅ bigsqcup ⨆ bigstar ★ biguplus ⨄ blacktriangleup ▴ bmod mod bot ⊥ Box □
boxast ⧆ boxbar ◫ boxbox ⧈ boxbslash ⧅ boxcircle ⧇ boxslash ⧄ cdotp · circledbslash ⦸
circledgtr ⧁ circledless ⧀ circledR ® clubsuit ♣ cmark ✓ coloneq ≔ Coloneqq ⩴ coloneqq ≔
corresponds ≙ dasharrow ⇢ dashleftarrow ⇠ dashrightarrow ⇢ dblcolon ∷ ddag ‡ ddagger ‡
diagdown ⟍ Diamond ◇ Diamondblack ◆ Diamonddot ⟐ diamondsuit ♦ dlsh ↲ Doteq ≑
doublebarwedge ⩞ downdownharpoons ⥥ downuparrows ⇵ downupharpoons ⥯ drsh ↳ eqcolon ≕
eqqcolon ≕ eqsim ≂ EUR € euro € fatsemi ⨟ fint ⨏ Finv Ⅎ gets ← ggcurly ⪼ ggg ⋙ gggtr ⋙
hdots … heartsuit ♥ iff ⇔ iiiint ⨌ imath ı impliedby ⇐ implies ⇒ intop ∫ invamp ⅋ invneg ⌐
jmath ȷ Join ⋈ land ∧ lBrack ⟦ lbrack [ ldotp . leadsto ⇝ leftarrowtriangle ⇽
leftbarharpoon ⥪ leftleftharpoons ⥢ leftrightarrowtriangle ⇿ leftrightharpoon ⥊
leftsquigarrow ⇜ lgroup ⟮ lhd ⊲ llbracket ⟦ llcurly ⪻ lll ⋘ llless ⋘ llparenthesis ⦇
Longmapsfrom ⟽ longmapsfrom ⟻ Longmapsto ⟾ lor ∨ lrtimes ⋈ lsem ⟦ Mapsfrom ⤆ mapsfrom ↤
Mapsto ⤇ mathcent ¢ mathsterling £ medbullet ⚫ medcirc ⚪ models ⊨ multimapboth ⧟
multimapdotbothA ⊶ multimapdotbothB ⊷ multimapinv ⟜ ncong ≇ ne ≠ Nearrow ⇗ neg ¬ ngtrless ≹
nlessgtr ≸ notasymp ≭ notbackslash ⍀ notni ∌ notowner ∌ notslash ⌿ npreceq ⋠ nsim ≁ nsimeq ≄
nsucceq ⋡ Nwarrow ⇖ oiiint ∰ oiint ∯ ointctrclockwise ∳ ointop ∮ owns ∋ Perp ⫫ pod mod
preceqq ⪳ precnsim ⋨ rBrack ⟧ rbrack ] rgroup ⟯ rhd ⊳ rightarrowtriangle ⇾ rightbarharpoon ⥬
rightleftharpoon ⥋ rightrightharpoons ⥤ rrbracket ⟧ rrparenthesis ⦈ rsem ⟧ Searrow ⇘ slash /
smalltriangledown ▿ smalltriangleleft ◃ smalltriangleright ▹ spadesuit ♠ sqint ⨖ sslash ⫽
succeqq ⪴ Swarrow ⇙ talloblong ⫾ thickapprox ≈ thicksim ∼ triangle △ unlhd ⊴ unrhd ⊵
upalpha α upbeta β upchi χ Updelta Δ updelta δ updownarrows ⇅ updownharpoons ⥮ upepsilon ε
upeta η Upgamma Γ upgamma γ upiota ι upkappa κ Uplambda Λ uplambda λ upmu μ upnu ν Upomega Ω
upomega ω Upphi Φ upphi φ Uppi Π uppi π Uppsi Ψ uppsi ψ uprho ρ Upsigma Σ upsigma σ uptau τ
Uptheta Θ uptheta θ upupharpoons ⥣ Upupsilon Υ upupsilon υ Upxi Ξ upxi ξ upzeta ζ
varclubsuit ♧ varDelta Δ vardiamondsuit ♦ varGamma Γ varheartsuit ♥ varLambda Λ
varliminf liminf varlimsup limsup varointclockwise ∲ varOmega Ω varPhi Φ varPi Π varprod ⨉
varPsi Ψ varSigma Σ varspadesuit ♤ varTheta Θ varUpsilon Υ varXi Ξ vcentcolon : vDash ⊨
wasytherefore ∴ xmark ✗ adots ⋰ angstrom Å astrosun ☉ bnot ⫭ centerdot · Checkmark ✓
doublecap ⋒ doublecup ⋓ Eqqcolon ≕ female ♀ Game ⅁ indep ⫫
independent ⫫  maltese ✠ mathellipsis … ngeqq ≱ ngeqslant ≱
nleqq ≰ nleqslant ≰ nshortmid ∤ nshortparallel ∦ nsubseteqq ⊈ nsupseteqq ⊉ ohm Ω parr ⅋
restriction ↾ shortmid ∣ shortparallel ∥ textbardbl ‖ textrupee ₨ thorn þ varpropto ∝
varsubsetneq ⊊ varsubsetneqq ⫋ varsupsetneq ⊋ varsupsetneqq ⫌ yen ¥
""".split()

SIGNS = dict(zip(_NAMES_AND_SIGNS[::2], _NAMES_AND_SIGNS[1::2], strict=True))
