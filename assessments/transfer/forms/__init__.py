"""Shape of what people type in transfer."""
