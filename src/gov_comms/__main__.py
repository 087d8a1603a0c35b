"""``python -m gov_comms`` is the command ``gov-comms``."""

from gov_comms.cli import main

main()
