"""Explaining: all lines behind a work, a unit or a person, and what did not count, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

import narwhals as nw
import polars as pl

from gov_comms.config import Opened
from gov_comms.errors import Place, Problem, Refused, refuse_errors
from gov_comms.facts.frames import Facts
from gov_comms.facts.hints import ids_alike, nearest_name
from gov_comms.language.condition import Condition, Join
from gov_comms.language.value import columns_of
from gov_comms.ledger.engine import Engine
from gov_comms.ledger.frame import Frame, worked_out
from gov_comms.ledger.outcome import Block, Outcome, Ruled
from gov_comms.ledger.plan import Entry
from gov_comms.ledger.postings import PERSON, WORK
from gov_comms.ledger.scope import Scope, seen
from gov_comms.ledger.tables import FACT_BITS
from gov_comms.ledger.values import judged
from gov_comms.messages import LANGUAGES, Message, bilingual, msg
from gov_comms.model import ColumnType, SubjectKind, Table, Text
from gov_comms.results import Duty, Excluded, Explanation, NotApplied, Subject
from gov_comms.settlement.duties import read_duties
from gov_comms.settlement.lines import read_lines
from gov_comms.settlement.objections import check_days
from gov_comms.settlement.reading import Reader
from gov_comms.settlement.revising import prepare_run, run_period
from gov_comms.settlement.scoring import named_period
from gov_comms.timeline import to_number


def explain(
    opened: Opened,
    facts: Facts,
    period: str,
    subject: str,
    every_step: bool = False,
    *,
    engine: Engine | None = None,
) -> Explanation:
    """Everything the ledger of a period says about one work, unit or person.

    ``every_step`` also names the steps that did not apply to its facts and the first test that
    failed.  ``engine`` is Polars unless one is given.  Raises `Refused` when the id is none of a
    work, a unit or a person.
    """
    return explain_each(opened, facts, period, [subject], every_step, engine=engine)[0]


def explain_each(
    opened: Opened,
    facts: Facts,
    period: str,
    subjects: Iterable[str],
    every_step: bool = False,
    *,
    engine: Engine | None = None,
) -> tuple[Explanation, ...]:
    """The same for each of several, of one run.

    Raises `Refused` with every id that is none of a work, a unit or a person.
    """
    prepared = prepare_run(opened, facts, engine=engine)
    asked = named_period(opened, period)
    refuse_errors(check_days(prepared, asked))
    found = _find_each(facts, subjects)
    outcome = run_period(opened, facts, prepared, asked)
    reader = Reader(outcome.prepared)
    return tuple(explained(outcome, reader, each, every_step) for each in found)


def explained(
    outcome: Outcome, reader: Reader, found: Subject, every_step: bool = False
) -> Explanation:
    """What a run says about a subject, whose ``order`` is its place among its kind."""
    numbers = sorted(_facts_of(outcome, found))
    lines = read_lines(outcome, reader, lambda block: _chosen(outcome, block, found, numbers))
    totals: dict[str, Decimal] = {}
    for line in lines:
        totals[line.measure] = totals.get(line.measure, Decimal(0)) + line.amount
    known = outcome.prepared.agency.measures
    measures = [each for each in known if each in totals or found.kind != SubjectKind.WORK]
    summed = tuple((measure, totals.get(measure, Decimal(0))) for measure in measures)
    return Explanation(
        _named(reader, found),
        summed,
        lines,
        tuple(_excluded(outcome, reader, numbers)),
        tuple(_not_applied(outcome, reader, numbers)) if every_step else (),
        tuple(_duties(outcome, reader, found, numbers)),
    )


def _find_each(facts: Facts, subjects: Iterable[str]) -> list[Subject]:
    """The subjects with these ids; raises `Refused` with all that nobody has."""
    found: list[Subject] = []
    problems: list[Problem] = []
    for subject in subjects:
        try:
            found.append(find(facts, subject))
        except Refused as refusal:
            problems += refusal.problems
    refuse_errors(problems)
    return found


def find(facts: Facts, subject: str) -> Subject:
    """The work, unit or person with an id; its ``order`` is its place among its kind.

    Raises `Refused` when there is none.
    """
    works = facts.rows("submission").select("row", "id")
    found = works.filter(pl.col("id") == subject).collect()
    if len(found):
        return Subject(SubjectKind.WORK, subject, subject, found["row"][0])
    for kind in (SubjectKind.UNIT, SubjectKind.PERSON):
        if subject in facts.subjects[kind]:
            return Subject(kind, subject, subject, facts.subjects[kind].index(subject))
    known = [*ids_alike(works, subject), *facts.subjects["unit"], *facts.subjects["person"]]
    what = msg("{id} is no work, unit or person of these records", id=repr(subject))
    raise Refused([Problem("unknown-subject", Place(), what, hint=nearest_name(subject, known))])


def _named(reader: Reader, found: Subject) -> Subject:
    if found.kind is SubjectKind.WORK:
        title = reader.prepared.tables.facts.cell("submission", "title", found.order)
        return Subject(found.kind, found.id, title or found.id, found.order)
    return reader.subject(found.order + (PERSON if found.kind is SubjectKind.PERSON else 0))


def _facts_of(outcome: Outcome, found: Subject) -> Iterator[int]:
    """The numbers of the facts that are or belong to a work, a unit or a person."""
    tables = outcome.prepared.tables
    works = _works_of(outcome, found)
    for name, table in tables.agency.tables.items():
        if table.day is None or name == "ruling" or not tables.facts.height(name):
            continue
        frame = tables.facts.rows(name)
        columns = frame.collect_schema().names()
        if name == "submission":
            rows = works
        elif found.kind is SubjectKind.UNIT and "unit" in columns:
            rows = _rows(frame, pl.col("unit") == found.order)
        else:
            own = _named_in(table, found) if found.kind is SubjectKind.PERSON else pl.lit(False)
            hangs = pl.col("work").is_in(works) if "work" in columns else pl.lit(False)
            rows = _rows(frame, own | hangs.fill_null(False))
        for row in rows:
            yield (table.number << FACT_BITS) + row


def _works_of(outcome: Outcome, found: Subject) -> list[int]:
    """The rows of the works that a work is, or that a unit or a person has."""
    if found.kind is SubjectKind.WORK:
        return [found.order]
    table = outcome.prepared.agency.tables["submission"]
    own = pl.col("unit") == found.order
    if found.kind is SubjectKind.PERSON:
        own = _named_in(table, found)
    return _rows(outcome.prepared.tables.facts.rows("submission"), own)


def _rows(frame: pl.LazyFrame, chosen: pl.Expr) -> list[int]:
    return frame.filter(chosen).select("row").collect()["row"].to_list()


def _named_in(table: Table, person: Subject) -> pl.Expr:
    """Where one of a table's columns holds a person, alone or among others."""
    named = [pl.lit(False)]
    for column in table.columns:
        if column.type is ColumnType.PERSON:
            named.append(pl.col(column.id) == person.order)
        if column.type is ColumnType.PEOPLE:
            named.append(pl.col(column.id).list.contains(person.order))
    return pl.any_horizontal(each.fill_null(False) for each in named)


