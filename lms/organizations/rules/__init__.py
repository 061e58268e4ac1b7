"""Pure decisions of entities."""
