"""Read side of notices."""
