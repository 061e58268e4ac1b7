"""Checks of the text itself: spelling, ease, length, weight, copied runs, blank source lines."""
