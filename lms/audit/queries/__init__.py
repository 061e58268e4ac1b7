"""Read side of the audit."""
