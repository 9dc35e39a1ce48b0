"""How a paper is cited: names, BibTeX, RIS and CSL-JSON."""
