"""Trials: what an agency's plugins must hold to, tried on the agency's own cases."""
