"""The scales behind a line: which table of amounts, in which version."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from gov_comms.config.editions import Span, merged_derives
from gov_comms.language.reading import names_read, scales_read
from gov_comms.language.step import Derive
from gov_comms.ledger.outcome import Outcome
from gov_comms.ledger.plan import Entry, table_behind
from gov_comms.model import Scale, Text

SCALE = Text("计分表", "Scale")


def scales_behind(
    outcome: Outcome, entry: Entry
) -> Callable[[date], tuple[tuple[Text, Text], ...]]:
    """The scales that a step refers to on a day, itself or by what it derives."""
    own = scales_read(entry.step)
    derived = [
        (scale, first, last)
        for derive, _, first, last in _derives_read(outcome, entry)
        for scale in scales_read(derive)
    ]

    def on(day: date) -> tuple[tuple[Text, Text], ...]:
        then = (s for s, first, last in derived if first <= day and (last is None or day <= last))
        return tuple((SCALE, _named(scale)) for scale in dict.fromkeys((*own, *then)))

    return on


def _derives_read(outcome: Outcome, entry: Entry) -> list[Span[Derive]]:
    """Every version of the derived columns that a step reads, be it through others."""
    table = table_behind(outcome.prepared.plan.entries, entry)
    spans = [s for s in merged_derives(outcome.prepared.agency.editions) if s[0].on == table]
    names = set(names_read(entry.step))
    while True:
        read = [span for span in spans if span[0].name in names]
        wider = names.union(*(names_read(derive) for derive, *_ in read))
        if wider == names:
            return read
        names = wider


def _named(scale: Scale) -> Text:
    title = scale.title
    return Text(
        f"{title.zh}（{scale.version}）", f"{title.en} ({scale.version})" if title.en else ""
    )
