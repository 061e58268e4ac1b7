"""Read side of people and users."""
