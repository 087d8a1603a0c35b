"""Staffing: whether roles have the holders that the office's rules ask for."""

from __future__ import annotations

from collections.abc import Iterator

import narwhals as nw
import polars as pl

from gov_comms.errors import Problem, Severity
from gov_comms.language.value import columns_of
from gov_comms.ledger.frame import worked_out
from gov_comms.ledger.scope import Scope
from gov_comms.ledger.tables import Tables, attach
from gov_comms.ledger.values import narrowed
from gov_comms.messages import Message, bilingual, msg
from gov_comms.procedure import Role
from gov_comms.timeline import Period, to_number


def role_counts(tables: Tables, period: Period) -> Iterator[Problem]:
    """Roles with too few or too many holders on a period's last day.

    A roster in which nobody has a role keeps none, so nothing is held against it.
    """
    agency, facts = tables.agency, tables.facts
    counted = [r for r in agency.procedure.roles if r.at_least or r.at_most is not None]
    if not counted or not facts.frames["person"]["roles"].list.len().sum():
        return
    home, words = _staff(tables, period), facts.vocabularies["roles"]
    codes = {name: code for code, name in enumerate(facts.subjects["unit"])}
    for role in counted:
        own = codes.get(role.unit or "")
        code = words.index(role.id)
        units = [unit for unit, held in home if code in held or unit == own]
        if role.per == "agency":
            name = agency.name.said
            yield from _counted(role, name, len(units))
            continue
        for unit in _units(tables, role, period):
            name = bilingual("{name}", "{name}", name=facts.names["unit"][unit])
            yield from _counted(role, name, units.count(unit))


def _counted(role: Role, where: Message, has: int) -> Iterator[Problem]:
    """The problem of a role with the wrong number of holders, if it has."""
    if has < role.at_least:
        what = msg(
            "{where}: {role}: {has} on the roster, at least {needs} needed",
            where=where,
            role=role.id,
            has=has,
            needs=role.at_least,
        )
    elif role.at_most is not None and has > role.at_most:
        what = msg(
            "{where}: {role}: {has} on the roster, at most {needs} allowed",
            where=where,
            role=role.id,
            has=has,
            needs=role.at_most,
        )
    else:
        return
    hint = msg("mend the roster, or the days for which its rows hold")
    yield Problem("role-count", role.place, what, f"role.{role.id}", hint, Severity.WARNING)


def _valid(day: int) -> pl.Expr:
    return (pl.col("from") <= day) & (pl.col("to") >= day)


def _staff(tables: Tables, period: Period) -> list[tuple[int, list[int]]]:
    """The unit and the roles of everybody on the roster on a period's last day."""
    people = tables.facts.frames["person"].filter(_valid(to_number(period.last)))
    return [(unit, roles or []) for unit, roles in people.select("unit", "roles").iter_rows()]


def _units(tables: Tables, role: Role, period: Period) -> list[int]:
    """The units in which a role's holders are counted, in the order of the roster."""
    valid = tables.facts.frames["unit"].filter(_valid(to_number(period.last)))
    frame, about = attach(
        tables,
        "unit",
        tables.engine.take(nw.from_native(valid)),
        columns_of(role.when) if role.when is not None else (),
        lambda _, rows: rows,
        period,
    )
    scope = narrowed(Scope(frame, about, tables.words, tables.engine), role.when)
    return sorted(worked_out(scope.frame)["entity"].to_list())
