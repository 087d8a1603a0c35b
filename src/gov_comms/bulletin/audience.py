"""What an audience may read: names of people are left whole, masked, or not given at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import TypeVar

from gov_comms.bulletin.nouns import Beside, Evidence, Record
from gov_comms.model import BulletinPlan, SubjectKind, Text
from gov_comms.results import Duty, Flagged, Line, QuotaResult, RankResult, Result, Subject, Total

Told = TypeVar("Told", Total, Flagged, QuotaResult, RankResult, Duty, Line)
OFFICE, PUBLIC = "office", "public"
HIDDEN = "某"
UNNAMED = "＊"
"""Stands for a person who is not named."""


def fit_for(plan: BulletinPlan, result: Result) -> Result:
    """The result as the plan's audience may read it.

    The office reads all.  Its units read names only where the plan names people; the public reads
    those as a family name.  Ids of people, which may be anything, are given to nobody else.
    """
    if plan.audience == OFFICE:
        return result
    people = dict.fromkeys(
        each.subject
        for rows in (result.totals, result.flags, result.quotas, result.ranks, result.duties)
        for each in rows
        if each.subject.kind is SubjectKind.PERSON
    )
    known = {subject: _fit(subject, plan) for subject in people}
    spoken = {
        text: known[subject].name
        for subject in people
        for text in (subject.name, subject.id)
        if len(text) > 1
    }

    def subject_of(subject: Subject) -> Subject:
        if subject.kind is not SubjectKind.PERSON:
            return subject
        return known.get(subject) or _fit(subject, plan)

    def line_of(line: Line) -> Line:
        because = tuple((name, _said(value, spoken)) for name, value in line.because)
        return replace(line, because=because)

    return changed(result, subject_of, line_of)


def beside_for(plan: BulletinPlan, beside: Beside) -> Beside:
    """What stands beside a result as the plan's audience may read it: no cell that names people."""
    if plan.audience == OFFICE:
        return beside

    def records() -> Mapping[tuple[str, str], tuple[Record, ...]]:
        return {
            key: tuple(each for each in cells if not each.personal)
            for key, cells in beside.records().items()
        }

    def proofs() -> Mapping[str, tuple[Evidence, ...]]:
        return {
            adoption: tuple(evidence_for(plan.audience, each) for each in files)
            for adoption, files in beside.proofs().items()
        }

    return replace(
        beside,
        to_date=fit_for(plan, beside.to_date) if beside.to_date else None,
        before=fit_for(plan, beside.before) if beside.before else None,
        records=records,
        proofs=proofs,
    )


def evidence_for(audience: str, each: Evidence) -> Evidence:
    """A file as an audience may read of it: outside the office nobody is named.

    What a file was called may name somebody, and so may the reason for which it was refused.
    """
    if audience == OFFICE:
        return each
    return replace(each, name="", by="", judge="", reason="")


def regrouped(result: Result, groups: Mapping[str, str]) -> Result:
    """The result with its units in other groups than their classes."""

    def subject_of(subject: Subject) -> Subject:
        if subject.kind is not SubjectKind.UNIT:
            return subject
        return replace(subject, group=groups.get(subject.id, ""))

    return changed(result, subject_of, lambda line: line)


def limited(result: Result, groups: Collection[str]) -> Result:
    """The result of the units of some groups, and of their people."""
    units = {
        each.subject.id
        for each in result.totals
        if each.subject.kind is SubjectKind.UNIT and each.subject.group in groups
    }

    def own(rows: tuple[Told, ...]) -> tuple[Told, ...]:
        return tuple(each for each in rows if each.subject.unit in units)

    return replace(
        result,
        totals=own(result.totals),
        flags=own(result.flags),
        quotas=own(result.quotas),
        ranks=own(result.ranks),
        duties=own(result.duties),
        lines=lambda: own(result.lines()),
    )


def changed(
    result: Result, subject_of: Callable[[Subject], Subject], line_of: Callable[[Line], Line]
) -> Result:
    """The result with its subjects, and the lines of its ledger, put in other words."""

    def told(rows: tuple[Told, ...]) -> tuple[Told, ...]:
        return tuple(replace(each, subject=subject_of(each.subject)) for each in rows)

    return replace(
        result,
        totals=told(result.totals),
        flags=told(result.flags),
        quotas=told(result.quotas),
        ranks=told(result.ranks),
        duties=told(result.duties),
        lines=lambda: tuple(map(line_of, told(result.lines()))),
    )


def masked(name: str) -> str:
    """A family name and a mark for each further character; of a Latin name the first letter."""
    if name.isascii():
        return f"{name[:1]}." if name else ""
    return name[:1] + HIDDEN * max(len(name) - 1, 1)


def _fit(subject: Subject, plan: BulletinPlan) -> Subject:
    name = UNNAMED
    if plan.name_people:
        name = masked(subject.name) if plan.audience == PUBLIC else subject.name
    return replace(subject, id="", name=name)


def _said(value: Text, spoken: Mapping[str, str]) -> Text:
    """A fact with the names in it put as their bearers are called; the longest names first."""
    zh, en = value.zh, value.en
    for name in sorted(spoken, key=len, reverse=True):
        zh, en = zh.replace(name, spoken[name]), en.replace(name, spoken[name])
    return Text(zh, en)
