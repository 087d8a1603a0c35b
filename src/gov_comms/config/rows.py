"""Rows that are no table of facts: subjects, their totals, and the results that steps leave.

They are tables all the same, so that names of columns are found on them as on any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gov_comms.model import Column, ColumnType, Measure, SubjectKind, Table, Text, WordList

OUTCOMES = WordList("results.outcome", Text("结果", "Outcome"), ("unmet", "met"))
"""The words of a quota's column ``outcome``; their key is that of the pseudo table's column."""

TARGET = Column("target", ColumnType.WORD, Text("任务项", "Target"), computed=True)
"""Which of several targets of a quota a row is about; empty on the row of the whole."""

DUTIES = WordList("duties.outcome", OUTCOMES.name, ("unknown", "missing", "late", "met"))
"""The words of the column ``outcome`` that a ``require`` leaves."""
RESULT_WORDS = {each.id: each for each in (OUTCOMES, DUTIES)}
"""The lists of words that no agency declares."""

_NAMES = {
    SubjectKind.UNIT: Text("单位", "Unit"),
    SubjectKind.PERSON: Text("人员", "Person"),
}


def subject_columns(kind: SubjectKind) -> tuple[Column, ...]:
    """The column that refers to the subject, through which its roster is read."""
    return (Column(kind.value, ColumnType(kind.value), _NAMES[kind], computed=True),)


def subjects_table(kind: SubjectKind) -> Table:
    """Rows that are subjects in a bucket, with the columns of their roster."""
    return Table(f"subjects:{kind.value}", "", _NAMES[kind], subject_columns(kind), day=None)


def totals_table(
    measures: Mapping[str, Measure],
    kind: SubjectKind,
    flags: Iterable[str],
    derived: Iterable[Column] = (),
) -> Table:
    """Rows of ``on = "totals"``: a number for each measure, yes or no for each flag.

    ``day`` is the last of the bucket, from which deadlines can be counted.
    """
    numbers = (
        Column(m.id, ColumnType.NUMBER, m.label, scale=m.scale, computed=True)
        for m in measures.values()
    )
    marks = (Column(flag, ColumnType.FLAG, Text(flag), computed=True) for flag in flags)
    day = Column("day", ColumnType.DAY, Text("期末日", "Last day"), computed=True)
    columns = (*subject_columns(kind), *numbers, *marks, *derived, day)
    return Table(f"totals:{kind.value}", "", Text("合计", "Totals"), columns, day=None)


def results_table(
    step: str, verb: str, kind: SubjectKind, scale: int, further: Iterable[Column] = ()
) -> Table:
    """Rows that a ``quota``, a ``rank`` or another step left for each subject and bucket.

    ``scale`` counts the decimals of the measure that the step looked at; ``further`` are columns
    by which it grouped, and derived ones.
    """
    columns = (*subject_columns(kind), *_result_columns(verb, scale), *further)
    return Table(f"results:{step}", "", Text("结果", "Results"), columns, day=None)


def duties_table(
    step: str, base: Table | None, done: ColumnType | None, due: ColumnType | None
) -> Table:
    """Rows that a ``require`` left for each row of ``base``.

    Where they are facts, they keep the columns of the facts, but for those it brings itself.
    """
    found = _duty_columns(done, due)
    taken = {column.id for column in found}
    kept = () if base is None else base.columns if base.day else base.columns[:1]
    columns = (*(each for each in kept if each.id not in taken), *found)
    day = None if base is None else base.day
    return Table(f"results:{step}", "", Text("结果", "Results"), columns, day=day)


def _duty_columns(done: ColumnType | None, due: ColumnType | None) -> tuple[Column, ...]:
    """What a ``require`` finds; without ``done`` the outcome alone."""
    outcome = Column("outcome", ColumnType.WORD, DUTIES.name, words=DUTIES.id, computed=True)
    if done is None or due is None:
        return (outcome,)
    return (
        Column("due", due, Text("期限", "Due"), computed=True),
        Column("done", done, Text("完成时间", "Done"), computed=True),
        outcome,
    )


def _result_columns(verb: str, scale: int) -> tuple[Column, ...]:
    number, count, flag, word = (
        ColumnType.NUMBER,
        ColumnType.COUNT,
        ColumnType.FLAG,
        ColumnType.WORD,
    )
    quota = (
        Column("required", number, Text("应完成", "Required"), scale=scale, computed=True),
        Column("actual", number, Text("已完成", "Actual"), scale=scale, computed=True),
        Column("missing", number, Text("缺额", "Missing"), scale=scale, computed=True),
        Column("excess", number, Text("超额", "Excess"), scale=scale, computed=True),
        Column("outcome", word, OUTCOMES.name, words=OUTCOMES.id, computed=True),
    )
    value = Column("value", number, Text("数值", "Value"), scale=scale, computed=True)
    rank = (
        Column("rank", count, Text("名次", "Rank"), computed=True),
        value,
        Column("seat", flag, Text("入选", "Seat"), computed=True),
    )
    by_verb = {"quota": quota, "skip": quota, "rank": rank, "convert": (value,)}
    return by_verb.get(verb, (*quota, *rank))
