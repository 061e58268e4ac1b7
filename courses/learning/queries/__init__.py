"""Read side of learning."""
