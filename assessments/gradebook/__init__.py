"""Feature: the gradebook of an edition, its closing and its actas de notas."""
