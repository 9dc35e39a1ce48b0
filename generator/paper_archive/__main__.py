"""`python -m paper_archive` is `paper-archive`."""

from paper_archive.cli import main

main()
