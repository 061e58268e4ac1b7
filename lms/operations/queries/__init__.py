"""Read side of operations."""
