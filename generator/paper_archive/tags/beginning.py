"""Writes the beginning of a `tags.yml` that extends an installed vocabulary.

Everything but the line `extends` is a comment. Its examples are valid: a line counts as soon as
its `# ` is deleted.
"""

from __future__ import annotations

from textwrap import fill

from paper_archive.model import InputError, Problem, Source
from paper_archive.resources import vocabularies
from paper_archive.strict_yaml import nearest
from paper_archive.tags.tags_file import load_taxonomy

_TOP = """\
# The tags of this archive, and the phrases by which papers earn them. Every build checks this file
# and names the lines of its mistakes. `paper-archive tags` shows how many papers have each tag, and
# which have none. The manual describes everything that may stand here:
# https://paper-archive.github.io/paper-archive/manual/tags.html

"""
_EXTENDED = """\
# The vocabulary that comes with the program. What you write below changes it.
extends: {name}

# Its groups: {facets}.
# To add one or give one another title, delete the `# ` of these lines and change them:
#
# facets:
#   ours: Our subjects

# Its tags:
{tags}
#
# drop: [{dropped}]

# Further tags, and changes to those above. In an entry with the id of one of them, the keys that
# stand there change, phrases are added, and `without` takes phrases away.
#
# tags:
# - id: {changed}
#   title: {title}
#   strong: [axolotl atlas]
#   without: [{phrase}]
"""
_EMPTY = """\
# No tags yet, only the numbers that say how phrases count.
extends: empty

# The groups of tags on the page of all tags. Delete the `# ` of these lines and change them.
#
# facets:
#   ours: Our subjects
#
# tags:
"""
_OWN = """\
# - id: axolotls                 # part of its address, which stays
#   facet: ours
#   title: Axolotls
#   short: Axolotls              # optional: the name in lists, at most 20 characters
#   means: axolotls and other salamanders are a main subject
#   strong: [ambystoma mexicanum, axolotl regeneration]      # nearly always about the tag
#   normal: [salamander]         # often about it; `weak` is a hint that counts with others
#   names: [axolotl atlas]       # in a title, this is enough by itself
#   in-title: [axolotl]          # strong in titles only
#   not: [axolotl plush toy]     # speaks against it
"""


def beginning(name: str) -> str:
    """Return the text of a `tags.yml` that extends a vocabulary.

    Raises InputError if none has that name.
    """
    known = vocabularies()
    if name not in known:
        raise InputError(Problem(f"vocabulary '{name}'", 0, "is unknown", nearest(name, known)))
    taxonomy = load_taxonomy(Source(name, known[name].read_bytes()))
    if not taxonomy.tags:
        return _TOP + _EMPTY + _OWN
    changed, dropped = taxonomy.tags[0], taxonomy.tags[-1]
    ids = ", ".join(tag.id for tag in taxonomy.tags)
    return (
        _TOP
        + _EXTENDED.format(
            name=name,
            facets=", ".join(facet.id for facet in taxonomy.facets),
            tags=_comment(f"{ids}. To leave some out:"),
            dropped=dropped.id,
            changed=changed.id,
            title=changed.title,
            phrase=changed.phrases[0].text,
        )
        + _OWN
    )


def _comment(text: str) -> str:
    return fill(
        text,
        100,
        initial_indent="# ",
        subsequent_indent="# ",
        break_long_words=False,
        break_on_hyphens=False,
    )
