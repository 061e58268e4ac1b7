"""Read side of competencies."""
