"""What every test may count on."""

from __future__ import annotations

from hypothesis import settings

# No deadlines: a slow machine is not a failing law.  The same examples on every run, so that a
# red build can be run again; `--hypothesis-profile=search` looks for new ones.
settings.register_profile("same", deadline=None, derandomize=True, max_examples=50)
settings.register_profile("search", deadline=None, max_examples=1000, print_blob=True)
settings.load_profile("same")

pytest_plugins = ["tests.cluster", "tests.databases"]
