"""Feature: from a passed course to a numbered certificate, its register and its corrections."""
