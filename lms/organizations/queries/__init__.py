"""Read side of entities."""
