"""Money figures, which reports leave out unless a programme asks for them."""
