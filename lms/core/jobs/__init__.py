"""The job table: the truth about background work, and its only retry machine."""
