"""Targets: keys of a quota, a skip and a keep that fit together, or do not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gov_comms.config.reference import References
from gov_comms.language.choice import answers_of
from gov_comms.language.faults import nearest
from gov_comms.language.step import Step
from gov_comms.messages import msg


def check_targets(step: Step, references: References) -> None:
    """Check the keys of a step that only make sense with, or without, one another."""
    if step.do == "quota":
        _check_several(step, references)
        _check_instead(step, references)
        _check_carry(step, references)
    elif step.do == "keep":
        _check_later(step, references)
    elif step.do == "skip" and _of(step, "count") in _of(step, "measures"):
        what = msg(
            "{measure} fills the target and cannot be paid by it", measure=_of(step, "count")
        )
        references.error(("measures",), "step-forms", what)


def _of(step: Step, key: str) -> Any:
    return getattr(step, key, None)


def _check_several(step: Step, references: References) -> None:
    targets: Sequence[Any] = _of(step, "targets")
    for key in ("each", "instead"):
        if not targets and _of(step, key):
            what = msg("{key} needs several targets", key=key)
            references.error((key,), "step-forms", what)
    if targets and _of(step, "each") is None:
        what = msg("it is not said whether every target gives or only all of them together")
        references.error(("each",), "open-choice", what, answers_of(type(step), "each"))
    if targets and _of(step, "of"):
        what = msg("each of several targets has an of of its own")
        references.error(("of",), "step-forms", what)
    seen: set[str] = set()
    for index, each in enumerate(targets):
        if each.name in seen:
            what = msg("the target {name} stands twice", name=each.name)
            references.error(("targets", index, "name"), "target-twice", what)
        seen.add(each.name)


def _check_instead(step: Step, references: References) -> None:
    names = [each.name for each in _of(step, "targets")]
    for index, way in enumerate(_of(step, "instead")) if names else ():
        for key, name in (("from", way.source), ("to", way.to)):
            if name not in names:
                what = msg("no target is called {name}", name=name)
                references.error(
                    ("instead", index, key), "unknown-target", what, nearest(name, names)
                )
        if way.source == way.to:
            what = msg("a target cannot stand in for itself")
            references.error(("instead", index, "to"), "step-forms", what)


def _check_carry(step: Step, references: References) -> None:
    if _of(step, "carry") is None:
        return
    if step.within in ("period", "ever"):
        what = msg("carry needs a level in within, such as month")
        references.error(("within",), "unknown-period", what)
    if _of(step, "instead"):
        what = msg("carry and instead do not stand together")
        references.error(("carry",), "step-forms", what)


def _check_later(step: Step, references: References) -> None:
    later = _of(step, "later")
    if (step.within == "ever") != (later is not None):
        if later is None:
            what = msg("it is not said what a claim gets that takes the place of one paid before")
            references.error(("later",), "open-choice", what, answers_of(type(step), "later"))
        else:
            what = msg("later goes with within = {ever}", ever='"ever"')
            references.error(("later",), "step-forms", what)
    elif later == "difference":
        highest = _of(step, "order")[0] == ("highest", "")
        if _of(step, "keep") != 1 or not highest or _of(step, "across") or _of(step, "also"):
            what = msg("a difference is paid only where one claim is kept, the highest")
            hint = msg(
                "write keep = 1 and order = {order}, without across and also", order='["highest"]'
            )
            references.error(("later",), "step-forms", what, hint)
