"""Pieces of Markdown that several forms share: headings, labels, and what is in a line."""
