"""What an office says of its export: ``[settings.monitoring]``."""

from __future__ import annotations

from typing import Literal

from gov_comms.plugins import Strict


class MonitoringSettings(Strict):
    """How what the monitoring says is called in the office.

    ``key`` is where an item carries the number of the office's work; ``outlets`` and ``forms``
    translate names; ``others`` says what becomes of items that are none of the office's works.
    """

    key: str = "gov-comms"
    outlets: dict[str, str] = {}
    forms: dict[str, str] = {}
    others: Literal["leave", "error"] = "leave"
