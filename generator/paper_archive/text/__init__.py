"""Turns raw titles and abstracts into clean text on one line, and extracts its links."""

from paper_archive.text.clean import clean
from paper_archive.text.links import Link, code_link, is_code_host, links, project_links

__all__ = ["Link", "clean", "code_link", "is_code_host", "links", "project_links"]
