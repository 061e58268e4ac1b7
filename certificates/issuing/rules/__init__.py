"""Decisions of issuing: states, folios, who is eligible, who may approve."""
