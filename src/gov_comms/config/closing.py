"""``[appeal]`` and ``[[pay]]`` of ``agency.toml``: what may follow when a period is closed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator

from gov_comms.config.reading import Document
from gov_comms.config.report import Report
from gov_comms.config.shape import Whole
from gov_comms.language.faults import Faults, Keys, nearest
from gov_comms.language.step import Deadline, Strict
from gov_comms.messages import msg
from gov_comms.procedure import Appeals, Pay

CLOSED = "closed"
"""What the window of an appeal is counted from: the day of the closing."""


def _amount(raw: Any) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, (int, Decimal)) or raw <= 0:
        faults = Faults()
        faults.add((), msg("an amount above zero is needed"))
        faults.refuse()
    return Decimal(raw)


class AppealShape(Strict):
    """``[appeal]``"""

    clause: str = Field(min_length=1)
    plus_days: Whole = Field(0, ge=0)
    plus_working_days: Whole = Field(0, ge=0)


class PayShape(Strict):
    """``[[pay]]``"""

    id: str = Field(min_length=1)
    clause: str = Field(min_length=1)
    measure: str
    to: Literal["unit", "person"]
    cap: Annotated[Decimal | None, PlainValidator(_amount, json_schema_input_type=Decimal)] = None


def read_appeals(document: Document, report: Report) -> Appeals | None:
    """The window in which a closed figure may be appealed against; None where there is none."""
    raw = document.data.get("appeal")
    shape = None if raw is None else report.read(AppealShape, raw, document, ("appeal",))
    if shape is None:
        return None
    if not (shape.plus_days or shape.plus_working_days):
        what = msg("it is not said how long an appeal may be raised")
        hint = msg("say plus_days, plus_working_days, or both")
        report.add(document, ("appeal",), "no-window", what, hint)
    window = Deadline(
        of=CLOSED, plus_days=shape.plus_days, plus_working_days=shape.plus_working_days
    )
    return Appeals(shape.clause, window)


def read_pay(measures: Mapping[str, object], document: Document, report: Report) -> tuple[Pay, ...]:
    """What of a closed period's measures is paid out, to whom, and how much at most."""
    found: dict[str, Pay] = {}
    for index, raw in enumerate(document.data.get("pay", ())):
        keys: Keys = ("pay", index)
        shape = report.read(PayShape, raw, document, keys)
        if shape is None:
            continue
        if shape.measure not in measures:
            what = msg("no measure is called {name}", name=shape.measure)
            hint = nearest(shape.measure, measures)
            report.add(document, (*keys, "measure"), "unknown-measure", what, hint)
        if shape.id in found:
            what = msg("the name {name} is taken", name=shape.id)
            report.add(document, (*keys, "id"), "name-taken", what)
        found[shape.id] = Pay(shape.id, shape.clause, shape.measure, shape.to, shape.cap)
    return tuple(found.values())
