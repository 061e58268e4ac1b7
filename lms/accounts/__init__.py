"""Feature: people, how they sign in, and what their roles let them do."""
