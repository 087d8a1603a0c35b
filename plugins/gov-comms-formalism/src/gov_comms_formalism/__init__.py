"""A plugin of gov_comms: warns where a regulation meets the rules against formalism."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from gov_comms.plugins import Check, Settings, Strict, hookimpl
from gov_comms_formalism.checks import RuleId, findings

API = "1.1"


class FormalismSettings(Strict):
    """``[settings.formalism]``: for each rule the document that allows what it warns of."""

    bases: dict[RuleId, str] = {}


@hookimpl
def register_settings() -> Iterable[Settings]:
    """The office's own grounds."""
    yield Settings(FormalismSettings)


@hookimpl
def register_checks(settings: FormalismSettings) -> Iterable[Check]:
    """The one check of this plugin."""
    yield Check("formalism", partial(findings, settings.bases))
