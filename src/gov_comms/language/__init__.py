"""The language of regulations: conditions, values, names and the shape of a step.

Only shapes live here; what they do to columns is in `gov_comms.ledger`.
"""
