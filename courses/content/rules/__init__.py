"""Rules of the library: folding of words and ranking of what was found."""
