"""Feature: the questions of each course version, and how an answer is scored."""
