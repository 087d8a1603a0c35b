"""Rosters: units, people and outlets with their dated versions, and finding them by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import polars as pl

from gov_comms.errors import Place
from gov_comms.facts.cells import Fault, name_key, shown, split_list
from gov_comms.facts.columns import nulls
from gov_comms.facts.findings import Findings, Raw
from gov_comms.facts.frames import FIRST_DAY, LAST_DAY
from gov_comms.messages import msg
from gov_comms.timeline import from_number

_SHIFT = 2**22
"""More than there are days, so that entity and day fit one sortable number."""


@dataclass(frozen=True, slots=True)
class Roster:
    """Who or what is listed: ids and display names in order, a frame of dated versions, keys.

    ``frame`` has the columns of the table, coded, sorted by ``entity`` and ``from``; ``keys``
    leads from a name in any accepted spelling to the entity; ``lasting`` says that everybody
    has one version that is valid for ever.  ``sources`` are the indexes of ``raw`` behind the
    rows of the frame; rows beyond them are names that nobody listed, first met at ``used``.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    frame: pl.DataFrame
    keys: Mapping[str, int]
    lasting: bool
    raw: Raw
    sources: list[int] = field(default_factory=list)
    used: Sequence[Place] = ()

    def place(self, row: int) -> Place:
        """Where a row of the frame was read."""
        listed = len(self.sources)
        return self.raw.place(self.sources[row]) if row < listed else self.used[row - listed]

    def arranged(self, series: pl.Series) -> pl.Series:
        """A column of the raw table in the order of the frame, null for names nobody listed."""
        extra = len(self.used)
        if not extra and self.sources == list(range(len(series))):
            return series
        picked = series.gather(self.sources) if self.sources else series.clear()
        return picked.extend(nulls(extra, series.dtype)) if extra else picked


def spelling(kind: str, name: str) -> str:
    """The form in which names of this kind are compared: titles of outlets lose their 《》."""
    key = name_key(name)
    return key.replace("《", "").replace("》", "") if kind == "outlet" else key


def build_roster(
    raw: Raw, coded: Mapping[str, pl.Series], unlisted: Mapping[str, Place], findings: Findings
) -> Roster:
    """The roster of a table's rows; ``unlisted`` adds names that facts use and nobody listed.

    Everybody stands where the column ``order`` says, and those without a number behind them, in
    the order listed.
    """
    kind = raw.table.id
    first = [FIRST_DAY if day is None else day for day in coded["from"].to_list()]
    last = [LAST_DAY if day is None else day for day in coded["to"].to_list()]
    versions: dict[str, list[int]] = {}
    spelled: dict[str, str] = {}
    for index, name in enumerate(coded["id"].to_list()):
        if name is not None:
            name = spelled.setdefault(spelling(kind, name), name)
            versions.setdefault(name, []).append(index)
    for name, rows in versions.items():
        rows.sort(key=first.__getitem__)
        _check_days(raw, name, rows, first, last, findings)
    order = coded["order"].to_list() if "order" in coded else [None] * raw.height
    listed = sorted(versions, key=lambda name: _listed_order(order[versions[name][-1]]))
    ids = (*listed, *unlisted)
    keys = {spelling(kind, name): at for at, name in enumerate(ids)}
    _add_aliases(raw, ids, keys, findings)
    sources = [index for name in listed for index in versions[name]]
    entity = [at for at, name in enumerate(listed) for _ in versions[name]]
    entity += range(len(listed), len(ids))
    extra = len(unlisted)
    known = {
        "id": pl.Series("id", [ids[at] for at in entity], dtype=pl.String),
        "entity": pl.Series("entity", entity, dtype=pl.Int32),
        "from": pl.Series("from", [*_of(first, sources), *[FIRST_DAY] * extra], dtype=pl.Int32),
        "to": pl.Series("to", [*_of(last, sources), *[LAST_DAY] * extra], dtype=pl.Int32),
    }
    lasting = len(entity) == len(ids) and all(
        first[index] == FIRST_DAY and last[index] == LAST_DAY for index in sources
    )
    shown_as = coded["name"].to_list() if "name" in coded else [None] * raw.height
    names = [shown_as[versions[name][-1]] or name for name in listed]
    roster = Roster(
        ids, (*names, *unlisted), pl.DataFrame(), keys, lasting, raw, sources, [*unlisted.values()]
    )
    others = {name: roster.arranged(series) for name, series in coded.items() if name not in known}
    columns = known | others
    return replace(
        roster, frame=pl.DataFrame([columns[name].alias(name) for name in ("entity", *coded)])
    )


