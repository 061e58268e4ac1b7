"""Forms of the trainer's pages."""
