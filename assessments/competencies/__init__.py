"""Competencies: frameworks with frozen versions, and the ledger of what people showed."""
