"""paper-archive: saved daily listings of papers in, a permanent static archive out."""

__version__ = "0.2.0"
