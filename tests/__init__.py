"""Tests of the product, a mirror of its packages."""
