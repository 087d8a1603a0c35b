"""What tests of the desk share."""

from __future__ import annotations

from tests.review.chained import office

__all__ = ["office"]
