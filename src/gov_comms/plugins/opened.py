"""The plugins of an opened agency: what they handed in, and how they are asked and told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gov_comms.errors import Problem, Severity
from gov_comms.model import Agency
from gov_comms.plugins.asking import Heard, Listener, ask, tell
from gov_comms.plugins.handing import sealed
from gov_comms.plugins.nouns import (
    Act,
    Check,
    Document,
    Finding,
    Importer,
    Likeness,
    News,
    Objection,
    Piece,
    Verb,
)
from gov_comms.plugins.trace import Trace


@dataclass(frozen=True, slots=True)
class Plugins:
    """What all enabled plugins handed in, by name, and who is asked for opinions.

    ``versions`` are the enabled third-party plugins; ``absent`` those that are optional and not
    installed; ``settings`` what the agency sets for a plugin, as the plugin's own shape.
    """

    verbs: Mapping[str, Verb]
    importers: Mapping[str, Importer]
    documents: Mapping[str, Document]
    checks: Mapping[str, Check]
    versions: Mapping[str, str]
    settings: Mapping[str, Any] = field(default_factory=dict)
    listeners: tuple[Listener, ...] = ()
    absent: tuple[str, ...] = ()
    trace: Trace | None = None

    def ask_submission(self, agency: Agency, piece: Piece) -> Heard[Finding]:
        """What reviewers should see about a piece; a plugin that fails is a warning."""
        shown = {"agency": sealed(agency), "piece": piece}
        return ask(self.listeners, Finding, shown, self.trace)

    def ask_act(self, agency: Agency, act: Act) -> Heard[Objection]:
        """Why an act may not be done; a plugin that fails is an error: its veto is not known."""
        shown = {"agency": sealed(agency), "act": act}
        return ask(self.listeners, Objection, shown, self.trace, severity=Severity.ERROR)

    def ask_likeness(
        self, agency: Agency, pieces: Sequence[Piece], others: Sequence[Piece] = ()
    ) -> Heard[Likeness]:
        """Which pieces may be one work, likest first; a plugin that fails is a warning."""
        shown = {"agency": sealed(agency), "pieces": tuple(pieces), "others": tuple(others)}
        ids = {each.id for each in (*pieces, *others)}
        heard = ask(self.listeners, Likeness, shown, self.trace, ids=ids)
        order = sorted(heard.answers, key=lambda each: (-each.share, each.piece, each.other))
        return Heard(tuple(order), heard.problems)

    def tell(self, agency: Agency, *news: News) -> tuple[Problem, ...]:
        """Tell all plugins what happened, in this order; each that fails is one warning."""
        if not self.listeners:
            return ()  # to seal an agency takes longer than to write an entry
        shown = sealed(agency)
        return tell(self.listeners, [{"agency": shown, "news": each} for each in news], self.trace)
