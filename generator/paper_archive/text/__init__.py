"""Raw titles and abstracts into clean text: plain Unicode on one line, and the links in it."""

from paper_archive.text.clean import clean
from paper_archive.text.links import Link, code_link, is_code_host, links, project_links

__all__ = ["Link", "clean", "code_link", "is_code_host", "links", "project_links"]
