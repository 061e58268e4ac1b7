"""Reads the files of a programme into frozen values, gathering every problem by file and line."""
