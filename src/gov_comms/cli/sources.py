"""Where a run has its facts from: a workbook or folder, or the record of an office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from gov_comms.cli import parameters
from gov_comms.cli.reader import Reader
from gov_comms.messages import msg

if TYPE_CHECKING:
    from gov_comms.bulletin.nouns import Evidence
    from gov_comms.config import Opened
    from gov_comms.facts import Facts
    from gov_comms.facts.room import Room
    from gov_comms.results import Result


@dataclass(frozen=True, slots=True)
class Source:
    """The file or folder of facts, or the address of a record."""

    path: Path | None
    url: str | None

    def read(self, opened: Opened, room: Room | None = None) -> Facts:
        """The facts, which may lie in a room where memory does not hold them.

        Raises `Refused` with all problems when one of them is an error.
        """
        if self.path is not None:
            from gov_comms.facts import read_facts

            return read_facts(opened.agency, opened.plugins, self.path, room)
        from gov_comms.facts.recorded import facts_of
        from gov_comms.record.opening import open_record

        with open_record(str(self.url)).reading() as view:
            return facts_of(opened.agency, view)

    def closed(self, opened: Opened, period: str) -> Result | None:
        """The closed figures of a period, where a record has them."""
        if self.url is None:
            return None
        from gov_comms.closing.closed import closed_result
        from gov_comms.record.opening import open_record
        from gov_comms.settlement.scoring import named_period

        with open_record(self.url).reading() as view:
            return closed_result(view, opened.agency, named_period(opened, period).id)

    def proofs(self, opened: Opened) -> Mapping[str, tuple[Evidence, ...]]:
        """The evidence of adoptions, which only a record has."""
        if self.url is None:
            return {}
        from gov_comms.bulletin.evidence import proofs_in
        from gov_comms.record.opening import open_record

        with open_record(self.url).reading() as view:
            return proofs_in(view, opened.agency)


def options(reader: Reader) -> tuple[click.Option, click.Option]:
    """``--facts`` and ``--db``."""
    return parameters.facts(reader, required=False), parameters.record(reader, required=False)


def named(facts: Path | None) -> bool:
    """Whether the call itself names facts; a record that the environment names is not asked for."""
    return facts is not None or _record_named()


def source_of(reader: Reader, facts: Path | None, db: str | None) -> Source:
    """What a call names; a record that only the environment names gives way to ``--facts``.

    Raises `click.UsageError` where it names none, or two.
    """
    if facts is not None and _record_named():
        raise click.UsageError(
            reader.say(msg("facts come from --facts or from --db, not from both"))
        )
    if facts is None and db is None:
        raise click.UsageError(reader.say(msg("facts are needed: --facts PATH, or --db URL")))
    return Source(facts, None if facts is not None else db)


def _record_named() -> bool:
    told = click.get_current_context().get_parameter_source("db")
    return told is ParameterSource.COMMANDLINE
