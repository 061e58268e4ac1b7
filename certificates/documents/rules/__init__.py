"""The values that a document is drawn from, as the reader will see them."""
