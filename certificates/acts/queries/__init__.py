"""Read side of drawn acts."""
