"""Use cases of drawn acts."""
