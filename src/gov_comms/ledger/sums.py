"""Whose total a claim belongs to."""

from __future__ import annotations

import narwhals as nw

from gov_comms.ledger.frame import Frame
from gov_comms.ledger.postings import PERSON, WORK
from gov_comms.model import Measure


def attributed(frame: Frame, subjects: str, kind: str, measure: Measure) -> Frame:
    """Claims with the ``subject`` whose total they belong to: their own, or their unit.

    ``subjects`` is the kind that all claims are known to have, or empty.
    """
    subject = nw.col("subject")
    if subjects == kind and (kind == "person" or measure.unit_total != "members"):
        return frame
    if kind == "person":
        return frame.filter((subject >= PERSON) & (subject < WORK))
    if measure.unit_total == "own":
        return frame.filter(subject < PERSON)
    person = (subject >= PERSON) & (subject < WORK)
    mask = person if measure.unit_total == "members" else subject < WORK
    return frame.filter(mask & ~nw.col("unit").is_null()).with_columns(
        nw.col("unit").cast(nw.Int64).alias("subject")
    )
