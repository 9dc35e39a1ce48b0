"""Headings of PubMed (MeSH), which other bibliographies have among their keywords.

    Boswellia/*chemistry    *Inflammation/drug therapy/physiopathology
    →    Boswellia    Inflammation

What follows a heading are subheadings from a closed list; a star marks a main topic. Any other
keyword with a stroke, such as `TCP/IP`, is kept whole.
"""

from __future__ import annotations

# https://www.nlm.nih.gov/mesh/subhierarchy.html, with those of former years.
_SUBHEADINGS = frozenset(
    each.strip()
    for each in """
abnormalities, administration & dosage, adverse effects, agonists, analogs & derivatives,
analysis, anatomy & histology, antagonists & inhibitors, biosynthesis, blood, blood supply,
cerebrospinal fluid, chemical synthesis, chemically induced, chemistry, classification,
complications, congenital, contraindications, cytology, deficiency, diagnosis, diagnostic
imaging, diet therapy, drug effects, drug therapy, economics, education, embryology, enzymology,
epidemiology, ethics, ethnology, etiology, genetics, growth & development, history, immunology,
injuries, innervation, instrumentation, isolation & purification, legislation & jurisprudence,
manpower, metabolism, methods, microbiology, mortality, nursing, organization & administration,
parasitology, pathogenicity, pathology, pharmacokinetics, pharmacology, physiology,
physiopathology, poisoning, prevention & control, psychology, radiation effects, radiography,
radionuclide imaging, radiotherapy, rehabilitation, secondary, secretion, standards, statistics
& numerical data, supply & distribution, surgery, therapeutic use, therapy, toxicity,
transmission, transplantation, trends, ultrasonography, ultrastructure, urine, utilization,
veterinary, virology
""".replace("\n", " ").split(",")
)


def subject(keyword: str) -> str:
    """Return a keyword; a heading without its subheadings and its star."""
    heading, *subheadings = keyword.strip().split("/")
    of_mesh = all(each.strip().lstrip("*").casefold() in _SUBHEADINGS for each in subheadings)
    if of_mesh and (subheadings or heading.startswith("*")):
        return heading.strip("* ")
    return keyword
