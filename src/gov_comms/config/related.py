"""Related facts: whether what a derivation says of other rows exists, fits and can be known."""

from __future__ import annotations

from gov_comms.config.ground import Above, Ground
from gov_comms.config.reference import NUMERIC, References
from gov_comms.config.values import check_condition
from gov_comms.kinds import ELEMENTS, REFERENCES
from gov_comms.language.choice import choice_of
from gov_comms.language.faults import Keys, nearest
from gov_comms.language.names import Path
from gov_comms.language.step import Derive, Related
from gov_comms.messages import msg
from gov_comms.model import ColumnType

C = ColumnType
_NUMBERS = ("sum", "highest", "lowest", "latest", "earliest")
_DAYS = ("first", "last")
_TIMES = (C.DAY, C.MOMENT)
_ORDERED = ("latest", "earliest")
_BY_BUCKET = ("in_bucket", "bucket_before")
_BY_YEAR = ("in_year", "year_before")


def check_related(derive: Derive, ground: Ground, above: Above, references: References) -> None:
    """Check every name in what a derivation says of related rows, read on ``ground``."""
    related = derive.related
    assert related is not None
    tables = above.agency.tables
    if related.of not in tables:
        what = msg("no such table")
        references.error(("related", "of"), "unknown-table", what, nearest(related.of, tables))
        return
    theirs = Ground(tables, (related.of,))
    if related.where is not None:
        check_condition(related.where, theirs, None, references, ("related", "where"))
    _check_matches(related, theirs, ground, references)
    _check_column(related, theirs, references)
    ours = tables.get(derive.on)
    undated = ours is not None and ours.day is None
    if tables[related.of].day is None:
        _check_roster(related, undated, references)
    else:
        _check_days(related, ground, undated, references)


def _check_roster(related: Related, undated: bool, references: References) -> None:
    """A roster is read as of our row's day, so nothing else can say when."""
    for key in ("dated", "until"):
        if getattr(related, key) is not None:
            what = msg("{table} is a roster, read as of the day of each row", table=related.of)
            references.error(("related", key), "roster-day", what, msg("leave this key out"))
    if related.how in _ORDERED:
        what = msg("the rows of a roster have no order of days")
        references.error(("related", "how"), "roster-day", what)
    if undated:
        what = msg("rows of a roster have no day on which another could be read")
        hint = msg("derive it on = {totals}", totals='"totals"')
        references.error(("on",), "roster-day", what, hint)


def _check_days(related: Related, ground: Ground, undated: bool, references: References) -> None:
    keys: Keys = ("related", "dated")
    if related.dated is None:
        choice = choice_of(Related.model_fields["dated"])
        assert choice is not None
        references.error(keys, "open-choice", choice.asks, choice.listed())
    elif related.dated in _BY_BUCKET and not ground.subjects:
        what = msg("only rows that are subjects have a bucket")
        hint = msg("derive it on = {totals}", totals='"totals"')
        references.error(keys, "no-bucket", what, hint)
    elif related.dated in _BY_YEAR and undated:
        what = msg("rows of a roster have no day, so no year of it")
        hint = msg("derive it on = {totals}", totals='"totals"')
        references.error(keys, "no-bucket", what, hint)
    if related.until is None:
        return
    here: Keys = ("related", "until", "of")
    for path in references.paths(related.until.of, ground, here):
        if path.column.type is not C.DAY:
            what = msg(
                "{column} is a column of the type {type}, not of days",
                column=related.until.of,
                type=path.column.type.value,
            )
            references.error(here, "wrong-type", what)


def _check_column(related: Related, theirs: Ground, references: References) -> None:
    wanted = NUMERIC if related.how in _NUMBERS else _TIMES if related.how in _DAYS else ()
    keys: Keys = ("related", "column")
    if related.column is None:
        if wanted:
            what = msg("{how} needs the column that it looks at", how=related.how)
            references.error(keys, "missing-key", what)
        return
    if not wanted:
        what = msg("{how} looks at no column", how=related.how)
        references.error(keys, "unknown-key", what, msg("leave this key out"))
        return
    for path in references.paths(related.column, theirs, keys):
        if path.column.type not in wanted:
            what = msg(
                "{how} does not fit {column}, a column of the type {type}",
                how=related.how,
                column=related.column,
                type=path.column.type.value,
            )
            references.error(keys, "wrong-type", what)


def _check_matches(related: Related, theirs: Ground, ours: Ground, references: References) -> None:
    for their_name, our_name in related.pairs().items():
        keys: Keys = ("related", "match")
        if isinstance(related.match, dict):
            keys = (*keys, their_name)
        left = references.paths(their_name, theirs, keys)
        right = references.paths(our_name, ours, keys)
        if ours.subjects and any(not path.hops and not _refers(path) for path in right):
            what = msg("{name} is worked out here, and cannot say which rows belong", name=our_name)
            hint = msg("match by the subject, or by a column of its roster")
            references.error(keys, "wrong-type", what, hint)
            continue
        for one in left:
            for other in right:
                types = {one.column.type, other.column.type}
                unlike = _points_at(one) != _points_at(other) and types != {C.ID, C.TEXT}
                if unlike or C.NUMBERS in types:
                    what = msg(
                        "{theirs} ({their_type}) and {ours} ({our_type}) cannot be equal",
                        theirs=their_name,
                        their_type=one.column.type.value,
                        ours=our_name,
                        our_type=other.column.type.value,
                    )
                    references.error(keys, "wrong-type", what)


def _points_at(path: Path) -> str:
    """What a column's cells, or the elements of its lists, stand for: rows, or values of a type."""
    if path.column.type is C.ID:
        return path.table
    kind = ELEMENTS.get(path.column.type, path.column.type)
    return REFERENCES.get(kind, kind.value)


def _refers(path: Path) -> bool:
    """Whether a row's own column says which subject it is."""
    return path.column.type in (C.UNIT, C.PERSON)
