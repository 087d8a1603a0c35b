"""A schema for each kind of file of an agency, for editors that complete and underline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gov_comms.config.bulletins import ROSTER
from gov_comms.config.clauses import ClauseShape, ClauseTableShape
from gov_comms.config.closing import AppealShape, PayShape
from gov_comms.config.evidence import EvidenceShape
from gov_comms.config.expected import EXPECTED, ActShape, CaseShape
from gov_comms.config.ground import GIVES, MEASURE_OF
from gov_comms.config.opening import Opened
from gov_comms.config.procedure import (
    ChainShape,
    DistributionShape,
    DutyShape,
    ReleaseShape,
    RoleShape,
)
from gov_comms.config.schemas.grammar import TEXT, Schema, closed, grammar, listed, ref, words
from gov_comms.config.schemas.own import OwnWords
from gov_comms.config.schemas.rows import row_schema
from gov_comms.config.schemas.settings import settings_schema
from gov_comms.config.schemas.shapes import (
    described,
    shape_schemas,
    short,
    with_properties,
    without_required,
)
from gov_comms.config.schemas.tells import Teller
from gov_comms.config.shape import (
    AgencyShape,
    DefaultsShape,
    EditionShape,
    ScaleShape,
)
from gov_comms.config.steps import ONE_OF, SOME_OF
from gov_comms.language.step import FORMS, Ban, Derive
from gov_comms.language.value import ROUNDINGS
from gov_comms.plugins import Plugins, Verb, open_plugins

_LISTED = (RoleShape, ChainShape, DistributionShape, ReleaseShape, DutyShape, EvidenceShape)
"""The lists of tables in which an agency says who does what."""
KINDS = ("agency", "edition", "case", "clauses")
"""The kinds of file, by the names of their schemas."""
DRAFT = "http://json-schema.org/draft-04/schema#"
ROSTERS = ("outlet", "unit", "person")
_LISTS_OF_MEASURES = ("measures", "across", "then")
_AMOUNTS = ("total", "amount", "required", "actual", "missing", "excess", "value")


def schemas(language: str, opened: Opened | None = None) -> dict[str, Schema]:
    """The schema of every kind of file, told in ``language``.

    For an agency its words, measures, outlets and tables are closed, and its plugins' verbs and
    settings known.
    """
    teller = Teller(language)
    own = OwnWords(opened.agency if opened else None)
    plugins = opened.plugins if opened else open_plugins()
    verbs = plugins.verbs
    shared = {**grammar(teller, own.tests(teller)), **own.definitions(teller)}
    made = {
        "agency": _agency(own, plugins if opened else None, teller),
        "edition": _edition(verbs, teller),
        "case": _case(own, teller),
        "clauses": _clauses(teller),
    }
    return {
        kind: {"$schema": DRAFT, **whole, "definitions": _used(whole, {**shared, **further})}
        for kind, (whole, further) in made.items()
    }


def _agency(
    own: OwnWords, plugins: Plugins | None, teller: Teller
) -> tuple[Schema, dict[str, Schema]]:
    found = shape_schemas(AgencyShape, teller)
    rosters = {
        name: listed(row_schema(own.tables()[name], own, teller, exact=True)) for name in ROSTERS
    }
    parts: dict[str, Schema] = {}
    for shape in _LISTED:
        found |= shape_schemas(shape, teller)
        parts[short(shape.__name__)] = listed(ref(short(shape.__name__)))
    found |= shape_schemas(AppealShape, teller) | shape_schemas(PayShape, teller)
    found["pay"] = with_properties(found["pay"], {"measure": ref("measureName")})
    parts |= {"appeal": ref("appeal"), "pay": listed(ref("pay"))}
    rows = {"anyOf": [ref("measureName"), words((ROSTER,))]}
    shown = {"measures": listed(ref("measureName")), "order": rows}
    bulletin = with_properties(found["bulletin"], shown)
    named = dict.fromkeys(("measure", "of"), ref("measureName"))
    found["bulletinColumn"] = with_properties(found["bulletinColumn"], named)
    if plugins is not None:
        parts["settings"], shapes = settings_schema(plugins, teller)
        found |= shapes
    agency = with_properties(found.pop("agency"), {**rosters, **parts})
    return _or_extends(agency), {**found, "bulletin": bulletin}


def _or_extends(agency: Schema) -> Schema:
    """What is required may be left to the agency on which this one rests."""
    needed = agency["required"]
    open_one = without_required(agency, needed)
    return {**open_one, "anyOf": [{"required": needed}, {"required": ["extends"]}]}


def _clauses(teller: Teller) -> tuple[Schema, dict[str, Schema]]:
    found = {**shape_schemas(ClauseTableShape, teller), **shape_schemas(ClauseShape, teller)}
    rows = {"clause": listed(ref("clause"), 1)}
    return with_properties(found.pop("clauseTable"), rows), found


def _edition(verbs: Mapping[str, Verb], teller: Teller) -> tuple[Schema, dict[str, Schema]]:
    found = shape_schemas(EditionShape, teller)
    further = {**found, **shape_schemas(Derive, teller), "defaults": _defaults(teller)}
    further["derive"] |= {"oneOf": [{"required": [form]} for form in FORMS]}
    for verb in verbs.values():
        further |= _step(verb, teller)
    steps = {"oneOf": [ref(f"step.{name}") for name in verbs]}
    scale = shape_schemas(ScaleShape, teller)["scale"]
    further["scale"] = with_properties(scale, {"give": ref("value"), "rest": ref("value")})
    further |= shape_schemas(Ban, teller)
    lists = {name: listed(ref(name)) for name in ("derive", "scale", "ban")}
    parts = {**lists, "step": listed(steps)}
    return with_properties(further.pop("edition"), parts), further


def _defaults(teller: Teller) -> Schema:
    schema = shape_schemas(DefaultsShape, teller)["defaults"]
    told = {key: teller.tell("step", key) for key in schema["properties"]}
    holds = {"to": ref("to"), "rounding": words(ROUNDINGS)}
    properties = {key: described(holds.get(key, TEXT), text) for key, text in told.items()}
    return {**schema, "properties": properties}


def _step(verb: Verb, teller: Teller) -> dict[str, Schema]:
    """The steps of one verb, and what stands in them; ``[defaults]`` may give what it lacks."""
    made = shape_schemas(verb.shape, teller)
    step = made.pop(short(verb.shape.__name__))
    step = without_required(step, DefaultsShape.model_fields)
    step = with_properties(step, _measures(verb, step["properties"]))
    step["properties"] = {
        key: described(each, each.get("description", "") or teller.tell(verb.name, "step", key))
        for key, each in step["properties"].items()
    }
    step |= _choices(verb)
    step["properties"]["do"] = {"enum": [verb.name], "description": _summary(verb, teller)}
    return {f"step.{verb.name}": step, **made}


def _choices(verb: Verb) -> Schema:
    """Of some keys a step has exactly one, or at least one."""
    one, some = ONE_OF.get(verb.name), SOME_OF.get(verb.name)
    if one:
        return {"oneOf": [{"required": [key]} for key in one]}
    return {"anyOf": [{"required": [key]} for key in some]} if some else {}


def _summary(verb: Verb, teller: Teller) -> str:
    return f"{verb.name}: {verb.summary.text(teller.language)}"


def _measures(verb: Verb, properties: Mapping[str, Any]) -> dict[str, Schema]:
    """The keys of a step that hold measures."""
    one = [key for key in ("measure", MEASURE_OF.get(verb.name)) if key]
    return {
        **{key: ref("measureName") for key in one if key in properties},
        **{key: listed(ref("measureName")) for key in _LISTS_OF_MEASURES if key in properties},
        **{key: ref("gives") for key in GIVES if key in properties},
    }


def _case(own: OwnWords, teller: Teller) -> tuple[Schema, dict[str, Schema]]:
    language = teller.language
    found = shape_schemas(CaseShape, teller)
    further: dict[str, Schema] = {}
    kinds = {"problems": listed(TEXT)}
    for kind, shape in EXPECTED.items():
        name = short(shape.__name__)
        made = shape_schemas(shape, teller)
        holds = dict.fromkeys(_AMOUNTS, ref("amount")) | {"measure": ref("measureName")}
        further |= {**made, name: with_properties(made[name], holds)}
        kinds[kind] = listed(ref(name))
    expect = closed({k: described(each, teller.tell("expect", k)) for k, each in kinds.items()})
    acts = shape_schemas(ActShape, teller)
    further |= acts
    parts = {"expect": {**expect, "minProperties": 1}, "act": listed(ref("act"))}
    case = with_properties(found.pop("case"), parts)
    rows = {
        table.plural: described(
            listed(row_schema(table, own, teller, exact=False)), table.name.text(language)
        )
        for table in own.tables().values()
    }
    case["properties"] = {**case["properties"], **rows}
    if own.agency is None:
        # An agency's own tables have plurals that nobody knows here.
        case["additionalProperties"] = listed({"type": "object"})
    else:
        case["additionalProperties"] = False
    return case, {**found, **further}


def _used(whole: Schema, definitions: Mapping[str, Schema]) -> dict[str, Schema]:
    """The definitions that a schema refers to, and those that they refer to, in their order."""
    wanted: set[str] = set()
    waiting = set(_names(whole))
    while waiting:
        name = waiting.pop()
        wanted.add(name)
        waiting |= set(_names(definitions[name])) - wanted
    return {name: each for name, each in definitions.items() if name in wanted}


def _names(schema: Any) -> list[str]:
    """The definitions to which a schema refers."""
    if isinstance(schema, list):
        return [name for each in schema for name in _names(each)]
    if not isinstance(schema, Mapping):
        return []
    if isinstance(schema.get("$ref"), str):
        return [schema["$ref"].rpartition("/")[2]]
    return [name for each in schema.values() for name in _names(each)]
