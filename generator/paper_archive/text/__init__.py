"""Turns raw titles and abstracts into clean text on one line, and extracts its links."""
