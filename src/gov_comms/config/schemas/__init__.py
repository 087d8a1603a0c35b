"""JSON Schemas of an agency's files."""

from gov_comms.config.schemas.files import KINDS, schemas

__all__ = ["KINDS", "schemas"]
