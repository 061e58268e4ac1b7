"""Use cases of entities."""
