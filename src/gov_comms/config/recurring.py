"""Recurring duties: whether what they name exists, and whether rows can tell that they are done."""

from __future__ import annotations

from gov_comms.config.ground import Ground
from gov_comms.config.inspection import Inspection
from gov_comms.messages import msg
from gov_comms.model import Column, ColumnType, Table, Text
from gov_comms.procedure import During, RecurringDuty

_LAST_DAY = Column("day", ColumnType.DAY, Text("期末日", "Last day"))
_PERIODS = Ground(
    {"period": Table("period", "", Text("周期", "Period"), (_LAST_DAY,))}, ("period",)
)
"""What the deadline of a recurring duty counts from."""


def check_duty(duty: RecurringDuty, desk: Inspection) -> None:
    """Note everything in a recurring duty that names nothing or cannot be meant."""
    keys, tables = duty.keys, desk.agency.tables
    desk.role(duty.role, (*keys, "role"))
    if duty.each != "workday":
        desk.each(duty.each, (*keys, "each"))
    desk.deadline(duty.deadline, _PERIODS, keys)
    if duty.per != "agency":
        desk.condition(duty.when, desk.ground(duty.per), (*keys, "when"))
    elif duty.when is not None:
        what = msg("when narrows units or people, and the agency has this duty once")
        hint = msg('write per = "unit" or per = "person"')
        desk.error((*keys, "when"), "useless-key", what, hint)
    if duty.during is not None:
        _check_during(duty, duty.during, desk)
    if duty.on is None:
        if duty.where is not None:
            what = msg("on is missing: the table whose rows this is about")
            desk.error((*keys, "where"), "missing-key", what)
        return
    desk.known(duty.on, tables, (*keys, "on"), "unknown-table", msg("no such table"))
    desk.condition(duty.where, desk.ground(duty.on), (*keys, "where"))
    table = tables.get(duty.on)
    if table is not None and (table.day is None or _lacks(table, duty.per)):
        what = msg("rows of {table} do not say whose they are and when", table=duty.on)
        desk.error((*keys, "on"), "wrong-value", what)


def _check_during(duty: RecurringDuty, during: During, desk: Inspection) -> None:
    """The rows as long as which a duty recurs, and how those that fulfil it name them."""
    keys, table = (*duty.keys, "during"), desk.agency.tables.get(during.on)
    desk.known(during.on, desk.agency.tables, (*keys, "on"), "unknown-table", msg("no such table"))
    desk.condition(during.when, desk.ground(during.on), (*keys, "when"))
    if duty.on is None or duty.per != "unit":
        what = msg("with during it is done by rows, for the unit of the row it is about")
        desk.error(keys, "missing-key", what, msg('write per = "unit" and on = "…"'))
    days = {each.id: each for each in (table.columns if table is not None else ())}
    for name, column in (("from", during.first), ("until", during.until)):
        what = msg("the table {table} has no column {name}", table=during.on, name=column)
        if table is not None:
            desk.known(column, days, (*keys, name), "unknown-column", what)
        if column in days and days[column].type not in (ColumnType.DAY, ColumnType.MOMENT):
            what = msg("{column} holds no day", column=column)
            desk.error((*keys, name), "wrong-type", what)
    on = desk.agency.tables.get(duty.on or "")
    if on is not None:
        names = [each.id for each in on.columns]
        what = msg("the table {table} has no column {name}", table=on.id, name=during.match)
        desk.known(during.match, names, (*keys, "match"), "unknown-column", what)


def _lacks(table: Table, per: str) -> bool:
    """Whether a table's rows do not name the unit or person who has a duty."""
    return per != "agency" and table.column(per) is None
