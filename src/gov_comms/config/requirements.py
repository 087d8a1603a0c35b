"""Requirements: whether what a ``require`` asks can be told, and what its results are like."""

from __future__ import annotations

from typing import Any

from gov_comms.config.ground import Ground
from gov_comms.config.reference import References
from gov_comms.config.values import check_condition
from gov_comms.language.faults import Keys
from gov_comms.language.step import Step
from gov_comms.messages import msg
from gov_comms.model import ColumnType

C = ColumnType
_TIMES = (C.DAY, C.MOMENT)


def check_requirement(step: Step, ground: Ground, references: References) -> None:
    """Check the keys ``done``, ``by`` and ``holds`` of a step that has them."""
    done, by, holds = (getattr(step, key, None) for key in ("done", "by", "holds"))
    if (done is None) == (holds is None):
        what = msg("one of {keys} is needed, and only one", keys="done, holds")
        references.error((), "step-forms", what)
    elif (done is None) != (not by):
        references.error((), "step-forms", msg("done and by stand together"))
    kinds = _types(done, ground, references, ("done",)) if done else set()
    for number, each in enumerate(by or ()):
        keys: Keys = ("by", number) if len(by or ()) > 1 or each.when is not None else ("by",)
        dues = _types(each.deadline, ground, references, keys)
        if each.when is not None:
            check_condition(each.when, ground, None, references, (*keys, "when"))
        if C.DAY in kinds and C.MOMENT in dues:
            what = msg(
                "{done} is a day and {due} a moment: on that day nobody can tell whether it was "
                "in time",
                done=done,
                due=each.deadline,
            )
            hint = msg("take a moment for done, or a deadline without a time of day")
            references.error(keys, "day-and-moment", what, hint)


def _types(name: Any, ground: Ground, references: References, keys: Keys) -> set[ColumnType]:
    """The types of a column of days or moments."""
    found = set()
    for path in references.paths(name, ground, keys):
        found.add(path.column.type)
        if path.column.type not in _TIMES:
            what = msg(
                "{column} is a column of the type {type}, not of days",
                column=name,
                type=path.column.type.value,
            )
            references.error(keys, "wrong-type", what)
    return found
