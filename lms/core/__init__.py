"""Technical floor: not one word of training in it."""
