"""The ledger: claims and lines as columns, and the order in which steps write them."""