def _chosen(outcome: Outcome, block: Block, found: Subject, numbers: list[int]) -> Frame:
    """The lines of a block that make up the subject's totals."""
    subject, unit = nw.col("subject"), nw.col("unit")
    if found.kind is SubjectKind.WORK:
        return block.frame.filter(nw.col("fact").is_in(numbers) | (subject == WORK + found.order))
    if found.kind is SubjectKind.PERSON:
        return block.frame.filter(subject == PERSON + found.order)
    measure = outcome.prepared.agency.measures[block.measure]
    if measure.unit_total == "own":
        return block.frame.filter(subject == found.order)
    if measure.unit_total == "members":
        return block.frame.filter((unit == found.order) & (subject >= PERSON) & (subject < WORK))
    return block.frame.filter((unit == found.order) & (subject < WORK))


def _duties(
    outcome: Outcome, reader: Reader, found: Subject, numbers: Sequence[int]
) -> Iterator[Duty]:
    """The duties of a unit or a person, or those that hang on a work."""
    facts = {reader.fact(number) for number in numbers}
    for duty in read_duties(outcome, reader):
        whose = (duty.subject.kind, duty.subject.id) == (found.kind, found.id)
        if whose or (found.kind is SubjectKind.WORK and (duty.kind, duty.fact) in facts):
            yield duty


