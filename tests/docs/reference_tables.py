"""The reference's tables of columns, as the code has them."""

from __future__ import annotations

from gov_comms.kinds import BUILT_IN, FACTS
from gov_comms.language.names import NameAmbiguous, NameUnknown, known, resolve
from gov_comms.model import Column, Table


def headings() -> list[str]:
    """The heading under which each built-in table stands."""
    return [f"{each.id} {each.name.zh}" for each in BUILT_IN.values()]


def column_rows(table: Table) -> list[list[str]]:
    """The rows that the reference has for a table's columns."""
    return [_row(column) for column in table.columns]


def _row(column: Column) -> list[str]:
    kind = column.type.value
    if column.type.value in ("number", "numbers"):
        kind = f"{kind}, {column.scale} decimals"
    needed = "worked out" if column.computed else "yes" if column.required else ""
    words = f"`{column.words}`" if column.words else ""
    also = "、".join(column.aliases)
    return [f"`{column.id}`", kind, column.name.zh, also, column.name.en, needed, words]


def unclear_names(table: str) -> dict[str, tuple[str, ...]]:
    """The short names that are ambiguous on rows of a table, with the ways to say which."""
    found: dict[str, tuple[str, ...]] = {}
    names = dict.fromkeys(column.id for each in BUILT_IN.values() for column in each.columns)
    for name in names:
        try:
            resolve(BUILT_IN, table, name)
        except NameAmbiguous as unclear:
            found[name] = unclear.paths
        except NameUnknown:
            continue
    return found


def fact_tables() -> list[str]:
    """The built-in tables of facts."""
    return [table.id for table in FACTS]


def near_names(table: str) -> tuple[str, ...]:
    """The names that hints offer on rows of a table."""
    return known(BUILT_IN, table)


if __name__ == "__main__":  # prints the tables anew, to be pasted into the reference
    import sys

    for each, heading in zip(BUILT_IN.values(), headings(), strict=True):
        lines = [
            f"### {heading}",
            "",
            "| column | type | 中文表头 | also read | English heading | needed | list |",
        ]
        lines += ["|---|---|---|---|---|---|---|"]
        lines += ["|" + "".join(f" {c} |" if c else " |" for c in row) for row in column_rows(each)]
        sys.stdout.write("\n".join(lines) + "\n\n")
    for name in fact_tables():
        unclear = unclear_names(name)
        said = "; ".join(
            f"`{n}`: {', '.join(f'`{w}`' for w in ways)}" for n, ways in unclear.items()
        )
        sys.stdout.write(f"| `{name}` | {said or 'none'} |\n")
