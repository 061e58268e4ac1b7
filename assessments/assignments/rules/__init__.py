"""Pure decisions of applied tasks: states, scores, likeness, names in archives."""
