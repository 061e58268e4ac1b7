"""Feature: notices to people, in the application, by e-mail, or by hand through a messenger."""
