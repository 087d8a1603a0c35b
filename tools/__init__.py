"""Tools of the workshop: they run in a checkout and are not part of the package."""
