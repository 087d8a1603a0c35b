"""Weaving: what several files say of one thing, put together; every part knows where it stands.

An agency that extends another takes over its keys and editions.  A scale that an edition replaces
takes along the rules that refer to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import ValidationError

from gov_comms.config.reading import Document, Home, home_of
from gov_comms.config.report import Report
from gov_comms.config.shape import EditionShape
from gov_comms.errors import Severity
from gov_comms.language.faults import Keys, nearest
from gov_comms.messages import msg

Entry = tuple[Mapping[str, Any], Home]
"""A table of a list of tables, and where it is written."""
Lists = dict[str, list[Entry]]

_LISTS = ("scale", "derive", "step", "ban")
"""The lists of an edition, whose tables are known by their id, or by what they derive."""
_NAMED_BY: Mapping[str, tuple[str, ...]] = {"derive": ("on", "name")}
_WHOLE = ("name",)
"""Tables of an agency that are one text, and are taken whole."""
_BY_TWO = ("columns",)
"""Tables of an agency whose entries have a name of two parts."""
_ROSTERS = ("unit", "person")
"""Rosters that take the place of the others whole, as those of a workbook do; people go with units.
"""


def agency_over(base: Document, own: Document) -> Document:
    """The keys of both files; what ``own`` writes takes the place of what ``base`` has."""
    data: dict[str, Any] = {}
    homes: dict[Keys, Home] = {}
    left_out = ("extends", *(("person",) if "unit" in own.data else ()))
    names = dict.fromkeys((*(key for key in base.data if key not in left_out), *own.data))
    names.pop("extends", None)
    for key in names:
        left, right = base.data.get(key), own.data.get(key)
        if key not in own.data:
            data[key], homes[key,] = left, home_of(base, (key,))
        elif _have_ids(left) and _have_ids(right) and key not in _ROSTERS:
            entries = _replaced(_entries(base, key), _entries(own, key), ("id",))
            data[key] = [raw for raw, _ in entries]
            homes |= {(key, index): home for index, (_, home) in enumerate(entries)}
        elif isinstance(left, Mapping) and isinstance(right, Mapping) and key not in _WHOLE:
            depth = 2 if key in _BY_TWO else 1
            data[key] = _tables_over(base, left, right, (key,), depth, homes)
        else:
            data[key] = right
    return replace(own, data=data, homes=homes)


def _have_ids(raw: object) -> bool:
    return isinstance(raw, list) and all(isinstance(e, Mapping) and "id" in e for e in raw)


def _tables_over(
    base: Document,
    left: Mapping[str, Any],
    right: Mapping[str, Any],
    keys: Keys,
    depth: int,
    homes: dict[Keys, Home],
) -> dict[str, Any]:
    """The entries of two tables, those of ``right`` where both have one."""
    found = {**left, **right}
    for key, each in left.items():
        here = (*keys, key)
        if key not in right:
            homes[here] = home_of(base, here)
        elif depth > 1 and isinstance(each, Mapping) and isinstance(right[key], Mapping):
            found[key] = _tables_over(base, each, right[key], here, depth - 1, homes)
    return found


def editions_over(layers: Sequence[Sequence[Document]], report: Report) -> list[Document]:
    """The editions of an agency and of those it extends, the lowest first, by their days.

    Files of one day become one edition.  The shape of every file is known to be right.
    """
    dated = [
        (document.data["from"], layer, document)
        for layer, documents in enumerate(layers)
        for document in documents
    ]
    dated.sort(key=lambda each: (each[0], each[1], each[2].file))
    while dated and any(layers[: dated[0][1]]):
        what = msg("this edition starts before the first one of what the agency extends")
        report.add(dated.pop(0)[2], ("from",), "before-base", what)
    _check_bans(dated, report)
    _check_replaced_again(dated, report)
    _check_unused(dated, layers[-1], report)
    woven: list[tuple[date, int, Document]] = []
    for day, layer, document in _without_vain_repeals(dated):
        if woven and woven[-1][0] == day and woven[-1][1] < layer:
            document = _edition_over(woven.pop()[2], document, not woven, report)
        woven.append((day, layer, document))
    return list(_with_users_of_scales(document for *_, document in woven))


def is_sound(document: Document) -> bool:
    """Whether an edition's file has the shape of one, so that it can be woven."""
    try:
        EditionShape.model_validate(document.data)
    except ValidationError:
        return False
    return True


