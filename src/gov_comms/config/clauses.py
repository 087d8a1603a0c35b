"""The table of clauses: ``clauses.toml``, read and held against what the config says and proves.

A row that says more than is there is refused: its keys must stand in the config and cite it, its
cases must exist and name it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field

from gov_comms.clauses import Clause, ClauseTable, Ground, Kind, Mark, clause_ids
from gov_comms.config.reading import AGENCY_FILE, CASES, CLAUSES_FILE, REGULATIONS, Document
from gov_comms.config.report import Report
from gov_comms.config.shape import Flag
from gov_comms.language.faults import Keys, nearest
from gov_comms.language.step import Strict
from gov_comms.messages import Message, msg

Documents = Mapping[str, Document]
_CITING = ("step", "ban", "role", "chain", "distribution", "release", "duty", "evidence")
"""The lists whose elements cite a clause."""
_NEEDED: Mapping[Mark, tuple[str, ...]] = {
    "runs": ("keys", "cases"),
    "duty": ("keys",),
    "fact": (),
    "left out": ("ground", "reason"),
    "not a rule": ("reason",),
}
_ALLOWED: Mapping[Mark, tuple[str, ...]] = {
    "runs": ("keys", "cases"),
    "duty": ("keys", "cases", "enforced"),
    "fact": ("keys", "cases"),
    "left out": ("ground", "reason"),
    "not a rule": ("reason",),
}


class ClauseShape(Strict):
    """``[[clause]]``"""

    id: str = Field(min_length=1)
    kind: Kind
    text: str = Field(min_length=1)
    mark: Mark
    keys: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    enforced: Flag = False
    ground: Ground | None = None
    reason: str = ""
    note: str = ""


class ClauseTableShape(Strict):
    """``clauses.toml``; rows are checked one by one."""

    source: str = Field(min_length=1)
    clause: tuple[dict[str, Any], ...] = Field(min_length=1)


def read_clauses(documents: Documents, report: Report) -> ClauseTable | None:
    """The agency's table of clauses; None where it has none or its shape is wrong."""
    document = documents.get(CLAUSES_FILE)
    if document is None:
        return None
    table = report.read(ClauseTableShape, document.data, document)
    if table is None:
        return None
    main = documents.get(AGENCY_FILE)
    source = main.data.get("source") if main is not None else None
    if source is not None and source != table.source:
        what = msg("agency.toml says {source}", source=source)
        report.add(document, ("source",), "clause-source", what)
    clauses: list[Clause] = []
    for index, raw in enumerate(table.clause):
        keys: Keys = ("clause", index)
        shape = report.read(ClauseShape, raw, document, keys)
        if shape is None:
            continue
        place = report.places.of(document, keys)
        fields = {name: getattr(shape, name) for name in type(shape).model_fields}
        clause = Clause(place=place, **fields)
        for where, code, what, hint in _faults(clause, table.source, clauses, documents):
            report.add(document, (*keys, *where), code, what, hint)
        clauses.append(clause)
    known = [str(raw.get("id")) for raw in table.clause]
    _check_citations(table.source, known, documents, report)
    return ClauseTable(table.source, tuple(clauses))


_Fault = tuple[Keys, str, Message, Message | None]


def _faults(
    clause: Clause, source: str, above: list[Clause], documents: Documents
) -> Iterator[_Fault]:
    """Everything wrong with one row."""
    if not clause.id.startswith(f"{source}-"):
        what = msg("a clause of {source} is called {source}-01 and so on", source=source)
        yield ("id",), "clause-id", what, None
    if clause.id in (each.id for each in above):
        yield ("id",), "name-taken", msg("the name {name} is taken", name=clause.id), None
    needed = list(_NEEDED[clause.mark])
    if clause.enforced and clause.mark == "duty":
        needed.append("cases")
    for name in needed:
        if not getattr(clause, name):
            what = msg("a clause marked {mark} needs {name}", mark=clause.mark, name=name)
            yield (name,), "missing-key", what, None
    for name in ("keys", "cases", "enforced", "ground", "reason"):
        if getattr(clause, name) and name not in _ALLOWED[clause.mark]:
            what = msg("a clause marked {mark} has no {name}", mark=clause.mark, name=name)
            yield (name,), "useless-key", what, msg("remarks stand under note")
    for index, key in enumerate(clause.keys):
        yield from _key_faults(clause, key, ("keys", index), documents)
    for index, name in enumerate(clause.cases):
        yield from _case_faults(clause, name, ("cases", index), documents)


