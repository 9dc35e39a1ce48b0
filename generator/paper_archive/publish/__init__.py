"""Sends a built site to where readers get it: a folder, a server, an object store.

The stage of a build that puts files into the site's folder is `site/publisher.py`; this room takes
the site from there, as the build left it, and knows nothing of papers.

`prepare` only reads: it compares the site with what the target says and has, and returns a `Plan`.
`carry_out` sends what the plan has. Both are the same for every kind of target; a kind is one
module of `targets/`.
"""

from paper_archive.publish.built_files import BuiltFiles
from paper_archive.publish.errors import Refused
from paper_archive.publish.publishing import Job, carry_out, prepare
from paper_archive.publish.targets import opened

__all__ = ["BuiltFiles", "Job", "Refused", "carry_out", "opened", "prepare"]
