"""The one type of table that the ledger works on, whatever engine holds it."""

from __future__ import annotations

from typing import Any, TypeAlias

import narwhals as nw

Frame: TypeAlias = nw.LazyFrame[Any]
"""Rows as columns, worked out when they are needed."""
