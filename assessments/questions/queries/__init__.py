"""Read side of the question bank."""
