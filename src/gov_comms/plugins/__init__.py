"""Hooks, what plugins hand in, and how the plugins of an agency are opened and asked."""

from gov_comms.language.step import Strict
from gov_comms.model import Text
from gov_comms.plugins.asking import Heard
from gov_comms.plugins.finding import installed
from gov_comms.plugins.hookspecs import hookimpl
from gov_comms.plugins.manager import Enabling, open_plugins
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
    Settings,
    Sheet,
    Verb,
)
from gov_comms.plugins.opened import Plugins
from gov_comms.plugins.trace import Trace

__all__ = [
    "Act",
    "Check",
    "Document",
    "Enabling",
    "Finding",
    "Heard",
    "Importer",
    "Likeness",
    "News",
    "Objection",
    "Piece",
    "Plugins",
    "Settings",
    "Sheet",
    "Strict",
    "Text",
    "Trace",
    "Verb",
    "hookimpl",
    "installed",
    "open_plugins",
]
