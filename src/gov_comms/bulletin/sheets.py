"""What stands in the sheets of a bulletin's workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from gov_comms.bulletin.audience import OFFICE
from gov_comms.bulletin.nouns import Bulletin, Figure
from gov_comms.bulletin.tables import subjects_in
from gov_comms.bulletin.wording import bucket_words, clean, measure_words, period_words
from gov_comms.errors import Place, Problem, Severity
from gov_comms.messages import Message, msg
from gov_comms.model import SubjectKind
from gov_comms.results import Line, Subject, Total

MOST_LINES = 1_000_000
"""So many lines of a ledger go into a sheet, which holds 1,048,576 rows."""

SheetCell = str | int | Figure | date | None


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet: its heading and its width in characters."""

    heading: str
    width: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, its columns, its rows in order, and how many columns stand still.

    ``warning`` is a row of its own after the last one.
    """

    name: str
    columns: tuple[SheetColumn, ...]
    rows: Iterable[tuple[SheetCell, ...]]
    frozen: int = 0
    warning: str = ""


def sheets_of(bulletin: Bulletin, language: str, most_lines: int) -> tuple[Sheet, ...]:
    """Totals, rankings, quotas, flags, the ledger; for the office also the problems, those of the
    workbook included.
    """
    lines = bulletin.result.lines()
    problems = list(bulletin.result.problems)
    warning = ""
    if len(lines) > most_lines:
        said = msg(
            "Only the first {shown} of {all} lines of the ledger stand here.",
            shown=most_lines,
            all=len(lines),
        )
        warning = said.text(language)
        problems.append(
            Problem(
                "ledger-cut",
                Place(),
                said,
                hint=msg("explain shows every line of one unit, person or work"),
                severity=Severity.WARNING,
            )
        )
    inside = bulletin.audience == OFFICE
    unnamed = not bulletin.name_people and subjects_in(bulletin.result, SubjectKind.PERSON)
    if unnamed and inside:
        problems.append(
            Problem(
                "names-people",
                Place(),
                msg(
                    "this workbook names people, which the bulletin does not: keep it in the office"
                ),
                severity=Severity.NOTICE,
            )
        )
    sheets = (
        _totals(bulletin, language),
        _ranks(bulletin, language),
        _quotas(bulletin, language),
        _flags(bulletin, language),
        _ledger(bulletin, language, islice(lines, most_lines), warning),
    )
    # What is wrong with the records is for the office, and quotes them.
    return (*sheets, _problems(problems, language)) if inside else sheets


def _ranks(bulletin: Bulletin, language: str) -> Sheet:
    """A row for each place in each ranking, the rankings in the order of the regulation."""
    columns = (
        _column(msg("Step"), 16, language),
        _column(msg("Clause"), 24, language),
        _column(msg("Period"), 16, language),
        _column(msg("Group"), 14, language),
        _column(msg("Rank"), 8, language),
        *_subject_columns(language),
        _column(msg("Measure"), 14, language),
        _column(msg("Value"), 12, language),
        _column(msg("Seat"), 8, language),
    )
    yes = msg("yes").text(language)
    names = _unit_names(bulletin)
    measures = bulletin.agency.measures
    rows = (
        (
            each.step,
            each.clause,
            _bucket(each.period, bulletin, language),
            clean(each.group),
            each.rank,
            *_subject_cells(each.subject, names, language),
            measure_words(measures[each.measure], language),
            Figure(each.value, measures[each.measure].scale),
            yes if each.seat else None,
        )
        for each in bulletin.result.ranks
        if _may_stand(each.subject, bulletin)
    )
    return Sheet(msg("Ranking").text(language), columns, rows)


def _may_stand(subject: Subject, bulletin: Bulletin) -> bool:
    """Whether a row may be about somebody: outside the office people only where they are named."""
    outside = bulletin.audience != OFFICE and not bulletin.name_people
    return not (outside and subject.kind is SubjectKind.PERSON)


def _totals(bulletin: Bulletin, language: str) -> Sheet:
    """A row for each subject and period, in it every visible measure with its rank."""
    result = bulletin.result
    measures = [each for each in bulletin.agency.measures.values() if not each.hidden]
    found: dict[tuple[str, Subject], dict[str, Total]] = {}
    for each in result.totals:
        found.setdefault((each.period, each.subject), {})[each.measure] = each
    ranked = {each.measure for each in result.totals if each.rank is not None}
    columns = [*_subject_columns(language), _column(msg("Period"), 16, language)]
    for measure in measures:
        columns.append(SheetColumn(measure_words(measure, language), 14))
        if measure.id in ranked:
            columns.append(_column(msg("Rank"), 8, language))

    def rows() -> Iterator[tuple[SheetCell, ...]]:
        subjects = [
            subject
            for kind in (SubjectKind.UNIT, SubjectKind.PERSON)
            for subject in subjects_in(result, kind)
            if _may_stand(subject, bulletin)
        ]
        names = _unit_names(bulletin)
        for period in dict.fromkeys(("", *(each.period for each in result.totals))):
            for subject in subjects:
                totals = found.get((period, subject))
                if totals is None:
                    continue
                cells: list[SheetCell] = [*_subject_cells(subject, names, language)]
                cells.append(_bucket(period, bulletin, language))
                for measure in measures:
                    total = totals.get(measure.id)
                    cells.append(Figure(total.total, measure.scale) if total else None)
                    if measure.id in ranked:
                        cells.append(total.rank if total else None)
                yield tuple(cells)

    return Sheet(msg("Totals").text(language), tuple(columns), rows(), frozen=2)


def _quotas(bulletin: Bulletin, language: str) -> Sheet:
    columns = (
        *_subject_columns(language),
        _column(msg("Period"), 16, language),
        _column(msg("Step"), 16, language),
        _column(msg("Clause"), 16, language),
        _column(msg("Measure"), 14, language),
        _column(msg("Due"), 10, language),
        _column(msg("Done"), 10, language),
        _column(msg("Missing"), 10, language),
        _column(msg("Over"), 10, language),
        _column(msg("Outcome"), 10, language),
    )
    outcomes = {"met": msg("met").text(language), "unmet": msg("unmet").text(language)}

    def rows() -> Iterator[tuple[SheetCell, ...]]:
        names = _unit_names(bulletin)
        for each in bulletin.result.quotas:
            if not _may_stand(each.subject, bulletin):
                continue
            measure = bulletin.agency.measures[each.measure]
            figures = (each.required, each.actual, each.missing, each.excess)
            yield (
                *_subject_cells(each.subject, names, language),
                _bucket(each.period, bulletin, language),
                f"{each.step} {each.target}".rstrip(),
                each.clause,
                measure_words(measure, language),
                *(Figure(value, measure.scale) for value in figures),
                outcomes.get(each.outcome, each.outcome),
            )

    return Sheet(msg("Quotas").text(language), columns, rows(), frozen=2)


def _flags(bulletin: Bulletin, language: str) -> Sheet:
    columns = (
        *_subject_columns(language),
        _column(msg("Period"), 16, language),
        _column(msg("Flag"), 20, language),
        _column(msg("Step"), 16, language),
        _column(msg("Clause"), 16, language),
    )
    names = _unit_names(bulletin)
    rows = (
        (
            *_subject_cells(each.subject, names, language),
            _bucket(each.period, bulletin, language),
            each.flag,
            each.step,
            each.clause,
        )
        for each in bulletin.result.flags
        if _may_stand(each.subject, bulletin)
    )
    return Sheet(msg("Flags").text(language), columns, rows, frozen=2)


def _ledger(bulletin: Bulletin, language: str, lines: Iterable[Line], warning: str) -> Sheet:
    columns = (
        _column(msg("Measure"), 12, language),
        _column(msg("Amount"), 12, language),
        _column(msg("Step"), 16, language),
        _column(msg("Clause"), 16, language),
        _column(msg("Text of the clause"), 40, language),
        _column(msg("Edition"), 12, language),
        _column(msg("Fact"), 14, language),
        _column(msg("Submission"), 14, language),
        _column(msg("Subject"), 18, language),
        _column(msg("Day"), 12, language),
        _column(msg("Because"), 40, language),
        _column(msg("Gives way to"), 14, language),
    )
    measures = bulletin.agency.measures
    labels = {name: measure_words(each, language) for name, each in measures.items()}
    rows = (
        (
            labels[line.measure],
            Figure(line.amount, measures[line.measure].scale),
            line.step,
            line.clause,
            line.text.text(language),
            line.edition,
            line.fact,
            line.work,
            clean(line.subject.name),
            line.day,
            "; ".join(
                f"{name.text(language)} = {value.text(language)}" for name, value in line.because
            ),
            line.supersedes,
        )
        for line in lines
    )
    return Sheet(msg("Ledger").text(language), columns, rows, warning=warning)


def _problems(problems: Iterable[Problem], language: str) -> Sheet:
    columns = (
        _column(msg("Severity"), 10, language),
        _column(msg("Code"), 18, language),
        _column(msg("Place"), 36, language),
        _column(msg("Problem"), 60, language),
        _column(msg("Hint"), 40, language),
    )
    severities = {
        Severity.ERROR: msg("error").text(language),
        Severity.WARNING: msg("warning").text(language),
        Severity.NOTICE: msg("notice").text(language),
    }
    rows = (
        (
            severities[each.severity],
            each.code,
            ": ".join(part for part in (each.place.text(), each.key) if part),
            each.what.text(language),
            each.hint.text(language) if each.hint else None,
        )
        for each in problems
    )
    return Sheet(msg("Problems").text(language), columns, rows)


def _column(heading: Message, width: int, language: str) -> SheetColumn:
    return SheetColumn(heading.text(language), width)


def _subject_columns(language: str) -> tuple[SheetColumn, ...]:
    return (
        _column(msg("Kind"), 8, language),
        _column(msg("Name"), 20, language),
        _column(msg("Unit"), 20, language),
        _column(msg("Class"), 12, language),
    )


def _subject_cells(
    subject: Subject, unit_names: dict[str, str], language: str
) -> tuple[SheetCell, ...]:
    kinds = {
        SubjectKind.UNIT: msg("unit").text(language),
        SubjectKind.PERSON: msg("person").text(language),
        SubjectKind.WORK: msg("submission").text(language),
    }
    unit = subject.unit or (subject.id if subject.kind is SubjectKind.UNIT else "")
    return (
        kinds[subject.kind],
        clean(subject.name),
        unit_names.get(unit, clean(unit)),
        clean(subject.group),
    )


def _unit_names(bulletin: Bulletin) -> dict[str, str]:
    units = subjects_in(bulletin.result, SubjectKind.UNIT)
    return {unit.id: clean(unit.name) for unit in units}


def _bucket(name: str, bulletin: Bulletin, language: str) -> str:
    """The words for a bucket; one that names the whole run is the result's own period."""
    whole = bulletin.result.period
    if name in ("", "period", whole.id):
        return period_words(whole, bulletin.agency.calendar, language)
    return bucket_words(name, bulletin.agency.calendar, language)
