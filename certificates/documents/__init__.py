"""Documents on paper: values in, PDF bytes out; no database, no web, no clock."""
