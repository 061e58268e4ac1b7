"""Use cases of applied tasks."""
