"""The platform: everything that any house stands on, and nothing of courses or certificates."""
