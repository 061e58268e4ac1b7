"""Figures of the transfer of what was learned to the post."""
