"""The guide on the first sheet of a template: what each column means and what it may hold."""

from __future__ import annotations

from collections.abc import Iterator

from gov_comms.facts.cells import cell_text
from gov_comms.facts.sheets import EXAMPLES
from gov_comms.kinds import REFERENCES
from gov_comms.messages import Message, msg
from gov_comms.model import Agency, Column, ColumnType

C = ColumnType
_SAID = 60
"""How many allowed values are written out."""


def yes(language: str) -> str:
    """The word for yes in a cell."""
    return "是" if language == "zh-CN" else "yes"


def no(language: str) -> str:
    """The word for no in a cell."""
    return "否" if language == "zh-CN" else "no"


def guide_lines(agency: Agency, language: str) -> Iterator[str | tuple[str, ...]]:
    """Lines of text, then a row for each column: sheet, heading, needed, format, values."""
    for line in _introduction():
        yield line.text(language)
    yield ""
    yield tuple(
        heading.text(language)
        for heading in (
            msg("Sheet"),
            msg("Column"),
            msg("Needed"),
            msg("What to write"),
            msg("Allowed values"),
        )
    )
    for table in agency.tables.values():
        for column in table.columns:
            if not column.computed:
                yield (
                    table.name.text(language),
                    column.name.text(language),
                    yes(language) if column.required else "",
                    _format(agency, column).text(language),
                    _values(agency, column, language),
                )


def _introduction() -> tuple[Message, ...]:
    return (
        msg("One row for each record. Columns with a red heading must be filled in."),
        msg(
            "Grey rows are examples. Rows whose first cell begins with {zh} or {en} are not read.",
            zh=EXAMPLES[0],
            en=EXAMPLES[1],
        ),
        msg("Sheets and columns that are not needed may stay empty or be deleted."),
        msg("A list of units, people or outlets filled in here replaces that of the agency."),
        msg("Several names in one cell are separated by 、 or a comma."),
    )


def _format(agency: Agency, column: Column) -> Message:
    if column.type is C.ID:
        return msg("a number or name that no other row of this sheet has")
    if column.type is C.COUNT:
        return msg("a whole number")
    if column.type is C.NUMBER:
        return msg("a number with at most {scale} decimals", scale=column.scale)
    if column.type is C.NUMBERS:
        return msg("several numbers, in the order of the names they belong to")
    if column.type is C.DAY:
        return msg("a day such as {example}", example="2014-03-05")
    if column.type is C.MOMENT:
        return msg("a day and a time such as {example}", example="2014-03-05 09:30")
    if column.type is C.FLAG:
        return msg("yes or no")
    if column.type is C.WORD:
        closed = column.words in agency.words
        return (
            msg("one of the allowed values") if closed else msg("one word, spelled alike each time")
        )
    if column.type is C.WORDS:
        return msg("one or several words")
    if column.type in REFERENCES:
        return _reference(column)
    return msg("any text")


def _reference(column: Column) -> Message:
    kind = REFERENCES[column.type]
    several = column.type in (C.UNITS, C.PEOPLE)
    if kind == "unit":
        return msg("one or several listed units") if several else msg("a listed unit")
    if kind == "person":
        return msg("one or several people") if several else msg("a person")
    if kind == "outlet":
        return msg("a listed outlet")
    if kind == "request":
        return msg("the id of a row in the sheet of requests")
    return msg("the id of a row in the sheet of submissions")


def _values(agency: Agency, column: Column, language: str) -> str:
    if column.type is C.FLAG:
        return f"{yes(language)}、{no(language)}"
    if column.words in agency.words:
        return _joined(list(agency.words[str(column.words)].words))
    kind = REFERENCES.get(column.type, "")
    ids = (cell_text(row.cells.get("id")) for row in agency.rosters.get(kind, ()))
    return _joined([name for name in dict.fromkeys(ids) if name])


def _joined(words: list[str]) -> str:
    return "、".join(words[:_SAID]) + (" …" if len(words) > _SAID else "")
