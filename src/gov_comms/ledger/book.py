"""The book as a verb sees it: rows, subjects and claims as they stand when its step comes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import narwhals as nw

from gov_comms.errors import Refused
from gov_comms.facts.cells import LIMIT
from gov_comms.language.condition import Condition
from gov_comms.language.reading import table_read
from gov_comms.language.step import Derive, On
from gov_comms.language.value import Total, Value
from gov_comms.ledger.buckets import Bucket, covers, next_level
from gov_comms.ledger.dating import in_buckets, posted, with_bucket_days
from gov_comms.ledger.frame import Frame, worked_out
from gov_comms.ledger.integers import Integers, refuse_beyond, told
from gov_comms.ledger.plan import Entry
from gov_comms.ledger.postings import Opened, Selection, Source, together
from gov_comms.ledger.problems import does_not_fit
from gov_comms.ledger.quantity import Quantity, scaled
from gov_comms.ledger.rosters import add_versions, roster, with_subject_tables
from gov_comms.ledger.rulings import Docket
from gov_comms.ledger.scope import NOTHING, Known, Scope, seen, undotted
from gov_comms.ledger.sight import Sight, horizon, in_force, timely_claims, visible, with_flag
from gov_comms.ledger.sums import most_of, sums_of, with_sum
from gov_comms.ledger.tables import Tables, attach, derive_column, derived_in_order, is_moving
from gov_comms.ledger.targets import target_told
from gov_comms.ledger.values import evaluate, judged, pinned
from gov_comms.messages import Message, msg
from gov_comms.model import ColumnType, Measure

C = ColumnType


def _value_in(measure: str) -> Message:
    return msg("a value in {measure}", measure=measure)


@dataclass(frozen=True, slots=True)
class Book:
    """What one step may look at; asking it changes nothing."""

    entry: Entry
    sight: Sight
    buckets: tuple[Bucket, ...]
    names: tuple[str, ...]
    """The columns that the step needs on its rows, by name."""

    # -- rows ------------------------------------------------------------------------------

    def rows(self, on: On, subjects: str | None, *, any_day: bool = False) -> Scope:
        """The rows that a step looks at, with ``fact`` and ``day`` (and ``subject`` for totals).

        ``any_day`` takes in facts of all days on which the step's edition is in force.
        """
        if on.table == "totals":
            return self.totals(subjects or "unit")
        if on.table == "results":
            return self._results(str(on.results))
        return self._facts(on.table, any_day)

    def has_rows(self, on: On) -> bool:
        """Whether there may be rows to look at: whether anything stands in their table."""
        facts = self.sight.tables.facts
        return not facts.knows(on.table) or facts.height(on.table) > 0

    def facts_behind(self, on: On) -> str:
        """The table of facts whose rows ``on`` names, itself or as results; or empty."""
        if on.results is not None:
            found = self.sight.found.get(on.results, ())
            return found[0].table if found else ""
        return on.table if on.table in self.sight.tables.frames else ""

    def _with_moving(
        self, name: str, frame: Frame, names: Iterable[str]
    ) -> tuple[Frame, dict[str, Known]]:
        """Rows of a table with those columns that are not the same in every run."""
        tables, about = self.sight.tables, self.sight.wide[name][1]
        moving = [n for n in names if n not in about or is_moving(tables, name, n)]
        if not moving:
            return frame, about
        return attach(tables, name, frame, moving, self.visible, self.sight.period, about)

    def _facts(self, name: str, any_day: bool) -> Scope:
        tables = self.sight.tables
        frame, standing = self.sight.wide[name]
        low, high = (None, None) if any_day else horizon(self.entry, self.sight)
        bounds = in_force(self.entry, low, high)
        dated_by = self.entry.step.dated_by
        day = str(tables.table(name).day) if dated_by is None else seen(dated_by)
        stands = dated_by is None or dated_by in standing
        if stands:
            # All else is asked of the rows that are left.
            frame = tables.engine.dated(frame, day, *bounds)
        frame, about = self._with_moving(name, self.visible(name, frame), self.names)
        if not stands:
            frame = tables.engine.dated(frame, day, *bounds)
        dated = nw.col(day).cast(nw.Int32).alias("day")
        names = [seen(each) for each in self.names]
        frame = frame.select("fact", "row", dated, *names)
        return self.scope(frame, {each: about[each] for each in self.names})

    def visible(self, name: str, frame: Frame) -> Frame:
        """Rows of a table without those that were excluded, themselves or what they hang on."""
        return visible(self.sight, name, frame)

    def scope(self, frame: Frame, columns: dict[str, Known]) -> Scope:
        """Rows as a scope in which rulings on this step can be read."""
        tables = self.sight.tables
        return Scope(frame, columns, tables.words, tables.engine, None, self._docket().allowed)

    def _docket(self) -> Docket:
        """What people decided under this step."""
        return Docket(self.sight.tables, self.entry.step, self.buckets)

    # -- subjects --------------------------------------------------------------------------

    def subjects(self, kind: str, names: Sequence[str] | None = None) -> Scope:
        """A row for every subject of the roster and bucket: subject, unit, bucket, day."""
        tables = self.sight.tables
        frame = roster(tables, kind, self.buckets)
        wanted = self.names if names is None else names
        return self._subject_scope(frame, kind, wanted, {})

    def _subject_scope(
        self, frame: Frame, kind: str, names: Iterable[str], about: dict[str, Known]
    ) -> Scope:
        """Rows with a subject as a scope with roster columns, totals and rulings."""
        own, known = attach(
            with_subject_tables(self.sight.tables),
            f"{kind} subjects",
            frame,
            [name for name in names if name not in about],
            self.visible,
            self.sight.period,
        )
        own = own.with_columns(nw.col("home").alias("unit")).drop("home")
        return replace(self.scope(own, {**about, **known}), add_total=self._total_adder(kind))

    def totals(self, kind: str) -> Scope:
        """Subjects with their total of every measure named, and every flag set so far."""
        tables = self.sight.tables
        measures, flags = tables.agency.measures, self.flags()
        derived = {d.name: d for (on, _), d in tables.derives.items() if on == "totals"}
        order, reads = derived_in_order(derived, self.names)
        own = [n for n in reads if n not in measures and n not in flags and n not in derived]
        scope = self.subjects(kind, [name for name in own if name != "day"])
        frame, about = scope.frame, dict(scope.columns)
        for name in reads:
            if name in measures:
                frame = with_sum(frame, self.sums(kind, name), seen(name))
                most = min(most_of(self._summing(name, ())), LIMIT)
                about[name] = Known(C.NUMBER, measures[name].scale, most=most)
            elif name in flags:
                frame = with_flag(self.sight, frame, name)
                about[name] = Known(C.FLAG)
            elif name == "day" and name not in derived:
                frame = frame.with_columns(nw.col("day").cast(nw.Int32).alias(seen(name)))
                about[name] = Known(C.DAY)
        scope = replace(scope, frame=frame, columns=about)
        return self._with_derived(
            scope, with_subject_tables(tables), f"{kind} subjects", [derived[n] for n in order]
        )

    def _with_derived(
        self, scope: Scope, tables: Tables, rows: str, derives: list[Derive]
    ) -> Scope:
        """Rows of a table with derived columns, each written after what it reads."""
        frame, about = scope.frame, dict(scope.columns)
        given = (self.visible, self.sight.period, scope.add_total, self.buckets)
        for each in derives:
            frame = derive_column(tables, rows, frame, each.name, each, about, *given)
        return replace(scope, frame=frame, columns=about)

    def _results(self, step: str) -> Scope:
        """The rows that a step found in this step's buckets, with the roster's columns."""
        tables = self.sight.tables
        frames = self.sight.found.get(step, [])
        if not frames:
            scope = self.subjects("unit")
            return replace(scope, frame=scope.frame.filter(nw.col("subject") < 0))
        kind, table = frames[0].subjects, frames[0].table
        columns = dict(frames[0].columns)
        rows = self.in_buckets(nw.concat([found.frame for found in frames]).drop("bucket"))
        rows = rows.with_columns(*(nw.col(undotted(n)).alias(seen(n)) for n in columns))
        derived = {d.name: d for (on, _), d in tables.derives.items() if on == step}
        order, reads = derived_in_order(derived, self.names)
        own = [name for name in reads if name not in derived]
        if table:
            scope = self._about_facts(rows, table, columns, own)
            return self._with_derived(scope, tables, table, [derived[name] for name in order])
        scope = self.about_subjects(rows, kind, columns, own)
        return self._with_derived(
            scope, with_subject_tables(tables), f"{kind} subjects", [derived[n] for n in order]
        )

    def _about_facts(
        self, rows: Frame, table: str, columns: dict[str, Known], names: Sequence[str]
    ) -> Scope:
        """Results on facts that are still seen, with the columns of the facts themselves."""
        own = [name for name in names if name not in columns]
        seen_rows = self.visible(table, self.sight.wide[table][0])
        frame, about = self._with_moving(table, seen_rows, own)
        chosen = frame.select("fact", "row", *(seen(name) for name in own))
        known = {**columns, **{name: about[name] for name in own}}
        return self.scope(rows.join(chosen, on="fact", how="inner"), known)

    def about_subjects(
        self, rows: Frame, kind: str, columns: dict[str, Known], names: Sequence[str] | None = None
    ) -> Scope:
        """Rows of subjects and buckets that have ``columns``, with the roster's columns."""
        rows = add_versions(self.sight.tables, rows.rename({"unit": "home"}), kind)
        rows = rows.with_columns(nw.lit(None, nw.Int64).alias("fact"))
        return self._subject_scope(rows, kind, self.names if names is None else names, columns)

    # -- sums ------------------------------------------------------------------------------

    def _total_adder(self, kind: str) -> Any:
        def add(frame: Frame, value: Total, name: str) -> tuple[Frame, int, int]:
            bottom = 10 ** self.measure(value.measure).scale
            most = min(most_of(self._summing(value.measure, value.of)), LIMIT)
            return with_sum(frame, self.sums(kind, value.measure, value.of), name), bottom, most

        return add

    def add_sum(self, scope: Scope, kind: str, measure: str, of: Iterable[str], name: str) -> Scope:
        """Subject rows with what they have of a measure in their bucket, zero included."""
        sources = self._summing(measure, of)
        frame = with_sum(scope.frame, self.sums(kind, measure, of), name)
        most = min(most_of(sources), LIMIT)
        return replace(scope, frame=frame, sizes={**scope.sizes, name: most})

    def _summing(self, measure: str, of: Iterable[str]) -> list[Source]:
        """The sources of a measure over which chosen steps are summed."""
        return [source for source in self.chosen(tuple(of)) if source.measure == measure]

    def sums(self, kind: str, measure: str, of: Iterable[str] = ()) -> Frame:
        """The sum of a measure by ``subject`` and ``bucket`` as ``total:``, over chosen steps."""
        sources = self._summing(measure, of)
        if not sources:
            return self.sight.tables.engine.small({"subject": [], "bucket": [], "total:": []})
        # All claims of a narrow source lie in the period, which may be the step's only bucket.
        only = self.entry.step.within in ("period", "ever") and bool(self.buckets)
        by = ["subject"] if only else ["subject", "bucket"]

        def claims_of(source: Source) -> Frame:
            return source.frame if only and not source.wide else self.in_buckets(source.frame)

        sums = sums_of(sources, kind, self.measure(measure), by, claims_of)
        return sums.with_columns(nw.lit(0, nw.Int64).alias("bucket")) if only else sums

    def in_buckets(self, frame: Frame) -> Frame:
        """Claims with the ``bucket`` of the step that holds their day; others fall away."""
        engine = self.sight.tables.engine
        return in_buckets(frame, self.buckets, self.entry.step.within, engine)

    def chosen(self, of: tuple[str, ...]) -> list[Source]:
        """The sources whose steps or parts are named; all of them when none is."""
        return [
            source
            for source in self.sight.sources
            if not of or source.ids & set(of) or (source.part is not None and source.part in of)
        ]

    # -- claims ----------------------------------------------------------------------------

    def claims(
        self,
        of: tuple[str, ...],
        measures: tuple[str, ...],
        when: Condition | None,
        *,
        bucketed: bool = False,
    ) -> list[Selection]:
        """The claims that are not zero, on which the step's edition rules, that fulfil ``when``.

        The edition is that of the claim's day; a ``bucketed`` step looks to its buckets itself.
        """
        selections = []
        for source in self.chosen(of):
            if measures and source.measure not in measures:
                continue
            scope = self.scope(source.frame, dict(source.columns))
            scope = replace(scope, sizes={"value": source.most})
            timely = timely_claims(self.entry, self.sight.period, source.wide, bucketed)
            if source.intact and timely is None and when is None:
                selections.append(Selection(source, scope, None))
                continue
            scope, fitting = judged(when, scope)
            mask = (nw.col("value") != 0) & fitting
            if timely is not None:
                mask = mask & timely
            chosen = replace(scope, frame=scope.frame.filter(mask))
            selections.append(Selection(source, chosen, scope.frame.filter(~mask)))
        return selections

    def bucketed(self, selection: Selection) -> Selection:
        """A selection whose claims have their ``bucket``; those in none stay as they are."""
        frame, others = selection.scope.frame, selection.others
        if self.entry.step.within in ("period", "ever"):
            held = frame.with_columns(nw.lit(0, nw.Int64).alias("bucket"))
        else:
            held = self.in_buckets(frame)
            if selection.source.wide or not covers(self.buckets, self.sight.period):
                others = together(others, frame.join(held.select("claim"), on="claim", how="anti"))
        return replace(selection, scope=replace(selection.scope, frame=held), others=others)

    # -- flags -----------------------------------------------------------------------------

    def flags(self) -> set[str]:
        """The flags that steps above have set."""
        return {flagged.flag for flagged in self.sight.flagged}

    # -- amounts ---------------------------------------------------------------------------

    def measure(self, name: str) -> Measure:
        """What is declared of a measure."""
        return self.sight.tables.agency.measures[name]

    def amount(
        self, scope: Scope, value: Value, measure: str, rounding: str | None, name: str
    ) -> Scope:
        """The rows with a value as a scaled integer of a measure under ``name``.

        Raises `Refused` when it does not fit the measure's decimals and no rounding is declared,
        and for decisions that the value does not allow.
        """
        scope, quantity = evaluate(value, scope)
        self._docket().refuse_beyond(value, scope, quantity)
        return self.scaled(scope, quantity, measure, rounding, name)

    def scaled(
        self, scope: Scope, quantity: Quantity, measure: str, rounding: str | None, name: str
    ) -> Scope:
        """The rows with a quantity as a scaled integer of a measure under ``name``."""
        scope, quantity = pinned(scope, quantity)
        engine = self.sight.tables.engine
        whole, inexact = scaled(quantity, self.measure(measure).scale, rounding, engine)
        scope = self.held(scope, whole, measure, name)
        self.refuse_inexact(scope.frame, inexact, measure)
        return scope

    def refuse_beyond(self, frame: Frame, beyond: nw.Expr | None, measure: str) -> None:
        """Raise `Refused` where 64 bits do not hold a number on the way to a value."""
        refuse_beyond(frame, beyond, _value_in(measure))

    def held(self, scope: Scope, whole: Integers, measure: str, name: str) -> Scope:
        """The rows with integers of a measure under ``name``.

        Raises `Refused` where 64 bits do not hold one of them.
        """
        frame = told(scope.frame, whole, name, _value_in(measure))
        return replace(scope, frame=frame, sizes={**scope.sizes, name: whole.most})

    def refuse_inexact(self, frame: Frame, inexact: nw.Expr | None, measure: str) -> None:
        """Raise `Refused` where a value does not fit its measure and nothing says how to round."""
        if inexact is None:
            return
        if len(worked_out(frame.filter(inexact.fill_null(False)).head(1))):
            raise Refused([does_not_fit(self.entry, self.measure(measure))])

    def with_bucket_days(self, frame: Frame) -> Frame:
        """Rows with the ``day`` on which findings of their bucket are dated."""
        return with_bucket_days(frame, self.buckets, self.sight.tables.engine)

    def opened(
        self,
        scope: Scope,
        measure: str,
        amount: str,
        *,
        capacity: str = "",
        table: str = "",
        single: bool = False,
        like: Source | None = None,
    ) -> Opened:
        """New claims from rows that have fact, subject, unit and day, where they have an amount."""
        carried = {n: scope.columns.get(n, NOTHING) for n in self.entry.carried}
        carried |= target_told(self.entry.step, scope)
        frame = scope.frame.select(
            "fact",
            nw.col("subject").cast(nw.Int64),
            nw.col("unit").cast(nw.Int64),
            nw.col("day").cast(nw.Int32),
            nw.col(amount).cast(nw.Int64).alias("amount"),
            *(
                nw.col(seen(n)) if n in scope.columns else nw.lit(None, nw.Int64).alias(seen(n))
                for n in carried
            ),
        )
        on, level = table_read(self.entry.step), next_level(self.entry.step)
        if level is not None:
            tables, names = self.sight.tables, scope.frame.collect_schema().names()
            if "bucket" not in names or (on is not None and on.results):
                frame = posted(frame, level, tables.agency.calendar, tables.engine)
        return Opened(measure, frame, carried, capacity, table, single, like)
