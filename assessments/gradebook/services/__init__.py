"""Use cases of the gradebook and of closing."""
