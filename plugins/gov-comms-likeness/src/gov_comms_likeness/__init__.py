"""A plugin of gov_comms: works that may be one, found among many Chinese texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from pydantic import Field

from gov_comms.model import Agency
from gov_comms.plugins import Likeness, Piece, Settings, Strict, hookimpl

API = "1.1"


class LikenessSettings(Strict):
    """``[settings.likeness]``: from which share of likeness on a pair is shown, from 0.5 to 1."""

    threshold: Decimal = Field(Decimal("0.65"), ge=Decimal("0.5"), le=1)


@hookimpl
def register_settings() -> Iterable[Settings]:
    """The threshold."""
    yield Settings(LikenessSettings)


@hookimpl
def find_likeness(
    agency: Agency, pieces: Sequence[Piece], others: Sequence[Piece]
) -> Iterable[Likeness]:
    """Pairs whose texts are alike."""
    # numpy is loaded when somebody asks, and not whenever an agency is opened.
    from gov_comms_likeness.pairs import like_pairs

    yield from like_pairs(pieces, others, agency.settings["likeness"].threshold)
