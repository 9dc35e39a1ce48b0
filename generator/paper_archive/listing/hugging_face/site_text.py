"""The text of the web site around the papers: menus, headings, footers, the day of the page.

A line of this list is never a title. Lines must match exactly, so that a title which only contains
one of them stays a title.
"""

from __future__ import annotations

import re

from paper_archive.text.english import MONTH

SITE_LINES = frozenset(
    """
new
Get trending papers in your email inbox!
Get trending papers in your email inbox once a day!
Subscribe
Daily Papers
Trending Papers
by
AK
byAK
by AK
and the research community
byAK and the research community
by AK and the research community
Daily
Weekly
Monthly
Submitted by
Upvote
Previous
Next
System theme
Company
Website
TOS
Privacy
About
Careers
Jobs
Models
Datasets
Spaces
Community
Docs
Enterprise
Pricing
Log In
Sign Up
Hugging Face
Hugging Face's logo
""".strip().splitlines()
)

# `Mar 14`, `March 14`, `Oct 7, 2024`; on the page always English.
DAY = re.compile(rf"({MONTH})[a-z]{{0,6}}\.? (\d{{1,2}})(?:, (\d{{4}}))?")
_COUNT = re.compile(r"\d{1,5}|\d+ authors?|\d+ comments?|\[ ?[-\d]* ?\] ?[-\d]*")
# Rules and bullets such as `---` or `·`: only punctuation. Emoji are not rules.
_RULE = re.compile(r"[!-/:-@\[-`{-~·•–—\s]+")


def is_site_text(line: str) -> bool:
    """Tell whether a stripped, non-empty line belongs to the site, not to a paper."""
    return (
        line in SITE_LINES
        or DAY.fullmatch(line) is not None
        or _COUNT.fullmatch(line) is not None
        or _RULE.fullmatch(line) is not None
    )
