"""Why a site is not published."""

from __future__ import annotations


class Refused(Exception):
    """Nothing was published, or not all of it; the text says why and what to do."""
