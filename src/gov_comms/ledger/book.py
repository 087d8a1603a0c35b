"""The book as a verb sees it: rows, subjects and claims as they stand when its step comes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import narwhals as nw

from gov_comms.errors import Refused
from gov_comms.language.condition import Condition
from gov_comms.language.reading import table_read
from gov_comms.language.step import Derive, On
from gov_comms.language.value import Total, Value
from gov_comms.ledger.buckets import Bucket, next_level
from gov_comms.ledger.dating import in_buckets, posted, with_bucket_days
from gov_comms.ledger.frame import Frame, worked_out
from gov_comms.ledger.plan import Entry
from gov_comms.ledger.postings import Opened, Selection, Source, together
from gov_comms.ledger.problems import does_not_fit
from gov_comms.ledger.quantity import Quantity, scaled
from gov_comms.ledger.rosters import add_versions, roster, with_subject_tables
from gov_comms.ledger.rulings import Docket
from gov_comms.ledger.scope import NOTHING, Known, Scope, seen, undotted
from gov_comms.ledger.sight import Sight, dated_between, horizon, timely_claims, visible
from gov_comms.ledger.sums import attributed
from gov_comms.ledger.tables import Tables, attach, derive_column, derived_in_order, is_moving
from gov_comms.ledger.values import evaluate, judged, pinned
from gov_comms.model import ColumnType, Measure
from gov_comms.timeline import to_number

C = ColumnType


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

    def _fact_columns(self, name: str, names: Iterable[str]) -> tuple[Frame, dict[str, Known]]:
        """The rows of a table that are seen, with columns of these names."""
        tables = self.sight.tables
        frame, about = self.sight.wide[name]
        frame = self.visible(name, frame)
        moving = [n for n in names if n not in about or is_moving(tables, name, n)]
        if not moving:
            return frame, about
        return attach(tables, name, frame, moving, self.visible, self.sight.period, about)

    def _facts(self, name: str, any_day: bool) -> Scope:
        tables = self.sight.tables
        frame, about = self._fact_columns(name, self.names)
        dated_by = self.entry.step.dated_by or tables.table(name).day
        day = nw.col(seen(dated_by)) if dated_by in about else nw.col(str(dated_by))
        frame = frame.with_columns(day.cast(nw.Int32).alias("day:"))
        low, high = (None, None) if any_day else horizon(self.entry, self.sight)
        frame = frame.filter(dated_between(self.entry, nw.col("day:"), low, high))
        chosen: list[str | nw.Expr] = [
            "fact",
            "row",
            nw.col("day:").alias("day"),
            *(nw.col(seen(n)) for n in self.names),
        ]
        return self.scope(frame.select(*chosen), {n: about[n] for n in self.names})

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
                frame = self.add_sum(frame, kind, name, (), seen(name))
                about[name] = Known(C.NUMBER, measures[name].scale)
            elif name in flags:
                frame = self._add_flag(frame, name)
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
        frame, about = self._fact_columns(table, own)
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
        def add(frame: Frame, value: Total, name: str) -> tuple[Frame, int]:
            scale = self.sight.tables.agency.measures[value.measure].scale
            return self.add_sum(frame, kind, value.measure, value.of, name), 10**scale

        return add

    def add_sum(self, frame: Frame, kind: str, measure: str, of: Iterable[str], name: str) -> Frame:
        """Subject rows with what they have of a measure in their bucket, zero included."""
        sums = self.sums(kind, measure, of)
        joined = frame.join(
            sums.select("subject", "bucket", nw.col("total:").alias(name)),
            on=["subject", "bucket"],
            how="left",
        )
        return joined.with_columns(nw.col(name).cast(nw.Int64).fill_null(0))

    def sums(self, kind: str, measure: str, of: Iterable[str] = ()) -> Frame:
        """The sum of a measure by ``subject`` and ``bucket`` as ``total:``, over chosen steps."""
        about = self.sight.tables.agency.measures[measure]
        parts = [
            attributed(self._bucketed(source), source.subjects, kind, about)
            for source in self.chosen(tuple(of))
            if source.measure == measure
        ]
        if not parts:
            return self.sight.tables.engine.small({"subject": [], "bucket": [], "total:": []})
        summed = [
            part.group_by("subject", "bucket").agg(nw.col("value").sum().alias("total:"))
            for part in parts
        ]
        if len(summed) == 1:
            return summed[0]
        return nw.concat(summed).group_by("subject", "bucket").agg(nw.col("total:").sum())

    def _bucketed(self, source: Source) -> Frame:
        """A source's claims with their bucket; all of a narrow one lie in the period."""
        if not source.wide and self.entry.step.within in ("period", "ever") and self.buckets:
            return source.frame.with_columns(nw.lit(0, nw.Int64).alias("bucket"))
        return self.in_buckets(source.frame)

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
            if selection.source.wide or not self._covered():
                others = together(others, frame.join(held.select("claim"), on="claim", how="anti"))
        return replace(selection, scope=replace(selection.scope, frame=held), others=others)

    def _covered(self) -> bool:
        """Whether every day of the period lies in one of the step's buckets."""
        first, last = to_number(self.sight.period.first), to_number(self.sight.period.last)
        days = (min(each.last, last) - max(each.first, first) + 1 for each in self.buckets)
        return sum(number for number in days if number > 0) == last - first + 1

    # -- flags -----------------------------------------------------------------------------

    def flags(self) -> set[str]:
        """The flags that steps above have set."""
        return {flagged.flag for flagged in self.sight.flagged}

    def _add_flag(self, frame: Frame, name: str) -> Frame:
        """Whether a subject has a flag from a day up to the row's day."""
        since = nw.col("day").cast(nw.Int64).alias("since:")
        frames = [f.frame.select("subject", since) for f in self.sight.flagged if f.flag == name]
        marked = nw.concat(frames).group_by("subject").agg(nw.col("since:").min())
        joined = frame.join(marked, on="subject", how="left")
        has = (nw.col("since:") <= nw.col("day")).fill_null(False)
        return joined.with_columns(has.alias(seen(name))).drop("since:")

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
        top, inexact = scaled(quantity, self.measure(measure).scale, rounding, engine)
        self.refuse_inexact(scope.frame, inexact, measure)
        return replace(scope, frame=scope.frame.with_columns(top.alias(name)))

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
        on = table_read(self.entry.step)
        names = scope.frame.collect_schema().names()
        own_buckets = "bucket" in names and (on is None or not on.results)
        level = None if own_buckets else next_level(self.entry.step)
        if level is not None:
            tables = self.sight.tables
            frame = posted(frame, level, tables.agency.calendar, tables.engine)
        return Opened(measure, frame, carried, capacity, table, single, like)
