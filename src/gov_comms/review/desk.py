"""The desk that a command is carried out at: the record, the rules in force, who acts, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from gov_comms.config.opening import Opened
from gov_comms.model import Agency
from gov_comms.record import Actor, View


@dataclass(frozen=True, slots=True)
class Desk:
    """What a command may look at; ``now`` is a moment in UTC."""

    view: View
    opened: Opened
    config: str
    """The digest of the config in force."""
    actor: Actor
    now: datetime

    @property
    def agency(self) -> Agency:
        """The office whose desk it is."""
        return self.opened.agency

    @property
    def clock(self) -> datetime:
        """The time of day where the office is, without a zone."""
        return self.local(self.now)

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the office's clock."""
        return ZoneInfo(self.agency.timezone)

    @property
    def today(self) -> date:
        """The day it is where the office is."""
        return self.clock.date()

    def local(self, at: datetime) -> datetime:
        """A moment as the clock shows it where the office is, without a zone."""
        return at.astimezone(self.zone).replace(tzinfo=None)
