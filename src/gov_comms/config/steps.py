"""Steps: whether what a step names exists where it stands, and fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gov_comms.config.ground import GIVES, LEAVES_RESULTS, MEASURE_OF, Above, Ground
from gov_comms.config.reference import References
from gov_comms.config.requirements import check_requirement
from gov_comms.config.targets import check_targets
from gov_comms.config.values import check_condition, check_selection, check_value
from gov_comms.language.condition import Compare, Join, Named, Test
from gov_comms.language.faults import Keys, nearest
from gov_comms.language.names import Path, last_name
from gov_comms.language.reading import receiver_of
from gov_comms.language.step import On, Step, Strict, To
from gov_comms.language.value import Number, Ruling, Value, walk
from gov_comms.messages import Message, msg
from gov_comms.model import ColumnType
from gov_comms.timeline import several

C = ColumnType
_RECEIVERS = (C.UNIT, C.UNITS, C.PERSON, C.PEOPLE, C.WORK)
_ORDERING = (C.WORD, C.COUNT, C.NUMBER, C.DAY, C.MOMENT)
_GROUPING = (*_ORDERING, C.FLAG, C.UNIT, C.PERSON, C.WORK, C.OUTLET, C.REQUEST)
_SELECTIONS = ("of", "also")
_MEASURES = ("measures", "across", "then", "measure")
ONE_OF: Mapping[str, tuple[str, ...]] = {
    "exclude": ("on", "of"),
    "keep": ("keep", "most"),
    "quota": ("target", "targets"),
    "split": ("by", "by_count"),
}
_MEANT: Mapping[str, Message] = {
    "exclude": msg("on = rows that no later step sees; of = claims that come to nothing"),
    "keep": msg("keep = how many claims count; most = up to which sum they count"),
    "quota": msg("target = one number; targets = several, each with a name"),
    "split": msg(
        "by = {equal}, {shares} or a list of weights; "
        "by_count = such a list for each number of receivers",
        equal='"equal"',
        shares='"shares"',
    ),
}
"""What each of the keys means of which one is needed."""
_OTHERWISE = {
    "1 months": "month",
    "3 months": "quarter",
    "6 months": "half",
    "12 months": "year",
    "1 weeks": "week",
}
"""Spans that have a name of their own."""
SOME_OF: Mapping[str, tuple[str, ...]] = {"clamp": ("at_least", "at_most")}


def check_step(step: Step, above: Above, below: Above, references: References) -> None:
    """Check every name in a step against what stands above it.

    Two steps add to one another whichever is written first, so ``adds_to`` may name any step;
    ``below`` is what stands above the end of the regulation.
    """
    _check_forms(step, references)
    _check_short_names(step, references)
    _check_times(step, above, references)
    grounds = {"rows": above.rows(step), "claims": above.claims(step), "given": above.given(step)}
    if step.do == "require":
        check_requirement(step, grounds["rows"], references)
    for name, field in type(step).model_fields.items():
        value: Any = receiver_of(step) if name == "to" else getattr(step, name)
        keys: Keys = (field.alias or name,)
        if name in _SELECTIONS:
            check_selection(value, above, references, keys)
        elif name == "adds_to":
            check_selection(value, below, references, keys)
        elif name in _MEASURES or name == MEASURE_OF.get(step.do):
            _check_measures(value, references, keys)
        elif name in ("per", "groups", "match", "order", "reads"):
            _check_columns(name, value, step, grounds, references)
        else:
            _check(name, value, step, above, grounds, references, keys)


def _check(
    name: str,
    value: Any,
    step: Step,
    above: Above,
    grounds: Mapping[str, Ground],
    references: References,
    keys: Keys,
) -> None:
    """Check a key by what it holds, so that keys of plugins' verbs are checked as well."""
    if isinstance(value, (Join, Named, Compare, Test)):
        ground = grounds["claims"] if step.do == "convert" else grounds["rows"]
        check_condition(value, ground, above, references, keys)
    elif isinstance(value, Value):
        ground = grounds["given"] if name == "every" else grounds["rows"]
        check_value(value, ground, above, references, keys)
        if step.do not in ("award", "base") and any(
            isinstance(each, Ruling) for each in walk(value)
        ):
            what = msg("a ruling may only stand in what an award or a base gives")
            references.error(keys, "ruling-misplaced", what)
    elif isinstance(value, To):
        _check_receivers(value, grounds["rows"], references, keys)
    elif isinstance(value, On):
        _check_on(step, value, above, references, keys)
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            _check(name, each, step, above, grounds, references, (*keys, index))
    elif isinstance(value, Strict):
        for key, field in type(value).model_fields.items():
            here, part = (*keys, field.alias or key), getattr(value, key)
            if key in _SELECTIONS and isinstance(part, tuple):
                check_selection(part, above, references, here)
            else:
                _check(key, part, step, above, grounds, references, here)
    elif isinstance(value, dict):
        inner = {**grounds, "rows": grounds["given"]} if name in GIVES else grounds
        for key, each in value.items():
            if name in GIVES:
                references.measure(key, (*keys, key))
            _check(name, each, step, above, inner, references, (*keys, key))
        if name == "give" and not value and step.do != "rank":
            what = msg("a measure is needed, such as give.{measure} = 5", measure=_first(above))
            references.error(keys, "empty", what)


