"""How precise an instrument and its cut score are."""
