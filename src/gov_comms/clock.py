"""The one place where the time of day is read."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """This moment, in UTC, as the machine's clock has it."""
    return datetime.now(UTC)
