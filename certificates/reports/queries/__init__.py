"""Read side of the answers."""
