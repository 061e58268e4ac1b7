"""Applied tasks: what participants hand in, and the desk at which trainers grade it."""
