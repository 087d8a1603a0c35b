"""Haidian's totals in openfisca-core, which works on columns and on groups of them.

Its persons are the records, its groups the works and the units; the highest of a work is asked of
the one, the sum of the other.  A rank in it is that of a person within a group, so that the rank of
a unit, which is a group, cannot be said: it stands in plain code around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy
import polars as pl

from benchmarks.by_hand import paid_levels, paid_outlets
from gov_comms.facts.frames import Facts
from gov_comms.model import Agency
from gov_comms.timeline import Period, to_number
from tests.proofs import haidian_count
from tests.proofs.haidian_count import SUBMITTED

SAYS = "totals; a rank is that of a person in a group, so places of units stand in plain code"
INPUTS = ("kind", "day", "price")
SENT, USED, REMARK = range(3)
"""What a record is."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """A population with its records; making it is not timed."""

    simulation: Any
    units: tuple[str, ...]

    def standings(self, periods: Sequence[Period]) -> list[dict[str, tuple[int, int]]]:
        """Every unit's points and rank in each period."""
        return [self.standing(period) for period in periods]

    def standing(self, period: Period) -> dict[str, tuple[int, int]]:
        """Every unit's points and rank; what was worked out before is forgotten."""
        for variable in self.simulation.tax_benefit_system.variables:
            if variable not in INPUTS:
                self.simulation.delete_arrays(variable)
        from openfisca_core.periods import DateUnit, Instant
        from openfisca_core.periods import Period as Span

        first = Instant((period.first.year, period.first.month, 1))
        span = Span((DateUnit.YEAR if period.level == "year" else DateUnit.MONTH, first, 1))
        counted = self.simulation.calculate(f"points_{period.level}", span)
        totals = dict(zip(self.units, (int(each) for each in counted), strict=True))
        ranks = haidian_count.rank(totals)
        return {unit: (points, ranks[unit]) for unit, points in totals.items()}


def simulated(facts: Facts, agency: Agency) -> Simulated:
    """The records as a population of openfisca-core, with the rule as variables."""
    from openfisca_core.entities import build_entity
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem

    fact = build_entity("fact", "facts", "a record", is_person=True)
    groups = {
        name: build_entity(name, f"{name}s", f"a {name}", roles=[{"key": "fact"}])
        for name in ("work", "unit")
    }
    system = TaxBenefitSystem([fact, *groups.values()])
    for variable in _variables(fact, groups["work"], groups["unit"]):
        system.add_variable(variable)
    rows, units = _rows(facts, agency), facts.subjects["unit"]
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("fact", range(len(rows)))
    for name, size in (("work", len(facts.frames["submission"])), ("unit", len(units))):
        population = builder.declare_entity(name, range(size))
        builder.join_with_persons(population, rows[name].to_numpy(), ["fact"] * len(rows))
    simulation = builder.build(system)
    for name in ("kind", "day", "price"):
        simulation.set_input(name, "ETERNITY", rows[name].to_numpy())
    return Simulated(simulation, units)


def _rows(facts: Facts, agency: Agency) -> pl.DataFrame:
    """All records in one table: what each is, its work, unit, day and what it pays."""
    frames = facts.frames
    sent = frames["submission"].lazy()
    unit = sent.select(pl.col("row").alias("work"), "unit")
    used = (
        frames["adoption"]
        .lazy()
        .select("work", "day", "form", pl.col("outlet@").alias("version"))
        .join(paid_outlets(facts, agency), on=["version", "form"], how="left")
    )
    remark = frames["endorsement"].lazy().join(paid_levels(facts, agency), on="level", how="left")
    parts = [
        part.select(
            "work", "day", pl.col("points").fill_null(0).alias("price"), pl.lit(kind).alias("kind")
        ).with_columns(pl.all().cast(pl.Int64))
        for kind, part in (
            (SENT, sent.select(pl.col("row").alias("work"), "day", points=pl.lit(SUBMITTED))),
            (USED, used),
            (REMARK, remark),
        )
    ]
    unit = unit.with_columns(pl.all().cast(pl.Int64))
    return pl.concat(parts).join(unit, on="work", maintain_order="left").collect()


def _variables(fact: Any, work: Any, unit: Any) -> Iterator[type]:
    """The rule: each variable of a period once for years, quarters and months.

    openfisca-core knows no quarters; one is a variable of its first month that looks at three.
    """
    from openfisca_core.periods import DateUnit
    from openfisca_core.variables import Variable

    def variable(name: str, entity: Any, unit_of_time: Any, formula: Any = None) -> type:
        told = {"value_type": int, "entity": entity, "definition_period": unit_of_time}
        return type(name, (Variable,), {**told, **({"formula": formula} if formula else {})})

    for name in ("kind", "day", "price"):
        yield variable(name, fact, DateUnit.ETERNITY)
    for level, months in (("year", 12), ("quarter", 3), ("month", 1)):
        time = DateUnit.YEAR if level == "year" else DateUnit.MONTH
        formulas: Mapping[str, tuple[Any, Any]] = {
            "paid": (fact, partial(_paid, months)),
            "best_used": (work, partial(_best, USED, level)),
            "best_remark": (work, partial(_best, REMARK, level)),
            "earned": (fact, partial(_earned, level)),
            "points": (unit, partial(_points, level)),
        }
        for name, (entity, formula) in formulas.items():
            yield variable(f"{name}_{level}", entity, time, _asked(formula))


def _asked(formula: Any) -> Any:
    """A formula as openfisca-core wants it: a function of a population and a period."""
    return lambda population, period: formula(population, period)


def _paid(months: int, fact: Any, period: Any) -> Any:
    """What a record pays, if its day lies in the period."""
    last = period.start.offset(months, "month").offset(-1, "day").date
    day = fact("day", period)
    dated = (day >= to_number(period.start.date)) & (day <= to_number(last))
    return fact("price", period) * dated


def _best(kind: int, level: str, work: Any, period: Any) -> Any:
    """The highest that a work is paid for records of a kind."""
    members = work.members
    return work.max(members(f"paid_{level}", period) * (members("kind", period) == kind))


def _earned(level: str, fact: Any, period: Any) -> Any:
    """What a work earns, told of the record by which it was sent: there is one for each."""
    earned = fact(f"paid_{level}", period)
    for name in ("best_used", "best_remark"):
        earned = earned + fact.work(f"{name}_{level}", period)
    return numpy.where(fact("kind", period) == SENT, earned, 0)


def _points(level: str, unit: Any, period: Any) -> Any:
    """What a unit comes to."""
    return unit.sum(unit.members(f"earned_{level}", period))
