"""What may stand under ``[settings.PLUGIN]``, by the shapes of an agency's own plugins."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gov_comms.config.schemas.grammar import Schema, closed, ref
from gov_comms.config.schemas.shapes import shape_schemas, short
from gov_comms.config.schemas.tells import Teller
from gov_comms.plugins import Plugins


def settings_schema(plugins: Plugins, teller: Teller) -> tuple[Schema, dict[str, Schema]]:
    """The table ``settings`` of an agency, and what stands in it.

    A plugin that is not installed may be set in any way; one without a shape in none.
    """
    tables: dict[str, Schema] = {name: {"type": "object"} for name in plugins.absent}
    found: dict[str, Schema] = {}
    for name, given in plugins.settings.items():
        made = shape_schemas(type(given), teller)
        # Two plugins may have shapes of one name.
        prefix = f"settings.{name}."
        found |= {f"{prefix}{each}": _prefixed(one, prefix, made) for each, one in made.items()}
        tables[name] = ref(f"{prefix}{short(type(given).__name__)}")
    return closed(tables), found


def _prefixed(schema: Any, prefix: str, names: Iterable[str]) -> Any:
    """A schema whose references to some definitions have them under longer names."""
    if isinstance(schema, list):
        return [_prefixed(each, prefix, names) for each in schema]
    if not isinstance(schema, dict):
        return schema
    named = str(schema.get("$ref", "")).rpartition("/")[2]
    if named in names:
        return ref(f"{prefix}{named}")
    return {key: _prefixed(each, prefix, names) for key, each in schema.items()}
