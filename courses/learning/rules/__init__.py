"""Pure decisions of learning: states, completion, prerequisites, deadlines."""
