"""Pure decisions of competencies: which level counts, how tables are written."""
