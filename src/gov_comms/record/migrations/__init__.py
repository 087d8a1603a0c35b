"""How the tables of a record came to be, a revision after the other."""