def _edition_over(base: Document, own: Document, first: bool, report: Report) -> Document:
    """Two files of one day as one edition: steps of ``own`` replace those of the same id.

    In the first edition new steps are put where they stand; in a later one `merged` does so.
    """
    lists: Lists = {
        key: _replaced(_entries(base, key), _entries(own, key), _NAMED_BY.get(key, ("id",)))
        for key in _LISTS
    }
    gone = own.data.get("repeals", [])
    written = {raw.get("id"): raw for raw, _ in _entries(base, "step")}
    bans = {raw.get("id") for raw, _ in _entries(base, "ban")}
    repeals: list[tuple[str, Home]] = [
        (name, home_of(base, ("repeals", index)))
        for index, name in enumerate(base.data.get("repeals", ()))
    ]
    for index, name in enumerate(gone):
        new = name in written and (first or "after" in written[name])
        if not new and name not in bans:
            repeals.append((name, (own, ("repeals", index))))
    for key in ("step", "ban"):
        lists[key] = [entry for entry in lists[key] if entry[0].get("id") not in gone]
    if first:
        lists["step"] = list(_placed(lists["step"], own, report))
    return _document(own, lists, repeals)


def _placed(entries: Sequence[Entry], own: Document, report: Report) -> Iterable[Entry]:
    """The steps of a first edition, where each new one stands behind the step that it names."""
    placed: list[Entry] = []
    behind: dict[str, int] = {}
    for raw, home in entries:
        after = raw.get("after")
        ids = [each.get("id") for each, _ in placed]
        if after is None or home[0] is not own:
            placed.append((raw, home))
        elif after in ids:
            behind[after] = behind.get(after, 0) + 1
            placed.insert(ids.index(after) + behind[after], (_without_after(raw), home))
        else:
            what = msg("no step {name} stands in the editions before this one", name=after)
            report.add(
                own, (*home[1], "after"), "unknown-step", what, nearest(after, map(str, ids))
            )
    return placed


def _entries(document: Document, key: str) -> list[Entry]:
    tables = enumerate(document.data.get(key, ()))
    return [(raw, home_of(document, (key, index))) for index, raw in tables]


def _replaced(base: Sequence[Entry], own: Sequence[Entry], names: Sequence[str]) -> list[Entry]:
    """The entries of both; those of a name that ``own`` has stand where the first of them stood."""

    def name_of(entry: Entry) -> tuple[str, ...]:
        return tuple(str(entry[0].get(name)) for name in names)

    ours: dict[tuple[str, ...], list[Entry]] = {}
    for entry in own:
        ours.setdefault(name_of(entry), []).append(entry)
    found: list[Entry] = []
    for entry in base:
        found += ours.pop(name_of(entry), []) if name_of(entry) in _names(own, names) else [entry]
    return [*found, *(entry for entries in ours.values() for entry in entries)]


def _names(entries: Sequence[Entry], names: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(str(raw.get(name)) for name in names) for raw, _ in entries}


def _document(own: Document, lists: Lists, repeals: Sequence[tuple[str, Home]]) -> Document:
    """A file whose lists were put together."""
    homes: dict[Keys, Home] = {}
    data = dict(own.data)
    for key, entries in lists.items():
        data[key] = [raw for raw, _ in entries]
        homes |= {(key, index): home for index, (_, home) in enumerate(entries)}
    data["repeals"] = [name for name, _ in repeals]
    homes |= {("repeals", index): home for index, (_, home) in enumerate(repeals)}
    return replace(own, data=data, homes={k: h for k, h in homes.items() if h != (own, k)})


def _with_users_of_scales(documents: Iterable[Document]) -> Iterator[Document]:
    """Each edition, and with a scale that it replaces the rules of earlier ones that use it."""
    standing: dict[str, dict[str, Entry]] = {"scale": {}, "derive": {}, "step": {}}
    for document in documents:
        own = {
            key: {_id(key, raw): (raw, home) for raw, home in _entries(document, key)}
            for key in standing
        }
        for name in document.data.get("repeals", ()):
            standing["step"].pop(name, None)
        replaced = set(own["scale"]) & set(standing["scale"])
        standing["scale"] |= own["scale"]
        replaced = _leading_to(replaced, standing["scale"])
        lists: Lists = {key: _entries(document, key) for key in ("derive", "step")}
        for key, entries in lists.items():
            for name, (raw, home) in standing[key].items():
                if name not in own[key] and _mentions(raw, replaced):
                    entries.append((_without_after(raw), home))
            standing[key] |= own[key]
        if replaced:
            repeals = [
                (name, home_of(document, ("repeals", index)))
                for index, name in enumerate(document.data.get("repeals", ()))
            ]
            lists |= {key: _entries(document, key) for key in ("scale", "ban")}
            document = _document(document, lists, repeals)
        yield document


