"""Sums of claims: whose total a claim belongs to, and what subjects have of a measure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import narwhals as nw

from gov_comms.ledger.frame import Frame
from gov_comms.ledger.integers import summed
from gov_comms.ledger.postings import PERSON, WORK, Source
from gov_comms.messages import Message, msg
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


def sum_of(measure: str) -> Message:
    """What is said of a sum that 64 bits do not hold."""
    return msg("a sum of {measure}", measure=measure)


def most_of(sources: Sequence[Source]) -> int:
    """How far from zero a sum over the claims of some sources can be, if 64 bits hold it."""
    return sum(source.claims * source.most for source in sources)


def sums_of(
    sources: Sequence[Source],
    kind: str,
    measure: Measure,
    by: Sequence[str],
    claims_of: Callable[[Source], Frame],
) -> Frame:
    """What subjects have of a measure, as ``total:``, from at least one source.

    ``claims_of`` gives a source's claims with all columns ``by`` which they are summed.
    """
    claims = (
        attributed(claims_of(source), source.subjects, kind, measure).select(*by, "value")
        for source in sources
    )
    most, what = most_of(sources), sum_of(measure.id)
    return summed(nw.concat(list(claims)), by, "value", "total:", most, what)


def with_sum(frame: Frame, sums: Frame, name: str) -> Frame:
    """Rows of subjects and buckets with their sum under ``name``, zero included."""
    named = sums.select("subject", "bucket", nw.col("total:").alias(name))
    joined = frame.join(named, on=["subject", "bucket"], how="left")
    return joined.with_columns(nw.col(name).cast(nw.Int64).fill_null(0))