def _key_faults(clause: Clause, key: str, where: Keys, documents: Documents) -> Iterator[_Fault]:
    found = [
        part
        for name, document in documents.items()
        if name == AGENCY_FILE or name.startswith(REGULATIONS)
        for part in _parts(document.data, key)
    ]
    if not found:
        what = msg("nothing in the config is called {key}", key=key)
        yield where, "unknown-key", what, msg("write step.ID, role.ID, outlet.ID, words.LIST …")
        return
    cited = [part["clause"] for part in found if isinstance(part, Mapping) and "clause" in part]
    if cited and not any(clause.id in _ids(each) for each in cited):
        what = msg("{key} cites {cited}", key=key, cited=", ".join(dict.fromkeys(map(str, cited))))
        hint = msg("name this clause in its clause, too: {example}", example="S001-02-04、05 …")
        yield where, "not-cited", what, hint


def _case_faults(clause: Clause, name: str, where: Keys, documents: Documents) -> Iterator[_Fault]:
    document = documents.get(f"{CASES}{name}.toml")
    if document is None:
        names = [
            each.removeprefix(CASES).removesuffix(".toml")
            for each in documents
            if each.startswith(CASES)
        ]
        what = msg("there is no case {name}", name=name)
        yield where, "unknown-case", what, nearest(name, names)
        return
    cited = document.data.get("clauses", ())
    if not any(clause.id in _ids(each) for each in cited):
        what = msg("this case does not name {clause}", clause=clause.id)
        yield where, "not-cited", what, msg("add it to clauses in {file}", file=document.file)


def _check_citations(source: str, known: list[str], documents: Documents, report: Report) -> None:
    """Note every citation of a clause of the source that the table does not have."""
    for document in documents.values():
        for keys, citation in _citations(document.data):
            for name in _ids(citation):
                if name.startswith(f"{source}-") and name not in known:
                    what = msg("{clause} is not in {file}", clause=name, file=CLAUSES_FILE)
                    report.add(document, keys, "unknown-clause", what, nearest(name, known))


def _citations(data: Mapping[str, Any]) -> Iterator[tuple[Keys, Any]]:
    for name in _CITING:
        for index, part in enumerate(data.get(name, ())):
            if isinstance(part, Mapping) and "clause" in part:
                yield (name, index, "clause"), part["clause"]
    for index, citation in enumerate(data.get("clauses", ())):
        yield ("clauses", index), citation


def _ids(citation: Any) -> tuple[str, ...]:
    """The clauses that something which may be a citation names."""
    return clause_ids(citation) if isinstance(citation, str) and citation.strip() else ()


def _parts(data: Any, key: str) -> Iterator[Any]:
    """What stands in data under a dotted key; elements of a list go by their id or name."""
    if not key:
        if data not in ({}, []):
            yield data
    elif isinstance(data, Mapping):
        for name, inner in data.items():
            if key == name or key.startswith(f"{name}."):
                yield from _parts(inner, key[len(name) + 1 :])
    elif isinstance(data, list):
        for part in data:
            name = part.get("id", part.get("name")) if isinstance(part, Mapping) else part
            if isinstance(name, str) and (key == name or key.startswith(f"{name}.")):
                yield from _parts(part, key[len(name) + 1 :])
