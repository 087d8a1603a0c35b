"""A plugin of gov_comms: adoptions from an export of media monitoring in ninjs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from gov_comms.plugins import Importer, Settings, hookimpl
from gov_comms_monitoring.reading import read
from gov_comms_monitoring.settings import MonitoringSettings

API = "1.1"


@hookimpl
def register_settings() -> Iterable[Settings]:
    """How what the monitoring says is called in the office."""
    yield Settings(MonitoringSettings)


@hookimpl
def register_importers(settings: MonitoringSettings) -> Iterable[Importer]:
    """The one format of this plugin."""
    yield Importer("monitoring", (".ninjs",), partial(read, settings))
