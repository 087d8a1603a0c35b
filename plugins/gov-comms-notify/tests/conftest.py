"""The harness of gov_comms, with its fixture ``agency``."""

from __future__ import annotations

pytest_plugins = ["gov_comms.testing"]