def _first(above: Above) -> str:
    return next(iter(above.agency.measures), "points")


def _check_measures(value: Any, references: References, keys: Keys) -> None:
    if isinstance(value, str):
        references.measure(value, keys)
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            references.measure(each, (*keys, index))


def _check_columns(
    name: str,
    value: Iterable[Any],
    step: Step,
    grounds: Mapping[str, Ground],
    references: References,
) -> None:
    """Check lists of columns.

    Columns that say which claims belong together must be there on all of them, since an empty one
    would put together what has nothing in common.
    """
    claims = grounds["claims"]
    for index, each in enumerate(value):
        here: Keys = (name, index)
        if name == "order":
            if isinstance(each, tuple) and each[0] in ("high", "low"):
                paths = references.paths(each[1], claims, (*here, each[0]))
                _check_types(paths, _ORDERING, references, (*here, each[0]))
            continue
        if name == "reads":
            # What a function of a plugin's is handed may be of any type.
            references.paths(each, grounds["rows"], here)
            continue
        if name in ("groups", "match"):
            paths = references.paths(each, grounds["rows"], here)
            _check_types(paths, _GROUPING, references, here)
            if name == "groups":
                continue
        if step.do == "convert" and (each == "unit" or (each == "person" and not _known(claims))):
            what = msg("what each receiver has is converted by itself already")
            references.error(here, "useless-key", what, msg("leave {name} out", name=each))
            continue
        if each in ("unit", "person"):
            # Every claim has a receiver, whatever its row.
            continue
        paths = references.paths(each, claims, here)
        _check_types(paths, _GROUPING, references, here)
        known = {path.table for path in paths} if paths else set()
        lacking = [r for r in claims.rows if paths and not _knows(claims, r, each)]
        if known and lacking:
            what = msg(
                "some claims of {step} stand on rows of {table}, which have no column {name}",
                step=step.id,
                table=", ".join(lacking),
                name=each,
            )
            references.error(here, "unknown-column", what)


def _check_types(
    paths: Iterable[Path], allowed: Iterable[ColumnType], references: References, keys: Keys
) -> None:
    """Check that columns are of a type by which rows can be told apart, or put in order."""
    for path in paths or ():
        if path.column.type not in allowed:
            what = msg(
                "{column} is a column of the type {type}, which cannot be used here",
                column=path.name,
                type=path.column.type.value,
            )
            known = ", ".join(each.value for each in allowed)
            references.error(keys, "wrong-type", what, msg("types that can: {types}", types=known))


def _known(claims: Ground) -> bool:
    """Whether claims stand on rows that know a person."""
    return not claims.rows or claims.path("person") is not None


def _knows(claims: Ground, row: str, name: str) -> bool:
    return Ground(claims.tables, (row,)).path(name) is not None


def _check_receivers(to: To, ground: Ground, references: References, keys: Keys) -> None:
    if to.members_of is not None:
        for path in references.paths(to.members_of, ground, (*keys, "members_of")):
            if path.column.type is not C.UNIT:
                what = msg("{column} is no column that holds a unit", column=to.members_of)
                references.error((*keys, "members_of"), "wrong-type", what)
        if to.role is not None:
            references.role(to.role, (*keys, "role"))
    for index, name in enumerate(to.paths):
        here = (*keys, index) if len(to.paths) > 1 else keys
        for path in references.paths(name, ground, here):
            if path.column.type not in _RECEIVERS:
                what = msg("{column} is no column that holds units or people", column=name)
                references.error(here, "wrong-type", what)


