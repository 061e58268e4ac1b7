"""Figures of change between two moments or two groups."""
