"""Read side of applied tasks."""
