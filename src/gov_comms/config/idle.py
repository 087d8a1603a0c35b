"""Idle: what an agency declares and nothing uses, and what lies in days that never come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel

from gov_comms.config.editions import merged, merged_derives
from gov_comms.config.ground import walk_steps
from gov_comms.config.naming import dotted
from gov_comms.config.reading import AGENCY_FILE
from gov_comms.errors import Place, Problem, Severity
from gov_comms.language.faults import Keys
from gov_comms.language.step import Step
from gov_comms.messages import Message, msg
from gov_comms.model import Agency, BulletinPlan
from gov_comms.timeline import is_level, rank_of_level

_NAMING = ("id", "clause", "text", "part", "name", "on")
"""Keys in which a step or derivation speaks of itself."""


def unused(agency: Agency) -> Iterator[Problem]:
    """Derived columns, parts and lists of words that nothing makes use of."""
    spans = merged(agency.editions)
    derives = merged_derives(agency.editions)
    named = {text for step, *_ in spans for text in _texts_said(step)}
    read = named | {text for derive, *_ in derives for text in _texts_said(derive)}
    read |= set(_texts((agency.procedure, agency.bulletins)))
    columns = {text.rpartition(".")[2] for text in read}
    for derive, edition, *_ in derives:
        if derive.name not in columns:
            what = msg("nothing reads {name}", name=derive.name)
            yield _notice(edition.file, ("derive", derive.name), what)
    for step, edition, *_ in spans:
        if step.part is not None and step.part not in named:
            what = msg("no step looks at the part {name}", name=step.part)
            yield _notice(edition.file, ("step", step.id, "part"), what)
    lists = {column.words for table in agency.tables.values() for column in table.columns}
    for name in agency.words:
        if name not in lists:
            what = msg("no column has its words from {name}", name=name)
            yield _notice(_main(agency), ("words", name), what)


def never_due(agency: Agency) -> Iterator[Problem]:
    """Steps and bulletins of days in which they do not hold, or in which nothing is counted."""
    windows = {window.id: window for window in agency.calendar.windows}
    for step, edition, first, last in merged(agency.editions):
        window = windows.get(step.within)
        if window and (window.last < first or (last is not None and last < window.first)):
            what = msg("this step does not hold on any day of {window}", window=window.id)
            yield _warning(edition.file, ("step", step.id, "within"), what)
    counted = tuple(_counted(agency))
    for plan in agency.bulletins:
        keys: Keys = ("bulletin", plan.id)
        window = windows.get(plan.period)
        if window and agency.editions and window.last < agency.editions[0].first_day:
            what = msg("no edition holds in {window}", window=window.id)
            yield _warning(_main(agency), (*keys, "period"), what)
        shown: list[tuple[str, Keys]] = [
            (each, ("measures", at)) for at, each in enumerate(plan.measures)
        ]
        shown += [(e.measure, ("columns", at, "measure")) for at, e in enumerate(plan.columns)]
        for measure, here in shown:
            giving = [step for step, given in counted if given == measure]
            if any(_runs(step, plan) for step in giving):
                continue
            what = (
                msg(
                    "{measure} is counted only in longer periods than {period}",
                    measure=measure,
                    period=plan.period,
                )
                if giving
                else msg("no step gives {measure}", measure=measure)
            )
            yield _warning(_main(agency), (*keys, *here), what)


def _counted(agency: Agency) -> Iterator[tuple[Step, str]]:
    """Every step that opens claims, with each measure in which it does."""
    for number in range(len(agency.editions)):
        for step, _, above in walk_steps(agency, agency.editions[: number + 1]):
            for measure in sorted(above.measures_of(step)):
                yield step, measure


def _runs(step: Step, plan: BulletinPlan) -> bool:
    """Whether a step takes part in the runs of a bulletin; nothing longer than a run does."""
    return not is_level(plan.period) or all(
        rank_of_level(level) <= rank_of_level(plan.period)
        for level in (step.within, step.post or "")
        if is_level(level)
    )


def _texts_said(part: BaseModel) -> Iterator[str]:
    """Every text of a step or derivation, but those in which it speaks of itself."""
    return _texts([getattr(part, key) for key in type(part).model_fields if key not in _NAMING])


def _texts(raw: Any) -> Iterator[str]:
    """Every text in a noun: whichever key names a thing, it is used."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, BaseModel):
        yield from _texts([getattr(raw, key) for key in type(raw).model_fields])
    elif is_dataclass(raw):
        yield from _texts([getattr(raw, each.name) for each in fields(raw)])
    elif isinstance(raw, Mapping):
        yield from _texts([*raw.keys(), *raw.values()])
    elif isinstance(raw, Iterable):
        for each in raw:
            yield from _texts(each)


def _main(agency: Agency) -> str:
    return f"{agency.folder}/{AGENCY_FILE}" if agency.folder else AGENCY_FILE


def _notice(file: str, keys: Keys, what: Message) -> Problem:
    hint = msg("take it out, or use it")
    return Problem("unused", Place(file), what, dotted(keys), hint, Severity.NOTICE)


def _warning(file: str, keys: Keys, what: Message) -> Problem:
    return Problem("never-due", Place(file), what, dotted(keys), severity=Severity.WARNING)
