"""Reading codes back: from the numbers of a run to an office's words, names, days and facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property, partial
from typing import Any

import narwhals as nw

from gov_comms.facts.frames import Facts, vocabulary_key
from gov_comms.language.names import NameAmbiguous, NameUnknown, resolve
from gov_comms.ledger.frame import worked_out
from gov_comms.ledger.outcome import Outcome, Prepared
from gov_comms.ledger.postings import CLAIM_BITS, PERSON, WORK
from gov_comms.ledger.scope import Known, seen
from gov_comms.ledger.tables import (
    DUTIES,
    DUTY,
    FACT_BITS,
    OUTCOME,
)
from gov_comms.model import ColumnType, SubjectKind, Table, Text
from gov_comms.results import Subject
from gov_comms.timeline import Period, from_number, moment_text, to_number

C = ColumnType
YES, NO = Text("是", "yes"), Text("否", "no")
MET = Text("完成", "met")
UNMET = Text("未完成", "not met")
DUTY_WORDS = {
    "met": Text("按时完成", "met"),
    "late": Text("逾期", "late"),
    "missing": Text("未完成", "missing"),
    "unknown": Text("期限不明", "unknown"),
}


def decimal_of(amount: int, scale: int) -> Decimal:
    """A scaled integer as the decimal it stands for."""
    return Decimal(amount).scaleb(-scale)


class _StoredIds(Sequence[str]):
    """The ids of a table larger than memory, each looked up once."""

    def __init__(self, facts: Facts, table: str) -> None:
        self._look_up = cache(partial(facts.cell, table, "id"))
        self._height = facts.height(table)

    def __len__(self) -> int:
        return self._height

    def __getitem__(self, row: Any) -> Any:
        return self._look_up(row)


@dataclass(frozen=True)
class Reader:
    """Reads codes of one run's facts back."""

    prepared: Prepared

    @cached_property
    def _tables_by_number(self) -> Mapping[int, Table]:
        return {table.number: table for table in self.prepared.agency.tables.values()}

    @cached_property
    def _ids(self) -> Mapping[str, Sequence[str]]:
        facts = self.prepared.tables.facts
        inside = {name: frame["id"].to_list() for name, frame in facts.frames.items()}
        return {**inside, **{name: _StoredIds(facts, name) for name in facts.stored}}

    @cached_property
    def _words(self) -> Mapping[str, tuple[str, ...]]:
        coded = self.prepared.tables.words.vocabularies
        return {key: tuple(codes) for key, codes in coded.items()}

    def fact(self, number: int | None) -> tuple[str, str]:
        """The table and the id of a fact by its number; both empty for none."""
        if number is None:
            return "", ""
        table = self._tables_by_number[number >> FACT_BITS]
        return table.id, self._ids[table.id][number % (1 << FACT_BITS)]

    def row_of(self, number: int) -> int:
        """The row of a fact in its table."""
        return number % (1 << FACT_BITS)

    def work_row(self, number: int) -> int | None:
        """The row of the work that a fact is, or hangs on."""
        table, row = self._tables_by_number[number >> FACT_BITS], self.row_of(number)
        if table.id == "submission":
            return row
        if table.column("work") is None:
            return None
        found: int | None = self.prepared.tables.facts.cell(table.id, "work", row)
        return found

    def work_of(self, number: int | None) -> str:
        """The work that a fact is, or hangs on; empty if there is none."""
        work = None if number is None else self.work_row(number)
        return "" if work is None else self._ids["submission"][work]

    def subject(self, code: int) -> Subject:
        """The subject behind a code."""
        if code >= WORK:
            work = self._ids["submission"][code - WORK]
            return Subject(SubjectKind.WORK, work, work)
        kind = SubjectKind.PERSON if code >= PERSON else SubjectKind.UNIT
        return self._roster[kind][code - PERSON if code >= PERSON else code]

    def unit(self, code: int | None) -> str:
        """The id of a unit, empty where there is none."""
        return "" if code is None else self.prepared.tables.facts.subjects["unit"][code]

    @cached_property
    def _roster(self) -> Mapping[SubjectKind, list[Subject]]:
        return {kind: self._subjects(kind) for kind in (SubjectKind.UNIT, SubjectKind.PERSON)}

    def _subjects(self, kind: SubjectKind) -> list[Subject]:
        facts = self.prepared.tables.facts
        versions = {row["entity"]: row for row in facts.frames[kind].iter_rows(named=True)}
        found = []
        for code, name in enumerate(facts.subjects[kind]):
            row = versions.get(code, {})
            unit = name
            if kind is SubjectKind.PERSON:
                home = row.get("unit")
                unit = "" if home is None else facts.subjects["unit"][home]
            found.append(
                Subject(kind, name, facts.names[kind][code], code, unit, self._class(kind, row))
            )
        return found

    def _class(self, kind: SubjectKind, row: Mapping[str, Any]) -> str:
        column = self.prepared.agency.tables[kind].column("class")
        code = row.get("class")
        if column is None or code is None:
            return ""
        key = vocabulary_key(self.prepared.agency, kind, column)
        known = Known(C.WORD, vocabulary=key)
        return self.cell(known, code).zh

    def subjects_in(self, kind: SubjectKind, period: Period) -> list[int]:
        """The codes of the subjects on the roster on some day of a period, in roster order."""
        frame = self.prepared.tables.facts.frames[kind]
        first, last = to_number(period.first), to_number(period.last)
        codes = {
            row["entity"]
            for row in frame.select("entity", "from", "to").iter_rows(named=True)
            if row["from"] <= last and row["to"] >= first
        }
        return [code + (PERSON if kind is SubjectKind.PERSON else 0) for code in sorted(codes)]

    def cell(self, known: Known, value: Any) -> Text:
        """A coded cell as an office writes it."""
        if value is None:
            return Text("")
        match known.type:
            case C.WORD if known.vocabulary == OUTCOME:
                return MET if value else UNMET
            case C.WORD if known.vocabulary == DUTY:
                return DUTY_WORDS[DUTIES[value]]
            case C.WORD:
                return Text(self._words[known.vocabulary][value])
            case C.WORDS:
                return Text("、".join(self._words[known.vocabulary][each] for each in value))
            case C.FLAG:
                return YES if value else NO
            case C.DAY:
                return Text(from_number(value).isoformat())
            case C.MOMENT:
                return Text(moment_text(value))
            case C.NUMBER:
                return Text(plain(decimal_of(value, known.scale)))
            case C.UNIT | C.PERSON | C.OUTLET:
                return Text(self.prepared.tables.facts.subjects[known.type][value])
            case C.UNITS | C.PEOPLE:
                kind = "unit" if known.type is C.UNITS else "person"
                ids = self.prepared.tables.facts.subjects[kind]
                return Text("、".join(ids[each] for each in value))
            case C.WORK:
                return Text(self._ids["submission"][value])
            case C.REQUEST:
                return Text(self._ids["request"][value])
            case _:
                return Text(str(value))

    def label(self, table: str, name: str) -> Text:
        """What an office calls a column."""
        try:
            return resolve(self.prepared.agency.tables, table, name).column.name
        except (NameUnknown, NameAmbiguous, KeyError):
            measure = self.prepared.agency.measures.get(name)
            return measure.label if measure else RESULT_LABELS.get(name, Text(name))

    def claim_fact(self, outcome: Outcome, claims: list[int]) -> dict[int, str]:
        """The ids of the facts behind claims."""
        found: dict[int, str] = {}
        for source in outcome.sources:
            wanted = [claim for claim in claims if claim >> CLAIM_BITS == source.number]
            if wanted:
                rows = source.frame.filter(nw.col("claim").is_in(wanted)).select("claim", "fact")
                for row in worked_out(rows).rows(named=True):
                    found[row["claim"]] = self.fact(row["fact"])[1]
        return found

    def cells_of(self, table: str, rows: list[int], names: list[str]) -> dict[int, dict[str, Text]]:
        """The named columns of some rows of a table, read back, by row."""
        frame, known = self.prepared.wide[table]
        names = [name for name in names if name in known]
        if not names or not rows:
            return {}
        chosen = frame.filter(nw.col("row").is_in(rows)).select("row", *(seen(n) for n in names))
        return {
            row["row"]: {name: self.cell(known[name], row[seen(name)]) for name in names}
            for row in worked_out(chosen).rows(named=True)
        }


RESULT_LABELS = {
    "required": Text("任务", "required"),
    "actual": Text("完成", "actual"),
    "missing": Text("缺额", "missing"),
    "excess": Text("超额", "excess"),
    "outcome": Text("结果", "outcome"),
    "target": Text("任务项", "target"),
    "due": Text("期限", "due"),
    "done": Text("完成时间", "done"),
    "rank": Text("名次", "rank"),
    "value": Text("数值", "value"),
    "seat": Text("入选", "seat"),
}


def plain(number: Decimal) -> str:
    """A decimal without exponent and without zeros that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
