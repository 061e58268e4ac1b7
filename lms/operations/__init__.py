"""Feature: health, metrics, jobs, mail, backup and restore."""
