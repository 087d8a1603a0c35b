"""Watching an agency's plugins at work on its cases, in a process that nobody else uses."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from gov_comms.config import Opened, open_agency
from gov_comms.config.enabling import Care
from gov_comms.errors import Problem, Refused
from gov_comms.facts import facts_from_rows
from gov_comms.model import Case, Row
from gov_comms.plugins import Act, Finding, Objection, Piece
from gov_comms.plugins.finding import file_of, packages_of
from gov_comms.results import Line, Result
from gov_comms.settlement import explain, run_cases, score
from gov_comms.trials.scan import floats, modules_of, unsteady

Rows = Mapping[str, Sequence[Row]]
MANY = 200
"""How many times each fact of a case stands in the trial on many rows."""
OUTSIDE = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork")
"""The beginnings of events by which a program reaches outside itself."""
FAULTS = ("verb-failed", "plugin-failed", "check-failed")
"""The codes of problems that are a plugin's fault."""


@dataclass(slots=True)
class _Watch:
    """What reached outside while it was looked at."""

    on: bool = False
    seen: list[str] = field(default_factory=list)

    def heard(self, event: str, _arguments: tuple[Any, ...]) -> None:
        """Note an event of the interpreter."""
        if self.on and event.startswith(OUTSIDE):
            self.seen.append(event)


def observed(folder: str) -> dict[str, list[str]]:
    """What each contract finds wrong, by its name; and, as ``answers``, all that came out."""
    watch = _Watch()
    sys.addaudithook(watch.heard)
    watch.on = True
    try:
        opened = open_agency(folder, Care(tried=False, vouched=True))
    except Refused as refused:
        return {"opens": [each.text("en") for each in refused.problems]}
    modules = [each for plugin in _plugins(opened) for each in modules_of(plugin)]
    before = _state(modules)
    first = _answers(opened)
    found = {
        "opens": [],
        "cases": [each.text("en") for each in run_cases(opened)],
        "order": _differences(first, _answers(opened, _reversed)),
        "one": list(_faults(opened, _one_of_each)),
        "many": list(_faults(opened, _many_of_each)),
        "explained": list(_unexplained(opened)),
        "replay": _differences(first, _answers(opened)),
        "state": _changed(before, _state(modules)),
        "outside": sorted(set(watch.seen)),
        "clock": [place for each in modules for place in unsteady(each)],
        "decimals": [place for each in _with_verbs(opened) for place in floats(each)],
        "answers": first,
    }
    watch.on = False
    return found


def _plugins(opened: Opened) -> Iterator[ModuleType]:
    """The modules of the plugins that are loaded."""
    for name in opened.plugins.versions:
        file = file_of(Path(opened.agency.folder), name)
        yield import_module((file or packages_of(name)[0]).module())


def _with_verbs(opened: Opened) -> Iterator[ModuleType]:
    """The modules in which verbs of plugins compute."""
    names = {each.shape.__module__ for each in opened.plugins.verbs.values() if each.plugin}
    yield from (sys.modules[name] for name in sorted(names))


def _scored(opened: Opened, case: Case, rows: Rows) -> Result:
    return score(opened, facts_from_rows(opened.agency, rows), case.period)


def _answers(opened: Opened, turned: Callable[[Rows], Rows] = dict) -> list[str]:
    """Every line of every case and every opinion on its pieces, as texts, in one order."""
    said: list[str] = []
    for case in opened.cases:
        try:
            lines = _scored(opened, case, turned(case.rows)).lines()
            said += sorted(_told(case, line) for line in lines)
        except Refused as refused:
            said += [f"{case.title}: {each.text('en')}" for each in refused.problems]
        pieces = _pieces(turned(case.rows))
        said += sorted(_opinions(opened, pieces))
    return said


def _told(case: Case, line: Line) -> str:
    return f"{case.title}: {line.step} {line.fact} {line.subject.id} {line.amount}"


def _opinions(opened: Opened, pieces: Sequence[Piece]) -> Iterator[str]:
    """What plugins find, object to and liken, or how they fail."""
    plugins, agency = opened.plugins, opened.agency
    problems: list[Problem] = []
    for piece in pieces:
        findings = plugins.ask_submission(agency, piece)
        objections = plugins.ask_act(agency, Act("approve", "甲", piece))
        problems += [*findings.problems, *objections.problems]
        said: list[Finding | Objection] = [*findings.answers, *objections.answers]
        for each in said:
            yield f"{piece.id}: {each.plugin} {each.clause} {each.what.text('en')}"
    likeness = plugins.ask_likeness(agency, pieces)
    for pair in likeness.answers:
        yield f"{sorted((pair.piece, pair.other))} {pair.share}"
    yield from (each.text("en") for each in (*problems, *likeness.problems))


def _pieces(rows: Rows) -> list[Piece]:
    """The submissions of a case as plugins see them, an empty one and an odd one beside them."""
    found = [Piece("-empty", ""), Piece("-odd", "\u3000\x00𠀀" * 50, "字" * 5000)]
    for row in rows.get("submission", ()):
        cells = row.cells
        found.append(
            Piece(
                str(cells["id"]),
                str(cells.get("title") or ""),
                unit=str(cells.get("unit") or ""),
                day=cells.get("day"),  # type: ignore[arg-type]
                kind="submission",
            )
        )
    return found


def _reversed(rows: Rows) -> Rows:
    return {table: each[::-1] for table, each in rows.items()}


def _one_of_each(rows: Rows) -> Rows:
    return {table: each[:1] for table, each in rows.items()}


def _many_of_each(rows: Rows) -> Rows:
    """Each fact many times, under ids of its own; what refers to others refers to the first."""
    return {
        table: [
            each if number == 0 else Row({**each.cells, "id": f"{each.cells['id']}-{number}"})
            for each in given
            for number in range(MANY if "day" in each.cells else 1)
        ]
        for table, given in rows.items()
    }


def _faults(opened: Opened, turned: Callable[[Rows], Rows]) -> Iterator[str]:
    """How plugins fail on other rows; what the records themselves lack is no fault of theirs."""
    for case in opened.cases:
        try:
            _scored(opened, case, turned(case.rows)).lines()
        except Refused as refused:
            faults = [each for each in refused.problems if each.code in FAULTS]
            yield from (f"{case.title}: {each.text('en')}" for each in faults)


def _unexplained(opened: Opened) -> Iterator[str]:
    """Steps of plugins without a telling, and subjects whose lines do not sum to their total."""
    for name, verb in opened.plugins.verbs.items():
        if verb.plugin and verb.tell is None:
            yield f"{name}: tell"
    for case in opened.cases:
        try:
            facts = facts_from_rows(opened.agency, case.rows)
            result = score(opened, facts, case.period)
        except Refused:
            continue
        for subject in dict.fromkeys(each.subject.id for each in result.totals if each.total):
            told = explain(opened, facts, case.period, subject)
            for measure, total in told.totals:
                lines = [each.amount for each in told.lines if each.measure == measure]
                if sum(lines, Decimal(0)) != total:
                    yield f"{case.title}: {subject} {measure}"


def _state(modules: Sequence[ModuleType]) -> dict[str, str]:
    """What the modules hold that could be changed, as text."""
    return {
        f"{module.__name__}.{name}": repr(each)
        for module in modules
        for name, each in vars(module).items()
        if not name.startswith("__") and isinstance(each, dict | list | set | bytearray | int | str)
    }


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    return sorted(name for name in after if after[name] != before.get(name))


def _differences(first: Sequence[str], second: Sequence[str]) -> list[str]:
    return sorted(set(first) ^ set(second))[:5]
