"""Figures that answer, and the words that go with them."""