def _excluded(outcome: Outcome, reader: Reader, numbers: Iterable[int]) -> Iterator[Excluded]:
    """The facts that a step made unseen, with what hangs on an excluded work."""
    for number in numbers:
        for ruled in outcome.excluded:
            if _is_hidden(reader, ruled, number):
                kind, fact = reader.fact(number)
                step = ruled.entry.step
                yield Excluded(kind, fact, step.id, step.clause, step.text)
                break


def _is_hidden(reader: Reader, ruled: Ruled, number: int) -> bool:
    table, _ = reader.fact(number)
    if ruled.table == table:
        hit = ruled.frame.filter(nw.col("fact") == number)
    elif ruled.table == "submission":
        work = reader.work_row(number)
        if work is None:
            return False
        hit = ruled.frame.filter(nw.col("row") == work)
    else:
        return False
    return len(worked_out(hit)) > 0


def _not_applied(outcome: Outcome, reader: Reader, numbers: list[int]) -> Iterator[NotApplied]:
    """For each fact, the award steps that opened nothing on it, and the first test that failed."""
    opened = {
        (block.entry.number, fact)
        for block in outcome.blocks
        for fact in worked_out(block.frame.filter(nw.col("fact").is_in(numbers)))["fact"].to_list()
    }
    for entry in outcome.prepared.plan.entries:
        on = getattr(entry.step, "on", None)
        if entry.step.do != "award" or on is None:
            continue
        for number in numbers:
            table, fact = reader.fact(number)
            if table == on.table and (entry.number, number) not in opened:
                test = _first_failure(outcome, reader, entry, number)
                yield NotApplied(table, fact, entry.step.id, entry.step.clause, test)


def _first_failure(outcome: Outcome, reader: Reader, entry: Entry, number: int) -> Message:
    table, _ = reader.fact(number)
    frame, known = outcome.prepared.wide[table]
    row = frame.filter(nw.col("fact") == number)
    period = outcome.period
    day_column = entry.step.dated_by or outcome.prepared.agency.tables[table].day
    values = worked_out(row).rows(named=True)[0]
    day = values.get(seen(str(day_column)), values.get(str(day_column)))
    first, last = to_number(max(period.first, entry.first)), to_number(period.last)
    if entry.last is not None:
        last = min(last, to_number(entry.last))
    if day is None or not first <= day <= last:
        return msg("its day lies outside the period or the edition")
    for excluded in outcome.excluded:
        if excluded.entry.number < entry.number and _is_hidden(reader, excluded, number):
            return msg("it was excluded before, by step {step}", step=excluded.entry.step.id)
    when: Condition | None = getattr(entry.step, "when", None)
    tables = outcome.prepared.tables
    scope = Scope(row, known, tables.words, tables.engine)
    for part in _parts(when):
        names = list(dict.fromkeys(columns_of(part)))
        if any(name not in known for name in names):
            return msg(
                "a condition on related facts does not hold: {names}", names="、".join(names)
            )
        tested, mask = judged(part, scope)
        if not worked_out(tested.frame.select(mask.alias("holds")))["holds"].to_list()[0]:
            cells = reader.cells_of(table, [reader.row_of(number)], names).get(
                reader.row_of(number), {}
            )
            said = _said(reader, table, names, cells)
            return msg("the condition on {said} does not hold", said=said)
    return msg("no value is defined for it")


def _said(reader: Reader, table: str, names: Sequence[str], cells: Mapping[str, Text]) -> Message:
    """What a fact has in some columns, in both languages."""
    texts = {
        language: ("、" if language == "zh-CN" else "; ").join(
            f"{reader.label(table, name).text(language)} = {cells[name].text(language) or '—'}"
            for name in names
        )
        for language in LANGUAGES
    }
    return bilingual("{zh}", "{en}", zh=texts["zh-CN"], en=texts["en"])


def _parts(condition: Condition | None) -> Iterator[Condition]:
    """The parts of a condition that must all hold, in the order written."""
    if condition is None:
        return
    if isinstance(condition, Join) and condition.how == "all":
        for part in condition.parts:
            yield from _parts(part)
    else:
        yield condition
