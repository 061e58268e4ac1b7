"""States of drawn acts."""
