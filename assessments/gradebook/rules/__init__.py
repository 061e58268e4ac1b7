"""Decisions on marks, weights and numbers of acts."""
