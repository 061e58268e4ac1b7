"""Feature: the public first page, filled by the features above."""
