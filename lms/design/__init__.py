"""The design system: layouts, one macro a component, tokens, styles, small scripts."""
