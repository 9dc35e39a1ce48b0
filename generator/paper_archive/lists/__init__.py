"""Lists of papers that a group keeps in `site_src/lists/`: each becomes a page with a feed.

`folder` finds the files; `hand_file` and `desk_file` read the two forms; `resolving` looks their
papers up in the archive; `changes` says which lists an update touches.
"""

from paper_archive.lists.changes import update_lists
from paper_archive.lists.folder import load_lists
from paper_archive.lists.resolving import Resolved, resolved
from paper_archive.lists.shared_list import AbsentPaper, ListedPaper, SharedList, WrittenList

__all__ = [
    "AbsentPaper",
    "ListedPaper",
    "Resolved",
    "SharedList",
    "WrittenList",
    "load_lists",
    "resolved",
    "update_lists",
]
