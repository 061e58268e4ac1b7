"""Stores what was parsed: the library here, courses through the sections of the features."""
