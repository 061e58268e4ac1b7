"""The shipped programme as plain files: its format, checker, loader and library."""
