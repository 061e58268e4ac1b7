"""Feature: answers with denominators for who asks the school how many."""
