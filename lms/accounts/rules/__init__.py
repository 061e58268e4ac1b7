"""Decisions about people and sign-in that know no framework."""
