"""Frozen values read from the files of a programme; import them from courses.content.parsed."""
