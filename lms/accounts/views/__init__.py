"""Pages of people, of one's own account, and of entering."""
