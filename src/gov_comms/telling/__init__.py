"""Telling: rules in the words of the office that reads them, Chinese or English."""

from gov_comms.telling.nouns import Grid, Phrase, Told
from gov_comms.telling.words import Words

__all__ = ["Grid", "Phrase", "Told", "Words"]
