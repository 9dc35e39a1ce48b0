"""Citations of papers: authors' names, BibTeX, RIS and CSL-JSON."""
