"""The revisions; none is changed once it is released."""
