"""Files that people send: checked, cleaned, stored by their content."""
