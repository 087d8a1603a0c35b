"""The record: an append-only journal, and the rows it leaves, in one database.

It knows nothing of what an office does: acts come in, entries and rows are what becomes of them.
"""

from gov_comms.record.nouns import (
    Act,
    Actor,
    Cells,
    Change,
    Entry,
    Held,
    Json,
    Stamp,
    Upload,
    View,
)

__all__ = ["Act", "Actor", "Cells", "Change", "Entry", "Held", "Json", "Stamp", "Upload", "View"]
