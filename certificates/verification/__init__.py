"""Feature: anybody checks a certificate by its code."""
