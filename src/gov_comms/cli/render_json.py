"""Results as JSON: one object, amounts as decimal strings, the same keys always."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from gov_comms.cli.render_numbers import decimal_text
from gov_comms.cli.render_problems import problem_objects
from gov_comms.errors import Problem

if TYPE_CHECKING:
    from gov_comms.model import Agency
    from gov_comms.results import Duty, Explanation, Line, Result, Subject, Total

Json = dict[str, Any]


def result(agency: Agency, scored: Result, language: str) -> str:
    """All of a result."""
    return _text(
        {
            "agency": scored.agency,
            "period": scored.period.id,
            "regulation": [edition.id for edition in scored.editions],
            "plugins": [{"name": name, "version": version} for name, version in scored.plugins],
            "totals": [_total(agency, total) for total in scored.totals],
            "flags": [
                {"subject": _subject(each.subject), "flag": each.flag, "clause": each.clause}
                for each in scored.flags
            ],
            "quotas": [
                {
                    "step": each.step,
                    "subject": _subject(each.subject),
                    "period": each.period,
                    "required": decimal_text(each.required),
                    "actual": decimal_text(each.actual),
                    "missing": decimal_text(each.missing),
                    "outcome": each.outcome,
                    **({"target": each.target} if each.target else {}),
                }
                for each in scored.quotas
            ],
            "duties": [_duty(each) for each in scored.duties],
            "ranks": [
                {
                    "step": each.step,
                    "subject": _subject(each.subject),
                    "period": each.period,
                    "value": decimal_text(each.value, _scale(agency, each.measure)),
                    "rank": each.rank,
                }
                for each in scored.ranks
            ],
            "problems": problem_objects(scored.problems, language),
        }
    )


def refused_result(agency: str, period: str, problems: Iterable[Problem], language: str) -> str:
    """The same object where there is no result, and why."""
    return _text(
        {
            "agency": agency,
            "period": period,
            "regulation": [],
            "plugins": [],
            "totals": [],
            "flags": [],
            "quotas": [],
            "duties": [],
            "ranks": [],
            "problems": problem_objects(problems, language),
        }
    )


def explanations(
    agency: Agency,
    explained: Sequence[Explanation],
    problems: Iterable[Problem],
    language: str,
) -> str:
    """All of an explanation; of several each in a line of its own."""
    told = problem_objects(problems, language)
    objects = [{**_explanation(agency, each, language), "problems": told} for each in explained]
    if len(objects) == 1:
        return _text(objects[0])
    return "\n".join(json.dumps(each, ensure_ascii=False) for each in objects)


def _explanation(agency: Agency, explained: Explanation, language: str) -> Json:
    """The lines of a measure sum to its total."""
    return {
        "subject": _subject(explained.subject),
        "totals": [
            {"measure": measure, "total": decimal_text(total, _scale(agency, measure))}
            for measure, total in explained.totals
        ],
        "lines": [_line(agency, line, language) for line in explained.lines],
        "excluded": [
            {
                "kind": each.kind,
                "fact": each.fact,
                "step": each.step,
                "clause": each.clause,
                "text": each.text,
            }
            for each in explained.excluded
        ],
        "not_applied": [
            {
                "kind": each.kind,
                "fact": each.fact,
                "step": each.step,
                "clause": each.clause,
                "test": each.test.text(language),
            }
            for each in explained.not_applied
        ],
        "duties": [_duty(each) for each in explained.duties],
    }


def refused_explanation(problems: Iterable[Problem], language: str) -> str:
    """The same object where there is no explanation, and why."""
    return _text(
        {
            "subject": None,
            "totals": [],
            "lines": [],
            "excluded": [],
            "not_applied": [],
            "duties": [],
            "problems": problem_objects(problems, language),
        }
    )


def _subject(subject: Subject) -> Json:
    return {"kind": subject.kind.value, "id": subject.id, "name": subject.name}


def _duty(duty: Duty) -> Json:
    return {
        "step": duty.step,
        "clause": duty.clause,
        "subject": _subject(duty.subject),
        "kind": duty.kind,
        "fact": duty.fact,
        "period": duty.period,
        "due": duty.due or None,
        "done": duty.done or None,
        "outcome": duty.outcome,
    }


def _total(agency: Agency, total: Total) -> Json:
    found: Json = {
        "measure": total.measure,
        "subject": _subject(total.subject),
        "total": decimal_text(total.total, _scale(agency, total.measure)),
        "rank": total.rank,
    }
    return {**found, "period": total.period} if total.period else found


def _line(agency: Agency, line: Line, language: str) -> Json:
    return {
        "measure": line.measure,
        "amount": decimal_text(line.amount, _scale(agency, line.measure)),
        "step": line.step,
        "clause": line.clause,
        "edition": line.edition,
        "fact": line.fact,
        "day": line.day.isoformat(),
        "because": [
            {"column": column.text(language), "value": value.text(language)}
            for column, value in line.because
        ],
        "supersedes": line.supersedes or None,
        "kind": line.kind,
        "subject": _subject(line.subject),
        "text": line.text.text(language),
        "plugin": line.plugin or None,
    }


def _scale(agency: Agency, measure: str) -> int:
    return agency.measures[measure].scale


def _text(found: Json) -> str:
    return json.dumps(found, ensure_ascii=False, indent=2)