def _check_on(step: Step, on: On, above: Above, references: References, keys: Keys) -> None:
    tables = above.agency.tables
    left = above.results.get(on.results or "")
    if step.do == "exclude" and (on.table == "totals" or (left is not None and not left.day)):
        what = msg("only facts can be excluded, not what steps came to")
        how = msg("write of = [...] to exclude claims")
        references.error(keys, "no-facts", what, how)
    elif on.results is not None:
        name = on.results
        if name in above.results or name in above.broken:
            return
        if name in above.steps:
            what = msg("the step {name} leaves no results", name=name)
            how = msg("results are left by {verbs}", verbs=", ".join(LEAVES_RESULTS))
            references.error((*keys, "results"), "no-results", what, how)
        elif not references.claims_too_early(name, (*keys, "results")):
            what = msg("no step above is called {name}", name=name)
            hint = nearest(name, above.results)
            references.error((*keys, "results"), "unknown-step", what, hint)
    elif on.table != "totals" and on.table not in tables:
        hint = nearest(on.table, (*tables, "totals"))
        references.error(keys, "unknown-table", msg("no such table"), hint)
    elif on.table != "totals" and tables[on.table].day is None:
        what = msg("{table} is a roster and holds no facts", table=on.table)
        how = msg("write a base step, or on = {totals}", totals='"totals"')
        references.error(keys, "no-facts", what, how)


def _check_times(step: Step, above: Above, references: References) -> None:
    calendar = above.agency.calendar
    levels = calendar.levels()
    buckets = (*levels, *(window.id for window in calendar.windows), "period", "ever")
    if step.within not in buckets and several(step.within) is None:
        what = msg("{name} is no level of periods and no window", name=step.within)
        hint = nearest(_OTHERWISE.get(step.within, step.within), (*buckets, "2 months", "2 weeks"))
        references.error(("within",), "unknown-period", what, hint)
    if step.post is not None and step.post.removeprefix("next ") not in levels:
        posts = (*levels, *(f"next {level}" for level in levels))
        what = msg("{name} is no level of periods", name=step.post.removeprefix("next "))
        references.error(("post",), "unknown-period", what, nearest(step.post, posts))
    if getattr(step, "onward", None) is not None and above.rows(step).subjects:
        what = msg("only facts have a day from which it could hold")
        hint = msg("let the rows be facts, or say with within in which bucket all is voided")
        references.error(("onward",), "no-facts", what, hint)
    if getattr(step, "runs", 1) > 1 and step.within in ("period", "ever"):
        what = msg("runs needs a level in within, such as month")
        references.error(("within",), "unknown-period", what)
    on = getattr(step, "on", None)
    if step.dated_by is None or not isinstance(on, On) or on.table not in above.agency.tables:
        return
    for path in references.paths(step.dated_by, above.rows(step), ("dated_by",)):
        if path.column.type is not C.DAY:
            what = msg(
                "{column} is a column of the type {type}, not of days",
                column=step.dated_by,
                type=path.column.type.value,
            )
            references.error(("dated_by",), "wrong-type", what)


def _check_short_names(step: Step, references: References) -> None:
    """Result rows carry the columns of ``per`` by their last name, so no two may share it."""
    names = [last_name(name) for name in getattr(step, "per", ())]
    for index, name in enumerate(names):
        taken = name in names[:index] or name in ("unit", "day", "value")
        if step.do == "convert" and taken and step.per[index] != "unit":  # type: ignore[attr-defined]
            what = msg(
                "the result rows of {step} have another column {name}", step=step.id, name=name
            )
            hint = msg("derive a column of another name from it")
            references.error(("per", index), "name-taken", what, hint)


def _check_forms(step: Step, references: References) -> None:
    """Check keys of which one is needed."""

    def given(names: Iterable[str]) -> list[str]:
        return [name for name in names if getattr(step, name, None) not in (None, ())]

    one_of, some_of = ONE_OF.get(step.do, ()), SOME_OF.get(step.do, ())
    if one_of and len(given(one_of)) != 1:
        what = msg("one of {keys} is needed, and only one", keys=", ".join(one_of))
        references.error((), "step-forms", what, _MEANT[step.do])
    if some_of and not given(some_of):
        what = msg("one of {keys} is needed", keys=", ".join(some_of))
        references.error((), "step-forms", what)
    _check_across(step, references)
    check_targets(step, references)
    every = getattr(step, "every", None)
    if isinstance(every, Number) and every.value <= 0:
        references.error(("every",), "step-forms", msg("a number above 0 is needed"))
    if step.do == "weigh" and len(given(("full", "marks"))) == 1:
        what = msg("full and marks stand together")
        references.error((), "step-forms", what)


def _check_across(step: Step, references: References) -> None:
    """Measures can compete as one only where their amounts can be held against each other."""
    across: tuple[str, ...] = getattr(step, "across", ())
    if not across:
        return
    measures = references.agency.measures
    scales = {measures[name].scale for name in across if name in measures}
    orders: tuple[tuple[str, str], ...] = getattr(step, "order", ())
    by_amount = any(how in ("highest", "lowest", "heaviest", "lightest") for how, _ in orders)
    if len(scales) > 1 and (by_amount or getattr(step, "most", None) is not None):
        what = msg("measures of different decimals cannot be compared by amount")
        hint = msg("order them by a column, such as {order}", order='{ high = "tier" }')
        references.error(("across",), "across-scales", what, hint)
