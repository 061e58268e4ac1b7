"""The outbox: facts stored with their cause, delivered once to each subscriber."""
