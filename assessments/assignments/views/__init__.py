"""Pages of applied tasks and of the grading desk."""
