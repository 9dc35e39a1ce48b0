"""What tests of `paper-archive curate` share: papers of the sample, and the command."""

from __future__ import annotations

from tests.site.run import invoke

PAPER = "attention-is-all-you-need"
OWN = "transformers-attention"  # a tag of it
GRAPH = "graph-attention-networks"


def curate(*arguments: object, code: int = 0) -> str:
    """What the command prints; on failure, its errors."""
    done = invoke("curate", *arguments)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr if code else done.stdout
