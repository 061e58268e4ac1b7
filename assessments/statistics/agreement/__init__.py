"""How far two or more people who judge the same thing agree."""
