"""Hooks, what plugins hand in, and the manager that asks them."""

from gov_comms.model import Text
from gov_comms.plugins.hookspecs import hookimpl
from gov_comms.plugins.manager import Plugins, installed, open_plugins
from gov_comms.plugins.nouns import Check, Document, Importer, Sheet, Verb

__all__ = [
    "Check",
    "Document",
    "Importer",
    "Plugins",
    "Sheet",
    "Text",
    "Verb",
    "hookimpl",
    "installed",
    "open_plugins",
]