def _id(key: str, raw: Mapping[str, Any]) -> str:
    return "\0".join(str(raw.get(name)) for name in _NAMED_BY.get(key, ("id",)))


def _leading_to(names: set[str], scales: Mapping[str, Entry]) -> set[str]:
    """Some scales and all those that refer to them."""
    while True:
        wider = names | {name for name, (raw, _) in scales.items() if _mentions(raw, names)}
        if wider == names:
            return names
        names = wider


def _mentions(raw: object, scales: set[str]) -> bool:
    """Whether a rule refers to one of some scales."""
    if isinstance(raw, Mapping):
        named = raw.get("scale")
        return (isinstance(named, str) and named in scales) or any(
            _mentions(each, scales) for each in raw.values()
        )
    return isinstance(raw, list) and any(_mentions(each, scales) for each in raw)


def _without_after(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    return {key: value for key, value in raw.items() if key != "after"}


def _without_vain_repeals(
    dated: Sequence[tuple[date, int, Document]],
) -> Iterator[tuple[date, int, Document]]:
    """The editions; those of what is extended no longer repeal what the agency has repealed."""
    gone: dict[str, int] = {}
    for day, layer, document in dated:
        names = list(enumerate(document.data.get("repeals", ())))
        kept = [(i, name) for i, name in names if gone.get(name, layer) <= layer]
        if len(kept) < len(names):
            homes: dict[Keys, Home] = {
                ("repeals", at): (document, ("repeals", index))
                for at, (index, _) in enumerate(kept)
            }
            data = {**document.data, "repeals": [name for _, name in kept]}
            document = replace(document, data=data, homes=homes)
        gone |= {name: layer for _, name in kept}
        yield day, layer, document


def _check_bans(dated: Sequence[tuple[date, int, Document]], report: Report) -> None:
    """A ban binds whoever extends the agency: it cannot be replaced or repealed there."""
    stated = {
        raw.get("id"): (layer, document.file)
        for _, layer, document in reversed(dated)
        for raw in document.data.get("ban", ())
    }
    for _, layer, document in dated:
        named: list[tuple[object, Keys]] = [
            (raw.get("id"), ("ban", index, "id"))
            for index, raw in enumerate(document.data.get("ban", ()))
        ]
        named += [(n, ("repeals", i)) for i, n in enumerate(document.data.get("repeals", ()))]
        for name, keys in named:
            if name in stated and stated[name][0] < layer:
                what = msg("the ban {id} of {file} binds here", id=name, file=stated[name][1])
                report.add(document, keys, "ban-binds", what, msg("take this out"))


def _check_replaced_again(dated: Sequence[tuple[date, int, Document]], report: Report) -> None:
    """Say where a later edition of what is extended replaces a step that the agency had changed."""
    last: dict[str, tuple[int, Document]] = {}
    for _, layer, document in dated:
        for index, raw in enumerate(document.data.get("step", ())):
            name = raw.get("id")
            if name in last and last[name][0] > layer:
                what = msg("this replaces {id} as {file} has it", id=name, file=last[name][1].file)
                hint = msg("write it into a new edition of {file} too", file=last[name][1].file)
                keys = ("step", index, "id")
                report.add(document, keys, "replaced-again", what, hint, Severity.WARNING)
            last[str(name)] = layer, document


def _check_unused(
    dated: Sequence[tuple[date, int, Document]], own: Sequence[Document], report: Report
) -> None:
    """Say which scales of the agency itself no rule refers to, so that nothing checks them."""
    rules = [raw for *_, each in dated for key in _LISTS for raw, _ in _entries(each, key)]
    for document in own:
        for index, raw in enumerate(document.data.get("scale", ())):
            name = raw.get("id")
            if isinstance(name, str) and not any(_mentions(rule, {name}) for rule in rules):
                what = msg("no rule refers to the scale {id}", id=name)
                keys = ("scale", index, "id")
                report.add(document, keys, "unused-scale", what, severity=Severity.WARNING)
