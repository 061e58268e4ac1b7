"""Read side of the gradebook and of closing."""
