"""Haidian's rule in rules engines that judge one record at a time.

An engine says what one record is worth, which is all that it can say of this rule; the highest of
each work, the sums and the places stand in plain loops around it, the same for every engine.
"""

from __future__ import annotations

import json
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
    """An engine, and how it makes a table of words a price."""

    name: str
    compiled: Callable[[Sequence[str], Mapping[tuple[str, ...], int]], Price]


ENGINES = {
    "datalogic-py": "datalogic_py",
    "cel-expr-python": "cel_expr_python",
    "zen-engine": "zen",
    "rule-engine": "rule_engine",
}
"""Rules engines and the modules that they are."""
TRACING = "zen-engine with its trace"
SAYS = "what one record is worth; the highest of a work, sums and ranks stand in plain loops"


def engines() -> list[RowEngine]:
    """Plain Python, and the engines that are installed."""
    ways = {
        "datalogic-py": _by_datalogic,
        "cel-expr-python": _by_cel,
        "zen-engine": _by_zen,
        "rule-engine": _by_rule_engine,
    }
    there = [name for name, module in ENGINES.items() if find_spec(module) is not None]
    return [RowEngine("plain Python", _by_dictionary), *(RowEngine(n, ways[n]) for n in there)]


@dataclass(frozen=True, slots=True)
class Worth:
    """Records with the points that an engine gave each."""

    submissions: tuple[tuple[str, str, str], ...]
    used: list[tuple[str, int, str]]
    remarks: list[tuple[str, int, str]]
    """Work, points, day."""


def worth(engine: RowEngine, records: Records) -> Worth:
    """Every record judged once, by the engine."""
    used = engine.compiled(("tier", "form"), ADOPTED)
    remark = engine.compiled(("level",), {(level,): points for level, points in ENDORSED.items()})
    return Worth(
        records.submissions,
        [
            (work, used({"tier": tier, "form": form}), day)
            for work, tier, form, day in records.adoptions
        ],
        [(work, remark({"level": level}), day) for work, level, day in records.endorsements],
    )


def standing(worth: Worth, units: Sequence[str], period: Period) -> Standing:
    """Every unit's points and rank, by loops over records that were judged before."""
    first, last = period.first.isoformat(), period.last.isoformat()
    totals = dict.fromkeys(units, 0)
    unit_of = {}
    for work, unit, day in worth.submissions:
        unit_of[work] = unit
        if first <= day <= last:
            totals[unit] += SUBMITTED
    for facts in (worth.used, worth.remarks):
        best: dict[str, int] = defaultdict(int)
        for work, points, day in facts:
            if first <= day <= last:
                best[work] = max(best[work], points)
        for work, points in best.items():
            totals[unit_of[work]] += points
    ranks = haidian_count.rank(totals)
    return {unit: (totals[unit], ranks[unit]) for unit in units}


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


def traced_by_zen(columns: Sequence[str], table: Mapping[tuple[str, ...], int]) -> Price:
    """The table as a decision table of ``zen-engine``, which notes for each record what it did."""
    import zen

    rules = [
        {
            "_id": str(number),
            **{column: f'"{word}"' for column, word in zip(columns, words, strict=True)},
            "points": str(points),
        }
        for number, (words, points) in enumerate(table.items())
    ]
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": each, "name": each, "field": each} for each in columns],
        "outputs": [{"id": "points", "name": "points", "field": "points"}],
        "rules": rules,
    }
    kinds = {"in": "inputNode", "table": "decisionTableNode", "out": "outputNode"}
    nodes = [
        {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}}
        for name, kind in kinds.items()
    ]
    nodes[1]["content"] = content
    edges = [
        {"id": f"{source} {target}", "sourceId": source, "targetId": target, "type": "edge"}
        for source, target in (("in", "table"), ("table", "out"))
    ]
    rule = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    return lambda record: int(rule.evaluate(record, {"trace": True})["result"]["points"])


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
