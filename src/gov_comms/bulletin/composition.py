"""Composing a bulletin: the result of a run, told in the order in which an office announces it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gov_comms.bulletin.annexes import annexes
from gov_comms.bulletin.audience import OFFICE, beside_for, fit_for, limited, regrouped
from gov_comms.bulletin.charts import charts_of
from gov_comms.bulletin.columns import ROSTER
from gov_comms.bulletin.findings import (
    flag_sentences,
    quota_sentences,
    shortfalls_in,
    tie_sentences,
)
from gov_comms.bulletin.nouns import Beside, Bulletin, Section
from gov_comms.bulletin.tables import people_tables, subjects_in, unit_tables
from gov_comms.bulletin.wording import (
    cited,
    clean,
    day_words,
    heading_level,
    in_brackets,
    listed,
    numbered,
    paragraphs,
    period_words,
)
from gov_comms.clauses import clause_ids
from gov_comms.errors import Place, Problem, Refused, Severity
from gov_comms.messages import Message, msg
from gov_comms.model import Agency, BulletinPlan, Edition, Measure, SubjectKind, Text
from gov_comms.results import Result

NOTHING = Beside()
"""Nothing beside the result: columns of other periods stay empty."""
MOST_CLAUSES = 8
"""So many clauses are listed one by one; more are named by the first, the last and their number."""


def compose(
    agency: Agency,
    result: Result,
    plan: BulletinPlan | None,
    language: str,
    beside: Beside = NOTHING,
) -> Bulletin:
    """The bulletin that ``plan`` asks for, in ``language``; a blank in the plan has a default.

    ``{period}`` in a text of the plan stands for the period of the result.  The day of signing is
    left blank, for no day in the result is the day on which somebody signs.  What the plan shows
    of other periods and of adoptions comes from ``beside``, which `gather` collects.
    """
    plan = plan or BulletinPlan("", result.period.level, Text(""))
    if beside.groups is not None:
        result = regrouped(result, beside.groups)
    if plan.groups:
        result = _of_groups(agency, result, plan)
    result, beside = fit_for(plan, result), beside_for(plan, beside)
    period = period_words(result.period, agency.calendar, language)

    def planned(text: Text, default: str = "") -> str:
        return text.text(language).replace("{period}", period) or default

    title = planned(
        plan.title,
        msg("Bulletin on reports and their adoption, {period}", period=period).text(language),
    )
    opening = paragraphs(planned(plan.opening, _opening(result, period, language)))
    closing = planned(plan.closing, msg("This is hereby announced.").text(language))
    return Bulletin(
        language=language,
        title=clean(title),
        number=in_brackets(clean(plan.number), agency.layout.brackets),
        addressee=clean(planned(plan.addressee, msg("All units").text(language))),
        opening=opening,
        sections=_sections(agency, result, beside, plan, opening, language),
        closing=paragraphs(closing),
        notes=_notes(agency, result, beside, plan, language),
        signature=clean(planned(plan.signature, agency.name.text(language))),
        date=msg("Date: ____________").text(language),
        shortfalls=shortfalls_in(agency, result, SubjectKind.UNIT, language),
        name_people=plan.name_people,
        agency=agency,
        result=result,
        kind=plan.id,
        audience=plan.audience,
        copies=tuple(map(clean, plan.copies)),
        annexes=annexes(agency, beside, plan, language),
        records=beside.records,
        proofs=beside.proofs,
    )


def _of_groups(agency: Agency, result: Result, plan: BulletinPlan) -> Result:
    """The result of the groups that the plan names; raises `Refused` where no unit is in them."""
    units = subjects_in(result, SubjectKind.UNIT)
    groups = dict.fromkeys(unit.group for unit in units if unit.group)
    if units and not groups.keys() & set(plan.groups):
        what = msg("no unit is in the groups {groups}", groups=", ".join(plan.groups))
        hint = msg("known: {words}", words=", ".join(groups) or "-")
        place = Place(str(Path(agency.folder) / "agency.toml"))
        raise Refused([Problem("no-group", place, what, f"bulletin.{plan.id}.groups", hint)])
    return limited(result, plan.groups)


def _opening(result: Result, period: str, language: str) -> str:
    """What is announced, for which days, under which texts and clauses."""
    bases = [_basis(edition, language) for edition in result.editions]
    said = msg(
        "This bulletin covers {period} ({first} to {last}), calculated under {basis}.",
        period=period,
        first=day_words(result.period.first, language),
        last=day_words(result.period.last, language),
        basis=listed(bases, language) or msg("no regulation").text(language),
    )
    return said.text(language)


def _basis(edition: Edition, language: str) -> str:
    clauses = tuple(dict.fromkeys(step.clause for step in edition.steps))
    if len(clauses) > MOST_CLAUSES:
        named = msg(
            "{first} to {last}, {count} clauses",
            first=clauses[0],
            last=clauses[-1],
            count=len({each for clause in clauses for each in clause_ids(clause)}),
        )
        clauses = (named.text(language),)
    said = msg(
        "{title} (in force from {day}), clauses {clauses}",
        title=cited(clean(edition.title.text(language)), language),
        day=day_words(edition.first_day, language),
        clauses=listed(clauses, language),
    )
    return said.text(language)


def _sections(
    agency: Agency,
    result: Result,
    beside: Beside,
    plan: BulletinPlan,
    opening: tuple[str, ...],
    language: str,
) -> tuple[Section, ...]:
    measures = _shown(agency, plan)
    units, people = SubjectKind.UNIT, SubjectKind.PERSON
    with_people = plan.name_people and bool(subjects_in(result, people))
    of_units = _of_units(result, plan, measures, with_people)
    order = _order(agency, plan, language).text(language)
    tables = unit_tables(agency, result, beside, plan, of_units, language)
    charts = charts_of(agency, result, beside, plan, of_units, language)
    found = []
    if tables or charts:
        found.append(Section(msg("Overview").text(language), (order,), tables, charts))
    quotas = (
        *quota_sentences(agency, result, units, plan.name_shortfalls, language),
        *quota_sentences(agency, result, people, plan.name_people, language),
    )
    if quotas:
        found.append(Section(msg("Quotas").text(language), quotas))
    standing = (
        *tie_sentences(agency, result, plan.name_people, language),
        *flag_sentences(agency, result, plan.name_people, language),
    )
    if standing:
        found.append(Section(msg("Ties and findings").text(language), standing))
    if with_people:
        found.append(
            Section(
                msg("People").text(language),
                (msg("The people stand in the order of the roster.").text(language),),
                people_tables(result, measures, language),
            )
        )
    # Headings that the office writes into its opening are counted on.
    first = 1 + sum(heading_level(text) == 1 for text in opening)
    return tuple(
        replace(each, heading=numbered(number, each.heading, language))
        for number, each in enumerate(found, first)
    )


def _order(agency: Agency, plan: BulletinPlan, language: str) -> Message:
    """How the rows of the tables of units stand."""
    if plan.order == ROSTER:
        return msg("The units stand in the order of the roster.")
    measure = clean(agency.measures[plan.order].label.text(language))
    return msg(
        "The units stand by {measure}, most first; equal ones by the roster.", measure=measure
    )


def _shown(agency: Agency, plan: BulletinPlan) -> tuple[Measure, ...]:
    """The measures that the plan lists, or all that are not hidden."""
    named = dict.fromkeys([column.measure for column in plan.columns] or plan.measures)
    if named:
        return tuple(agency.measures[name] for name in named)
    return tuple(each for each in agency.measures.values() if not each.hidden)


def _of_units(
    result: Result, plan: BulletinPlan, measures: tuple[Measure, ...], with_people: bool
) -> tuple[Measure, ...]:
    """The measures that the units' tables show: what people alone have stands with the people.

    Columns that the plan lists stand as they are.  Where people are not listed and units have
    nothing at all, the units still have their rows.
    """
    if plan.columns:
        return measures
    private = _earned(result, SubjectKind.PERSON) - _earned(result, SubjectKind.UNIT)
    own = tuple(each for each in measures if each.id not in private)
    return own if own or with_people else measures


def _earned(result: Result, kind: SubjectKind) -> set[str]:
    """The measures of which some subject of a kind has something."""
    return {each.measure for each in result.totals if each.subject.kind is kind and each.total}


def _notes(
    agency: Agency, result: Result, beside: Beside, plan: BulletinPlan, language: str
) -> tuple[str, ...]:
    notes = []
    compared = any(column.show in ("before", "change") for column in plan.columns)
    if compared and beside.before is None:
        notes.append(msg("Note: of the period before nothing is recorded; it is not compared."))
    elif compared and beside.before is not None:
        words = period_words(beside.before.period, agency.calendar, language)
        notes.append(msg("Note: the period before is {period}.", period=words))
    if beside.closed:
        words = listed(
            [period_words(each, agency.calendar, language) for each in beside.closed], language
        )
        notes.append(
            msg("Note: the figures of {periods} are those that were closed.", periods=words)
        )
    warnings = [each for each in result.problems if each.severity is Severity.WARNING]
    if warnings and plan.audience == OFFICE:
        said = msg(
            "Note: warnings left by the calculation: {count}; the workbook lists them as problems.",
            count=len(warnings),
        )
        notes.append(said)
    if result.plugins:
        named = ", ".join(f"{name} {version}" for name, version in result.plugins)
        notes.append(msg("Note: counted with the plugins {plugins}.", plugins=named))
    return tuple(each.text(language) for each in (*notes, *result.notes))
