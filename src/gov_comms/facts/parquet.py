"""Parquet that is none, or is damaged: the same refusal however it is read."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from gov_comms.errors import Place, Problem, Refused
from gov_comms.messages import msg


def refuse_parquet(path: Path) -> NoReturn:
    """Raise `Refused` for a file that cannot be read as Parquet."""
    what = msg("this file is no Parquet table, or it is damaged")
    raise Refused([Problem("parquet-broken", Place(str(path)), what)]) from None
