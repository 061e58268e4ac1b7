"""The database: base class, types, unit of work, the two engines."""
