"""Use cases of issuing."""
