"""Forms: shape and syntax of what people type."""
