"""Pure decisions about questions: what an answer is, what it is worth, what is said about it."""
