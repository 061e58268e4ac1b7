"""Use cases of competencies."""
