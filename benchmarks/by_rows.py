"""Haidian's rule in rules engines that judge one record at a time.

An engine says what one record is worth, which is all that it can say of this rule; the highest of
each work, the sums and the places stand in plain loops around it, the same for every engine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from gov_comms.timeline import Period
from tests.proofs import haidian_count
from tests.proofs.haidian_count import ADOPTED, ENDORSED, SUBMITTED, Records

Price = Callable[[dict[str, str]], int]
"""The points of one record, given as words by column."""
Standing = dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class RowEngine:
    """An engine: the module that must be installed, and how it makes a table of words a price."""

    name: str
    module: str
    compiled: Callable[[Sequence[str], Mapping[tuple[str, ...], int]], Price]


def engines() -> list[RowEngine]:
    """Plain Python, and the engines that are installed."""
    every = [
        RowEngine("plain Python", "json", _by_dictionary),
        RowEngine("datalogic-py", "datalogic_py", _by_datalogic),
        RowEngine("cel-expr-python", "cel_expr_python", _by_cel),
        RowEngine("zen-engine", "zen", _by_zen),
        RowEngine("rule-engine", "rule_engine", _by_rule_engine),
    ]
    return [each for each in every if find_spec(each.module) is not None]


def standings(
    engine: RowEngine, records: Records, units: Sequence[str], periods: Sequence[Period]
) -> list[Standing]:
    """Every unit's points and rank for each period; each record is judged once for all of them."""
    used = engine.compiled(("tier", "form"), ADOPTED)
    remark = engine.compiled(("level",), {(level,): points for level, points in ENDORSED.items()})
    adopted = [
        (work, used({"tier": tier, "form": form}), day)
        for work, tier, form, day in records.adoptions
    ]
    endorsed = [(work, remark({"level": level}), day) for work, level, day in records.endorsements]
    unit_of = {work: unit for work, unit, _ in records.submissions}
    found = []
    for period in periods:
        first, last = period.first.isoformat(), period.last.isoformat()
        totals = dict.fromkeys(units, 0)
        for _, unit, day in records.submissions:
            if first <= day <= last:
                totals[unit] += SUBMITTED
        for facts in (adopted, endorsed):
            best: dict[str, int] = defaultdict(int)
            for work, points, day in facts:
                if first <= day <= last:
                    best[work] = max(best[work], points)
            for work, points in best.items():
                totals[unit_of[work]] += points
        ranks = haidian_count.rank(totals)
        found.append({unit: (totals[unit], ranks[unit]) for unit in units})
    return found


def _by_dictionary(columns: Sequence[str], table: Mapping[tuple[str, ...], int]) -> Price:
    return lambda record: table[tuple(record[column] for column in columns)]


def _by_datalogic(columns: Sequence[str], table: Mapping[tuple[str, ...], int]) -> Price:
    from datalogic_py import Engine

    branches: list[object] = []
    for words, points in table.items():
        pairs = zip(columns, words, strict=True)
        tests = [{"==": [{"var": column}, word]} for column, word in pairs]
        branches += [{"and": tests}, points]
    rule = Engine().compile({"if": [*branches, 0]})
    return lambda record: int(rule.evaluate(record))


def _by_cel(columns: Sequence[str], table: Mapping[tuple[str, ...], int]) -> Price:
    from cel_expr_python import cel

    known = cel.NewEnv(variables=dict.fromkeys(columns, cel.Type.STRING))
    rule = known.compile(_ternaries(columns, table, "&&"))
    return lambda record: int(rule.eval(data=record).value())


def _by_zen(columns: Sequence[str], table: Mapping[tuple[str, ...], int]) -> Price:
    import zen

    rule = zen.compile_expression(_ternaries(columns, table, "and"))
    return lambda record: int(rule.evaluate(record))


def _by_rule_engine(columns: Sequence[str], table: Mapping[tuple[str, ...], int]) -> Price:
    import rule_engine

    rule = rule_engine.Rule(_ternaries(columns, table, "and"))
    return lambda record: int(rule.evaluate(record))


def _ternaries(columns: Sequence[str], table: Mapping[tuple[str, ...], int], both: str) -> str:
    """The table as one expression; these languages have no table of their own."""
    text = "0"
    for words, points in table.items():
        pairs = zip(columns, words, strict=True)
        test = f" {both} ".join(f'{column} == "{word}"' for column, word in pairs)
        text = f"({test}) ? {points} : ({text})"
    return text
