"""Looking for what the rules speak of, in each edition of an agency."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gov_comms.errors import Place, Problem, Severity
from gov_comms.language.reading import names_read
from gov_comms.language.step import Step
from gov_comms.messages import bilingual
from gov_comms.model import Agency, Edition
from gov_comms_formalism.rules import MONEY, PRIZES, RULES, TRACES, RuleId

__all__ = ["RuleId", "findings"]
CODE = "formalism"


def findings(bases: Mapping[RuleId, str], agency: Agency) -> Iterator[Problem]:
    """A warning for each thing that a rule speaks of; a notice where the office has its ground."""
    for edition in agency.editions:
        for step in edition.steps:
            for rule in dict.fromkeys(_met(agency, edition, step)):
                yield _finding(rule, bases, Place(edition.file), f"step.{step.id}")
    home = Place(f"{agency.folder}/agency.toml" if agency.folder else "agency.toml")
    if any(plan.name_people for plan in agency.bulletins):
        yield _finding("names", bases, home, "bulletin")
    for measure in agency.measures.values():
        if measure.unit.zh in MONEY and not measure.hidden:
            yield _finding("money", bases, home, f"measures.{measure.id}")


def _finding(rule: RuleId, bases: Mapping[RuleId, str], place: Place, key: str) -> Problem:
    said = bilingual(
        "{what}。依据：{clause}",
        "{what}: {clause}",
        what=RULES[rule].what,
        clause=RULES[rule].clause,
    )
    if rule in bases:
        ground = bilingual("本单位的依据：{base}", "the office's ground: {base}", base=bases[rule])
        return Problem(CODE, place, said, key, ground, Severity.NOTICE)
    setting = f"[settings.formalism] bases.{rule}"
    hint = bilingual("有文件依据的，写入 {key}", "if a document allows it: {key}", key=setting)
    return Problem(CODE, place, said, key, hint, Severity.WARNING)


def _met(agency: Agency, edition: Edition, step: Step) -> Iterator[RuleId]:
    """The rules that speak of what a step does."""
    table = _table(step)
    if table == "endorsement" and hasattr(step, "give"):
        yield "endorsements"
    if step.do in ("quota", "rank") and _subjects(step) == "unit" and _of_adoptions(edition, step):
        yield "publications"
    columns = agency.tables[table].columns if table in agency.tables else ()
    headings = {each.id: each.name.zh for each in columns}
    if any(_has(headings.get(name, name), TRACES) for name in names_read(step)):
        yield "traces"
    if _has(getattr(step, "flag", None) or "", PRIZES):
        yield "prizes"


def _table(step: Any) -> str:
    """The table that a step looks at, if it looks at one."""
    on = getattr(step, "on", None)
    return on.table if on is not None else ""


def _subjects(step: Any) -> str:
    return getattr(step, "subjects", None) or "unit"


def _of_adoptions(edition: Edition, step: Any) -> bool:
    """Whether what a step counts was given for adoptions, in the steps that it names or any."""
    named = set(getattr(step, "of", ()) or ()) or {each.id for each in edition.steps}
    counted = getattr(step, "count", None) or getattr(step, "by", None)
    return any(
        each.id in named and _table(each) == "adoption" and counted in getattr(each, "give", ())
        for each in edition.steps
    )


def _has(text: str, words: Iterable[str]) -> bool:
    return any(word in text for word in words)
