"""Forms of the gradebook and of closing."""
