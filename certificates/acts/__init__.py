"""Feature: actas de notas drawn as PDF, stored with their SHA-256 and offered for download."""
