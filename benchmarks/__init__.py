"""How fast a year is scored, beside hand-written code on the same columns in the same run."""
