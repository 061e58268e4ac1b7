"""Shape and syntax of what people type about themselves and others."""