def version_on(roster: Roster, entity: pl.Series, day: pl.Series | None) -> pl.Series:
    """For each entity the row of its version valid on the day, null where there is none.

    Without days it is the latest version.
    """
    if roster.lasting:
        return entity
    frame = roster.frame
    keys = frame["entity"].cast(pl.Int64) * _SHIFT + (frame["from"] - FIRST_DAY)
    offset = LAST_DAY - FIRST_DAY if day is None else day - FIRST_DAY
    wanted = entity.cast(pl.Int64) * _SHIFT + offset
    found = keys.search_sorted(wanted, side="right").cast(pl.Int64) - 1
    at = found.clip(0, None)
    right = (found >= 0) & (frame["entity"].gather(at) == entity) & wanted.is_not_null()
    if day is not None:
        right = right & (frame["to"].gather(at) >= day)
    return at.cast(pl.Int32).zip_with(right.fill_null(False), nulls(len(at), pl.Int32))


def earliest_from(roster: Roster, entity: pl.Series, day: pl.Series) -> pl.Series:
    """The version valid on the day, else the next one, else the last; null for nobody."""
    if roster.lasting:
        return entity
    spans: dict[int, list[tuple[int, int]]] = {}
    for row, (who, last) in enumerate(roster.frame.select("entity", "to").iter_rows()):
        spans.setdefault(who, []).append((last, row))
    cells = [
        None
        if who is None
        else next((row for last, row in spans[who] if last >= on), spans[who][-1][1])
        for who, on in zip(entity.to_list(), day.to_list(), strict=True)
    ]
    return pl.Series("", cells, dtype=pl.Int32)


def not_valid(roster: Roster, entity: int, day: int) -> Fault:
    """The fault of a row whose unit, person or outlet is not listed for its day."""
    rows = roster.frame.filter(pl.col("entity") == entity)
    spans = [
        f"{_said(first, FIRST_DAY)}…{_said(last, LAST_DAY)}"
        for first, last in rows.select("from", "to").rows()
    ]
    what = msg(
        "{name} is listed for {days} only, not for {day}",
        name=shown(roster.ids[entity]),
        days=", ".join(spans),
        day=str(from_number(day)),
    )
    return Fault("not-valid", what)


def _said(day: int, never: int) -> str:
    return "" if day == never else str(from_number(day))


def _of(days: Sequence[int], rows: Sequence[int]) -> list[int]:
    return [days[row] for row in rows]


def _listed_order(order: int | None) -> tuple[bool, int]:
    return (order is None, order or 0)


def _check_days(
    raw: Raw,
    name: str,
    rows: Sequence[int],
    first: Sequence[int],
    last: Sequence[int],
    findings: Findings,
) -> None:
    """Versions end after they start, and no two of one name hold on the same day."""
    for index in rows:
        if last[index] < first[index]:
            what = msg("the last day lies before the first")
            findings.cell(raw, index, "to", Fault("days-reversed", what))
    for before, index in pairwise(rows):
        if last[before] >= first[index]:
            one, other = sorted((before, index))
            what = msg(
                "{name} is already listed for some of these days in {place}",
                name=shown(name),
                place=raw.where(one),
            )
            hint = msg("give each row the days for which it holds")
            findings.cell(raw, other, "id", Fault("listed-twice", what, hint))


def _add_aliases(raw: Raw, ids: Sequence[str], keys: dict[str, int], findings: Findings) -> None:
    """Let aliases lead to their outlet too; one alias of two outlets is an error."""
    if "aliases" not in raw.columns:
        return
    kind = raw.table.id
    names = raw.columns["id"].to_list()
    for index, text in enumerate(raw.columns["aliases"].to_list()):
        if text is None or names[index] is None:
            continue
        own = keys[spelling(kind, names[index])]
        for alias in split_list(text):
            other = keys.setdefault(spelling(kind, alias), own)
            if other != own:
                what = msg(
                    "{alias} means {one} already",
                    alias=shown(alias),
                    one=shown(ids[other]),
                )
                findings.cell(raw, index, "aliases", Fault("alias-taken", what))
