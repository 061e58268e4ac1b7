"""Feature: who did what and when, in lines that nothing changes or removes."""
