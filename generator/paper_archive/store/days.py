"""Days as the store keeps them: ISO dates, "" for undated."""

from __future__ import annotations

from datetime import date


def iso(day: date | None) -> str:
    """Return the stored form of a day, "" for None."""
    return day.isoformat() if day else ""


def day_of(text: str) -> date | None:
    """Return the day of a stored form, None for ""."""
    return date.fromisoformat(text) if text else None
