"""Read side of issuing."""
