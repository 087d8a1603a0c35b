"""The result in sentences: shortfalls, flags and ties, each with its clause."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

from gov_comms.bulletin.nouns import Figure, Shortfall
from gov_comms.bulletin.tables import quota_names
from gov_comms.bulletin.wording import bucket_words, clauses_in_row, clean, listed
from gov_comms.messages import Message, msg
from gov_comms.model import Agency, SubjectKind
from gov_comms.results import Flagged, QuotaResult, RankResult, Result, Subject

Found = TypeVar("Found", Flagged, QuotaResult, RankResult)
MOST_DETAILED = 10
"""Of more subjects than these a sentence says how much they miss, but not in which months."""
MOST_BUCKETS = 36
"""Nor of more months or weeks than these, taken together: a year has 52 weeks."""
Bucket = Callable[[str], str]
"""The words for a bucket; empty for the whole period of the result."""


def shortfalls_in(
    agency: Agency, result: Result, kind: SubjectKind, language: str
) -> tuple[Shortfall, ...]:
    """Who misses what, quota by quota in the order of the result, then in roster order."""
    bucket = _buckets(agency, result, language)
    found = []
    for step, name in quota_names(agency, result, kind, language).items():
        for subject, rows in _by_subject(_of_step(result.quotas, step, kind)):
            missed = [row for row in rows if row.missing > 0]
            if not missed:
                continue
            measure = agency.measures[missed[0].measure]
            found.append(
                Shortfall(
                    step,
                    name,
                    tuple(dict.fromkeys(row.clause for row in missed)),
                    clean(subject.name),
                    Figure(sum((row.missing for row in missed), Decimal(0)), measure.scale),
                    clean(measure.unit.text(language)),
                    tuple(
                        (bucket(row.period), Figure(row.missing, measure.scale))
                        for row in missed
                        if bucket(row.period)
                    ),
                )
            )
    return tuple(found)


def quota_sentences(
    agency: Agency, result: Result, kind: SubjectKind, named: bool, language: str
) -> tuple[str, ...]:
    """A sentence for each quota: who misses how much of it, or that nobody does.

    Where they are not ``named``, the sentence says only how many they are.
    """
    shortfalls = shortfalls_in(agency, result, kind, language)
    sentences = []
    for step, name in quota_names(agency, result, kind, language).items():
        rows = _of_step(result.quotas, step, kind)
        clauses = listed(tuple(dict.fromkeys(row.clause for row in rows)), language)
        missed = [each for each in shortfalls if each.step == step]
        if not missed:
            said = msg("{quota} (clause {clauses}): met by all.", quota=name, clauses=clauses)
        elif named:
            buckets = sum(len(each.buckets) for each in missed)
            detailed = len(missed) <= MOST_DETAILED and buckets <= MOST_BUCKETS
            who = clauses_in_row([_missed(each, detailed, language) for each in missed], language)
            said = msg("{quota} (clause {clauses}): {who}.", quota=name, clauses=clauses, who=who)
        else:
            counts = (len(missed), len({row.subject for row in rows}))
            said = _unnamed(kind, name, clauses, counts)
        sentences.append(said.text(language))
    return tuple(sentences)


def _unnamed(kind: SubjectKind, quota: str, clauses: str, counts: tuple[int, int]) -> Message:
    """How many of how many miss a quota."""
    missing, whole = counts
    if kind is SubjectKind.UNIT:
        return msg(
            "{quota} (clause {clauses}): missed by {count} of {all} units.",
            quota=quota,
            clauses=clauses,
            count=missing,
            all=whole,
        )
    return msg(
        "{quota} (clause {clauses}): missed by {count} of {all} people.",
        quota=quota,
        clauses=clauses,
        count=missing,
        all=whole,
    )


def flag_sentences(
    agency: Agency, result: Result, name_people: bool, language: str
) -> tuple[str, ...]:
    """A sentence for each flag and clause: who bears it."""
    bucket = _buckets(agency, result, language)
    sentences = []
    for flag, clause in dict.fromkeys((each.flag, each.clause) for each in result.flags):
        rows = [each for each in result.flags if (each.flag, each.clause) == (flag, clause)]
        named = [each for each in rows if name_people or each.subject.kind is SubjectKind.UNIT]
        who = [_bearer(subject, own, bucket, language) for subject, own in _by_subject(named)]
        unnamed = {each.subject for each in rows} - {each.subject for each in named}
        if unnamed:
            who.append(msg("people: {count}", count=len(unnamed)).text(language))
        said = msg(
            "{flag} (clause {clauses}): {who}.",
            flag=clean(flag),
            clauses=clause,
            who=listed(who, language),
        )
        sentences.append(said.text(language))
    return tuple(sentences)


def tie_sentences(
    agency: Agency, result: Result, name_people: bool, language: str
) -> tuple[str, ...]:
    """A sentence for each rank that several share; those with nothing share nothing."""
    bucket = _buckets(agency, result, language)
    shared: dict[tuple[str, str, str, SubjectKind, int], list[RankResult]] = {}
    for each in result.ranks:
        if each.value and (name_people or each.subject.kind is SubjectKind.UNIT):
            key = (each.step, each.period, each.group, each.subject.kind, each.rank)
            shared.setdefault(key, []).append(each)
    sentences = []
    for rows in shared.values():
        if len(rows) < 2:
            continue
        first = rows[0]
        measure = agency.measures[first.measure]
        where = [words for words in (bucket(first.period), clean(first.group)) if words]
        label = clean(measure.label.text(language))
        said = msg(
            "{ranking} (clause {clauses}): {who} share rank {rank} with {value}{unit}.",
            ranking=listed([*where, label], language),
            clauses=first.clause,
            who=listed([clean(subject.name) for subject, _ in _by_subject(rows)], language),
            rank=first.rank,
            value=Figure(first.value, measure.scale).text(),
            unit=_unit(clean(measure.unit.text(language)), language),
        )
        sentences.append(said.text(language))
    return tuple(sentences)


def _missed(shortfall: Shortfall, detailed: bool, language: str) -> str:
    unit = _unit(shortfall.unit, language)
    said = msg(
        "{subject} misses {missing}{unit}",
        subject=shortfall.subject,
        missing=shortfall.missing.text(),
        unit=unit,
    )
    buckets = [words for words, _ in shortfall.buckets]
    if len(buckets) > 1:
        each = [
            msg("{missing}{unit} in {bucket}", missing=figure.text(), unit=unit, bucket=words)
            for words, figure in shortfall.buckets
        ]
        buckets = [message.text(language) for message in each]
    if not (detailed and buckets):
        return said.text(language)
    return msg("{said} ({details})", said=said, details=listed(buckets, language)).text(language)


def _bearer(subject: Subject, rows: Sequence[Flagged], bucket: Bucket, language: str) -> str:
    name = clean(subject.name)
    buckets = [words for words in dict.fromkeys(bucket(row.period) for row in rows) if words]
    if not buckets:
        return name
    return msg("{said} ({details})", said=name, details=listed(buckets, language)).text(language)


def _unit(unit: str, language: str) -> str:
    """A unit as it follows a number: Chinese without a space."""
    return f" {unit}" if unit and language != "zh-CN" else unit


def _buckets(agency: Agency, result: Result, language: str) -> Bucket:
    whole = ("", "period", result.period.id)
    return lambda name: "" if name in whole else bucket_words(name, agency.calendar, language)


def _of_step(quotas: Iterable[QuotaResult], step: str, kind: SubjectKind) -> list[QuotaResult]:
    """The rows of one quota; of several targets only those of the whole."""
    rows = (each for each in quotas if each.step == step and not each.target)
    return [each for each in rows if each.subject.kind is kind]


def _by_subject(rows: Sequence[Found]) -> list[tuple[Subject, list[Found]]]:
    """Rows by whom they are about, in the order of the roster; units before people."""
    found: dict[Subject, list[Found]] = {}
    for row in rows:
        found.setdefault(row.subject, []).append(row)
    return sorted(found.items(), key=lambda each: (each[0].kind != "unit", each[0].order))
