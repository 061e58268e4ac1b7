"""Use cases of people, sign-in and roles."""
