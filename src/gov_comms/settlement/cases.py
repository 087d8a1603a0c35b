"""Running worked examples: the facts of a case scored, and what came out held against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from gov_comms.clauses import clause_ids
from gov_comms.config import Opened
from gov_comms.errors import Place, Problem, Refused, Severity, in_order
from gov_comms.facts import facts_from_rows
from gov_comms.facts.frames import Facts
from gov_comms.language.value import parse_number
from gov_comms.ledger.plan import Plan
from gov_comms.messages import Message, msg
from gov_comms.model import Case
from gov_comms.results import Duty, Line, QuotaResult, Result
from gov_comms.settlement.revising import plan_of
from gov_comms.settlement.scoring import score


def run_cases(opened: Opened) -> tuple[Problem, ...]:
    """One problem for each thing that a case of facts alone expects and that did not come out.

    What people do at the desk is rehearsed there.
    """
    plan = plan_of(opened)
    cases = (case for case in opened.cases if not case.acts)
    return in_order(problem for case in cases for problem in run_case(opened, case, plan=plan))


def run_case(
    opened: Opened, case: Case, facts: Facts | None = None, plan: Plan | None = None
) -> Iterator[Problem]:
    """The failures of one case, on its own facts or on some others; each names its clauses."""
    try:
        facts = facts or facts_from_rows(opened.agency, case.rows)
        result = score(opened, facts, case.period, plan=plan)
        lines = result.lines() if any(e.kind == "lines" for e in case.expectations) else ()
    except Refused as refused:
        yield from _refused(case, refused)
        return
    known = _known_names(facts)
    for expectation in case.expectations:
        if expectation.kind == "problems":
            continue
        unknown = list(_unknown_names(expectation.fields, known))
        yield from (case_failed(case, expectation.place, each) for each in unknown)
        if unknown:
            continue
        check = _CHECKS[expectation.kind]
        fields = expectation.fields
        if expectation.kind == "lines" and "period" in fields:
            within = opened.agency.calendar.period(fields["period"])
            chosen = tuple(line for line in lines if line.day in within)
        else:
            chosen = lines
        wrong = check(fields, result, chosen)
        if wrong is not None:
            yield case_failed(case, expectation.place, wrong)
    yield from _unexpected_problems(opened, case, result)


def _refused(case: Case, refused: Refused) -> Iterator[Problem]:
    """What is wrong with a case whose facts are refused: nothing, if it expects just that."""
    expected = {e.fields["code"] for e in case.expectations if e.kind == "problems"}
    codes = {problem.code for problem in refused.problems}
    if codes == expected and all(e.kind == "problems" for e in case.expectations):
        return
    yield from refused.problems
    yield case_failed(case, case.place, msg("the facts of this case cannot be scored"))


def _known_names(facts: Facts) -> Mapping[str, tuple[str, ...]]:
    """The facts and subjects that a case may speak of."""
    ids = tuple(key for frame in facts.frames.values() for key in frame["id"].to_list())
    works = tuple(facts.frames["submission"]["id"].to_list())
    people = (*facts.subjects["unit"], *facts.subjects["person"])
    return {"fact": ids, "subject": (*people, *works)}


def _unknown_names(
    fields: Mapping[str, Any], known: Mapping[str, tuple[str, ...]]
) -> Iterator[Message]:
    """What a case expects of facts and subjects that it does not have proves nothing."""
    for name, names in known.items():
        if name in fields and fields[name] not in names:
            yield msg("this case has no {name} {id}", name=name, id=repr(fields[name]))


def case_failed(case: Case, place: Place, what: Message) -> Problem:
    """The problem of a case in which something else came out than it expects."""
    return Problem(
        "case-failed",
        place,
        msg(
            "case {title} ({clauses}): {what}",
            title=case.title,
            clauses=", ".join(case.clauses),
            what=what,
        ),
    )


def _unexpected_problems(opened: Opened, case: Case, result: Result) -> Iterator[Problem]:
    """Every problem a case does not expect, and every one it expects in vain.

    A case names only the people it needs, so roles are held against it where it is about them.
    """
    named = {each for clause in case.clauses for each in clause_ids(clause)}
    roles = opened.agency.procedure.roles
    about = {f"role.{each.id}" for each in roles if named & set(clause_ids(each.clause))}
    expected = {e.fields["code"] for e in case.expectations if e.kind == "problems"}
    problems = [p for p in result.problems if p.code != "role-count" or p.key in about]
    reported = {problem.code for problem in problems}
    for problem in problems:
        if problem.severity is not Severity.NOTICE and problem.code not in expected:
            what = msg("unexpected: {problem} ({code})", problem=problem.what, code=problem.code)
            yield case_failed(case, problem.place, what)
    for code in sorted(expected - reported):
        yield case_failed(case, case.place, msg("the problem {code} was not reported", code=code))


def _number(raw: Any) -> Fraction:
    """A number as a case may write it: a decimal, or ``"50%"``, or ``"1/3"``."""
    number = parse_number(raw)
    return Fraction(str(raw)) if number is None else number


def _same(field: str, expected: Any, found: Any) -> bool:
    if field in ("total", "amount", "required", "actual", "missing", "excess", "value"):
        return bool(_number(expected) == found)
    return bool(expected == found)


def _differences(
    fields: Mapping[str, Any], found: Any, compared: tuple[str, ...]
) -> Message | None:
    wrong = [
        (name, fields[name], getattr(found, name))
        for name in compared
        if name in fields and not _same(name, fields[name], getattr(found, name))
    ]
    if not wrong:
        return None
    return msg(
        "{name}: expected {expected}, found {found}",
        name=wrong[0][0],
        expected=str(wrong[0][1]),
        found=str(wrong[0][2]),
    )


def _total(fields: Mapping[str, Any], result: Result, _: tuple[Line, ...]) -> Message | None:
    for total in result.totals:
        if (total.subject.id, total.measure) == (fields["subject"], fields["measure"]):
            return _about(fields, _differences(fields, total, ("total", "rank")))
    zero = _number(fields.get("total", 0)) == 0 and fields.get("rank") is None
    return None if zero else _about(fields, msg("there is no such total"))


def _about(fields: Mapping[str, Any], wrong: Message | None) -> Message | None:
    if wrong is None:
        return None
    names = ("step", "subject", "target", "fact", "measure", "period", "flag")
    said = " ".join(str(fields[name]) for name in names if name in fields)
    return msg("{about}: {wrong}", about=said, wrong=wrong)


def _line(fields: Mapping[str, Any], _: Result, lines: tuple[Line, ...]) -> Message | None:
    tests: dict[str, Callable[[Line], Any]] = {
        "step": lambda line: line.step,
        "fact": lambda line: line.fact,
        "measure": lambda line: line.measure,
        "subject": lambda line: line.subject.id,
    }
    chosen = [
        line
        for line in lines
        if all(test(line) == fields[name] for name, test in tests.items() if name in fields)
    ]
    amount = sum((line.amount for line in chosen), Decimal(0))
    if amount == _number(fields["amount"]):
        return None
    found = msg(
        "{name}: expected {expected}, found {found}",
        name="amount",
        expected=str(fields["amount"]),
        found=str(amount),
    )
    return _about(fields, found)


def _quotas(fields: Mapping[str, Any], result: Result) -> list[QuotaResult]:
    return [
        quota
        for quota in result.quotas
        if (quota.step, quota.subject.id) == (fields["step"], fields["subject"])
        and ("period" not in fields or quota.period == fields["period"])
        and quota.target == fields.get("target", "")
    ]


def _quota(fields: Mapping[str, Any], result: Result, _: tuple[Line, ...]) -> Message | None:
    compared = ("required", "actual", "missing", "excess", "outcome")
    for quota in _quotas(fields, result):
        return _about(fields, _differences(fields, quota, compared))
    return _about(fields, msg("there is no such result"))


def _no_quota(fields: Mapping[str, Any], result: Result, _: tuple[Line, ...]) -> Message | None:
    return _about(fields, msg("there is such a result")) if _quotas(fields, result) else None


def _rank(fields: Mapping[str, Any], result: Result, _: tuple[Line, ...]) -> Message | None:
    for rank in result.ranks:
        if (rank.step, rank.subject.id) == (fields["step"], fields["subject"]) and (
            "period" not in fields or rank.period == fields["period"]
        ):
            return _about(fields, _differences(fields, rank, ("rank", "value", "seat", "group")))
    return _about(fields, msg("there is no such result"))


def _duties(fields: Mapping[str, Any], result: Result) -> list[Duty]:
    return [
        duty
        for duty in result.duties
        if duty.step == fields["step"]
        and fields.get("subject", duty.subject.id) == duty.subject.id
        and fields.get("fact", duty.fact) == duty.fact
        and fields.get("period", duty.period) == duty.period
    ]


def _duty(fields: Mapping[str, Any], result: Result, _: tuple[Line, ...]) -> Message | None:
    chosen = _duties(fields, result)
    if len(chosen) > 1:
        return _about(fields, msg("several results fit; say more of the one that is meant"))
    for duty in chosen:
        written = {**fields, **{name: _time(fields[name]) for name in _TIMES if name in fields}}
        return _about(fields, _differences(written, duty, (*_TIMES, "outcome")))
    return _about(fields, msg("there is no such result"))


def _no_duty(fields: Mapping[str, Any], result: Result, _: tuple[Line, ...]) -> Message | None:
    return _about(fields, msg("there is such a result")) if _duties(fields, result) else None


_TIMES = ("due", "done")


def _time(raw: Any) -> str:
    """A day or moment as results write it."""
    return raw.isoformat(" ", "minutes") if isinstance(raw, datetime) else str(raw)


def _has_flag(fields: Mapping[str, Any], result: Result) -> bool:
    return any(
        (each.flag, each.subject.id) == (fields["flag"], fields["subject"])
        and ("period" not in fields or each.period == fields["period"])
        for each in result.flags
    )


def _flag(fields: Mapping[str, Any], result: Result, _: tuple[Line, ...]) -> Message | None:
    return None if _has_flag(fields, result) else _about(fields, msg("the flag is not set"))


def _no_flag(fields: Mapping[str, Any], result: Result, _: tuple[Line, ...]) -> Message | None:
    return _about(fields, msg("the flag is set")) if _has_flag(fields, result) else None


_CHECKS: Mapping[str, Callable[[Mapping[str, Any], Result, tuple[Line, ...]], Message | None]] = {
    "totals": _total,
    "lines": _line,
    "quotas": _quota,
    "no_quotas": _no_quota,
    "duties": _duty,
    "no_duties": _no_duty,
    "ranks": _rank,
    "flags": _flag,
    "no_flags": _no_flag,
}
