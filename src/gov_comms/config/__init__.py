"""The only reader of TOML: shape, words and law of an agency's files."""

from gov_comms.config.opening import Opened, open_agency, open_texts, shipped

__all__ = ["Opened", "open_agency", "open_texts", "shipped"]
