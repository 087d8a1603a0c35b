"""Pairs of pieces whose texts are alike: sketches propose, rapidfuzz decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from rapidfuzz import fuzz

from gov_comms.plugins import Likeness, Piece
from gov_comms_likeness.sketches import candidates
from gov_comms_likeness.texts import plain_text

EXACT = Decimal("0.001")
SHORT = 12
"""A text of fewer signs says too little to be found inside another."""


def like_pairs(
    pieces: Sequence[Piece], others: Sequence[Piece], threshold: Decimal
) -> Iterator[Likeness]:
    """Each pair that is alike at least by ``threshold``: two of ``pieces``, or one and an other."""
    known = {each.id for each in pieces}
    everybody = [*pieces, *(each for each in others if each.id not in known)]
    texts = [plain_text(each) for each in everybody]
    for one, other in dict.fromkeys(candidates(texts)):
        if one >= len(pieces) or everybody[one].id == everybody[other].id:
            continue
        share = likeness(texts[one], texts[other])
        if share >= threshold:
            yield Likeness(everybody[one].id, everybody[other].id, share)


def likeness(one: str, other: str) -> Decimal:
    """How alike two texts are, from 0 to 1, to three decimals.

    It is what they have in common in order (the normalised indel similarity), or, where one is
    much shorter, what of it stands in the other, a tenth taken off.
    """
    if not one or not other:
        return Decimal(0)
    # Rapidfuzz answers with floats; what is shown and compared is their first three decimals.
    whole = Decimal(fuzz.ratio(one, other)) / 100
    short = min(len(one), len(other))
    if short >= SHORT and short * 2 < max(len(one), len(other)):
        inside = Decimal(fuzz.partial_ratio(one, other)) / 100 - Decimal("0.1")
        whole = max(whole, inside)
    return whole.quantize(EXACT, ROUND_HALF_EVEN)
